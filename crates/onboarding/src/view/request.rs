//! The letter to IT and the wait for the answer.

use profile::{Lang, Localised};
use request::{AttachmentKind, Fit, Length, Letter, LetterLang, Route};
use serde::Serialize;

use crate::ports::NetworkFault;
use crate::stage::{Asked, Delivery};

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ComposeScreen {
    pub to: String,
    pub lang: LetterLang,
    pub length: Length,
    pub from: Option<String>,
    pub letter: Letter,
    pub routes: Vec<Fit>,
    /// The routes that take the ticked files along.
    pub carriers: Vec<Route>,
    pub files: Vec<FileCard>,
    /// The levels of access to choose from; empty where there is no choice.
    pub tiers: Vec<TierCard>,
    /// What the approval link grants beyond what the letter asks for; empty where the link asks for the same.
    pub link_also_grants: Vec<String>,
    /// ISO date.
    pub answer_by: Option<String>,
    /// ISO dates offered for an answer.
    pub days: Vec<String>,
    pub route: Route,
    pub delivery: Delivery,
    /// Opened again from the waiting room: "Back" returns there.
    pub from_waiting: bool,
}

/// A file that may travel with the letter.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FileCard {
    pub kind: AttachmentKind,
    pub ticked: bool,
    pub state: FileState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum FileState {
    /// Whether it can be made is being looked into.
    Checking,
    Ready {
        bytes: usize,
    },
    /// No installed font shows this language.
    NoFont {
        lang: Lang,
    },
    /// The sheet does not fit its one page.
    TooLong,
    NotMade,
}

/// A level of access.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TierCard {
    pub id: String,
    pub name: Localised,
    /// What does not work at it; nothing for the full one.
    pub breaks: Option<Localised>,
    pub chosen: bool,
}

/// A short mail to IT, ready to hand over.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct NoteCard {
    pub to: String,
    pub letter: Letter,
    /// The first route that holds it.
    pub route: Route,
    pub delivery: Delivery,
    /// ISO date on which the request in Microsoft's queue lapses, unless the organisation set another period.
    pub expires_on: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct WaitingScreen {
    pub name: Option<String>,
    pub to: String,
    pub blocked_at: String,
    pub asked_at: String,
    pub by: Asked,
    /// When IT's yes was reported, while Microsoft does not show it yet.
    pub told_yes_at: Option<String>,
    pub watch: WatchView,
    /// Offered once the request has waited for a while.
    pub follow_up: Option<NoteCard>,
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
