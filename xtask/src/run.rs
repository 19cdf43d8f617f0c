//! Running other programs: shown before they run, never silently failed.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal as _, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

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

/// The same, with a copy of standard error. A terminal gets it from the program itself, uncopied: through a pipe it would
/// lose its colours and its progress.
pub(crate) fn watch_copying_errors(command: &mut Command, copy: File, each: impl FnMut(&str)) -> Result<bool> {
    if std::io::stderr().is_terminal() { watch(command, each) } else { watch_both(command, copy, each) }
}

/// A program that outlives the one that started it can hold the pipe open. Nothing is waited for longer than this.
const LAST_WORDS: Duration = Duration::from_secs(5);

fn watch_both(command: &mut Command, copy: File, each: impl FnMut(&str)) -> Result<bool> {
    show(command);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{}` could not be started", line(command)))?;
    let copied = child.stderr.take().map(|errors| pass_on_meanwhile(errors, copy));
    if let Some(output) = child.stdout.take() {
        pass_on(output, &mut std::io::stdout(), each)?;
    }
    let succeeded = child.wait()?.success();
    match copied.map(|copied| copied.recv_timeout(LAST_WORDS)) {
        Some(Ok(outcome)) => outcome?,
        Some(Err(RecvTimeoutError::Disconnected)) => bail!("standard error of `{}` was not copied", line(command)),
        Some(Err(RecvTimeoutError::Timeout)) | None => {}
    }
    Ok(succeeded)
}

/// In a thread, so that neither output waits for the other. Answers at the end.
fn pass_on_meanwhile(mut errors: impl Read + Send + 'static, mut copy: File) -> Receiver<std::io::Result<()>> {
    let (end, ended) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = [0; 8192];
        let outcome = loop {
            let read = match errors.read(&mut bytes) {
                Ok(0) => break Ok(()),
                Ok(read) => &bytes[..read],
                Err(fault) if fault.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(fault) => break Err(fault),
            };
            if let Err(fault) = std::io::stderr().write_all(read).and_then(|()| copy.write_all(read)) {
                break Err(fault);
            }
        };
        // Nobody listens any more where the last words took too long.
        end.send(outcome).ok();
    });
    ended
}

/// As `watch`, for a program that reports on standard error.
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

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn both_outputs_of_a_suite_are_kept_and_only_one_is_read() {
        let path = std::env::temp_dir().join(format!("watched-{}", std::process::id()));
        let mut read = vec![];
        let script = "echo a secret >&2; echo spoken; exit 3";
        let succeeded = watch_both(program("sh").args(["-c", script]), File::create(&path).unwrap(), |line| {
            read.push(line.to_owned())
        });
        let copy = std::fs::read_to_string(&path).unwrap();
        std::fs::remove_file(path).unwrap();
        assert!(!succeeded.unwrap());
        assert_eq!(read, ["spoken"]);
        assert_eq!(copy, "a secret\n");
    }
}
