//! The silent look for an approval: one at a time, and ever slower.

use jiff::{SignedDuration, Timestamp};

use crate::schedule::{PAUSE, check_after};
use crate::stage::{Attempt, Checking, Watch};

impl Watch {
    pub(super) fn begun(now: Timestamp) -> Self {
        Watch::Silent { checks: 0, last: None, state: Checking::Next { at: now + check_after(0) } }
    }

    /// False while a look is under way, and where nothing can be looked at.
    pub(super) fn look(&mut self, attempt: Attempt) -> bool {
        match self {
            Watch::Silent { state: Checking::Now { .. }, .. } | Watch::Remind => false,
            Watch::Silent { state, .. } => {
                *state = Checking::Now { attempt };
                true
            }
        }
    }

    pub(super) fn awaits(&self, answered: Attempt) -> bool {
        matches!(self, Watch::Silent { state: Checking::Now { attempt }, .. } if *attempt == answered)
    }

    /// Somebody was asked, and it was not a yes. A yes we were told of is on its way through Microsoft; it lands within
    /// minutes, rarely an hour.
    pub(super) fn not_yet(&mut self, now: Timestamp, told_yes: bool) {
        if let Watch::Silent { checks, last, state } = self {
            *checks += 1;
            *last = Some(now);
            let wait = check_after(*checks);
            let wait = if told_yes { wait.min(SignedDuration::from_secs(60)) } else { wait };
            *state = Checking::Next { at: now + wait };
        }
    }

    /// Nobody was asked: again after a while.
    pub(super) fn put_off(&mut self, now: Timestamp, why: impl FnOnce(Timestamp) -> Checking) {
        if let Watch::Silent { state, .. } = self {
            *state = why(now + PAUSE);
        }
    }

    /// A look that was under way is asked for again; a planned one stays planned.
    pub(super) fn taken_up(&mut self, now: Timestamp) {
        if let Watch::Silent { state, .. } = self
            && !matches!(state, Checking::Next { .. })
        {
            *state = Checking::Next { at: now };
        }
    }
}
