//! What the window shows: one value, sent whole after every step. The UI renders it and never rebuilds state of its own.
//! Words stay in the UI's tables; only the profile's and the letter's own texts travel, in both languages where there are two.

use diagnosis::{Actor, Code, Next, Support, Sure, Wall};
use profile::Localised;
use request::{AdminGuide, Fit, Length, Letter, LetterLang, Route};
use serde::Serialize;

use crate::event::ProfileLink;
use crate::model::{AccountKind, AddressFault, CalendarEvent, CalendarInfo, Cloud};
use crate::ports::{CalendarFault, Leg, NetworkFault, OpenFault, SignInFault};
use crate::stage::{Delivery, HowDenied, Paste};

/// Everything on screen. Times are RFC 3339 in UTC.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct View {
    pub app: AppCard,
    pub notices: Vec<Notice>,
    /// The five stops, without those that do not apply. Empty on the welcome screen.
    pub route: Vec<Stop>,
    pub screen: Screen,
    pub admin_guide: AdminGuide,
}

/// The vendor's app this copy connects for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct AppCard {
    pub name: String,
    pub subtitle: Localised,
    pub publisher: String,
    /// False when the profile has no Entra registration yet: only the demo can sign in.
    pub registered: bool,
    /// Whether the profile names a page for "Open {app}".
    pub has_home: bool,
    /// The profile's pages that exist; the others are not offered.
    pub links: Vec<ProfileLink>,
}

/// Something true that is not a stage of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// No key store: the sign-in lasts until the app closes.
    SessionOnly,
    /// The key store is locked: unlock it, then "check now" or reload tries again.
    KeyStoreLocked,
    /// The stored record cannot be read; it is left alone and the person signs in again.
    RecordUnreadable,
    /// The saved state could not be read; the file was kept aside.
    StateSetAside,
    /// The state cannot be written: a restart will not come back here.
    StateNotSaved,
    /// The clipboard did not take what was to be copied.
    NotCopied,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Stop {
    pub at: StopName,
    pub lamp: Lamp,
    pub detail: Option<StopDetail>,
    /// Whether this is the stop of the current screen.
    pub current: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum StopName {
    Address,
    Permissions,
    SignIn,
    Decision,
    Connected,
}

/// Full disc, half disc, tick, bar, ring: the shape says what the colour says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Lamp {
    Yours,
    Theirs,
    Done,
    No,
    Ahead,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum StopDetail {
    Domain {
        domain: String,
    },
    Permissions {
        count: usize,
    },
    Person {
        name: String,
    },
    /// When IT's yes was noticed, or the connection made.
    At {
        time: String,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Screen {
    Welcome,
    Address(AddressScreen),
    Permissions(PermissionsScreen),
    Browser(BrowserScreen),
    Blocked(BlockedScreen),
    Compose(ComposeScreen),
    Waiting(WaitingScreen),
    Connected(ConnectedScreen),
    Denied(DeniedScreen),
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct AddressScreen {
    pub typed: String,
    pub lookup: LookupView,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum LookupView {
    Idle,
    Invalid { fault: AddressFault },
    Looking { domain: String },
    Found(FoundView),
    NotFound { domain: String },
    Unreachable { fault: NetworkFault },
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FoundView {
    pub domain: String,
    pub tenant_id: String,
    pub cloud: Cloud,
    pub kind: AccountKind,
    pub forecast: Forecast,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Forecast {
    /// A personal account: nobody else decides.
    NoItNeeded,
    /// These scopes are on the list Microsoft's managed policy keeps from users, since `since` ("2025-11").
    ItProbablyDecides { scopes: Vec<String>, since: String },
    /// None of the scopes is on that list.
    ProbablyYours,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PermissionsScreen {
    pub email: String,
    /// Host of the sign-in page, to compare with the browser's address bar.
    pub host: String,
    pub permissions: Vec<PermissionView>,
    pub cannot: Vec<Localised>,
    /// ISO date of the vendor's last review of the profile.
    pub reviewed_on: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PermissionView {
    pub name: Localised,
    pub value: String,
    pub reason: Localised,
    /// Who will probably have to say yes, for this account.
    pub decides: Decides,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Decides {
    You,
    ProbablyIt,
    It,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BrowserScreen {
    pub email: String,
    pub host: String,
    pub leg: Leg,
    /// The person leg one proved.
    pub name: Option<String>,
    pub since: String,
    pub page: PageView,
    /// The page has been open for long enough to ask what it says.
    pub stalled: bool,
    pub paste: Paste,
    /// Leaving goes back to a stage the person had reached before, not to the permissions.
    pub returns: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", content = "fault", rename_all = "snake_case")]
pub enum PageView {
    Preparing,
    Open,
    NotOpened(OpenFault),
    Interrupted,
    Failed(SignInFault),
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BlockedScreen {
    pub email: String,
    pub name: Option<String>,
    pub leg: Leg,
    pub verdict: VerdictView,
    /// Whether Greenlight can notice the yes by itself later.
    pub can_watch: bool,
    pub paste: Paste,
    pub at: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct VerdictView {
    pub wall: Wall,
    pub sure: Sure,
    pub who_acts: Actor,
    pub next: Next,
    pub codes: Vec<Code>,
    pub support: Support,
    /// Microsoft's own words, without trace lines.
    pub words: Option<String>,
    /// The card the person picked, when that is all there is.
    pub picked: Option<diagnosis::Card>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ComposeScreen {
    pub to: String,
    pub lang: LetterLang,
    pub length: Length,
    pub from: Option<String>,
    pub letter: Letter,
    pub routes: Vec<Fit>,
    pub route: Route,
    pub delivery: Delivery,
    /// Opened again from the waiting room: "Back" returns there.
    pub from_waiting: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct WaitingScreen {
    pub name: Option<String>,
    pub to: String,
    pub blocked_at: String,
    pub asked_at: String,
    /// When IT's yes was reported, while Microsoft does not show it yet.
    pub told_yes_at: Option<String>,
    pub watch: WatchView,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum WatchView {
    Next {
        checks: u32,
        last: Option<String>,
        at: String,
    },
    Now {
        checks: u32,
    },
    Paused {
        checks: u32,
        fault: NetworkFault,
    },
    /// The key store is locked: nobody was asked.
    Locked {
        checks: u32,
    },
    /// We cannot check from here; the person tries again.
    Remind,
}

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

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DeniedScreen {
    pub how: HowDenied,
    pub at: String,
    pub codes: Vec<Code>,
    pub support: Support,
}
