//! A session bus of a test's own, with a real gnome-keyring on it.
//!
//! Each test starts its program once more inside its own `dbus-run-session`, with a scratch home: no real keyring is ever
//! touched. The bus starts nothing by itself, so "no service" is certain, and no password dialogue can open on anyone's screen.
#![allow(dead_code, unreachable_pub, clippy::panic)]

use std::fs::{self, DirBuilder};
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Set in the inner run.
const INSIDE: &str = "KEYCHAIN_TEST_INSIDE_SESSION";
/// Left in the scratch home by an inner run that reached its end.
const MARK: &str = "ran-to-the-end";
pub const SERVICE: &str = "Greenlight test";
const PASSWORD: &str = "only for this test";

/// gnome-keyring with an unlocked login keyring, ready when `start` returns; ends when dropped.
pub struct Keyring(Child);

impl Keyring {
    pub fn start() -> Self {
        Self::run(&["--unlock"])
    }

    /// Nobody has logged in yet, so there is no login keyring, and no keyring is the default one.
    pub fn start_empty() -> Self {
        Self::run(&[])
    }

    fn run(options: &[&str]) -> Self {
        let mut daemon = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--components=secrets"])
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring-daemon starts");
        daemon.stdin.take().unwrap().write_all(PASSWORD.as_bytes()).unwrap();
        let started = Self(daemon);
        wait_for_name("org.freedesktop.secrets");
        started
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The bus itself tells when the service has taken its name.
fn wait_for_name(name: &str) {
    let status =
        Command::new("gdbus").args(["wait", "--session", "--timeout", "60", name]).status().expect("gdbus runs");
    assert!(status.success(), "{name} never came up");
}

pub fn inside() -> bool {
    std::env::var_os(INSIDE).is_some()
}

/// The body of the test `name`, inside a session bus of its own.
pub fn in_own_session<F: Future<Output = ()>>(name: &str, body: impl FnOnce() -> F) {
    if inside() {
        return run(body);
    }
    // Not passed over: a vault that was never on a real key store is not tested.
    if let Some(missing) = missing_program() {
        panic!("{missing} is missing: install the packages dbus, gnome-keyring and libglib2.0-bin");
    }
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join("bus.conf");
    fs::write(&config, bus_config(home.path())).unwrap();
    let mut session = Command::new("dbus-run-session");
    session.arg(format!("--config-file={}", config.display())).arg("--");
    session.arg(std::env::current_exe().unwrap()).args(["--exact", name, "--nocapture"]);
    scratch(&mut session, home.path());
    assert!(session.status().unwrap().success(), "see the inner run's output above");
    assert_ran(home.path());
}

/// A filter that names no test passes too: the inner run must have left its mark.
pub fn assert_ran(home: &Path) {
    assert!(home.join(MARK).exists(), "the inner run did not reach the end of this test");
}

pub fn run<F: Future<Output = ()>>(body: impl FnOnce() -> F) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(body());
    fs::write(Path::new(&std::env::var_os("HOME").unwrap()).join(MARK), "").unwrap();
}

/// Points everything a keyring might read or write at `home`.
pub fn scratch(command: &mut Command, home: &Path) {
    command.env(INSIDE, "1").env("HOME", home);
    for (variable, folder) in [
        ("XDG_RUNTIME_DIR", "run"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
    ] {
        let folder = home.join(folder);
        DirBuilder::new().mode(0o700).create(&folder).unwrap();
        command.env(variable, folder);
    }
    for inherited in
        ["DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL", "SSH_AUTH_SOCK", "DBUS_SESSION_BUS_ADDRESS"]
    {
        command.env_remove(inherited);
    }
}

/// A session bus without service folders: it starts nothing on demand.
fn bus_config(home: &Path) -> String {
    format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#,
        home.display()
    )
}

fn missing_program() -> Option<&'static str> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    ["dbus-run-session", "gnome-keyring-daemon", "gdbus"]
        .into_iter()
        .find(|program| !std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}
