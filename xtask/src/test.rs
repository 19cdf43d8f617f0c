//! Every test: Rust, the UI's own, the real window's, and Microsoft's own clients against the simulated tenant.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::leftovers::Extent;
use crate::npm::{self, Package};
use crate::repository;
use crate::tally::Tally;
use crate::{build, debian, leftovers, run};

pub(crate) struct Options {
    suites: Vec<Suite>,
    filter: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Suite {
    Rust,
    Ui,
    EndToEnd,
    Strangers,
    /// The long form of a test that is among the Rust tests in a short one.
    Kills {
        rounds: u32,
    },
}

const KILLS: u32 = 200;

/// What a suite came to. A runner can fail without a failing test, by not compiling for one.
struct Outcome {
    tally: Tally,
    succeeded: bool,
}

impl Options {
    pub(crate) fn everything() -> Self {
        Options { suites: vec![Suite::Rust, Suite::Ui, Suite::EndToEnd, Suite::Strangers], filter: vec![] }
    }

    pub(crate) fn parse(words: &[&str]) -> Result<Self> {
        let (suite, filter) = match words {
            ["--only", "kills"] => (Suite::Kills { rounds: KILLS }, &[][..]),
            ["--only", "kills", "--rounds", rounds] => (Suite::Kills { rounds: rounds.parse()? }, &[][..]),
            [] => return Ok(Options::everything()),
            ["--only", "rust", filter @ ..] => (Suite::Rust, filter),
            ["--only", "ui", filter @ ..] => (Suite::Ui, filter),
            ["--only", "e2e", filter @ ..] => (Suite::EndToEnd, filter),
            ["--only", "strangers", filter @ ..] => (Suite::Strangers, filter),
            _ => bail!("test takes `--only rust|ui|e2e|strangers|kills`, then names to filter by"),
        };
        Ok(Options { suites: vec![suite], filter: filter.iter().map(|word| (*word).to_owned()).collect() })
    }

    /// How much there is of these suites, which are those of the options that run on this system.
    fn extent(&self, suites: &[Suite]) -> Extent {
        if self.filter.is_empty() && suites.iter().any(|suite| suite.signs_in()) { Extent::Whole } else { Extent::Part }
    }
}

/// Sets up, runs, and prints the closing line.
pub(crate) fn test(options: &Options) -> Result<()> {
    let (tally, failures) = count(options)?;
    println!("\n{tally}");
    conclude(&failures)
}

/// Runs every suite, the later ones also after a failure, and answers the sum and the suites that did not pass.
pub(crate) fn count(options: &Options) -> Result<(Tally, Vec<&'static str>)> {
    if options.suites.iter().any(|suite| suite.takes_a_browser()) && !cfg!(target_os = "linux") {
        println!("The real window, and Microsoft's clients with a scripted browser, are tested on Linux only.");
    }
    let suites: Vec<Suite> =
        options.suites.iter().copied().filter(|suite| !suite.takes_a_browser() || cfg!(target_os = "linux")).collect();
    let browser = suites.iter().any(|suite| suite.takes_a_browser());
    debian::require(if browser { debian::SCREENLESS } else { debian::BUILD })?;

    let mut total = Tally::default();
    let mut failures = vec![];
    let recording = Recording::begin()?;
    leftovers::forget()?;
    let extent = options.extent(&suites);
    for suite in suites {
        println!("\n-- {}", suite.name());
        let outcome = suite.run(&options.filter)?;
        println!("-- {}: {}", suite.name(), outcome.tally);
        total += outcome.tally;
        if !outcome.succeeded || outcome.tally.failed > 0 {
            failures.push(suite.name());
        }
    }
    let held = recording.hold()?;
    total += held.tally;
    if !held.succeeded {
        failures.push("what was said to Graph");
    }
    let searched = search(&extent)?;
    total += searched.tally;
    if !searched.succeeded {
        failures.push("what the run left behind");
    }
    Ok((total, failures))
}

/// What every suite says to the simulated Graph, and hears: held against Microsoft's description once all have run.
struct Recording(PathBuf);

impl Recording {
    fn begin() -> Result<Self> {
        let path = recording();
        fs::create_dir_all(path.parent().unwrap_or(&path))?;
        if path.exists() {
            fs::remove_file(&path)?;
        }
        Ok(Self(path))
    }

    fn hold(self) -> Result<Outcome> {
        if !self.0.exists() {
            println!("\n-- nothing was said to Graph");
            return Ok(Outcome { tally: Tally::default(), succeeded: true });
        }
        println!("\n-- what was said to Graph");
        let succeeded = run::watch(
            run::cargo().args(["run", "--quiet", "--package", "graph-contract", "--"]).arg(&self.0),
            |_| {},
        )?;
        Ok(Outcome::of_one(succeeded))
    }
}

impl Outcome {
    fn of_one(succeeded: bool) -> Self {
        let (passed, failed) = (u64::from(succeeded), u64::from(!succeeded));
        Outcome { tally: Tally { passed, failed, ignored: 0 }, succeeded }
    }
}

/// Whether no secret of the run lies in what it left, and whether there was anything to be found.
fn search(extent: &Extent) -> Result<Outcome> {
    let searched = leftovers::search()?;
    let missing = searched.missing(extent);
    if searched.secrets == 0 && missing.is_empty() {
        println!("\n-- no secret was given out");
        return Ok(Outcome { tally: Tally::default(), succeeded: true });
    }
    println!("\n-- what the run left behind: {} files searched for {} secrets", searched.files, searched.secrets);
    for fault in searched.found.iter().chain(&missing) {
        println!("{fault}");
    }
    Ok(Outcome::of_one(searched.found.is_empty() && missing.is_empty()))
}

fn recording() -> PathBuf {
    repository::target().join("xtask/graph.jsonl")
}

pub(crate) fn conclude(failures: &[&str]) -> Result<()> {
    match failures {
        [] => Ok(()),
        some => bail!("not passed: {}", some.join(", ")),
    }
}

impl Suite {
    fn name(self) -> &'static str {
        match self {
            Suite::Rust => "Rust tests",
            Suite::Ui => "UI tests",
            Suite::EndToEnd => "end-to-end tests in the real window",
            Suite::Strangers => "Microsoft's own clients at the simulated tenant, ours at another's server",
            Suite::Kills { .. } => "kills at random points",
        }
    }

    fn takes_a_browser(self) -> bool {
        match self {
            Suite::Rust | Suite::Ui | Suite::Kills { .. } => false,
            Suite::EndToEnd | Suite::Strangers => true,
        }
    }

    /// Whether every kind of secret is given out in it, and its tests leave files.
    fn signs_in(self) -> bool {
        match self {
            Suite::Rust | Suite::EndToEnd => true,
            Suite::Ui | Suite::Strangers | Suite::Kills { .. } => false,
        }
    }

    fn run(self, filter: &[String]) -> Result<Outcome> {
        match self {
            Suite::Rust => rust(filter),
            Suite::Kills { rounds } => kills(rounds),
            Suite::Ui => {
                npm::install(Package::Ui)?;
                vitest(Package::Ui, filter)
            }
            Suite::EndToEnd => {
                build::window()?;
                npm::install(Package::EndToEnd)?;
                vitest(Package::EndToEnd, filter)
            }
            Suite::Strangers => {
                build::window()?;
                npm::install(Package::Strangers)?;
                vitest(Package::Strangers, filter)
            }
        }
    }
}

fn rust(filter: &[String]) -> Result<Outcome> {
    // The window embeds ui/dist, so its tests compile only once it is there.
    build::ui()?;
    let mut tally = Tally::default();
    let mut command = run::cargo();
    command.args(["test", "--workspace", "--no-fail-fast"]).args(filter);
    let succeeded = watch(&mut command, |line| tally.read_libtest(line))?;
    Ok(Outcome { tally, succeeded })
}

fn kills(rounds: u32) -> Result<Outcome> {
    debian::require(debian::SCREENLESS)?;
    let mut command = run::cargo();
    command.args(["test", "--package", "greenlightctl", "--test", "kills", "--", "--nocapture"]);
    // The processes it kills are runs of the same program, and print results of their own.
    let succeeded = watch(command.env("GREENLIGHT_KILLS", rounds.to_string()), |_| {})?;
    Ok(Outcome::of_one(succeeded))
}

fn vitest(package: Package, filter: &[String]) -> Result<Outcome> {
    let folder = repository::target().join("xtask");
    fs::create_dir_all(&folder)?;
    let report = folder.join("vitest.json");
    // A report of an earlier run must never be counted.
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let mut command = npm::script(package, "test");
    command
        .args(["--", "--reporter=default", "--reporter=json"])
        .arg(format!("--outputFile.json={}", report.display()))
        .args(filter);
    let succeeded = watch(&mut command, |_| {})?;
    Ok(Outcome { tally: Tally::read_vitest(&fs::read_to_string(&report).unwrap_or_default())?, succeeded })
}

/// Runs a suite, and keeps what is looked at when all have run: what was said to Graph, which secrets were given out,
/// and what is left behind, its own words included.
fn watch(command: &mut Command, mut each: impl FnMut(&str)) -> Result<bool> {
    let mut output = leftovers::output()?;
    let mut lost = Ok(());
    command
        .env("GRAPH_RECORD", recording())
        .env("SECRETS_RECORD", leftovers::record())
        .env("LEFT_BEHIND", leftovers::folder());
    let succeeded = run::watch_copying_errors(command, leftovers::errors()?, |line| {
        each(line);
        if let Err(fault) = writeln!(output, "{line}") {
            lost = Err(fault);
        }
    })?;
    lost?;
    Ok(succeeded)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn only_an_unfiltered_run_of_a_suite_that_signs_in_is_whole() {
        let whole = |words: &[&str]| {
            let options = Options::parse(words).unwrap();
            matches!(options.extent(&options.suites), Extent::Whole)
        };
        for words in [&[][..], &["--only", "rust"], &["--only", "e2e"]] {
            assert!(whole(words), "{words:?}");
        }
        for words in [
            &["--only", "rust", "listener"][..],
            &["--only", "e2e", "canary"],
            &["--only", "ui"],
            &["--only", "strangers"],
            &["--only", "kills"],
        ] {
            assert!(!whole(words), "{words:?}");
        }
    }
}
