//! Time zones as Graph names them: Windows names, and IANA names beside them (datetimetimezone resource).

use std::sync::LazyLock;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use strum::IntoEnumIterator as _;
use windows_timezones::WindowsTimezone;

use super::refusal::GraphRefusal;

/// A zone under the name it was asked for by; answers repeat that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Zone {
    pub(super) name: String,
    pub(super) rules: TimeZone,
}

impl Zone {
    pub(super) fn utc() -> Self {
        Self { name: "UTC".to_owned(), rules: TimeZone::UTC }
    }

    pub(super) fn named(name: &str) -> Result<Self, GraphRefusal> {
        let iana = name.parse::<WindowsTimezone>().map_or(name, |zone| zone.tzdb_id());
        let rules = TimeZone::get(iana).map_err(|_| {
            GraphRefusal::bad_query(format!("A valid TimeZone value must be specified. Specified value: '{name}'."))
        })?;
        Ok(Self { name: name.to_owned(), rules })
    }

    /// Where the office is: the zone of the machine the tenant runs on, so that a demo's week looks right anywhere.
    pub(super) fn office() -> &'static Self {
        static OFFICE: LazyLock<Zone> = LazyLock::new(|| {
            let rules = TimeZone::system();
            let iana = rules.iana_name().unwrap_or("Etc/UTC");
            let windows = WindowsTimezone::iter().find(|zone| zone.tzdb_id() == iana);
            let name = windows.map_or_else(|| iana.to_owned(), |zone| zone.name().to_owned());
            Zone { name, rules }
        });
        &OFFICE
    }

    /// In a gap the later side, in a fold the first: what clocks on walls do.
    pub(super) fn at(&self, local: DateTime) -> Option<Timestamp> {
        local.to_zoned(self.rules.clone()).ok().map(|zoned| zoned.timestamp())
    }

    pub(super) fn local(&self, at: Timestamp) -> Zoned {
        at.to_zoned(self.rules.clone())
    }
}

/// Windows name and a description for people.
pub(super) fn windows_zones() -> impl Iterator<Item = (&'static str, &'static str)> {
    WindowsTimezone::iter().map(|zone| (zone.name(), zone.description()))
}

/// The name this zone has in the tz database.
pub(super) fn iana_zones() -> impl Iterator<Item = (&'static str, &'static str)> {
    WindowsTimezone::iter().map(|zone| (zone.tzdb_id(), zone.tzdb_id()))
}

/// Local text with seven decimals and no offset: not RFC 3339.
pub(super) fn written(local: DateTime) -> String {
    local.strftime("%Y-%m-%dT%H:%M:%S.0000000").to_string()
}

/// An own offset decides; without one the value is UTC, whatever `outlook.timezone` says (user-list-calendarview).
pub(super) fn instant(text: &str) -> Option<Timestamp> {
    // A plus sign that nobody encoded arrives as a space.
    let text = text.replace(' ', "+");
    let as_utc = || text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    text.parse::<Timestamp>().ok().or_else(as_utc)
}
