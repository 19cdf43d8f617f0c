//! The trip through the browser.

use serde::Serialize;

use crate::ports::{Leg, OpenFault, SignInFault};
use crate::stage::Paste;

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
