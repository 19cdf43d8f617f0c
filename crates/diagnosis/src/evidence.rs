use serde::{Deserialize, Serialize};

use crate::redact::without_secrets;

/// One thing the app was told, exactly as it arrived. Any mixture of these makes a case.
///
/// It may hold whatever a page or a reply held, so keep the [`Verdict`](crate::Verdict), not this, where others can read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", content = "text", rename_all = "snake_case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Evidence {
    /// What came back to the redirect address: a query, a form body, or the whole address.
    Redirect(String),
    /// The token endpoint's answer, or an error message that quotes it.
    Token(String),
    /// Text that a person pasted from the page they see.
    Page(String),
    /// Microsoft Graph's answer, or its `WWW-Authenticate` header.
    Graph(String),
    /// The person picked the page they see out of four.
    Picked(Card),
    /// Nothing came back in the time we waited. Most walls look like this: they never redirect.
    Silence,
}

impl Evidence {
    /// The same evidence without the values of secrets that travelled with it: what is kept must open no door. The verdict
    /// on it is the same, and so is the account it names.
    #[must_use]
    pub fn without_secrets(self) -> Self {
        match self {
            Evidence::Redirect(raw) => Evidence::Redirect(without_secrets(&raw)),
            Evidence::Token(raw) => Evidence::Token(without_secrets(&raw)),
            Evidence::Page(raw) => Evidence::Page(without_secrets(&raw)),
            Evidence::Graph(raw) => Evidence::Graph(without_secrets(&raw)),
            unchanged @ (Evidence::Picked(_) | Evidence::Silence) => unchanged,
        }
    }
}

/// The pages a person can recognise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Card {
    NeedAdminApproval,
    /// The organisation takes requests on the page itself.
    ApprovalRequired,
    /// The request on that page was sent.
    RequestSent,
    SomethingElse,
}

/// What was already known before the evidence came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Context {
    /// Sign-in scopes were granted: the person and the tenant are known, and user consent is not off altogether.
    pub identity_proved: bool,
    /// The profile asks for a permission that Microsoft's managed policy keeps users from granting.
    pub excluded_scopes: bool,
}
