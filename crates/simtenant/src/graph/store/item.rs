use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde_json::{Map, Value};

use super::super::zone::Zone;
use super::recurrence::Recurrence;

/// Seeded words are the program's own and cost nothing.
pub(crate) type Text = Cow<'static, str>;

/// An appointment, a meeting or a whole series.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// Number of the calendar it is in.
    pub(crate) calendar: u32,
    pub(crate) content: Content,
    pub(crate) series: Option<Box<Series>>,
    /// Present when somebody else asked for the meeting.
    pub(crate) invitation: Option<Box<Invitation>>,
    /// The mailbox's revision at which it was last touched.
    pub(crate) changed: u64,
    pub(crate) created: Timestamp,
    pub(crate) modified: Timestamp,
}

/// What one appointment says; an exception to a series has its own.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    pub(crate) subject: Text,
    pub(crate) hours: Hours,
    /// Properties that were set, by Graph's names, where they differ from what an appointment has anyway.
    pub(crate) more: Option<Box<Map<String, Value>>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hours {
    Timed {
        start: Timestamp,
        end: Timestamp,
    },
    /// Dates without a zone, the second one exclusive.
    AllDay {
        first: Date,
        end: Date,
    },
}

#[derive(Clone, Debug)]
pub(crate) struct Series {
    pub(crate) recurrence: Recurrence,
    /// In which the hours stay the same.
    pub(crate) zone: Zone,
    /// Wall clock at start and end of the first occurrence.
    pub(crate) from: DateTime,
    pub(crate) to: DateTime,
    /// Occurrences that were edited (`Some`) or cancelled (`None`), by the date they would have had.
    pub(crate) edited: BTreeMap<Date, Option<Content>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Invitation {
    pub(crate) organizer: (Text, Text),
    pub(crate) answer: &'static str,
    pub(crate) answered: Option<Timestamp>,
}

/// One time that a series happens.
#[derive(Clone, Debug)]
pub(crate) struct Occurrence<'a> {
    /// The date the pattern gives it, whatever it was moved to since.
    pub(crate) date: Date,
    pub(crate) original_start: Timestamp,
    pub(crate) hours: Hours,
    /// Edited on its own.
    pub(crate) exception: Option<&'a Content>,
}

impl Hours {
    /// What it occupies for somebody in this zone; whole days are days anywhere.
    pub(crate) fn span(self, zone: &Zone) -> (Timestamp, Timestamp) {
        match self {
            Hours::Timed { start, end } => (start, end),
            Hours::AllDay { first, end } => {
                let midnight = |date: Date| zone.at(date.at(0, 0, 0, 0)).unwrap_or(Timestamp::MAX);
                (midnight(first), midnight(end))
            }
        }
    }

    pub(crate) fn overlaps(self, (from, to): (Timestamp, Timestamp), zone: &Zone) -> bool {
        let (start, end) = self.span(zone);
        // An appointment without length is where it begins.
        start < to && (end > from || (start == end && start >= from))
    }

    pub(crate) fn is_all_day(self) -> bool {
        matches!(self, Hours::AllDay { .. })
    }
}

impl Item {
    pub(crate) fn plain(calendar: u32, content: Content, at: Timestamp) -> Self {
        Self { calendar, content, series: None, invitation: None, changed: 0, created: at, modified: at }
    }

    /// The times a series happens within the window, in order; none for a single appointment.
    pub(crate) fn occurrences(&self, window: (Timestamp, Timestamp), zone: &Zone) -> Vec<Occurrence<'_>> {
        let Some(series) = self.series.as_deref() else { return Vec::new() };
        let length = series.from.date().until(series.to.date()).map_or(0, |span| span.get_days());
        // An occurrence may begin before the window and reach into it, and zones differ by up to a day.
        let reach = jiff::Span::new().days(length.clamp(0, 3_000) + 2);
        let day = |at: Timestamp| series.zone.local(at).date();
        let dates = series
            .recurrence
            .dates(day(window.0).saturating_sub(reach), day(window.1).saturating_add(jiff::Span::new().days(2)));
        // An exception may have been moved into the window from anywhere.
        let moved = series.edited.keys().filter(|date| !dates.contains(date)).copied();
        let all = dates.iter().copied().chain(moved).filter_map(|date| self.on(date));
        let mut found: Vec<Occurrence<'_>> = all.filter(|one| one.hours.overlaps(window, zone)).collect();
        found.sort_by_key(|one| one.hours.span(zone));
        found
    }

    /// The occurrence the pattern has on this date, unless it was cancelled.
    pub(crate) fn occurrence(&self, date: Date) -> Option<Occurrence<'_>> {
        let happens = self.series.as_deref()?.recurrence.dates(date, date).contains(&date);
        if happens { self.on(date) } else { None }
    }

    fn on(&self, date: Date) -> Option<Occurrence<'_>> {
        let series = self.series.as_deref()?;
        let length = series.from.date().until(series.to.date()).ok()?;
        let last = date.checked_add(length).ok()?;
        let original_start = series.zone.at(date.to_datetime(series.from.time()))?;
        let usual = if self.content.hours.is_all_day() {
            Hours::AllDay { first: date, end: last }
        } else {
            Hours::Timed { start: original_start, end: series.zone.at(last.to_datetime(series.to.time()))? }
        };
        match series.edited.get(&date) {
            None => Some(Occurrence { date, original_start, hours: usual, exception: None }),
            Some(Some(content)) => {
                Some(Occurrence { date, original_start, hours: content.hours, exception: Some(content) })
            }
            Some(None) => None,
        }
    }
}
