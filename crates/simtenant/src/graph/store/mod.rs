//! What is in everybody's mailbox. Events are stored, not computed: what a client writes, it reads back.
//!
//! Most events are plain appointments, so an event is small and everything unusual about it is behind one pointer.

mod ids;
mod item;
mod mailbox;
mod recurrence;
mod seeded;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;
use uuid::Uuid;

use crate::directory::User;
use crate::sim::Sim;

pub(super) use ids::{Named, calendar_id, calendar_named, event_id, event_named, series_id};
pub(super) use item::{Content, Hours, Item, Occurrence, Series};
pub(super) use mailbox::{CalendarEntry, CalendarNature, Mailbox};
pub(super) use recurrence::{End, Index, Pattern, Recurrence};

use super::refusal::GraphRefusal;
use seeded::fill;

/// Everybody's mailboxes, filled when they are first opened. They do not outlive the process.
#[derive(Default)]
pub(crate) struct Mailboxes(Mutex<All>);

#[derive(Default)]
struct All {
    open: BTreeMap<Uuid, Mailbox>,
    homes: BTreeMap<Uuid, Hosting>,
}

/// Where a mailbox is, which decides whether Graph can see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Hosting {
    #[default]
    ExchangeOnline,
    /// No licence, a guest, or deleted a while ago.
    Nowhere,
    OnPremises,
}

impl Mailboxes {
    /// One mailbox, for as long as the closure runs.
    pub(super) fn with<T>(
        &self,
        sim: &Sim,
        user: &User,
        act: impl FnOnce(&mut Mailbox) -> Result<T, GraphRefusal>,
    ) -> Result<T, GraphRefusal> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match all.homes.get(&user.id).copied().unwrap_or_default() {
            Hosting::ExchangeOnline => {}
            Hosting::Nowhere => return Err(GraphRefusal::no_mailbox()),
            Hosting::OnPremises => return Err(GraphRefusal::mailbox_elsewhere()),
        }
        act(all.open.entry(user.id).or_insert_with(|| fill(sim, user, 0)))
    }

    /// Fills a mailbox with so many appointments, for a measurement.
    pub(crate) fn crowd(&self, sim: &Sim, user: &User, events: u32) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.open.insert(user.id, fill(sim, user, events));
    }

    pub(crate) fn host(&self, user: &User, hosting: Hosting) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).homes.insert(user.id, hosting);
    }

    /// The sync tokens handed out so far are no longer known: a mailbox was moved, or its cache ran full.
    pub(crate) fn forget_sync_tokens(&self) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for mailbox in all.open.values_mut() {
            mailbox.generation += 1;
        }
    }

    pub(crate) fn clear(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = All::default();
    }
}
