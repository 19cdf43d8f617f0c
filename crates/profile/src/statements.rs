use serde::{Deserialize, Serialize};

use crate::wire::{EmailAddress, HttpsUrl, MicrosoftPage};
use crate::words::{Lang, Localised};

/// One of the vendor's own statements about security.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SecurityFact {
    pub topic: Topic,
    pub says: Localised,
}

/// What IT departments ask every vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Topic {
    Storage,
    Region,
    Retention,
    StaffAccess,
    IdentityPlatform,
    MfaConditionalAccess,
    TenantBoundary,
    Certifications,
}

/// Addresses IT may want. All optional, all https.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Links {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security: Option<HttpsUrl>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub privacy: Option<HttpsUrl>,
    /// The https page an administrator lands on after approving. It must be a redirect URI of the registration, to the byte.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admin_approval: Option<HttpsUrl>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support: Option<HttpsUrl>,
    /// Who at the vendor answers when the app registration itself is at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support_email: Option<EmailAddress>,
    /// Microsoft's own pages about what this app does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub microsoft: Vec<MicrosoftLink>,
}

/// A page of Microsoft's documentation, with the words to show for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MicrosoftLink {
    pub title: Localised,
    pub url: MicrosoftPage,
}

/// How the request to IT begins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ItRequest {
    /// What the subject line names as asked for, in a few words: "calendar access". Without it, `app.subtitle`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Localised>,
    /// The languages the vendor's support answers IT in, the preferred one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Lang>,
    /// Helps the person find whom to write to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient_hint: Option<Localised>,
}
