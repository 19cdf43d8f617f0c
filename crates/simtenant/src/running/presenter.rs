//! What a presenter sees and does beside a running tenant, without going through http. Orders are the control API's own.

use std::fmt;

use jiff::Timestamp;
use tokio::sync::watch;

use super::Running;
use crate::directory::{User, UserCard};
use crate::lang::Lang;
use crate::mailroom::Mailroom;
use crate::overview::{Overview, waits_at_the_door};
use crate::scenario::Answer;
use crate::sim::Shared;

impl Running {
    pub fn overview(&self, lang: Lang) -> Overview {
        Overview::of(&self.sim.0, lang)
    }

    /// Marked as changed whenever anything here changes, also on the admin page and through the control API.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.sim.0.changes()
    }

    pub fn mailroom(&self) -> Mailroom {
        Mailroom(Shared::clone(&self.sim.0))
    }

    pub fn time(&self) -> TenantTime {
        TenantTime(Shared::clone(&self.sim.0))
    }

    /// Seconds the tenant's clock is ahead of this computer's.
    pub fn ahead_seconds(&self) -> i64 {
        self.sim.0.clock.shift()
    }

    /// Who decides in the story's organisation.
    pub fn admin(&self) -> Option<UserCard> {
        self.sim.0.reviewer().map(User::card)
    }

    /// The admin's answer. Where the app requires assignment, a yes also lets the person in whose story it is.
    pub fn answer(&self, answer: Answer) {
        let sim = &self.sim.0;
        sim.answer(answer, None);
        if answer == Answer::Approve
            && waits_at_the_door(sim)
            && let Some(person) = sim.protagonist()
        {
            sim.assign(person);
        }
    }

    pub fn revoke(&self) {
        self.sim.0.revoke();
    }

    pub fn expire_access_tokens(&self) {
        self.sim.0.expire_access_tokens();
    }

    /// Sets the clock ahead; whoever waits for a moment before then on [`TenantTime`] goes on.
    pub fn advance(&self, seconds: u32) {
        self.sim.0.clock.advance(seconds.into());
        self.sim.0.clock_was_set();
    }

    /// From an approval until it is in effect, from now on.
    pub fn set_propagation(&self, seconds: u32) {
        self.sim.0.propagate_within(seconds.into());
    }
}

/// The tenant's clock, for a client that lives by it.
#[derive(Clone)]
pub struct TenantTime(Shared);

impl TenantTime {
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Returns at or after `at` by the tenant's clock: by itself, or because the clock was set ahead.
    pub async fn sleep_until(&self, at: Timestamp) {
        self.0.clock.sleep_until(at).await;
    }
}

impl fmt::Debug for TenantTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TenantTime({})", self.now())
    }
}
