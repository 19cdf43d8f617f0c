//! What the keyring crates' errors become, and that no secret shows on the way.

use std::io;
use std::process::Command;
use std::sync::{Arc, Mutex};

use keyring_core::Error;
use onboarding::StoreFault;

use super::contract::record;
use super::{Crashing, Limited};
use crate::manifest::Manifest;
use crate::{Vault, fault, parts};

const CANARY: &str = "CANARY";

fn platform() -> Box<dyn std::error::Error + Send + Sync> {
    Box::new(io::Error::other("the platform's own words"))
}

#[test]
fn each_error_keeps_its_meaning() {
    let cases = [
        (Error::PlatformFailure(platform()), StoreFault::Unavailable),
        (Error::BadEncoding(CANARY.into()), StoreFault::Unreadable),
        (Error::BadDataFormat(CANARY.into(), platform()), StoreFault::Unreadable),
        (Error::BadStoreFormat("odd".to_owned()), StoreFault::Unreadable),
        (Error::Ambiguous(Vec::new()), StoreFault::Unreadable),
        (Error::TooLong("secret".to_owned(), 2560), StoreFault::Unavailable),
        (Error::NoDefaultStore, StoreFault::Unavailable),
    ];
    for (error, expected) in cases {
        assert_eq!(fault::of(&error), expected);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn on_linux_a_dismissed_prompt_is_locked_and_a_missing_default_keyring_is_unavailable() {
    let refused = |error: secret_service::Error| fault::of(&Error::NoStorageAccess(Box::new(error)));
    assert_eq!(refused(secret_service::Error::Prompt), StoreFault::Locked);
    assert_eq!(refused(secret_service::Error::Locked), StoreFault::Locked);
    assert_eq!(refused(secret_service::Error::NoResult), StoreFault::Unavailable);

    let late =
        io::Error::other("zbus error: org.freedesktop.Secret.Error.IsLocked: Cannot get secret of a locked object");
    assert_eq!(fault::of(&Error::PlatformFailure(Box::new(late))), StoreFault::Locked);
}

#[test]
fn on_macos_a_cancelled_a_refused_and_a_forbidden_prompt_are_locked() {
    for code in [-128, -25293, -25308] {
        assert_eq!(fault::of_macos(code), StoreFault::Locked, "{code}");
    }
    for code in [-34018, -25291, -25307, 0] {
        assert_eq!(fault::of_macos(code), StoreFault::Unavailable, "{code}");
    }
}

#[test]
fn no_secret_shows_in_debug_output() {
    let mio = record("mio", 300);
    let text = crate::record::encode(&mio).unwrap();
    let seen = format!(
        "{:?} {:?} {:?} {:?}",
        Vault::in_memory(),
        mio,
        Manifest::of(&mio.account.key(), 1, 0, &text),
        [StoreFault::Locked, StoreFault::Unavailable, StoreFault::Unreadable]
    );
    assert!(text.contains(CANARY), "the canary must be in the record, or this test proves nothing");
    assert!(!seen.contains(CANARY), "{seen}");
}

/// In a process of its own: whether an event is on is cached process-wide, and tests beside this one run without a log.
#[test]
fn no_secret_shows_in_the_log() {
    const ALONE: &str = "KEYCHAIN_TEST_ALONE";
    if std::env::var_os(ALONE).is_none() {
        let alone = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "tests::faults::no_secret_shows_in_the_log"])
            .env(ALONE, "1")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&alone.stdout);
        assert!(alone.status.success() && said.contains("1 passed"), "{said}");
        return;
    }
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).finish();
    tracing::subscriber::with_default(subscriber, || {
        fault::of(&Error::BadEncoding(CANARY.into()));
        fault::of(&Error::BadDataFormat(CANARY.into(), platform()));
        for (error, _) in named() {
            fault::of(&error);
        }
        let store = Limited::to(1_000);
        parts::save(&store, &record("mio", 3_000)).unwrap();
        for changes in 0..12 {
            let _ = parts::save(&Crashing::after(changes, &store), &record("mio", 4_000));
        }
        store.memory.plant("record:mio", CANARY.as_bytes());
        let _ = parts::accounts(&store);
    });
    let written = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        written.contains("BadDataFormat") && written.contains("old part"),
        "the log must have been written: {written}"
    );
    assert!(!written.contains(CANARY) && !written.contains(&format!("{:?}", CANARY.as_bytes())), "{written}");
    for (_, name) in named() {
        assert!(written.contains(&format!("kind=\"{name}\"")), "{name} is not named: {written}");
    }
}

/// Support tells these apart by the log alone: to the app most of them mean the same.
fn named() -> [(Error, &'static str); 9] {
    [
        (Error::PlatformFailure(platform()), "PlatformFailure"),
        (Error::NoStorageAccess(platform()), "NoStorageAccess"),
        (Error::BadStoreFormat("odd".to_owned()), "BadStoreFormat"),
        (Error::Ambiguous(Vec::new()), "Ambiguous"),
        (Error::TooLong("secret".to_owned(), 2560), "TooLong"),
        (Error::Invalid("service".to_owned(), "empty".to_owned()), "Invalid"),
        (Error::NoDefaultStore, "NoDefaultStore"),
        (Error::NotSupportedByStore("search".to_owned()), "NotSupportedByStore"),
        (Error::NoEntry, "NoEntry"),
    ]
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl tracing_subscriber::fmt::MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}
