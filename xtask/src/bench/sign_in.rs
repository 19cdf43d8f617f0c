//! What a sign-in costs the computer, beside Microsoft's own client libraries.
//!
//! Clients in turns at one simulated tenant over https, each in a fresh process: `greenlightctl connect`, MSAL Node and
//! MSAL Python as their registries have them. A scripted person walks the pages up to the form that carries the code
//! back; the clocks start when that form is sent to the client's own port, and stop when the client says that it is done.
//! In between each of them takes the form, redeems the code over a new or kept connection, reads the id_token and stores
//! the tokens. Processor time is the client's own process with all its threads, as the kernel counts it.
//!
//! Printed for the part from the redirect on, and for the whole sign-in, which begins with starting the process and counts
//! everything but the person's time at the pages. An app that is open all day pays the first, one that is opened to
//! connect a calendar the second.
//!
//! # What is alike, and what is not
//!
//! - Every client believes the public roots and the tenant's, as on somebody's computer: ours reads the distribution's
//!   file with the tenant's root in it, MSAL Python reads the same file (its default, certifi's, holds as many), MSAL Node
//!   has the public ones compiled in and reads the tenant's. Whatever the caller's environment says about roots is not
//!   passed on.
//! - Ours asks the tenant about the address first. The others are told the authority.
//! - All keep the tokens in one real Secret Service, the libraries by Microsoft's own extensions as these are documented,
//!   and every client pays its side. All of them try the store at their start, and encrypt on the way to it.
//! - All run a second time as on a computer without a key store: the libraries write their cache, readable, into one file;
//!   ours keeps the token in memory and says so, which is a little less.
//! - The extension for Node comes with a copy of the library's common part, of a patch version of its own, and loads it too.
//! - Loading the programs counts for the whole sign-in: two runtimes with their libraries on the one side, one binary on
//!   the other. From the redirect on nobody loads anything but what was put off until then.

mod client;
mod session;
mod tenant;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::npm::{self, Package};
use crate::{debian, run};
use client::{Client, Library, Place, Running};
use session::Session;
use tenant::Tenant;

const CLIENTS: [Client; 3] = [Client::Greenlight, Client::Library(Library::Node), Client::Library(Library::Python)];
const PLACES: [Place; 2] = [Place::KeyStore, Place::Elsewhere];

/// Of each client, at each place.
type Samples = [[Vec<Sample>; CLIENTS.len()]; PLACES.len()];

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
    debian::require(debian::KEY_STORES)?;
    npm::install(Package::Strangers)?;
    npm::install(Package::Bench)?;
    client::python()?;
    run::run(run::cargo().args(["build", "--release", "--package", "greenlightctl"]))?;

    let session = Session::start()?;
    let tenant = Tenant::serve()?;
    let mut samples = Samples::default();
    // The first of each reads its libraries from disk; it is not counted.
    for round in 0..=runs {
        for (place, samples) in PLACES.into_iter().zip(&mut samples) {
            for (client, samples) in CLIENTS.into_iter().zip(samples) {
                let sample = measure(client, place, &tenant, &session)
                    .with_context(|| format!("{}, {}", client.name(), place.name()))?;
                if round > 0 {
                    samples.push(sample);
                }
            }
        }
    }
    report(&samples);
    Ok(())
}

fn measure(client: Client, place: Place, tenant: &Tenant, session: &Session) -> Result<Sample> {
    let started = Instant::now();
    let mut running = Running::start(client, place, tenant, session)?;
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
    if place == Place::KeyStore {
        // What was measured did store a token, as a process of its own sees it, and the next run starts without one.
        let stored = client.forget(tenant, session)?;
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

fn person(tenant: &Tenant, page: &str) -> Result<Value> {
    let mut walk = run::program("node");
    walk.arg(Package::Bench.folder().join("person.mjs")).args([page, &tenant.upn, &tenant.password]);
    Ok(serde_json::from_str(&run::answer(walk.env("NODE_EXTRA_CA_CERTS", &tenant.ca))?)?)
}

fn word(value: &Value, name: &str) -> Result<String> {
    value[name].as_str().map(str::to_owned).with_context(|| format!("no {name} in {value}"))
}

fn report(samples: &Samples) {
    println!("\nMedian of {} sign-ins each, in turns; the person's time at the pages is left out", samples[0][0].len());
    table("from the redirect to the stored token", samples, |sample| sample.redirect);
    table("the whole sign-in, from starting the process", samples, |sample| sample.whole);
    println!("\ngoal: at most 0.100 of either library's processor time");
}

fn table(title: &str, samples: &Samples, part: fn(&Sample) -> Cost) {
    let millis = |time: Duration| time.as_secs_f64() * 1e3;
    println!("\n{title:<46} {:>12} {:>9} {:>9} {:>9}", "processor ms", "ours/its", "wall ms", "ours/its");
    for (place, samples) in PLACES.into_iter().zip(samples) {
        println!("  {}", place.name());
        let figures = samples.each_ref().map(|of| {
            let processor = super::median(of, |sample| millis(part(sample).processor));
            (processor, super::median(of, |sample| millis(part(sample).wall)))
        });
        let [(own, own_wall), ..] = figures;
        for (client, (processor, wall)) in CLIENTS.into_iter().zip(figures) {
            let (share, slower) = (own / processor, own_wall / wall);
            println!("    {:<42} {processor:>12.2} {share:>9.3} {wall:>9.1} {slower:>9.3}", client.name());
        }
    }
}
