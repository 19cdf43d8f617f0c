//! What the window shows: one value, sent whole after every step. The UI renders it and never rebuilds state of its own.
//! Words stay in the UI's tables; only the profile's and the letter's own texts travel, in both languages where there are two.

mod address;
mod blocked;
mod browser;
mod connected;
mod request;
mod someone_else;

use std::sync::Arc;

use ::request::AdminGuide;
use profile::Localised;
use serde::{Serialize, Serializer};

pub use self::address::*;
pub use self::blocked::*;
pub use self::browser::*;
pub use self::connected::*;
pub use self::request::*;
pub use self::someone_else::*;
use crate::connection::Connection;
use crate::event::{Copyable, ProfileLink};

/// Everything on screen. Times are RFC 3339 in UTC.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct View {
    pub app: AppCard,
    pub notices: Vec<Notice>,
    /// The five stops, without those that do not apply. Empty on the welcome screen.
    pub route: Vec<Stop>,
    pub screen: Screen,
    /// Shared with the views before it, as long as it says the same.
    #[serde(serialize_with = "as_itself")]
    pub admin_guide: Arc<AdminGuide>,
    /// What the clipboard took last, so that the button that asked can say so.
    pub copied: Option<Copied>,
    pub connection: Connection,
}

fn as_itself<T: Serialize, S: Serializer>(shared: &Arc<T>, to: S) -> Result<S::Ok, S::Error> {
    shared.as_ref().serialize(to)
}

/// One text on the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Copied {
    pub what: Copyable,
    /// Counts the copies of this run: the same text taken again is news too.
    pub nth: u32,
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
    /// The vendor's own mark and colour, where the profile has them. They stand beside the app's name and never for a state.
    pub brand: Option<BrandCard>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BrandCard {
    /// `#rrggbb`.
    pub colour: String,
    /// A `data:` address, for a picture.
    pub logo: Option<String>,
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
    SomeoneElse(SomeoneElseScreen),
    Blocked(BlockedScreen),
    Compose(ComposeScreen),
    Waiting(WaitingScreen),
    Connected(ConnectedScreen),
    Denied(DeniedScreen),
}
