//! Declares the window's commands, so that what is not declared is refused, and makes a release small.

#[macro_use]
#[path = "../crates/onboarding/src/commands.rs"]
mod commands;

use std::path::Path;
use std::process::Command;
use std::{env, fs, io};

macro_rules! names {
    ($($name:ident($($argument:ident: $of:ty)?) -> $answer:ty,)*) => {
        &[$(stringify!($name)),*]
    };
}

const COMMANDS: &[&str] = with_commands!(names);

/// Half a megabyte of relocations in a few kilobytes (glibc 2.36 and later), and functions with the same code once (lld).
const SMALLER: &[&str] = &["-Wl,-z,pack-relative-relocs", "-Wl,--icf=all"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    if env::var("PROFILE")? == "release" && env::var("TARGET")?.ends_with("linux-gnu") {
        for flag in SMALLER {
            if works_here(flag)? {
                println!("cargo:rustc-link-arg-bins={flag}");
            }
        }
    }
    Ok(())
}

/// Whether this linker and this loader know the flag: a program linked with it runs. Another machine is not asked.
fn works_here(flag: &str) -> Result<bool, Box<dyn std::error::Error>> {
    if env::var("HOST")? != env::var("TARGET")? {
        return Ok(false);
    }
    let folder = env::var("OUT_DIR")?;
    let (source, program) = (Path::new(&folder).join("probe.rs"), Path::new(&folder).join("probe"));
    fs::write(&source, "fn main() {}")?;
    let mut link = Command::new(env::var("RUSTC")?);
    link.arg(&source).arg("-o").arg(&program).args(["-C", &format!("link-arg={flag}")]);
    Ok(succeeds(&mut link)? && succeeds(&mut Command::new(&program))?)
}

fn succeeds(command: &mut Command) -> io::Result<bool> {
    Ok(command.output()?.status.success())
}
