//! Cargo's own tools: pinned, built once into `target/tools`.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command};

use anyhow::{Result, bail};

use crate::{repository, run};

#[derive(Clone, Copy)]
pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
    features: &'static [&'static str],
    build: Build,
}

#[derive(Clone, Copy)]
enum Build {
    /// Unoptimised: the one run it makes is far shorter than the time optimising takes.
    Quick,
    /// It compares thousands of texts, for many minutes if it is not optimised.
    Optimised,
}

pub(crate) const DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2", features: &[], build: Build::Quick };
pub(crate) const FUZZ: Tool = Tool { name: "cargo-fuzz", version: "0.13.2", features: &[], build: Build::Quick };
/// The licence texts of everything that is linked in.
pub(crate) const ABOUT: Tool =
    Tool { name: "cargo-about", version: "0.9.3", features: &["cli"], build: Build::Optimised };
/// The bill of materials, by OWASP.
pub(crate) const CYCLONEDX: Tool =
    Tool { name: "cargo-cyclonedx", version: "0.5.9", features: &[], build: Build::Quick };
pub(crate) const MUTANTS: Tool = Tool { name: "cargo-mutants", version: "27.1.0", features: &[], build: Build::Quick };

/// A tool that is there, or is being built beside everything else: each compiles for minutes.
pub(crate) enum Installed {
    There(Tool),
    Building(Tool, Child),
}

impl Tool {
    /// Starts building it when this version is not there yet.
    pub(crate) fn prepare(self) -> Result<Installed> {
        let stamp = folder().join(format!("{}-{}", self.name, self.version));
        if stamp.is_file() && self.program().is_file() {
            return Ok(Installed::There(self));
        }
        println!(
            "Building {} {} in the background; its output goes to {}",
            self.name,
            self.version,
            run::shown(&self.log())
        );
        fs::create_dir_all(folder())?;
        let output = File::create(self.log())?;
        let profile = match self.build {
            Build::Quick => "dev",
            Build::Optimised => "release",
        };
        // Its own target directory: cargo's lock on the shared one would make everything else wait.
        let child = run::cargo()
            .args(["install", "--locked", "--profile", profile, "--force", "--root"])
            .arg(folder())
            .arg(format!("{}@{}", self.name, self.version))
            .args(self.features.iter().flat_map(|feature| ["--features", feature]))
            .env("CARGO_TARGET_DIR", folder().join("build"))
            .stderr(output.try_clone()?)
            .stdout(output)
            .spawn()?;
        Ok(Installed::Building(self, child))
    }

    /// Builds it now if it is not there.
    pub(crate) fn ready(self) -> Result<Tool> {
        self.prepare()?.wait()
    }

    pub(crate) fn command(self) -> Command {
        let mut command = run::program(self.program());
        // The programs are named as cargo calls them, with the subcommand first.
        command.args(self.name.strip_prefix("cargo-").filter(|_| self.takes_its_name()));
        command
    }

    /// cargo-deny and cargo-about read their own words only; the others expect to be called by cargo.
    fn takes_its_name(self) -> bool {
        !matches!(self.name, "cargo-deny" | "cargo-about")
    }

    fn program(self) -> PathBuf {
        folder().join("bin").join(format!("{}{}", self.name, std::env::consts::EXE_SUFFIX))
    }

    fn log(self) -> PathBuf {
        folder().join(format!("{}.log", self.name))
    }
}

impl Installed {
    pub(crate) fn wait(self) -> Result<Tool> {
        match self {
            Installed::There(tool) => Ok(tool),
            Installed::Building(tool, mut child) => {
                println!("Waiting for {} to be built", tool.name);
                if !child.wait()?.success() {
                    bail!("{} could not be built, see {}", tool.name, run::shown(&tool.log()));
                }
                fs::write(folder().join(format!("{}-{}", tool.name, tool.version)), "")?;
                Ok(tool)
            }
        }
    }
}

fn folder() -> PathBuf {
    repository::target().join("tools")
}
