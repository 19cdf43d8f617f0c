use std::fs;
use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::session::Session;
use super::tenant::Tenant;
use super::word;
use crate::npm::Package;
use crate::run;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Client {
    Greenlight,
    Library(Library),
}

/// Of Microsoft's.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Library {
    Node,
    Python,
}

/// Where the tokens end up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    KeyStore,
    /// As on a computer without a key store.
    Elsewhere,
}

/// A client that was told to sign in. Held as a zombie until it was measured: its time is gone with it.
pub(super) struct Running {
    client: Client,
    pub(super) process: Child,
    input: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Client {
    pub(super) fn name(self) -> &'static str {
        match self {
            Client::Greenlight => "Greenlight",
            Client::Library(Library::Node) => "MSAL Node",
            Client::Library(Library::Python) => "MSAL Python",
        }
    }

    /// Takes what it stored out of the key store again, in a process of its own.
    pub(super) fn forget(self, tenant: &Tenant, session: &Session) -> Result<String> {
        let place = Place::KeyStore;
        match self {
            Client::Greenlight => run::answer(session.joined(&mut tenant.greenlightctl("sign-out"))),
            Client::Library(library) => {
                let mut running = Running::spawn(self, library.command(place, tenant)?, place, tenant, session)?;
                running.order(&json!({"do": "forget"}))?;
                let answer = running.answer()?;
                running.end()?;
                Ok(answer)
            }
        }
    }
}

impl Library {
    fn command(self, place: Place, tenant: &Tenant) -> Result<Command> {
        let (runtime, script) = match self {
            Library::Node => (PathBuf::from("node"), "client.mjs"),
            Library::Python => (python()?, "client.py"),
        };
        let mut command = tenant.library(run::program(runtime), script);
        command.arg(match place {
            Place::KeyStore => "key-store",
            Place::Elsewhere => "file",
        });
        Ok(command)
    }
}

impl Place {
    pub(super) fn name(self) -> &'static str {
        match self {
            Place::KeyStore => "in the key store",
            Place::Elsewhere => "without a key store",
        }
    }
}

impl Running {
    pub(super) fn start(client: Client, place: Place, tenant: &Tenant, session: &Session) -> Result<Self> {
        match client {
            Client::Greenlight => {
                let mut command = tenant.greenlightctl("connect");
                command.args(["--no-browser", "--email", &tenant.upn]);
                Self::spawn(client, command, place, tenant, session)
            }
            Client::Library(library) => {
                let mut running = Self::spawn(client, library.command(place, tenant)?, place, tenant, session)?;
                running.order(&json!({"do": "interactive", "scopes": ["User.Read", "Calendars.ReadWrite"]}))?;
                Ok(running)
            }
        }
    }

    pub(super) fn page(&mut self) -> Result<String> {
        let line = self.line()?;
        match self.client {
            Client::Greenlight => Ok(line),
            Client::Library(_) => word(&serde_json::from_str(&line)?, "open"),
        }
    }

    pub(super) fn done(&mut self) -> Result<()> {
        let (said, expected) = match self.client {
            Client::Greenlight => (self.line()?, "connected"),
            Client::Library(_) => (self.answer()?, "signed in"),
        };
        if said == expected { Ok(()) } else { bail!("it did not sign in: {said}") }
    }

    pub(super) fn end(mut self) -> Result<()> {
        drop(self.input);
        self.process.wait()?;
        Ok(())
    }

    fn spawn(client: Client, mut command: Command, place: Place, tenant: &Tenant, session: &Session) -> Result<Self> {
        session.joined(&mut command);
        if place == Place::Elsewhere {
            command.env_remove("DBUS_SESSION_BUS_ADDRESS");
        }
        let mut process = command
            // Each library's own way to be told of one more authority to trust.
            .env("SSL_CERT_FILE", &tenant.roots)
            .env_remove("SSL_CERT_DIR")
            .env("NODE_EXTRA_CA_CERTS", &tenant.ca)
            .env("REQUESTS_CA_BUNDLE", &tenant.roots)
            .env("NO_PROXY", "localhost")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let input = process.stdin.take().context("no input")?;
        let lines = BufReader::new(process.stdout.take().context("no output")?).lines();
        Ok(Self { client, process, input, lines })
    }

    fn order(&mut self, order: &Value) -> Result<()> {
        Ok(writeln!(self.input, "{order}")?)
    }

    fn answer(&mut self) -> Result<String> {
        word(&serde_json::from_str(&self.line()?)?, "answer")
    }

    fn line(&mut self) -> Result<String> {
        Ok(self.lines.next().context("it ended without a word")??)
    }
}

/// The system's interpreter, which finds the system's bindings to the key store, with MSAL and its extension as they are
/// pinned now.
pub(super) fn python() -> Result<PathBuf> {
    let folder = Package::Bench.folder().join("node_modules/.python");
    let mut pinned = vec![];
    for package in [Package::Strangers, Package::Bench] {
        pinned.extend(fs::read(package.folder().join("requirements.txt"))?);
    }
    if !fs::read(folder.join("ready")).is_ok_and(|ready| ready == pinned) {
        run::run(
            run::program("/usr/bin/python3").args(["-m", "venv", "--system-site-packages", "--clear"]).arg(&folder),
        )?;
        for package in [Package::Strangers, Package::Bench] {
            run::run(
                run::program(folder.join("bin/python"))
                    .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r"])
                    .arg(package.folder().join("requirements.txt")),
            )?;
        }
        fs::write(folder.join("ready"), pinned)?;
    }
    Ok(folder.join("bin/python"))
}
