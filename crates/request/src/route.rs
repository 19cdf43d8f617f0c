use serde::{Deserialize, Serialize};

use crate::letter::Letter;
use crate::mailto::{MAILTO_BUDGET, encoded_length};

/// A way for the letter to leave this computer. In every one of them the person presses send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Route {
    MailApp,
    DraftFile,
    Copy,
}

/// How much of a route one letter takes up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Fit {
    pub route: Route,
    /// Bytes, encoded as the route needs them.
    pub used: usize,
    /// Bytes the route can hold; `None` for no limit.
    pub limit: Option<usize>,
    pub fits: bool,
}

/// Measures every route, in the order in which they are offered.
pub fn measure(letter: &Letter, to: &str) -> Vec<Fit> {
    [Route::MailApp, Route::DraftFile, Route::Copy]
        .into_iter()
        .map(|route| {
            let (used, limit) = match route {
                Route::MailApp => (encoded_length(letter, to), Some(MAILTO_BUDGET)),
                Route::DraftFile | Route::Copy => (letter.to_text().len(), None),
            };
            Fit { route, used, limit, fits: limit.is_none_or(|limit| used <= limit) }
        })
        .collect()
}
