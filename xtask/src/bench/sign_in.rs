//! What a sign-in costs the computer, beside Microsoft's own client libraries.
//!
//! Clients in turns at one simulated tenant over https, each in a fresh process: `greenlightctl connect`, MSAL Node and
//! MSAL Python as their registries have them. A scripted person walks the pages up to the form that carries the code
//! back; the clocks start when that form is sent to the client's own port, and stop when the client says that it is done.
//! In between each of them takes the form, redeems the code over a new or kept connection, reads the id_token and stores
//! the tokens. Processor time is the client's own process with all its threads, as the kernel counts it.
//!
//! Printed twice: from the redirect on, and for the whole sign-in, which begins with starting the process and counts
//! everything but the person's time at the pages. An app that is open all day pays the first, one that is opened to
//! connect a calendar the second.
//!
//! # What is alike, and what is not
//!
//! - Every client believes the public roots and the tenant's, as on somebody's computer: ours reads the distribution's
//!   file with the tenant's root in it, MSAL Python reads the same file (its default, certifi's, holds as many), MSAL Node
//!   has the public ones compiled in and reads the tenant's. Whatever the caller's environment says about roots is not
//!   passed on.
//! - Ours asks the tenant about the address first and tries the key store at its start. The others are told the authority.
//! - Ours keeps the token in a real Secret Service, encrypted and over five questions on the session bus, of which this
//!   process pays its side. The others write their cache, readable, into one file, which is less. So ours runs a second
//!   time as on a computer without a key store, where it keeps the token in memory and says so, which in turn is a little
//!   less than writing a file. The difference of the two is the key store's share, and the column "without" compares
//!   what all of them do.
//! - Loading the programs counts for the whole sign-in: two runtimes with their libraries on the one side, one binary on
//!   the other. From the redirect on nobody loads anything but what was put off until then.

mod session;
mod tenant;

use std::fs;
use std::io::{BufRead as _, BufReader, Lines, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::npm::{self, Package};
use crate::{debian, run};
use session::Session;
use tenant::Tenant;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Client {
    Greenlight,
    /// On a computer without a key store.
    GreenlightAlone,
    MsalNode,
    MsalPython,
}

const CLIENTS: [Client; 4] = [Client::Greenlight, Client::GreenlightAlone, Client::MsalNode, Client::MsalPython];

#[derive(Clone, Copy)]
struct Sample {
    redirect: Cost,
    whole: Cost,
}

#[derive(Clone, Copy)]
struct Cost {
    processor: Duration,
    wall: Duration,
}

pub(crate) fn sign_in(runs: usize) -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("sign-in is measured on Linux, where the kernel tells another process's time");
    }
    debian::require(debian::SCREENLESS)?;
    npm::install(Package::Strangers)?;
    python()?;
    run::run(run::cargo().args(["build", "--release", "--package", "greenlightctl"]))?;

    let session = Session::start()?;
    let tenant = Tenant::serve()?;
    let mut samples: [Vec<Sample>; CLIENTS.len()] = Default::default();
    // The first of each reads its libraries from disk; it is not counted.
    for round in 0..=runs {
        for (client, samples) in CLIENTS.into_iter().zip(&mut samples) {
            let sample = measure(client, &tenant, &session).with_context(|| client.name())?;
            if round > 0 {
                samples.push(sample);
            }
        }
    }
    report(&samples);
    Ok(())
}

fn measure(client: Client, tenant: &Tenant, session: &Session) -> Result<Sample> {
    let started = Instant::now();
    let mut running = Running::start(client, tenant, session)?;
    let page = running.page()?;
    let to_page = started.elapsed();
    let form = person(tenant, &page)?;
    let before = processor_time(running.process.id())?;
    let redirected = Instant::now();
    let mut port = send(&form)?;
    running.done()?;
    let wall = redirected.elapsed();
    let processor = processor_time(running.process.id())?;
    // What the tab shows is read to its end only afterwards.
    port.read_to_end(&mut vec![])?;
    running.end()?;
    if client == Client::Greenlight {
        // What was measured did store a token, and the next run starts without one.
        let stored = run::answer(session.joined(&mut tenant.greenlightctl("sign-out")))?;
        if stored != "1 forgotten" {
            bail!("no token was stored: {stored}");
        }
    }
    Ok(Sample {
        redirect: Cost { processor: processor.saturating_sub(before), wall },
        whole: Cost { processor, wall: to_page + wall },
    })
}

/// The form, sent as the browser would send it.
fn send(form: &Value) -> Result<TcpStream> {
    let (action, body) = (word(form, "action")?, word(form, "body")?);
    let host = action.strip_prefix("http://").and_then(|rest| rest.split('/').next()).context("no http address")?;
    let mut port = TcpStream::connect(host)?;
    let head = format!(
        "POST / HTTP/1.1\r\nHost: {host}\r\nOrigin: null\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    port.write_all(head.as_bytes())?;
    Ok(port)
}

#[cfg(target_os = "linux")]
fn processor_time(process: u32) -> Result<Duration> {
    let clock = nix::time::ClockId::pid_cpu_clock_id(nix::unistd::Pid::from_raw(i32::try_from(process)?))?;
    Ok(clock.now()?.into())
}

#[cfg(not(target_os = "linux"))]
fn processor_time(_: u32) -> Result<Duration> {
    bail!("measured on Linux only")
}

/// A client that has a page open. Held as a zombie until it was measured: its time is gone with it.
struct Running {
    client: Client,
    process: Child,
    input: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Running {
    fn start(client: Client, tenant: &Tenant, session: &Session) -> Result<Self> {
        let mut command = match client {
            Client::Greenlight | Client::GreenlightAlone => {
                let mut command = tenant.greenlightctl("connect");
                command.args(["--no-browser", "--email", &tenant.upn]);
                command
            }
            Client::MsalNode => tenant.library(run::program("node"), "clients/node.mjs"),
            Client::MsalPython => tenant.library(run::program(python()?), "clients/python.py"),
        };
        session.joined(&mut command);
        if client == Client::GreenlightAlone {
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
        let mut input = process.stdin.take().context("no input")?;
        let lines = BufReader::new(process.stdout.take().context("no output")?).lines();
        if client.is_library() {
            let order = json!({"do": "interactive", "scopes": ["User.Read", "Calendars.ReadWrite"]});
            writeln!(input, "{order}")?;
        }
        Ok(Self { client, process, input, lines })
    }

    fn page(&mut self) -> Result<String> {
        let line = self.lines.next().context("it ended without a page")??;
        match self.client {
            Client::Greenlight | Client::GreenlightAlone => Ok(line),
            Client::MsalNode | Client::MsalPython => word(&serde_json::from_str(&line)?, "open"),
        }
    }

    fn done(&mut self) -> Result<()> {
        let line = self.lines.next().context("it ended without an answer")??;
        let signed_in = match self.client {
            Client::Greenlight | Client::GreenlightAlone => line == "connected",
            Client::MsalNode | Client::MsalPython => {
                serde_json::from_str::<Value>(&line)?["answer"]["access_token"].is_string()
            }
        };
        if signed_in { Ok(()) } else { bail!("it did not sign in: {line}") }
    }

    fn end(mut self) -> Result<()> {
        drop(self.input);
        self.process.wait()?;
        Ok(())
    }
}

fn person(tenant: &Tenant, page: &str) -> Result<Value> {
    let mut walk = run::program("node");
    walk.arg(strangers().join("bench/person.mjs")).args([page, &tenant.upn, &tenant.password]);
    Ok(serde_json::from_str(&run::answer(walk.env("NODE_EXTRA_CA_CERTS", &tenant.ca))?)?)
}

/// The interpreter with MSAL, in the virtual environment that the strangers' own tests use.
fn python() -> Result<PathBuf> {
    let folder = strangers().join("node_modules/.python");
    if !folder.join("ready").is_file() {
        run::run(run::program("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
        run::run(
            run::program(folder.join("bin/python"))
                .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r"])
                .arg(strangers().join("requirements.txt")),
        )?;
        fs::write(folder.join("ready"), "")?;
    }
    Ok(folder.join("bin/python"))
}

fn strangers() -> PathBuf {
    Package::Strangers.folder()
}

fn word(value: &Value, name: &str) -> Result<String> {
    value[name].as_str().map(str::to_owned).with_context(|| format!("no {name} in {value}"))
}

impl Client {
    fn is_library(self) -> bool {
        match self {
            Client::Greenlight | Client::GreenlightAlone => false,
            Client::MsalNode | Client::MsalPython => true,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Client::Greenlight => "Greenlight",
            Client::GreenlightAlone => "  without a key store",
            Client::MsalNode => "MSAL Node",
            Client::MsalPython => "MSAL Python",
        }
    }
}

fn report(samples: &[Vec<Sample>; CLIENTS.len()]) {
    println!("\nMedian of {} sign-ins each, in turns; the person's time at the pages is left out", samples[0].len());
    table("from the redirect to the stored token", samples, |sample| sample.redirect);
    table("the whole sign-in, from starting the process", samples, |sample| sample.whole);
    println!("\ngoal: at most 0.100 of either library's processor time; \"without\": ours without a key store");
}

fn table(title: &str, samples: &[Vec<Sample>; CLIENTS.len()], part: fn(&Sample) -> Cost) {
    let millis = |time: Duration| time.as_secs_f64() * 1e3;
    let figures = samples.each_ref().map(|of| {
        let processor = super::median(of, |sample| millis(part(sample).processor));
        (processor, super::median(of, |sample| millis(part(sample).wall)))
    });
    let [(own, own_wall), (alone, _), ..] = figures;
    println!(
        "\n{title:<46} {:>12} {:>9} {:>9} {:>9} {:>9}",
        "processor ms", "ours/its", "without", "wall ms", "ours/its"
    );
    for (client, (processor, wall)) in CLIENTS.into_iter().zip(figures) {
        let (share, bare, slower) = (own / processor, alone / processor, own_wall / wall);
        println!("  {:<44} {processor:>12.2} {share:>9.3} {bare:>9.3} {wall:>9.1} {slower:>9.3}", client.name());
    }
}
