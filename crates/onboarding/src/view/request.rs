//! The letter to IT and the wait for the answer.

use request::{Fit, Length, Letter, LetterLang, Route};
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
    pub by: Asked,
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
