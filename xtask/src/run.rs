//! Running other programs: shown before they run, never silently failed.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

use crate::repository;

/// A program at the repository's root.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(repository::root());
    command
}

/// The cargo that runs this, so that `cargo +toolchain xtask` keeps its toolchain.
pub(crate) fn cargo() -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // Set for this process by `cargo run`; inherited, they would look like changes to build scripts and rebuild crates.
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PKG_")
            || name == "CARGO_MANIFEST_DIR"
            || name == "CARGO_MANIFEST_PATH"
        {
            command.env_remove(name);
        }
    }
    command
}

/// npm and npx are batch files on Windows.
pub(crate) fn node_tool(name: &str) -> Command {
    program(if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() })
}

/// Runs to the end. Anything but success is an error that names the command line.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    show(command);
    let status = command.status().with_context(|| format!("`{}` could not be started", line(command)))?;
    if !status.success() {
        bail!("`{}` ended with {status}", line(command));
    }
    Ok(())
}

/// Runs to the end. Any other exit code than these is an error.
pub(crate) fn run_for(command: &mut Command, codes: &[i32]) -> Result<()> {
    show(command);
    let status = command.status().with_context(|| format!("`{}` could not be started", line(command)))?;
    if !status.code().is_some_and(|code| codes.contains(&code)) {
        bail!("`{}` ended with {status}", line(command));
    }
    Ok(())
}

/// Runs to the end, passing standard output through and showing every line to `each` on the way.
/// Answers whether it succeeded: for test runs, whose failures are counted rather than thrown.
pub(crate) fn watch(command: &mut Command, each: impl FnMut(&str)) -> Result<bool> {
    show(command);
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("`{}` could not be started", line(command)))?;
    if let Some(output) = child.stdout.take() {
        pass_on(output, &mut std::io::stdout(), each)?;
    }
    Ok(child.wait()?.success())
}

/// The same for a program that reports on standard error.
pub(crate) fn watch_errors(command: &mut Command, each: impl FnMut(&str)) -> Result<bool> {
    show(command);
    let mut child =
        command.stderr(Stdio::piped()).spawn().with_context(|| format!("`{}` could not be started", line(command)))?;
    if let Some(errors) = child.stderr.take() {
        pass_on(errors, &mut std::io::stderr(), each)?;
    }
    Ok(child.wait()?.success())
}

fn pass_on(from: impl Read, to: &mut impl Write, mut each: impl FnMut(&str)) -> Result<()> {
    let mut reader = BufReader::new(from);
    let mut bytes = Vec::new();
    while reader.read_until(b'\n', &mut bytes)? > 0 {
        to.write_all(&bytes)?;
        each(String::from_utf8_lossy(&bytes).trim_end());
        bytes.clear();
    }
    Ok(())
}

/// Standard output of a program that must succeed, trimmed.
pub(crate) fn answer(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("`{}` could not be started", line(command)))?;
    if !output.status.success() {
        bail!("`{}` ended with {}\n{}", line(command), output.status, String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a program of this name is found in `PATH`.
pub(crate) fn exists(name: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(name).is_file()))
}

/// A named part of a longer command, with its time.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n== {name}");
    let started = Instant::now();
    let outcome = work().with_context(|| format!("{name} did not pass"));
    let verdict = if outcome.is_ok() { "ok" } else { "FAILED" };
    println!("== {name}: {verdict}, {:.1} s", started.elapsed().as_secs_f64());
    outcome
}

pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(repository::root()).unwrap_or(path).display().to_string()
}

fn show(command: &Command) {
    println!("$ {}", line(command));
}

fn line(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| shown(Path::new(word)))
        .collect::<Vec<_>>()
        .join(" ")
}
