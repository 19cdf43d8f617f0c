//! Every developer command, so that a fresh clone needs nothing but Rust and Node. `cargo xtask` lists them.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool")]

mod bench;
mod build;
mod ci;
mod cross;
mod debian;
mod demo;
mod deny;
mod icons;
mod npm;
mod repository;
mod run;
mod tally;
mod test;
mod types;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
Usage: cargo xtask <command>

  demo [--scenario NAME] [--lang en|ja]   set up, build and open the window in the simulated tenant;
                                          without a display, play the demo and keep a picture per stage
  test [--only SUITE] [FILTER]            set up and run every test (SUITE: rust, ui, e2e, strangers; FILTER: names)
  types [--check]                         regenerate the TypeScript side of the contract; --check fails on a difference
  ci                                      everything a change must pass, in order
  cross                                   from Debian: build for Windows, test the engine under Wine, check for macOS
  bench startup [--runs N]                time to the first painted stage and memory, beside a bare window
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
        ["cross"] => cross::cross().map(|tally| println!("\n{tally}")),
        ["bench", "startup"] => bench::startup(bench::RUNS),
        ["bench", "startup", "--runs", runs] => bench::startup(runs.parse()?),
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
