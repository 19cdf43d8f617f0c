use diagnosis::Verdict;

use super::{BlockedStage, Lookup, Stage};
use crate::model::{Account, Target};

/// What a stage knows of the person, wherever it keeps it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Known<'a> {
    pub(crate) target: Option<&'a Target>,
    pub(crate) account: Option<&'a Account>,
    pub(crate) verdict: Option<&'a Verdict>,
}

impl Stage {
    pub(crate) fn known(&self) -> Known<'_> {
        match self {
            Stage::Welcome => Known::default(),
            Stage::Address(address) => match &address.lookup {
                Lookup::Found { target } => Known { target: Some(target), ..Known::default() },
                Lookup::Idle
                | Lookup::Invalid { .. }
                | Lookup::Looking { .. }
                | Lookup::NotFound { .. }
                | Lookup::Unreachable { .. } => Known::default(),
            },
            Stage::Permissions(target) => Known { target: Some(target), ..Known::default() },
            Stage::Browser(browser) => {
                Known { target: Some(&browser.target), account: browser.account.as_ref(), verdict: None }
            }
            Stage::Blocked(blocked) => blocked.known(),
            Stage::Compose(compose) => compose.blocked.known(),
            Stage::Waiting(waiting) => waiting.blocked.known(),
            Stage::Denied(denied) => denied.blocked.known(),
            Stage::Connected(connected) => {
                Known { target: Some(&connected.target), account: Some(&connected.account), verdict: None }
            }
        }
    }
}

impl BlockedStage {
    fn known(&self) -> Known<'_> {
        Known { target: Some(&self.target), account: self.account.as_ref(), verdict: Some(&self.verdict) }
    }
}
