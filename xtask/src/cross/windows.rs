//! Windows by MinGW and Wine.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use super::{cargo_for, folder};
use crate::tally::Tally;
use crate::{repository, run};

const TARGET: &str = "x86_64-pc-windows-gnu";

/// The rooms without a window. Wine has no WebView2, so the window itself is built and not started.
const ENGINE: &[&str] = &["keychain", "diagnosis", "request", "onboarding", "microsoft"];

pub(super) fn build() -> Result<()> {
    run::run(compiling("build").args(["--package", "greenlight", "--package", "greenlightctl"]))
}

/// Counts into `tally` what ran, also where some of it failed.
pub(super) fn test(tally: &mut Tally) -> Result<()> {
    let shim = shim()?;
    let prefix = folder().join("wine");
    fs::create_dir_all(&prefix)?;
    let mut command = compiling("test");
    command.args(["--no-fail-fast", "--lib", "--tests"]);
    for room in ENGINE {
        command.args(["--package", room]);
    }
    command
        .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", "wine")
        .env("WINEPREFIX", prefix)
        .env("WINEPATH", shim)
        .env("WINEDEBUG", "-all")
        // Otherwise it asks a cargo for it, and there is none inside Wine.
        .env("INSTA_WORKSPACE_ROOT", repository::root());
    let mut ran = Tally::default();
    let succeeded = run::watch(&mut command, |line| ran.read_libtest(line))?;
    *tally += ran;
    if !succeeded || ran.failed > 0 {
        bail!("under Wine {ran}");
    }
    if ran.passed == 0 {
        bail!("no test ran under Wine");
    }
    Ok(())
}

fn compiling(verb: &str) -> Command {
    let mut cargo = cargo_for(TARGET, verb);
    cargo.env("CC_x86_64_pc_windows_gnu", "x86_64-w64-mingw32-gcc");
    // Wine's Credential Manager hands out structures that are not aligned. The processor reads them all the same;
    // the library's own checks would end the process.
    cargo.env("CARGO_PROFILE_DEV_DEBUG_ASSERTIONS", "false");
    cargo
}

/// Rust's standard library takes its randomness from `bcryptprimitives.dll`, which Wine 8 does not have. This one
/// forwards to the generator that Wine does have. Answers the folder it lies in.
fn shim() -> Result<PathBuf> {
    const SOURCE: &str = r"
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length) {
    while (length > 0) {
        ULONG now = length > 0x10000000 ? 0x10000000 : (ULONG)length;
        if (!RtlGenRandom(buffer, now)) return FALSE;
        buffer += now;
        length -= now;
    }
    return TRUE;
}
";
    let folder = folder().join("wine-dlls");
    fs::create_dir_all(&folder)?;
    let source = folder.join("bcryptprimitives.c");
    fs::write(&source, SOURCE)?;
    run::run(
        run::program("x86_64-w64-mingw32-gcc")
            .args(["-shared", "-O2", "-o"])
            .arg(folder.join("bcryptprimitives.dll"))
            .arg(&source)
            .arg("-ladvapi32"),
    )?;
    Ok(folder)
}
