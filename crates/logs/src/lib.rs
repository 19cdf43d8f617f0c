//! What the programs write down about themselves: bounded files, every line scrubbed, and a report after a panic.
//! Nothing is sent anywhere. Secrets are types that cannot print; what this does is for whatever slips by them.

mod files;
mod lines;
mod panics;

use std::path::PathBuf;

use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

pub use files::{BOUND, Files};
pub use lines::Lines;
pub use panics::{Program, report_panics};

/// Where lines go, and which.
#[derive(Clone, Debug)]
pub struct Logs {
    /// The folder of the log files; `None` keeps none.
    pub folder: Option<PathBuf>,
    pub stderr: Targets,
    pub files: Targets,
}

impl Logs {
    /// Warnings, and in files what happened too. `RUST_LOG=microsoft=debug` and the like ask both for more. Nothing that
    /// identifies a person is logged above debug.
    pub fn wanted(folder: Option<PathBuf>) -> Self {
        let asked: Option<Targets> = std::env::var("RUST_LOG").ok().and_then(|text| text.parse().ok());
        let least = |level| asked.clone().unwrap_or_else(|| Targets::new().with_default(level));
        Self { folder, stderr: least(LevelFilter::WARN), files: least(LevelFilter::INFO) }
    }

    /// From here on the whole process logs so. A second start changes nothing.
    pub fn start(self) {
        let plain = tracing_subscriber::fmt::layer().with_ansi(false);
        let stderr = plain.with_writer(Lines::to(std::io::stderr())).with_filter(self.stderr);
        let files = self.folder.map(|folder| {
            let plain = tracing_subscriber::fmt::layer().with_ansi(false);
            plain.with_writer(Lines::to(Files::within(folder))).with_filter(self.files)
        });
        let _ = tracing_subscriber::registry().with(stderr).with(files).try_init();
    }
}
