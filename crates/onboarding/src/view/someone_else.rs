//! Somebody else signed in than was meant.

use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SomeoneElseScreen {
    pub meant: Meant,
    /// Who signed in, by display name.
    pub name: String,
    /// Their user name at Microsoft; empty where it does not tell.
    pub username: String,
    pub carrying_on: CarryingOn,
    /// Leaving goes back to a stage the person had reached before, not to the permissions.
    pub returns: bool,
}

/// Who was meant, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Meant {
    /// The address that was typed.
    Address { email: String },
    /// The person who had proved themselves.
    Person { name: String, username: String },
}

/// What carrying on takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CarryingOn {
    Straight,
    /// The app was closed meanwhile, and nothing of that sign-in was kept.
    SignInAgain,
}
