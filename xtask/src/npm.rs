//! The npm packages: the UI, the end-to-end tests, and the client libraries the simulated tenant must satisfy.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::{repository, run};

#[derive(Clone, Copy)]
pub(crate) enum Package {
    Ui,
    EndToEnd,
    Strangers,
    /// How Microsoft's library for Node keeps tokens, for measuring.
    Bench,
}

impl Package {
    pub(crate) fn folder(self) -> PathBuf {
        repository::root().join(match self {
            Package::Ui => "ui",
            Package::EndToEnd => "tests/e2e",
            Package::Strangers => "tests/strangers",
            Package::Bench => "tests/strangers/bench",
        })
    }
}

/// `npm ci`, unless what the lock file names is already there.
///
/// The lock file's copy lives inside `node_modules`, so that deleting the folder forgets it too.
pub(crate) fn install(package: Package) -> Result<()> {
    let folder = package.folder();
    let lock = fs::read(folder.join("package-lock.json"))
        .with_context(|| format!("{} has no package-lock.json", run::shown(&folder)))?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    check_node()?;
    run::run(run::node_tool("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    fs::write(stamp, lock)?;
    Ok(())
}

/// A script of the package's own `package.json`.
pub(crate) fn script(package: Package, name: &str) -> std::process::Command {
    let mut command = run::node_tool("npm");
    command.args(["run", "--silent", name]).current_dir(package.folder());
    command
}

fn check_node() -> Result<()> {
    let version = run::answer(run::program("node").arg("--version"))
        .context("Node is needed, version 20.19 or newer: https://nodejs.org")?;
    let mut numbers = version.trim_start_matches('v').split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found < (20, 19) {
        bail!("Node is {version}, and 20.19 or newer is needed: https://nodejs.org");
    }
    Ok(())
}
