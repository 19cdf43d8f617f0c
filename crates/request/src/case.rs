use diagnosis::Verdict;
use jiff::ToSpan;
use jiff::civil::Date;
use profile::Profile;
use serde::{Deserialize, Serialize};

/// The occasion of a request: who asks, in which organisation, after what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case<'a> {
    /// The tenant's id (or, before it is known, a verified domain): the approval link is for this tenant only.
    pub tenant_id: String,
    /// The domain people know the organisation by.
    pub tenant_domain: String,
    pub requester: Option<Person>,
    /// Base address of the sign-in service without the tenant, such as `https://login.microsoftonline.com`.
    pub authority: String,
    /// What stood in the way. `None` when the request is written before anything was tried.
    pub verdict: Option<&'a Verdict>,
    pub today: Date,
    /// The day by which the person would like an answer, where they named one.
    pub answer_by: Option<Date>,
}

impl Case<'_> {
    /// Whether the vendor looked at its own statement more than a year ago.
    pub(crate) fn finds_outdated(&self, profile: &Profile) -> bool {
        profile.app.reviewed_on.checked_add(1.year()).is_ok_and(|limit| limit < self.today)
    }
}

/// Someone in the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Person {
    pub name: String,
    /// The user principal name, usually the mail address.
    pub upn: String,
}

/// The language of the letter. It follows the recipient, not the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum LetterLang {
    En,
    Ja,
    /// Japanese above English in one mail.
    Both,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Length {
    /// The ask, the app and the link: what a mail link can carry.
    Short,
    Full,
}
