//! Mutation testing by cargo-mutants: a guard that can be removed without a test failing guards nothing.

use anyhow::{Result, bail};

use crate::tools::MUTANTS;
use crate::{repository, run};

/// The rooms that hold other people's tokens, and what is decided about them.
const ROOMS: [&str; 4] = ["microsoft", "keychain", "diagnosis", "onboarding"];

pub(crate) fn mutants(package: &str, shard: Option<&str>) -> Result<()> {
    if !ROOMS.contains(&package) {
        bail!("the packages are: {}", ROOMS.join(", "));
    }
    let tool = MUTANTS.ready()?;
    let output = repository::target().join("mutants").join(package);
    std::fs::create_dir_all(&output)?;
    let mut command = tool.command();
    command
        .args(["--package", package, "--test-package", package, "--baseline=skip", "--timeout=120", "--no-shuffle"])
        // What is only there for tests or fuzzing is not part of the product.
        .args(["--exclude", "**/fuzzing.rs", "--exclude", "**/tests/**", "--exclude", "**/typescript.rs"])
        .arg("--output")
        .arg(&output);
    if let Some(shard) = shard {
        command.args(["--shard", shard]);
    }
    // 2: mutants were missed. They are listed, and are for a person to judge.
    run::run_for(&mut command, &[0, 2])
}
