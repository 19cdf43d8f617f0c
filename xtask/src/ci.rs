//! Everything a change must pass, cheapest first; the first failure ends it.
//!
//! The other two systems come on request: from nothing they take longer than all the rest, and on a hosted runner they
//! are a job beside it. With `target/cross` kept from an earlier run they take minutes.

use anyhow::Result;

use crate::npm::{self, Package};
use crate::run::{cargo, run, step};
use crate::tools::DENY;
use crate::{build, cross, debian, deny, test, types};

#[derive(Clone, Copy)]
pub(crate) enum Systems {
    ThisOne,
    /// Windows by MinGW and Wine, macOS by its types.
    All,
}

pub(crate) fn ci(systems: Systems) -> Result<()> {
    let cargo_deny = step("set-up", || {
        debian::require(debian::SCREENLESS)?;
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
    match systems {
        Systems::ThisOne => {}
        Systems::All => tally += cross::cross()?,
    }
    let rest = test::conclude(&failures).and_then(|()| step("cargo deny", || deny::check(cargo_deny)));
    // Last, whatever came of the rest: how many tests passed is what a reader of the log looks for.
    println!("\n{tally}");
    rest
}
