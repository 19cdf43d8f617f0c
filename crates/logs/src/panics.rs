use std::backtrace::Backtrace;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::lines::scrubbed;

/// Reports kept; the oldest goes first.
const KEPT: usize = 5;

/// Who is speaking.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    pub name: &'static str,
    pub version: &'static str,
}

/// Instead of Rust's own words on stderr, which print whatever the panic holds: a line in the log, and a report in
/// `folder` for the person to pass on if they choose to.
pub fn report_panics(program: Program, folder: PathBuf) {
    std::panic::set_hook(Box::new(move |info| {
        let report = report(program, info, Timestamp::now());
        tracing::error!(report = folder_of(&folder), "panicked at {}", place(info));
        if let Err(fault) = keep(&folder, &report, Timestamp::now()) {
            tracing::error!(%fault, "the report could not be written");
        }
    }));
}

/// The log's own redaction takes long paths out; the last part is enough to find it.
fn folder_of(folder: &Path) -> Option<&str> {
    folder.file_name().and_then(|name| name.to_str())
}

fn report(program: Program, info: &PanicHookInfo<'_>, at: Timestamp) -> String {
    let Program { name, version } = program;
    let thread = std::thread::current();
    let facts = [
        format!("{name} {version} stopped in the middle of something at {at:.0}."),
        format!("System: {} {}", std::env::consts::OS, std::env::consts::ARCH),
        format!("Thread: {}", thread.name().unwrap_or("without a name")),
        format!("Place: {}", place(info)),
        format!("Words: {}", info.payload_as_str().unwrap_or("none")),
        "This report stays on this computer. Tokens, codes and addresses were taken out of it.".to_owned(),
    ];
    let way: Vec<String> = Backtrace::force_capture().to_string().lines().map(scrubbed).collect();
    format!("{}\n\n{}\n", facts.map(|fact| scrubbed(&fact)).join("\n"), way.join("\n"))
}

fn place(info: &PanicHookInfo<'_>) -> String {
    info.location().map_or_else(|| "unknown".to_owned(), ToString::to_string)
}

fn keep(folder: &Path, report: &str, at: Timestamp) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut options = OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // No colons: Windows has other uses for them. Nanoseconds, because threads fall together.
    let name = format!("panic-{}.txt", at.to_string().replace(':', "-"));
    options.open(folder.join(name))?.write_all(report.as_bytes())?;
    let mut reports: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with("panic-")))
        .collect();
    reports.sort();
    let surplus = reports.len().saturating_sub(KEPT);
    for old in reports.into_iter().take(surplus) {
        let _ = fs::remove_file(old);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    /// The hook belongs to the whole process, so one test goes through all of it.
    #[test]
    fn a_panic_leaves_a_report_without_secrets_and_only_the_last_few_stay() {
        const TOKEN: &str = "eyJ0eXAiOiJKV1QifQ.eyJ1cG4iOiJwbGFudGVkIn0.cGxhbnRlZA";
        let folder = tempfile::tempdir().unwrap();
        let within = folder.path().join("logs");
        report_panics(Program { name: "Greenlight", version: "0.1.0" }, within.clone());
        let panicking = || {
            std::thread::Builder::new()
                .name("vault".to_owned())
                .spawn(|| panic!("no record for nora@northbank.example, had {TOKEN}, refresh_token=hunter2"))
                .unwrap()
                .join()
        };
        for _ in 0..KEPT + 3 {
            assert!(panicking().is_err());
        }
        let _ = std::panic::take_hook();
        let reports: Vec<String> =
            fs::read_dir(&within).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
        assert_eq!(reports.len(), KEPT);
        for report in reports {
            for planted in [TOKEN, "eyJ1cG4i", "cGxhbnRlZA", "northbank", "hunter2"] {
                assert!(!report.contains(planted), "{planted} is in {report}");
            }
            for fact in ["Greenlight 0.1.0", "Thread: vault", "crates/logs/src/panics.rs:", "no record for"] {
                assert!(report.contains(fact), "{fact} is not in {report}");
            }
        }
    }
}
