use serde::{Deserialize, Serialize};

use crate::letter::Letter;
use crate::mail_link::{Encoded, MailLink};

/// A way for the letter to leave this computer. In every one of them the person presses send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Route {
    MailApp,
    OutlookWeb,
    Gmail,
    /// An unsent mail as a file; the one route that can carry attachments.
    DraftFile,
    Copy,
    /// The letter as a page on disk, for a ticket or an upload.
    Save,
    /// The same page in the browser, where it prints.
    Print,
}

impl Route {
    /// Every route, in the order in which they are offered.
    pub const ALL: [Route; 7] =
        [Route::MailApp, Route::OutlookWeb, Route::Gmail, Route::DraftFile, Route::Copy, Route::Save, Route::Print];

    /// Whether files can travel along.
    pub fn carries_attachments(self) -> bool {
        match self {
            Route::DraftFile => true,
            Route::MailApp | Route::OutlookWeb | Route::Gmail | Route::Copy | Route::Save | Route::Print => false,
        }
    }

    fn link(self) -> Option<MailLink> {
        match self {
            Route::MailApp => Some(MailLink::Mailto),
            Route::OutlookWeb => Some(MailLink::OutlookWeb),
            Route::Gmail => Some(MailLink::Gmail),
            Route::DraftFile | Route::Copy | Route::Save | Route::Print => None,
        }
    }
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

/// Measures every route, in the order of [`Route::ALL`].
pub fn measure(letter: &Letter, to: &str) -> Vec<Fit> {
    let (text, mail) = (letter.to_text().len(), Encoded::of(letter, to));
    let fit = |route: Route| {
        let (used, limit) = match route.link() {
            Some(link) => (link.write(&mail).len(), Some(link.budget())),
            None => (text, None),
        };
        Fit { route, used, limit, fits: limit.is_none_or(|limit| used <= limit) }
    };
    Route::ALL.into_iter().map(fit).collect()
}

/// The first route that holds the whole letter. A file holds any letter, so there always is one.
pub fn first_that_fits(letter: &Letter, to: &str) -> Route {
    measure(letter, to).into_iter().find(|fit| fit.fits).map_or(Route::DraftFile, |fit| fit.route)
}
