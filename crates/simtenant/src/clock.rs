use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

/// The tenant's clock: the machine's, moved by a number of seconds, or standing still. Whoever waits for an instant sees
/// it being moved.
#[derive(Debug)]
pub(crate) struct Clock(watch::Sender<Reading>);

/// Timers stand still while the computer sleeps and its wall clock does not, so nobody sleeps for longer than this.
const STRETCH: Duration = Duration::from_secs(15);

/// How the clock is set; kept in the state file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reading {
    /// Seconds ahead of the machine's clock.
    Running(i64),
    Frozen(Timestamp),
}

impl Default for Reading {
    fn default() -> Self {
        Reading::Running(0)
    }
}

tokio::task_local! {
    /// Seconds by which the clock is wrong for one request, as ordered by a fault.
    static WRONG_BY: i64;
}

/// Answers a request as a server whose clock is wrong.
pub(crate) async fn wrong_by<T>(seconds: i64, answer: impl Future<Output = T>) -> T {
    WRONG_BY.scope(seconds, answer).await
}

impl Clock {
    pub(crate) fn set_as(reading: Reading) -> Self {
        Self(watch::Sender::new(reading))
    }

    pub(crate) fn now(&self) -> Timestamp {
        let right = match self.reading() {
            Reading::Running(shift) => later(Timestamp::now(), shift),
            Reading::Frozen(at) => at,
        };
        later(right, WRONG_BY.try_with(|seconds| *seconds).unwrap_or(0))
    }

    pub(crate) fn reading(&self) -> Reading {
        *self.0.borrow()
    }

    /// Returns once the clock shows `at`: by itself, or because it was moved there.
    pub(crate) async fn sleep_until(&self, at: Timestamp) {
        let mut readings = self.0.subscribe();
        loop {
            readings.mark_unchanged();
            let left = Duration::try_from(at.duration_since(self.now())).unwrap_or_default();
            if left.is_zero() {
                return;
            }
            match self.reading() {
                Reading::Running(_) => {
                    // Cannot fail while `self` holds the sender.
                    let _ = tokio::time::timeout(left.min(STRETCH), readings.changed()).await;
                }
                Reading::Frozen(_) => {
                    let _ = readings.changed().await;
                }
            }
        }
    }

    /// Seconds ahead of the machine's clock, now.
    pub(crate) fn shift(&self) -> i64 {
        match self.reading() {
            Reading::Running(shift) => shift,
            Reading::Frozen(at) => at.duration_since(Timestamp::now()).as_secs(),
        }
    }

    pub(crate) fn set(&self, reading: Reading) {
        self.0.send_replace(reading);
    }

    /// Keeps standing or running.
    pub(crate) fn advance(&self, seconds: i64) {
        self.set(match self.reading() {
            Reading::Running(shift) => Reading::Running(shift.saturating_add(seconds)),
            Reading::Frozen(at) => Reading::Frozen(later(at, seconds)),
        });
    }

    /// A running clock is whole seconds ahead of the machine's, so it shows up to a second more.
    pub(crate) fn show(&self, at: Timestamp) {
        self.set(match self.reading() {
            Reading::Running(_) => Reading::Running(later(at, 1).duration_since(Timestamp::now()).as_secs()),
            Reading::Frozen(_) => Reading::Frozen(at),
        });
    }

    pub(crate) fn freeze(&self, frozen: bool) {
        self.set(match (self.reading(), frozen) {
            (Reading::Running(_), true) => Reading::Frozen(self.now()),
            (Reading::Frozen(at), false) => Reading::Running(at.duration_since(Timestamp::now()).as_secs()),
            (same @ Reading::Running(_), false) | (same @ Reading::Frozen(_), true) => same,
        });
    }
}

/// Stays where it is at the ends of time.
pub(crate) fn later(at: Timestamp, seconds: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(at)
}

/// `2026-11-20 21:47:03Z`, the form Entra prints in error bodies.
pub(crate) fn entra_time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%SZ").to_string()
}

/// `2026-11-20T21:47:03Z`, the form Entra's pages and Graph print.
pub(crate) fn page_time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
