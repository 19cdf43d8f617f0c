use std::collections::BTreeMap;
use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};

use super::super::refusal::GraphRefusal;
use super::ids::Named;
use super::item::{Item, Text};

/// One person's calendars and events.
#[derive(Debug, Default)]
pub(crate) struct Mailbox {
    pub(crate) calendars: Vec<CalendarEntry>,
    pub(crate) items: BTreeMap<u64, Item>,
    /// What is no longer there, for clients that follow changes.
    pub(crate) gone: Vec<Gone>,
    /// Goes up with every change.
    pub(crate) revision: u64,
    /// Sync tokens of another generation are unknown.
    pub(crate) generation: u32,
    /// When the latest requests came.
    recent: VecDeque<Timestamp>,
    made: u64,
}

#[derive(Clone, Debug)]
pub(crate) struct CalendarEntry {
    pub(crate) number: u32,
    pub(crate) name: Text,
    pub(crate) color: Text,
    pub(crate) nature: CalendarNature,
    pub(crate) version: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CalendarNature {
    /// Where new events go; it cannot be removed.
    Default,
    Own,
    /// Kept by Outlook itself: it can be read only.
    ReadOnly,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Gone {
    pub(crate) named: Named,
    pub(crate) calendar: u32,
    pub(crate) revision: u64,
}

/// Numbers of what clients create begin here; below are seeded ones.
const CREATED: u64 = 1 << 48;
/// One app and one mailbox: 10,000 requests in 10 minutes (throttling-limits.md).
const MOST: usize = 10_000;
const WITHIN: SignedDuration = SignedDuration::from_mins(10);

impl Mailbox {
    pub(super) fn with(calendars: Vec<CalendarEntry>) -> Self {
        Self { calendars, ..Self::default() }
    }

    pub(crate) fn calendar(&self, number: u32) -> Option<&CalendarEntry> {
        self.calendars.iter().find(|calendar| calendar.number == number)
    }

    /// Where events go when no calendar is named.
    pub(crate) fn default_calendar(&self) -> Result<&CalendarEntry, GraphRefusal> {
        self.calendars
            .iter()
            .find(|calendar| calendar.nature == CalendarNature::Default)
            .ok_or_else(GraphRefusal::item_not_found)
    }

    pub(crate) fn item(&self, named: Named) -> Result<&Item, GraphRefusal> {
        let item = self.items.get(&named.number).ok_or_else(GraphRefusal::item_not_found)?;
        let exists = named.date.is_none_or(|date| item.occurrence(date).is_some());
        exists.then_some(item).ok_or_else(GraphRefusal::item_not_found)
    }

    pub(crate) fn add_calendar(&mut self, name: String, color: Text) -> CalendarEntry {
        let number = self.calendars.iter().map(|calendar| calendar.number).max().map_or(0, |last| last + 1);
        self.revision += 1;
        let entry =
            CalendarEntry { number, name: name.into(), color, nature: CalendarNature::Own, version: self.revision };
        self.calendars.push(entry.clone());
        entry
    }

    pub(crate) fn add(&mut self, mut item: Item) -> u64 {
        self.revision += 1;
        self.made += 1;
        item.changed = self.revision;
        let number = CREATED + self.made;
        self.items.insert(number, item);
        number
    }

    /// Changes an item, and its version with it. Nothing is kept when the change is refused.
    pub(crate) fn change(
        &mut self,
        number: u64,
        now: Timestamp,
        act: impl FnOnce(&mut Item) -> Result<(), GraphRefusal>,
    ) -> Result<(), GraphRefusal> {
        let mut item = self.items.get(&number).cloned().ok_or_else(GraphRefusal::item_not_found)?;
        act(&mut item)?;
        self.revision += 1;
        (item.changed, item.modified) = (self.revision, now);
        self.items.insert(number, item);
        Ok(())
    }

    /// Takes out an item, or one date of a series.
    pub(crate) fn remove(&mut self, named: Named, now: Timestamp) -> Result<(), GraphRefusal> {
        let calendar = self.item(named)?.calendar;
        match named.date {
            Some(date) => self.change(named.number, now, |item| {
                if let Some(series) = item.series.as_deref_mut() {
                    series.edited.insert(date, None);
                }
                Ok(())
            })?,
            None => {
                self.items.remove(&named.number);
                self.revision += 1;
            }
        }
        self.gone.push(Gone { named, calendar, revision: self.revision });
        Ok(())
    }

    /// Counts a request. Every attempt counts while throttled, so only waiting helps.
    pub(crate) fn admit(&mut self, now: Timestamp) -> Result<(), GraphRefusal> {
        // A clock that was set back would keep old requests for ever.
        self.recent.retain(|at| *at <= now && now.duration_since(*at) < WITHIN);
        self.recent.push_back(now);
        if self.recent.len() <= MOST {
            return Ok(());
        }
        let oldest = self.recent.pop_front().unwrap_or(now);
        Err(GraphRefusal::throttled(WITHIN - now.duration_since(oldest)))
    }
}
