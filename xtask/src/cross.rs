//! Windows and macOS, seen from Debian: the whole app links for Windows, the engine's tests run under Wine, and the
//! whole app type-checks for macOS. What that cannot show is in docs/smoke.md.
//!
//! Both standard libraries are built from Debian's `rust-web-src`, by the compiler of the same version. Nothing but
//! Debian's own archive is needed, where `rustup target add` would need another host to be reachable.

mod macos;
mod windows;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::run::{cargo, step};
use crate::tally::Tally;
use crate::{build, debian, repository};

/// Elsewhere `cargo xtask test` is the real thing.
pub(crate) const STANDS_IN: bool = cfg!(target_os = "linux");

/// Builds, tests and checks. Counts into `tally` what ran under Wine.
pub(crate) fn cross(tally: &mut Tally) -> Result<()> {
    if !STANDS_IN {
        bail!("this stands in for Windows and macOS on Debian; elsewhere `cargo xtask test` is the real thing");
    }
    debian::require(debian::CROSS)?;
    // The window embeds ui/dist at compile time.
    build::ui()?;
    step("Windows: the whole app", windows::build)?;
    step("Windows: the engine's tests under Wine", || windows::test(tally))?;
    step("macOS: the whole app, types", macos::check)
}

/// A cargo that brings its own standard library for `target`.
fn cargo_for(target: &str, verb: &str) -> Command {
    let mut cargo = cargo();
    cargo
        .args([verb, "--locked", "-Zbuild-std=std,panic_abort", "--target", target])
        .env("RUSTC", "/usr/bin/rustc")
        // `-Zbuild-std` is not stable, and this compiler is the only one whose library source is at hand.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", folder())
        // Nobody debugs these, and half the disk and the linking time are debug information.
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    cargo
}

/// Apart from the target folder of this system: two compilers must not undo each other's work.
fn folder() -> PathBuf {
    repository::target().join("cross")
}
