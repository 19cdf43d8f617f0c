//! Fuzzing of everything that comes in from outside: `tests/fuzz`, by libFuzzer with its address sanitizer.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::tools::{FUZZ, Tool};
use crate::{repository, run};

const TARGETS: [&str; 8] =
    ["callback", "challenge", "token", "record", "profile", "state_file", "verdict", "account_used"];

/// Ten minutes each.
pub(crate) const SECONDS: u32 = 600;

/// Every target in turn, or the one named. A finding ends it; libFuzzer says where it keeps the input.
pub(crate) fn fuzz(only: Option<&str>, seconds: u32) -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("fuzzing runs on Linux only");
    }
    let targets: Vec<&str> = TARGETS.into_iter().filter(|target| only.is_none_or(|only| only == *target)).collect();
    if targets.is_empty() {
        bail!("the targets are: {}", TARGETS.join(", "));
    }
    let tool = FUZZ.ready()?;
    let mut counts = vec![];
    for target in targets {
        let executions = run::step(target, || one(tool, target, seconds))?;
        counts.push(format!("{target:<14} {executions:>12} executions, {seconds} s, clean"));
    }
    println!("\n{}", counts.join("\n"));
    Ok(())
}

fn one(tool: Tool, target: &str, seconds: u32) -> Result<u64> {
    let folder = folder();
    let corpus = repository::target().join("fuzz/corpus").join(target);
    fs::create_dir_all(&corpus)?;
    let mut command = tool.command();
    command
        .args(["run", "--fuzz-dir"])
        .arg(&folder)
        .arg("--target-dir")
        .arg(repository::target().join("fuzz"))
        .arg(target)
        .args([&corpus, &folder.join("seeds").join(target)])
        .arg("--")
        .arg(format!("-max_total_time={seconds}"))
        .args(["-print_final_stats=1", "-timeout=10", "-max_len=16384"])
        // The sanitizer is not stable; the compiler that builds everything else has it all the same.
        .env("RUSTC_BOOTSTRAP", "1");
    let mut executions = None;
    // libFuzzer reports on standard error.
    let clean = run::watch_errors(&mut command, |line| {
        executions = line
            .strip_prefix("stat::number_of_executed_units:")
            .and_then(|number| number.trim().parse().ok())
            .or(executions);
    })?;
    if !clean {
        bail!("{target} found something, see above");
    }
    executions.with_context(|| format!("{target} did not say how often it ran"))
}

fn folder() -> PathBuf {
    repository::root().join("tests/fuzz")
}
