use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use onboarding::{CalendarEvent, CalendarInfo, When};
use serde::{Deserialize, Deserializer};

/// One page of a Graph collection. The link decides whether there is more: a page may be empty and still have one.
#[derive(Deserialize)]
pub(crate) struct Paged<T> {
    pub(crate) value: Vec<T>,
    #[serde(rename = "@odata.nextLink")]
    pub(crate) next: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GraphCalendar {
    id: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    is_default_calendar: Option<bool>,
    #[serde(default)]
    can_edit: Option<bool>,
}

impl From<GraphCalendar> for CalendarInfo {
    fn from(wire: GraphCalendar) -> Self {
        Self {
            id: wire.id,
            name: wire.name.unwrap_or_default(),
            is_default: wire.is_default_calendar.unwrap_or(false),
            can_edit: wire.can_edit.unwrap_or(false),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GraphEvent {
    id: String,
    #[serde(default)]
    subject: Option<String>,
    #[serde(default)]
    is_all_day: Option<bool>,
    #[serde(default)]
    is_cancelled: Option<bool>,
    start: GraphTime,
    end: GraphTime,
    #[serde(default)]
    show_as: ShowAs,
    #[serde(default)]
    sensitivity: Sensitivity,
}

/// Local text with seven digits of fraction and no offset, and the zone beside it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct GraphTime {
    date_time: String,
    #[serde(default)]
    time_zone: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ShowAs {
    Tentative,
    /// Free, busy, out of office, working elsewhere, and whatever comes to be added: the week shows them alike.
    #[default]
    Other,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Sensitivity {
    #[default]
    Normal,
    /// Personal, private, confidential, and any value not known yet: better shown too discreetly.
    Discreet,
}

/// Documents print these values in PascalCase, the wire in camelCase; both are met.
impl<'de> Deserialize<'de> for ShowAs {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Option::<String>::deserialize(from)?.unwrap_or_default();
        Ok(if text.eq_ignore_ascii_case("tentative") { Self::Tentative } else { Self::Other })
    }
}

impl<'de> Deserialize<'de> for Sensitivity {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Option::<String>::deserialize(from)?.unwrap_or_default();
        let normal = text.is_empty() || text.eq_ignore_ascii_case("normal");
        Ok(if normal { Self::Normal } else { Self::Discreet })
    }
}

impl GraphEvent {
    /// The occurrence as the week shows it; `None` for one that was cancelled, or whose time cannot be told.
    pub(crate) fn into_event(self, calendar_id: &str) -> Option<CalendarEvent> {
        if self.is_cancelled == Some(true) {
            return None;
        }
        let Some(when) = self.when() else {
            tracing::warn!(zone = self.start.time_zone, "an event's time could not be read; it is left out");
            return None;
        };
        Some(CalendarEvent {
            id: self.id,
            calendar_id: calendar_id.to_owned(),
            subject: self.subject.unwrap_or_default(),
            when,
            private: self.sensitivity == Sensitivity::Discreet,
            tentative: self.show_as == ShowAs::Tentative,
        })
    }

    fn when(&self) -> Option<When> {
        if self.is_all_day == Some(true) {
            // Midnight to midnight whatever the zone says, the end being the day after: only the dates count.
            let first = self.start.date()?;
            let last = self.end.date()?.yesterday().ok()?.max(first);
            return Some(When::AllDay { first, last });
        }
        Some(When::Timed { start: self.start.instant()?, end: self.end.instant()? })
    }
}

impl GraphTime {
    fn local(&self) -> Option<DateTime> {
        self.date_time.parse().ok()
    }

    fn date(&self) -> Option<Date> {
        self.local().map(DateTime::date)
    }

    /// No zone is asked for, so the answer is in UTC; an IANA name is understood should one come.
    fn instant(&self) -> Option<Timestamp> {
        let zone = match self.time_zone.as_str() {
            "" | "UTC" | "tzone://Microsoft/Utc" => TimeZone::UTC,
            name => TimeZone::get(name).ok()?,
        };
        Some(zone.to_ambiguous_zoned(self.local()?).compatible().ok()?.timestamp())
    }
}
