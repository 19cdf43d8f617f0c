//! The vault on a real Secret Service: gnome-keyring on a private session bus.
//!
//! Each test starts this program once more inside its own `dbus-run-session`, with a scratch home: no real keyring is ever
//! touched. The bus starts nothing by itself, so "no service" is certain, and no password dialogue can open on anyone's screen.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod contract;

use std::fs::{self, DirBuilder};
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use keychain::Vault;
use onboarding::{StoreFault, TokenStore};
use secret_service::EncryptionType;
use secret_service::blocking::SecretService;

/// Set in the inner run.
const INSIDE: &str = "KEYCHAIN_TEST_INSIDE_SESSION";
/// Left in the scratch home by an inner run that reached its end.
const MARK: &str = "ran-to-the-end";
const SERVICE: &str = "Greenlight test";
const PASSWORD: &str = "only for this test";

#[test]
fn the_contract_holds_on_a_real_secret_service() {
    in_own_session("the_contract_holds_on_a_real_secret_service", || async {
        let _keyring = Keyring::start();
        contract::holds(|| Vault::open(SERVICE)).await;
        assert!(Vault::open(SERVICE).accounts().await.unwrap().is_empty());
    });
}

#[test]
fn the_demo_and_the_real_app_do_not_see_each_other() {
    in_own_session("the_demo_and_the_real_app_do_not_see_each_other", || async {
        let _keyring = Keyring::start();
        let record = contract::record("mio", 1_500);
        Vault::open("Greenlight demo").save(&record).await.unwrap();
        let real = Vault::open("Greenlight");
        assert!(real.accounts().await.unwrap().is_empty());
        assert!(real.load(&record.account.key()).await.unwrap().is_none());
    });
}

#[test]
fn a_locked_keyring_is_locked_and_gives_the_record_back_once_unlocked() {
    in_own_session("a_locked_keyring_is_locked_and_gives_the_record_back_once_unlocked", || async {
        let keyring = Keyring::start();
        let vault = Vault::open(SERVICE);
        let record = contract::record("mio", 1_500);
        vault.save(&record).await.unwrap();

        lock();
        let key = record.account.key();
        assert_eq!(vault.load(&key).await.unwrap_err(), StoreFault::Locked);
        assert_eq!(vault.save(&record).await.unwrap_err(), StoreFault::Locked);
        assert_eq!(vault.save(&contract::record("ben", 100)).await.unwrap_err(), StoreFault::Locked);
        assert_eq!(vault.remove(&key).await.unwrap_err(), StoreFault::Locked);
        assert_eq!(vault.accounts().await.unwrap_err(), StoreFault::Locked);
        assert_eq!(vault.self_test().await.unwrap_err(), StoreFault::Locked);
        assert_eq!(Vault::open(SERVICE).load(&key).await.unwrap_err(), StoreFault::Locked);

        // The next login unlocks it: gnome-keyring takes a password without a dialogue at its start only.
        drop(keyring);
        let _keyring = Keyring::start();
        contract::assert_same(&vault.load(&key).await.unwrap().unwrap(), &record);
    });
}

#[test]
fn without_a_service_the_store_is_unavailable_and_one_that_starts_later_is_found() {
    in_own_session("without_a_service_the_store_is_unavailable_and_one_that_starts_later_is_found", || async {
        let vault = Vault::open(SERVICE);
        let record = contract::record("mio", 1_500);
        assert_eq!(vault.load(&record.account.key()).await.unwrap_err(), StoreFault::Unavailable);
        assert_eq!(vault.save(&record).await.unwrap_err(), StoreFault::Unavailable);
        assert_eq!(vault.accounts().await.unwrap_err(), StoreFault::Unavailable);

        let _keyring = Keyring::start();
        vault.save(&record).await.unwrap();
        contract::assert_same(&vault.load(&record.account.key()).await.unwrap().unwrap(), &record);
    });
}

#[test]
fn a_keyring_that_was_restarted_is_found_again() {
    in_own_session("a_keyring_that_was_restarted_is_found_again", || async {
        let keyring = Keyring::start();
        let vault = Vault::open(SERVICE);
        let record = contract::record("mio", 1_500);
        vault.save(&record).await.unwrap();

        drop(keyring);
        assert_eq!(vault.load(&record.account.key()).await.unwrap_err(), StoreFault::Unavailable);
        let _keyring = Keyring::start();
        contract::assert_same(&vault.load(&record.account.key()).await.unwrap().unwrap(), &record);
    });
}

#[test]
fn without_a_session_bus_the_store_is_unavailable() {
    const TEST: &str = "without_a_session_bus_the_store_is_unavailable";
    if inside() {
        return run(|| async {
            assert_eq!(Vault::open(SERVICE).self_test().await.unwrap_err(), StoreFault::Unavailable);
        });
    }
    let home = tempfile::tempdir().unwrap();
    let mut again = Command::new(std::env::current_exe().unwrap());
    again.args(["--exact", TEST, "--nocapture"]);
    scratch(&mut again, home.path());
    let nowhere = home.path().join("no-bus");
    again.env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", nowhere.display()));
    assert!(again.status().unwrap().success());
    assert_ran(home.path());
}

/// gnome-keyring with an unlocked login keyring, ready when `start` returns; ends when dropped.
struct Keyring(Child);

impl Keyring {
    fn start() -> Self {
        let mut daemon = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--unlock", "--components=secrets"])
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

fn lock() {
    let service = SecretService::connect(EncryptionType::Dh).unwrap();
    service.get_default_collection().unwrap().lock().unwrap();
}

fn inside() -> bool {
    std::env::var_os(INSIDE).is_some()
}

/// The body of the test `name`, inside a session bus of its own.
fn in_own_session<F: Future<Output = ()>>(name: &str, body: impl FnOnce() -> F) {
    if inside() {
        return run(body);
    }
    if let Some(missing) = missing_program() {
        let sentence = format!(
            "{missing} is missing: install the packages dbus, gnome-keyring and libglib2.0-bin to test the vault on a real key store."
        );
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{sentence}");
        eprintln!("{name} did not run. {sentence}");
        return;
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
fn assert_ran(home: &Path) {
    assert!(home.join(MARK).exists(), "the inner run did not reach the end of this test");
}

fn run<F: Future<Output = ()>>(body: impl FnOnce() -> F) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(body());
    fs::write(Path::new(&std::env::var_os("HOME").unwrap()).join(MARK), "").unwrap();
}

/// Points everything a keyring might read or write at `home`.
fn scratch(command: &mut Command, home: &Path) {
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
