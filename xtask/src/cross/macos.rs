//! macOS by type-checking. Linking takes Apple's SDK, which only a Mac may have; `cargo check` still meets every line
//! under `cfg(target_os = "macos")`.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use super::{cargo_for, folder};
use crate::run;

const TARGET: &str = "aarch64-apple-darwin";
const ZIG: &str = "ziglang==0.17.0";

pub(super) fn check() -> Result<()> {
    let compiler = c_compiler()?;
    run::run(
        cargo_for(TARGET, "check")
            .args(["--package", "greenlight", "--package", "greenlightctl"])
            .env("CC_aarch64_apple_darwin", compiler)
            .env("AR_aarch64_apple_darwin", "ar"),
    )
}

/// Build scripts compile C and assembly for the target even when only types are checked, and Debian's compiler knows no Apple target.
/// Zig's does, under other names than the ones the scripts pass.
fn c_compiler() -> Result<PathBuf> {
    let venv = folder().join("zig");
    let python = venv.join("bin/python");
    if !python.is_file() {
        run::run(run::program("python3").args(["-m", "venv"]).arg(&venv))?;
    }
    run::run(run::program(&python).args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ZIG]))?;
    let wrapper = folder().join("zig-cc");
    let script = format!(
        r#"#!/usr/bin/env bash
words=()
while [ $# -gt 0 ]; do
  case "$1" in
    -arch) shift ;;
    -mmacosx-version-min=* | -mmacos-version-min=* | --target=*) ;;
    # Objective-C includes Apple's headers, which come with the SDK. Nothing is linked: an empty object does.
    *.m) words+=(-x c /dev/null) ;;
    *) words+=("$1") ;;
  esac
  shift
done
exec "{}" -m ziglang cc -target aarch64-macos "${{words[@]}}"
"#,
        python.display()
    );
    fs::write(&wrapper, script)?;
    run::run(run::program("chmod").arg("+x").arg(&wrapper))?;
    Ok(wrapper)
}
