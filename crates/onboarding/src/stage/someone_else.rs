use serde::{Deserialize, Serialize};

use super::Stage;
use crate::model::{Account, Scopes, Target};

/// Somebody else signed in than was meant, and the person says which of the two it is to be. Nothing of the newcomer is
/// stored while the question stands, and nothing of whoever was meant has changed.
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

/// The newcomer's tokens. They never outlive the process that asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Tokens {
    /// The app was closed while the question stood.
    #[default]
    Gone,
    /// In memory, with what they can do.
    Aside { granted: Scopes },
}
