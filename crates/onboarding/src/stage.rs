//! Where the person is. One enum; each variant holds only what is true in it, and all of it may be written to the journal.

mod addition;
mod known;
mod letter;
mod someone_else;

use std::collections::BTreeSet;

use diagnosis::{Evidence, Verdict};
use jiff::Timestamp;
use profile::Agreed;
use serde::{Deserialize, Serialize};

pub use self::addition::*;
pub use self::letter::*;
pub use self::someone_else::*;
use crate::model::{Account, AddressFault, CalendarEvent, CalendarInfo, EmailAddress, Scopes, Target};
use crate::ports::{CalendarFault, Leg, NetworkFault, OpenFault, SignInFault, StoreFault};

/// Distinguishes the answer that is awaited from one that comes too late.
pub type Attempt = u64;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    Welcome,
    Address(AddressStage),
    Permissions(Target),
    Browser(BrowserStage),
    SomeoneElse(SomeoneElseStage),
    Blocked(BlockedStage),
    Compose(ComposeStage),
    Waiting(WaitingStage),
    Connected(ConnectedStage),
    Denied(DeniedStage),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddressStage {
    /// What is in the field, to the character.
    pub typed: String,
    pub lookup: Lookup,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Lookup {
    Idle,
    Invalid { fault: AddressFault },
    Looking { email: EmailAddress, attempt: Attempt },
    Found { target: Target },
    NotFound { email: EmailAddress },
    Unreachable { email: EmailAddress, fault: NetworkFault },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BrowserStage {
    pub target: Target,
    /// Who leg one proved, when it did.
    pub account: Option<Account>,
    /// What leg one's token could do already: an organisation may have approved less, earlier.
    #[serde(default)]
    pub granted: Scopes,
    pub attempt: Attempt,
    pub since: Timestamp,
    pub page: PageState,
    pub paste: Paste,
    /// Where leaving goes back to, with everything the person had there; absent on the first way through.
    pub from: Option<Box<Stage>>,
}

/// What we know of the page in the browser.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum PageState {
    /// The listener is being bound.
    Preparing,
    /// The browser was asked to open it. Whether a window appeared we cannot see.
    Open,
    NotOpened {
        fault: OpenFault,
    },
    /// The app was closed meanwhile: the answer can no longer arrive, the page must be opened anew.
    Interrupted,
    Failed {
        fault: SignInFault,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Paste {
    None,
    /// The pasted text held nothing to go by.
    NothingFound,
}

/// The sign-in ended with an answer that is not a calendar. The verdict says whose move it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlockedStage {
    pub target: Target,
    pub account: Option<Account>,
    pub leg: Leg,
    pub evidence: Vec<Evidence>,
    pub verdict: Verdict,
    pub at: Timestamp,
    /// How long the page had been open by then, in seconds; absent in what earlier versions wrote.
    #[serde(default)]
    pub waited: Option<u64>,
    pub paste: Paste,
    /// The letter as it was when the person had one before.
    pub draft: Option<Draft>,
    #[serde(default)]
    pub retry: Retry,
    /// How far the note to the app's makers came, where they have the next move.
    #[serde(default)]
    pub note: Delivery,
}

/// Whether the app tries again by itself. Only a passing fault on Microsoft's side is retried, and only a few times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Retry {
    #[default]
    NotPlanned,
    /// The `nth` try, counted from 1, opens the page at this instant.
    Planned { at: Timestamp, nth: u32 },
    /// The person stopped it, or the tries are used up: from here on only they try.
    Stopped,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaitingStage {
    pub blocked: BlockedStage,
    pub draft: Draft,
    pub waiting: Waiting,
    /// How far the follow-up came.
    #[serde(default)]
    pub note: Delivery,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub asked_at: Timestamp,
    #[serde(default)]
    pub by: Asked,
    /// When the person was told yes by IT, while Microsoft does not show it yet.
    pub told_yes_at: Option<Timestamp>,
    pub watch: Watch,
}

/// How the request reached IT.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    #[default]
    Letter,
    /// Through the form of Microsoft's own page: it is in IT's queue, and Microsoft mails the answer.
    MicrosoftsPage,
}

/// Whether we can see the approval by ourselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Watch {
    /// Leg one left a refresh token: redeem it for the calendar scope on a slow timer.
    Silent { checks: u32, last: Option<Timestamp>, state: Checking },
    /// Sign-in itself is walled, or the token is gone: only the person can try again.
    Remind,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Checking {
    Next {
        at: Timestamp,
    },
    Now {
        attempt: Attempt,
    },
    Paused {
        fault: NetworkFault,
        until: Timestamp,
    },
    /// The key store did not hand out the token: nobody was asked, and the next look may succeed.
    NoToken {
        fault: StoreFault,
        until: Timestamp,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConnectedStage {
    pub target: Target,
    pub account: Account,
    pub granted: Scopes,
    pub since: Timestamp,
    /// When IT's yes was noticed; absent when no approval was needed.
    pub approved_at: Option<Timestamp>,
    /// Calendars the person unticked.
    pub hidden: BTreeSet<String>,
    /// Calendar for new bookings; absent means the default one.
    pub bookings: Option<String>,
    /// The request IT said yes to; absent when none was written.
    #[serde(default)]
    pub request: Option<Draft>,
    /// How far the thank-you note came.
    #[serde(default)]
    pub note: Delivery,
    /// What the app asked for when this was granted; absent in what earlier versions wrote.
    #[serde(default)]
    pub agreed: Option<Agreed>,
    #[serde(default)]
    pub addition: Addition,
    /// Never written down: other people's names are in it.
    #[serde(skip)]
    pub week: Week,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Week {
    pub attempt: Attempt,
    pub calendars: Vec<CalendarInfo>,
    pub events: Vec<CalendarEvent>,
    /// When the week on screen was good.
    pub loaded_at: Option<Timestamp>,
    pub state: WeekState,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WeekState {
    #[default]
    Loading,
    Loaded {
        at: Timestamp,
    },
    /// The last good week stays on screen.
    Failed(CalendarFault),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeniedStage {
    pub blocked: BlockedStage,
    pub draft: Draft,
    pub how: HowDenied,
    pub at: Timestamp,
    /// How far the note after the no came.
    #[serde(default)]
    pub note: Delivery,
}

/// How we know about the no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum HowDenied {
    /// Microsoft answered that the app is switched off in this tenant.
    MicrosoftSaid,
    PersonSaid,
}
