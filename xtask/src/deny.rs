//! cargo-deny: licences, bans, sources, advisories.

use std::fs::File;
use std::process::Child;

use anyhow::{Context as _, Result, bail};

use crate::{repository, run};

const VERSION: &str = "0.20.2";

/// cargo-deny, there or being built beside everything else: it compiles for minutes.
pub(crate) enum Deny {
    There,
    Building(Child),
}

impl Deny {
    /// Starts building it when this version is not there yet.
    pub(crate) fn prepare() -> Result<Self> {
        let wanted = format!("cargo-deny {VERSION}");
        if run::answer(run::program(program()).arg("--version")).is_ok_and(|version| version == wanted) {
            return Ok(Deny::There);
        }
        println!("Building cargo-deny {VERSION} in the background; its output goes to {}", run::shown(&log()));
        std::fs::create_dir_all(tools())?;
        let output = File::create(log())?;
        // Its own target directory: cargo's lock on the shared one would make everything else wait.
        // Unoptimised, because the one check it runs is far shorter than the time optimising takes.
        let child = run::cargo()
            .args(["install", "--locked", "--debug", "--force", "--root"])
            .arg(tools())
            .arg(format!("cargo-deny@{VERSION}"))
            .env("CARGO_TARGET_DIR", tools().join("build"))
            .stderr(output.try_clone()?)
            .stdout(output)
            .spawn()?;
        Ok(Deny::Building(child))
    }

    pub(crate) fn check(self) -> Result<()> {
        if let Deny::Building(mut child) = self {
            println!("Waiting for cargo-deny to be built");
            let status = child.wait()?;
            if !status.success() {
                bail!("cargo-deny could not be built, see {}", run::shown(&log()));
            }
        }
        let fetched = run::run(deny().args(["fetch", "db"]));
        match fetched {
            Ok(()) => run::run(deny().arg("check")),
            // A machine that cannot reach the database can still check everything else; the hosted run must reach it.
            Err(error) if std::env::var_os("GITHUB_ACTIONS").is_none() => {
                println!("NOTE: advisories are NOT checked here, the advisory database cannot be fetched ({error:#}).");
                run::run(deny().args(["check", "bans", "licenses", "sources"]))
            }
            Err(error) => Err(error).context("the advisory database cannot be fetched"),
        }
    }
}

fn deny() -> std::process::Command {
    let mut command = run::program(program());
    command.args(["--workspace", "--all-features"]);
    command
}

fn tools() -> std::path::PathBuf {
    repository::target().join("tools")
}

fn program() -> std::path::PathBuf {
    tools().join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX))
}

fn log() -> std::path::PathBuf {
    tools().join("cargo-deny.log")
}
