//! Mutation testing by cargo-mutants: a guard that can be removed without a test failing guards nothing.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::tools::MUTANTS;
use crate::{debian, repository, run};

/// The rooms that hold other people's tokens, and what is decided about them.
const ROOMS: [&str; 4] = ["microsoft", "keychain", "diagnosis", "onboarding"];

/// What is only there for tests or fuzzing is not part of the product.
const NOT_THE_PRODUCT: [&str; 3] = ["**/fuzzing.rs", "**/tests/**", "**/typescript.rs"];

/// Not compiled here, so no test here can notice what is changed in them.
const OTHER_SYSTEMS: &[&str] = if cfg!(windows) {
    &["**/os/linux.rs", "**/os/macos.rs", "**/os/elsewhere.rs"]
} else if cfg!(target_os = "macos") {
    &["**/os/linux.rs", "**/os/windows.rs", "**/os/elsewhere.rs"]
} else {
    &["**/os/macos.rs", "**/os/windows.rs", "**/os/elsewhere.rs"]
};

/// Of a hundred mutants of a whole room at least so many are to be noticed.
const GOAL: usize = 85;

/// Of a hundred in a sample. With 30 to 75 mutants in one, a room that meets the goal misses it in many a sample by chance;
/// so far below it is no chance.
const FLOOR_OF_A_SAMPLE: usize = 70;

pub(crate) fn mutants(package: &str, shard: Option<&str>) -> Result<()> {
    if !ROOMS.contains(&package) {
        bail!("the packages are: {}", ROOMS.join(", "));
    }
    // The keychain's tests need a key store; without one each of them fails, and every mutant would pass for noticed.
    debian::require(debian::SCREENLESS)?;
    let tool = MUTANTS.ready()?;
    let output = repository::target().join("mutants").join(package);
    fs::create_dir_all(&output)?;
    let mut command = tool.command();
    // The baseline, for the same reason: the tests have to pass before anything is changed.
    command.args(["--package", package, "--test-package", package, "--baseline=run", "--minimum-test-timeout=30"]);
    for path in NOT_THE_PRODUCT.iter().chain(OTHER_SYSTEMS) {
        command.args(["--exclude", path]);
    }
    command.arg("--output").arg(&output);
    if let Some(shard) = shard {
        // In turn, so that a shard is a sample of the whole room and not a few of its files.
        command.args(["--shard", shard, "--sharding=round-robin"]);
    }
    // 2: mutants were missed, 3: tests ran out of time on some. They are listed, and are for a person to judge.
    run::run_for(&mut command, &[0, 2, 3])?;
    let score = Score::read(&output.join("mutants.out/outcomes.json"))?;
    println!("{}", score.sentence(package));
    let (floor, what) = match shard {
        None => (GOAL, "the whole room"),
        Some(_) => (FLOOR_OF_A_SAMPLE, "a sample"),
    };
    if score.percent() < floor {
        bail!("fewer than {floor} of 100 in {what} were noticed: see target/mutants/{package}/mutants.out/missed.txt");
    }
    Ok(())
}

/// What became of the mutants, of which there is at least one. One that does not compile says nothing about the tests, one that never ends is noticed.
struct Score {
    noticed: usize,
    missed: usize,
}

impl Score {
    fn read(outcomes: &Path) -> Result<Self> {
        Self::of(&serde_json::from_slice(&fs::read(outcomes)?)?)
    }

    fn of(outcomes: &serde_json::Value) -> Result<Self> {
        let count = |name: &str| {
            let count = outcomes.get(name).and_then(serde_json::Value::as_u64).and_then(|count| count.try_into().ok());
            count.with_context(|| format!("cargo-mutants counted no `{name}`"))
        };
        let (caught, timeout): (usize, usize) = (count("caught")?, count("timeout")?);
        let score = Self { noticed: caught + timeout, missed: count("missed")? };
        if score.noticed + score.missed == 0 {
            bail!("no mutant compiled and was tested, which says nothing about the tests");
        }
        Ok(score)
    }

    fn percent(&self) -> usize {
        self.noticed * 100 / (self.noticed + self.missed)
    }

    fn sentence(&self, package: &str) -> String {
        let all = self.noticed + self.missed;
        format!("\n{package}: {} of {all} mutants noticed ({} %), {} missed", self.noticed, self.percent(), self.missed)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    #[test]
    fn a_score_is_of_the_mutants_that_ran() {
        let score = Score::of(&json!({ "caught": 40, "timeout": 2, "missed": 8, "unviable": 30 })).unwrap();
        assert_eq!(score.percent(), 84);
        assert!(Score::of(&json!({ "caught": 0, "timeout": 0, "missed": 0, "unviable": 30 })).is_err());
        assert!(Score::of(&json!({ "caught": 40 })).is_err());
    }
}
