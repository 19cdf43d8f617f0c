use diagnosis::Verdict;

use super::{BlockedStage, Draft, Lookup, Stage};
use crate::model::{Account, Target};

/// What a stage knows of the person, wherever it keeps it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Known<'a> {
    pub(crate) target: Option<&'a Target>,
    pub(crate) account: Option<&'a Account>,
    pub(crate) verdict: Option<&'a Verdict>,
    /// The letter to IT, once there is one.
    pub(crate) draft: Option<&'a Draft>,
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
            Stage::Browser(browser) => Known {
                target: Some(&browser.target),
                account: browser.account.as_ref(),
                verdict: None,
                draft: browser.from.as_deref().and_then(|from| from.known().draft),
            },
            Stage::SomeoneElse(stage) => Known {
                target: Some(&stage.target),
                account: stage.account.as_ref(),
                verdict: None,
                draft: stage.from.as_deref().and_then(|from| from.known().draft),
            },
            Stage::Blocked(blocked) => blocked.known(blocked.draft.as_ref()),
            Stage::Compose(compose) => compose.blocked.known(Some(&compose.draft)),
            Stage::Waiting(waiting) => waiting.blocked.known(Some(&waiting.draft)),
            Stage::Denied(denied) => denied.blocked.known(Some(&denied.draft)),
            Stage::Connected(connected) => Known {
                target: Some(&connected.target),
                account: Some(&connected.account),
                verdict: None,
                draft: connected.request.as_ref(),
            },
        }
    }
}

impl BlockedStage {
    fn known<'a>(&'a self, draft: Option<&'a Draft>) -> Known<'a> {
        Known { target: Some(&self.target), account: self.account.as_ref(), verdict: Some(&self.verdict), draft }
    }
}
