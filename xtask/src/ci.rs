//! Everything a change must pass, cheapest first; the first failure ends it.

use anyhow::Result;

use crate::npm::{self, Package};
use crate::run::{cargo, run, step};
use crate::tools::DENY;
use crate::{build, cross, debian, deny, test, types};

pub(crate) fn ci() -> Result<()> {
    let cargo_deny = step("set-up", || {
        debian::require(debian::SCREENLESS)?;
        if cross::STANDS_IN {
            debian::require(debian::CROSS)?;
        }
        let cargo_deny = DENY.prepare()?;
        npm::install(Package::Ui)?;
        npm::install(Package::EndToEnd)?;
        npm::install(Package::Strangers)?;
        Ok(cargo_deny)
    })?;
    step("format", || run(cargo().args(["fmt", "--all", "--check"])))?;
    step("dependency tree", deny::tree)?;
    step("generated types", types::check)?;
    step("UI: types, lint, format", || {
        run(&mut npm::script(Package::Ui, "check"))?;
        run(&mut npm::script(Package::Ui, "lint"))?;
        run(&mut npm::script(Package::Ui, "format:check"))
    })?;
    step("end-to-end tests: types", || {
        run(&mut npm::script(Package::EndToEnd, "check"))?;
        run(&mut npm::script(Package::Strangers, "check"))
    })?;
    // The window embeds ui/dist at compile time.
    step("UI: build", build::ui)?;
    step("clippy", || run(cargo().args(["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])))?;
    let (mut tally, failures) = step("test", || test::count(&test::Options::everything()))?;
    let rest = test::conclude(&failures).and_then(|()| {
        if cross::STANDS_IN {
            cross::cross(&mut tally)?;
        } else {
            println!("Windows and macOS as Debian sees them are not checked here: `cargo xtask cross` runs on Linux.");
        }
        step("cargo deny", || deny::check(cargo_deny))
    });
    // Last, whatever came of the rest: how many tests passed is what a reader of the log looks for.
    println!("\n{tally}");
    rest
}
