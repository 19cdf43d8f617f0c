//! How many tests passed and failed, read from what the runners themselves report.

use std::ops::AddAssign;

use anyhow::{Context as _, Result};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) ignored: u64,
}

impl Tally {
    /// One line of `cargo test`; counts only `test result: ...` lines.
    pub(crate) fn read_libtest(&mut self, line: &str) {
        let Some((_, counts)) = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")) else {
            return;
        };
        for count in counts.split("; ") {
            match count.split_once(' ') {
                Some((number, "passed")) => self.passed += number.parse().unwrap_or(0),
                Some((number, "failed")) => self.failed += number.parse().unwrap_or(0),
                Some((number, "ignored")) => self.ignored += number.parse().unwrap_or(0),
                Some(_) | None => {}
            }
        }
    }

    /// The report of vitest's `json` reporter.
    ///
    /// A file that fails before its tests are known (a syntax error, a failing `beforeAll`) is one failure.
    pub(crate) fn read_vitest(report: &str) -> Result<Tally> {
        let report: serde_json::Value = serde_json::from_str(report).context("vitest left no readable report")?;
        let number = |name: &str| report[name].as_u64().with_context(|| format!("vitest's report has no {name}"));
        let broken_files = report["testResults"].as_array().map_or(0, |files| {
            files
                .iter()
                .filter(|file| {
                    let tests = file["assertionResults"].as_array();
                    file["status"] == "failed"
                        && !tests.is_some_and(|tests| tests.iter().any(|test| test["status"] == "failed"))
                })
                .count() as u64
        });
        Ok(Tally {
            passed: number("numPassedTests")?,
            failed: number("numFailedTests")? + broken_files,
            ignored: number("numPendingTests")? + number("numTodoTests")?,
        })
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
    }
}

/// The closing line a reader of the log, person or program, looks for.
impl std::fmt::Display for Tally {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)?;
        if self.ignored > 0 {
            write!(formatter, ", {} ignored", self.ignored)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Tally;

    #[test]
    fn libtest_results_of_all_binaries_add_up() {
        let mut tally = Tally::default();
        for line in [
            "running 3 tests",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test test_result ... ok",
            "test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
        ] {
            tally.read_libtest(line);
        }
        assert_eq!(tally, Tally { passed: 7, failed: 2, ignored: 1 });
        assert_eq!(tally.to_string(), "7 passed, 2 failed, 1 ignored");
    }

    #[test]
    fn a_file_that_broke_before_its_tests_ran_counts_as_a_failure() {
        let report = r#"{"numPassedTests": 2, "numFailedTests": 1, "numPendingTests": 0, "numTodoTests": 0, "testResults": [
            {"status": "failed", "assertionResults": []},
            {"status": "failed", "assertionResults": [{"status": "failed"}, {"status": "passed"}]},
            {"status": "passed", "assertionResults": [{"status": "passed"}]}]}"#;
        assert_eq!(Tally::read_vitest(report).unwrap(), Tally { passed: 2, failed: 2, ignored: 0 });
    }

    #[test]
    fn a_missing_report_is_an_error_and_not_a_zero() {
        assert!(Tally::read_vitest("").is_err());
        assert!(Tally::read_vitest("{}").is_err());
    }
}
