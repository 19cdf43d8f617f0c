//! What stands in the way, whose move it is and what the app offers.

use diagnosis::{Actor, Code, Next, Support, Sure, Wall};
use profile::{Lang, Localised};
use request::Letter;
use serde::Serialize;

use crate::ports::Leg;
use crate::stage::{Delivery, HowDenied, Paste};
use crate::view::NoteCard;

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BlockedScreen {
    pub email: String,
    pub name: Option<String>,
    pub leg: Leg,
    pub verdict: VerdictView,
    /// The account Microsoft's answer names, else the one that signed in, else the address that was typed.
    pub account: String,
    pub offer: Offer,
    /// Whether Greenlight can notice the yes by itself later.
    pub can_watch: bool,
    pub paste: Paste,
    pub at: String,
}

/// The way on, with what it takes. Every wall has one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Offer {
    /// The evidence does not tell: the person says what the page says.
    AskPerson,
    /// The letter to IT: an approval, a place on the app's list, or a question about a rule.
    Letter,
    /// Microsoft's page has a box for a reason. The letter is the other way.
    PageRequest {
        reason: Localised,
        /// The language IT probably reads, where something tells; else the window's.
        lang: Option<Lang>,
    },
    /// IT has to look at something, and there is nothing to approve: the details to hand on.
    PassOn,
    VendorNote(Box<VendorNote>),
    /// The app opens the page again by itself.
    RetryAt {
        at: String,
        nth: u32,
    },
    /// It passes, and the person tries again.
    RetryLater,
    SignIn,
    ChooseAccount,
    /// A no that stands.
    Stop,
}

/// The note to the app's makers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct VendorNote {
    /// Absent where the profile names no address: then it can be copied, or the support page opened.
    pub to: Option<String>,
    pub letter: Letter,
    pub delivery: Delivery,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct VerdictView {
    pub wall: Wall,
    pub sure: Sure,
    pub who_acts: Actor,
    pub next: Next,
    pub codes: Vec<Code>,
    /// What the deciding code means, in our words.
    pub meaning: Option<Localised>,
    pub support: Support,
    /// Microsoft's own words, without trace lines.
    pub words: Option<String>,
    /// The card the person picked, when that is all there is.
    pub picked: Option<diagnosis::Card>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DeniedScreen {
    pub how: HowDenied,
    /// A polite word to IT.
    pub note: Option<NoteCard>,
    pub at: String,
    pub codes: Vec<Code>,
    pub support: Support,
}
