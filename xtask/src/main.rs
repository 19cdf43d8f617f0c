//! Every developer command, so that a fresh clone needs nothing but Rust and Node. `cargo xtask` lists them.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool")]

mod bench;
mod build;
mod ci;
mod cross;
mod debian;
mod demo;
mod deny;
mod fuzz;
mod icons;
mod leftovers;
mod mutants;
mod notices;
mod npm;
mod repository;
mod run;
mod tally;
mod test;
mod tools;
mod types;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
Usage: cargo xtask <command>

  demo [--scenario NAME] [--lang en|ja]   set up, build and open the window in the simulated tenant;
                                          without a display, play the demo and keep a picture per stage
  test [--only SUITE] [FILTER]            set up and run every test (SUITE: rust, ui, e2e, strangers; FILTER: names)
  test --only kills [--rounds N]          kill the engine N times at random points of sign-in, watch and refresh
  types [--check]                         regenerate the TypeScript side of the contract; --check fails on a difference
  ci                                      everything a change must pass, in order
  cross                                   from Debian: build for Windows, test the engine under Wine, check for macOS
  bench startup [--runs N]                time to the first painted stage and memory, beside a bare window
  bench sign-in [--runs N]                CPU and wall time from the redirect to the stored token, beside MSAL Node and
                                          MSAL Python at the same tenant
  fuzz [TARGET] [--seconds N]             every parser of what comes from outside, met by random bytes, ten minutes each
  mutants PACKAGE [SHARD]                 break the code at random and see whether a test notices (SHARD: 0/8)
  release                                 the binaries as they are published, into target/release
  notices                                 licence texts and bills of materials of a release, into target/notices
  icons                                   regenerate icons/ from icons/greenlight.svg
  setup                                   only the set-up: system packages and npm packages
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match command(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command(arguments: &[String]) -> Result<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["demo", rest @ ..] => demo::demo(&demo::Options::parse(rest)?),
        ["test", rest @ ..] => test::test(&test::Options::parse(rest)?),
        ["types"] => types::regenerate(),
        ["types", "--check"] => types::check(),
        ["ci"] => ci::ci(),
        ["cross"] => {
            let mut tally = tally::Tally::default();
            let checked = cross::cross(&mut tally);
            println!("\n{tally}");
            checked
        }
        ["bench", "startup"] => bench::startup(bench::RUNS),
        ["bench", "startup", "--runs", runs] => bench::startup(runs.parse()?),
        ["bench", "sign-in"] => bench::sign_in::sign_in(bench::RUNS),
        ["bench", "sign-in", "--runs", runs] => bench::sign_in::sign_in(runs.parse()?),
        ["fuzz"] => fuzz::fuzz(None, fuzz::SECONDS),
        ["fuzz", "--seconds", seconds] => fuzz::fuzz(None, seconds.parse()?),
        ["fuzz", target] => fuzz::fuzz(Some(target), fuzz::SECONDS),
        ["fuzz", target, "--seconds", seconds] => fuzz::fuzz(Some(target), seconds.parse()?),
        ["mutants", package] => mutants::mutants(package, None),
        ["mutants", package, shard] => mutants::mutants(package, Some(shard)),
        ["release"] => build::release(),
        ["notices"] => notices::notices(),
        ["icons"] => icons::regenerate(),
        ["setup"] => {
            debian::require(debian::SCREENLESS)?;
            npm::install(npm::Package::Ui)?;
            npm::install(npm::Package::EndToEnd)
        }
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        unknown => bail!("there is no command `{}`\n\n{USAGE}", unknown.join(" ")),
    }
}
