//! macOS by type-checking. Linking takes Apple's SDK, which only a Mac may have; `cargo check` still meets every line
//! under `cfg(target_os = "macos")`.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use super::{cargo_for, folder};
use crate::run;

const TARGET: &str = "aarch64-apple-darwin";

pub(super) fn check() -> Result<()> {
    run::run(
        cargo_for(TARGET, "check")
            .args(["--package", "greenlight", "--package", "greenlightctl"])
            .env("CC_aarch64_apple_darwin", c_compiler()?)
            .env("AR_aarch64_apple_darwin", "ar"),
    )
}

/// Build scripts compile C, Objective-C and assembly for the target even when only types are checked. Nothing is linked, so
/// an empty object takes the place of each. What a script asks about the compiler itself gets a true answer, and whatever
/// is neither of the two an error: an exit of 0 to `-?` would make it Microsoft's.
fn c_compiler() -> Result<PathBuf> {
    const SCRIPT: &str = r#"#!/usr/bin/env bash
for word in "$@"; do
  if [ "$word" = -E ]; then exec cc "$@"; fi
done
while [ $# -gt 0 ]; do
  if [ "$1" = -o ]; then exec cc -x c /dev/null -c -o "$2"; fi
  shift
done
exit 1
"#;
    let path = folder().join("empty-objects");
    fs::create_dir_all(folder())?;
    fs::write(&path, SCRIPT)?;
    run::run(run::program("chmod").arg("+x").arg(&path))?;
    Ok(path)
}
