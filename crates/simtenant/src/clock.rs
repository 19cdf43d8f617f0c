use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// The tenant's clock: the machine's, moved by a number of seconds that the control API changes.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    shift_seconds: AtomicI64,
}

impl Clock {
    pub(crate) fn shifted_by(seconds: i64) -> Self {
        Self { shift_seconds: AtomicI64::new(seconds) }
    }

    pub(crate) fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        now.checked_add(SignedDuration::from_secs(self.shift())).unwrap_or(now)
    }

    pub(crate) fn shift(&self) -> i64 {
        self.shift_seconds.load(Ordering::Relaxed)
    }

    pub(crate) fn set_shift(&self, seconds: i64) {
        self.shift_seconds.store(seconds, Ordering::Relaxed);
    }
}

/// `2026-11-20 21:47:03Z`, the form Entra prints in error bodies.
pub(crate) fn entra_time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%SZ").to_string()
}

/// `2026-11-20T21:47:03Z`, the form Entra's pages print.
pub(crate) fn page_time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
