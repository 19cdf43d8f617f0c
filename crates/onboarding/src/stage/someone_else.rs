use serde::{Deserialize, Serialize};

use super::{BrowserStage, Stage};
use crate::model::{Account, Scopes, Target};

/// Somebody else signed in than was meant, and the person says which of the two it is to be. Nothing of the newcomer is
/// stored but who they are while the question stands, and nothing of whoever was meant has changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SomeoneElseStage {
    /// What was to be connected, by the address that was typed.
    pub target: Target,
    /// Who had proved themselves; without one, the address alone says who was meant.
    pub account: Option<Account>,
    pub signed_in: Account,
    #[serde(skip)]
    pub tokens: Tokens,
    /// Where leaving goes back to; absent on the first way through.
    pub from: Option<Box<Stage>>,
}

impl BrowserStage {
    /// For what comes next, and not for leaving: where it began, unless that is another person's. Their connection, letter
    /// and wait are not handed on.
    pub(crate) fn on_their_own(mut self) -> Self {
        let other = |known: &Account| self.account.as_ref().is_none_or(|account| account.key() != known.key());
        if self.from.as_deref().and_then(|before| before.known().account).is_some_and(other) {
            self.from = None;
        }
        self
    }
}

/// The newcomer's tokens. They never outlive the process that asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Tokens {
    /// The app was closed while the question stood.
    #[default]
    Gone,
    /// In memory, with what they can do.
    Aside { granted: Scopes },
}
