use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};

use anyhow::{Context as _, Result};

use crate::bench::memory;
use crate::run;

/// A session bus with a key store that is unlocked, in a home of its own.
pub(super) struct Session {
    process: Child,
    _input: ChildStdin,
    bus: String,
    home: PathBuf,
}

impl Session {
    pub(super) fn start() -> Result<Self> {
        let home = std::env::temp_dir().join(format!("greenlight-bench-{}", std::process::id()));
        fs::create_dir_all(&home)?;
        run::answer(run::program("chmod").arg("700").arg(&home))?;
        let script = r#"printf bench | gnome-keyring-daemon --unlock --foreground --components=secrets >/dev/null 2>&1 &
            gdbus wait --session --timeout 10 org.freedesktop.secrets; echo "$DBUS_SESSION_BUS_ADDRESS"; read -r end
            kill $!"#;
        let mut session = run::program("dbus-run-session");
        let mut process = in_home(session.args(["--", "sh", "-c", script]), &home)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut bus = String::new();
        BufReader::new(process.stdout.take().context("no output")?).read_line(&mut bus)?;
        let input = process.stdin.take().context("no input")?;
        Ok(Self { process, _input: input, bus: bus.trim().to_owned(), home })
    }

    pub(super) fn joined<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        in_home(command, &self.home).env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = memory::end_tree(self.process.id());
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.home);
    }
}

fn in_home<'a>(command: &'a mut Command, home: &PathBuf) -> &'a mut Command {
    for variable in ["HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"] {
        command.env(variable, home);
    }
    command
}
