//! The connected calendar.

use profile::Localised;
use request::LetterLang;
use serde::Serialize;

use crate::model::{AccountKind, CalendarEvent, CalendarInfo};
use crate::ports::CalendarFault;
use crate::view::{Decides, NoteCard, WatchView};

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
    /// What the app asks for now beyond what was granted; absent where nothing is missing.
    pub addition: Option<AdditionCard>,
    /// Granted once, and not asked for any more: nothing to approve.
    pub given_up: Vec<String>,
    /// The version of the app's list that was agreed to, and its fingerprint.
    pub agreed: Option<AgreedList>,
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
pub struct AgreedList {
    pub version: u32,
    pub fingerprint: String,
}

/// The difference a second approval is about. What was granted keeps working meanwhile.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct AdditionCard {
    pub added: Vec<AddedPermission>,
    /// Literal values of what it replaces.
    pub removed: Vec<String>,
    /// The level of the riskiest permission, from 1 to 5.
    pub risk_before: u8,
    pub risk_after: u8,
    pub step: AdditionStep,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct AddedPermission {
    pub name: Localised,
    pub value: String,
    pub reason: Localised,
    /// From 1 to 5.
    pub risk: u8,
    pub decides: Decides,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum AdditionStep {
    /// By Microsoft's default rules the person may allow it.
    Yours,
    AskIt {
        note: Box<NoteCard>,
        lang: LetterLang,
    },
    Awaited {
        since: String,
        to: String,
        watch: WatchView,
    },
    No {
        at: String,
    },
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
