//! The connected calendar.

use serde::Serialize;

use crate::model::{AccountKind, CalendarEvent, CalendarInfo};
use crate::ports::CalendarFault;
use crate::view::NoteCard;

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ConnectedScreen {
    pub name: String,
    pub username: String,
    pub kind: AccountKind,
    pub approved_at: Option<String>,
    pub since: String,
    pub granted: Vec<String>,
    pub can_write: bool,
    /// Offered after a yes that IT gave.
    pub thanks: Option<NoteCard>,
    pub calendars: Vec<CalendarChoice>,
    /// Calendar for new bookings; absent without write permission.
    pub bookings: Option<String>,
    pub events: Vec<CalendarEvent>,
    pub week: WeekView,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CalendarChoice {
    pub calendar: CalendarInfo,
    pub shown: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum WeekView {
    Loading,
    Loaded {
        at: String,
    },
    /// The last good week stays on screen, with its time.
    Failed {
        fault: CalendarFault,
        last: Option<String>,
    },
}
