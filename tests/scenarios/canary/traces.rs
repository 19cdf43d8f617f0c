//! Everything the app leaves: log files, panic reports, views, state files, the clipboard, what is handed to other
//! programs as their arguments or files.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use onboarding::{Desk, Journey, OpenFault, View};
use sha2::{Digest as _, Sha256};
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Our own crates: what they log has to be clean without the scrubber, which is there for everybody else.
const OURS: [&str; 7] = ["microsoft", "onboarding", "keychain", "diagnosis", "request", "profile", "logs"];

type Shared = Arc<Mutex<BTreeMap<String, String>>>;

#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(piece)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// At the finest level: into bounded files as the app does it, and our own crates' lines as they are.
pub(crate) fn log_everything(folder: &Path) -> Log {
    let raw = Log::default();
    let sink = raw.clone();
    let files = tracing_subscriber::fmt::layer().with_ansi(false);
    let files = files.with_writer(logs::Lines::to(logs::Files::within(folder.to_owned())));
    let ours = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(move || sink.clone());
    let ours = ours.with_filter(Targets::new().with_targets(OURS.map(|target| (target, LevelFilter::TRACE))));
    tracing_subscriber::registry().with(files.with_filter(LevelFilter::TRACE)).with(ours).init();
    raw
}

pub(crate) struct Traces {
    raw: Log,
    /// By place: whatever was there at any look.
    left: Shared,
}

impl Traces {
    pub(crate) fn new(raw: Log) -> Self {
        Self { raw, left: Shared::default() }
    }

    pub(crate) fn desk(&self) -> TracingDesk {
        TracingDesk(Arc::clone(&self.left))
    }

    /// Writes down what would cross to the window, change by change.
    pub(crate) fn watch(&self, journey: &Journey) {
        let (left, mut views) = (Arc::clone(&self.left), journey.views());
        tokio::spawn(async move {
            loop {
                let view = serde_json::to_string(&*views.borrow_and_update()).unwrap();
                leave(&left, "views", &view);
                if views.changed().await.is_err() {
                    return;
                }
            }
        });
    }

    pub(crate) fn see(&self, view: &View) {
        leave(&self.left, "views", &serde_json::to_string(view).unwrap());
    }

    /// State, logs and reports as they lie on the disk now.
    pub(crate) fn look_at_files(&self, folder: &Path) {
        for path in below(folder) {
            let place = path.strip_prefix(folder).unwrap().display().to_string().replace('\\', "/");
            leave(&self.left, &place, &String::from_utf8_lossy(&fs::read(&path).unwrap()));
        }
        let raw = String::from_utf8_lossy(&self.raw.0.lock().unwrap()).into_owned();
        leave(&self.left, "raw lines", &raw);
    }

    pub(crate) fn holds(&self, place: &str, word: &str) -> bool {
        self.left.lock().unwrap().iter().any(|(known, text)| known.starts_with(place) && text.contains(word))
    }

    pub(crate) fn assert_without(&self, planted: &[(&'static str, String)], challenges: &[String]) {
        assert!(!challenges.is_empty());
        for (place, text) in self.left.lock().unwrap().iter() {
            for (kind, secret) in planted {
                assert!(!text.contains(secret.as_str()), "a {kind} is in {place}");
                // Half of one is a start for whoever has the other half.
                if secret.len() >= 40 {
                    let (half, _) = secret.split_at(secret.len() / 2);
                    assert!(!text.contains(half), "half of a {kind} is in {place}");
                }
            }
            assert!(!holds_a_verifier(text, challenges), "a PKCE verifier is in {place}");
        }
    }
}

/// Whether some 43 characters in a row are what a challenge was made from.
fn holds_a_verifier(text: &str, challenges: &[String]) -> bool {
    const LENGTH: usize = 43;
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
        .filter(|run| (LENGTH..=4096).contains(&run.len()))
        .flat_map(|run| run.as_bytes().windows(LENGTH))
        .any(|candidate| challenges.contains(&URL_SAFE_NO_PAD.encode(Sha256::digest(candidate))))
}

fn leave(left: &Shared, place: &str, text: &str) {
    let mut left = left.lock().unwrap();
    let there = left.entry(place.to_owned()).or_default();
    there.push_str(text);
    there.push('\n');
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
}

/// Keeps what other programs would get.
pub(crate) struct TracingDesk(Shared);

impl TracingDesk {
    fn hand_over(&self, text: &str) {
        leave(&self.0, "handed over", text);
    }
}

impl Desk for TracingDesk {
    fn open_mail(&self, mailto: &str) -> Result<(), OpenFault> {
        self.hand_over(mailto);
        Ok(())
    }

    fn save_file(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, OpenFault> {
        self.hand_over(&format!("{name}\n{}", String::from_utf8_lossy(bytes)));
        Ok(PathBuf::from(name))
    }

    fn open_file(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, OpenFault> {
        self.save_file(name, bytes)
    }

    fn copy(&self, text: &str, html: Option<&str>) -> Result<(), OpenFault> {
        leave(&self.0, "clipboard", &format!("{text}\n{}", html.unwrap_or_default()));
        Ok(())
    }

    fn open_link(&self, url: &str) -> Result<(), OpenFault> {
        self.hand_over(url);
        Ok(())
    }

    fn notify(&self, title: &str, body: &str) {
        self.hand_over(&format!("{title}\n{body}"));
    }
}
