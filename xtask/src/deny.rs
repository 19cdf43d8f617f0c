//! Licences, bans, sources and advisories by cargo-deny, and one thing it does not see: what a feature turns on.

use anyhow::{Context as _, Result, bail};

use crate::run;
use crate::tools::{Installed, Tool};

pub(crate) fn check(deny: Installed) -> Result<()> {
    let deny = deny.wait()?;
    let checked = |what: &[&str]| run::run(command(deny).arg("check").args(what));
    match run::run(command(deny).args(["fetch", "db"])) {
        Ok(()) => checked(&[]),
        // A machine that cannot reach the database can still check everything else; the hosted run must reach it.
        Err(error) if std::env::var_os("GITHUB_ACTIONS").is_none() => {
            println!("NOTE: advisories are NOT checked here, the advisory database cannot be fetched ({error:#}).");
            checked(&["bans", "licenses", "sources"])
        }
        Err(error) => Err(error).context("the advisory database cannot be fetched"),
    }
}

fn command(deny: Tool) -> std::process::Command {
    let mut command = deny.command();
    command.args(["--workspace", "--all-features"]);
    command
}

/// zbus runs on the executor it brings along. With its `tokio` feature the key store's thread, which is outside any
/// runtime on purpose, would panic at its first call. Features add up over the whole tree, so one dependency is enough
/// to turn it on for all.
pub(crate) fn tree() -> Result<()> {
    let mut tree = run::cargo();
    tree.args(["tree", "--workspace", "--target", "all", "--edges", "normal,build,features"])
        .args(["--invert", "zbus", "--prefix", "none", "--locked"]);
    let tree = run::answer(&mut tree)?;
    if !tree.lines().any(|line| line.starts_with("zbus feature ")) {
        bail!("`cargo tree` no longer says which features of zbus are on; this check sees nothing");
    }
    match tree.lines().find(|line| line.starts_with("zbus feature \"tokio\"")) {
        Some(_) => bail!("a dependency turns on zbus's tokio feature: cargo tree --edges features --invert zbus"),
        None => Ok(()),
    }
}
