use jiff::civil::Date;
use permissions::{Kind, Resource};
use serde::{Deserialize, Serialize};

use crate::wire::{ClientId, EmailAddress, HttpsUrl};
use crate::words::{Localised, said};

/// One vendor app: who makes it, what it asks for and why, and what IT should know.
///
/// Built by [`Profile::parse`] only, so that every profile in the product has passed the same checks.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Profile {
    /// Short name of the profile: lower case letters, digits and hyphens.
    pub id: String,
    pub app: App,
    /// In the order the vendor wants them read. Never empty, no permission twice.
    pub permissions: Vec<AskedPermission>,
    /// What the app cannot do, each a short sentence.
    pub cannot: Vec<Localised>,
    /// The vendor's own statements about security, one per topic.
    pub security: Vec<SecurityFact>,
    pub links: Links,
    pub it_request: ItRequest,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct App {
    #[serde(deserialize_with = "said")]
    pub name: String,
    /// The app registration's id; all zeros while there is none.
    pub client_id: ClientId,
    #[serde(deserialize_with = "said")]
    pub publisher: String,
    /// Whether Microsoft marks the publisher as verified. It says who publishes the app, not that anyone checked the app.
    pub verified: Verification,
    /// True for an app that exists only in the simulated tenant.
    #[serde(default)]
    pub fictional: bool,
    /// One sentence: what the app does for the person who connects it.
    pub purpose: Localised,
    /// What gets connected, as a noun that fits "connect my ...": "Outlook calendar".
    pub subtitle: Localised,
    /// When the vendor last checked this profile against the registration.
    #[serde(deserialize_with = "day")]
    #[cfg_attr(feature = "types", ts(type = "string"))]
    pub reviewed_on: Date,
    /// Where "Open the app" leads.
    #[cfg_attr(feature = "types", ts(optional))]
    pub home: Option<HttpsUrl>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Verification {
    Yes,
    No,
    Unknown,
}

/// A permission as the vendor asks for it, with the vendor's reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct AskedPermission {
    /// The literal value, never translated: `Calendars.ReadWrite`.
    #[serde(deserialize_with = "said")]
    pub value: String,
    #[serde(default = "graph")]
    pub resource: Resource,
    #[serde(default = "as_the_user")]
    pub kind: Kind,
    /// A few words anyone understands, without "you" or "me": the same words go to the person and to IT.
    pub name: Localised,
    /// What the app does with it, in a sentence.
    pub reason: Localised,
    /// What it does not reach, where that is worth saying.
    #[cfg_attr(feature = "types", ts(optional))]
    pub limits: Option<Localised>,
    /// False when the app works without it.
    #[serde(default = "yes")]
    pub required: bool,
    pub who: Consenter,
}

/// Who can say yes where the organisation changed nothing. The organisation's own policy may ask for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Consenter {
    User,
    Admin,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SecurityFact {
    pub topic: Topic,
    pub says: Localised,
}

/// What IT departments ask every vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
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

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(optional_fields))]
pub struct Links {
    pub security: Option<HttpsUrl>,
    pub privacy: Option<HttpsUrl>,
    /// The https page an administrator lands on after approving. It must be a redirect URI of the registration, to the byte.
    pub admin_approval: Option<HttpsUrl>,
    pub support: Option<HttpsUrl>,
    /// Who at the vendor answers when the app registration itself is at fault.
    pub support_email: Option<EmailAddress>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(optional_fields))]
pub struct ItRequest {
    /// Helps the person find whom to write to.
    pub recipient_hint: Option<Localised>,
}

/// Sign-in scopes: they identify the person, and Microsoft's managed policy leaves them to users.
const IDENTITY: [&str; 5] = ["openid", "profile", "offline_access", "email", "User.Read"];

impl Profile {
    /// The scopes of the first leg of the sign-in, which prove who the person is.
    pub fn identity_scopes(&self) -> Vec<&str> {
        self.delegated().filter(|value| is_identity(value)).collect()
    }

    /// The scopes of the second leg: everything delegated that is not about identity.
    pub fn calendar_scopes(&self) -> Vec<&str> {
        self.delegated().filter(|value| !is_identity(value)).collect()
    }

    /// Each delegated permission that Microsoft's managed policy keeps users from granting, with the month it began.
    pub fn excluded_scopes(&self) -> Vec<(&str, &'static str)> {
        self.permissions
            .iter()
            .filter_map(|asked| {
                let known = permissions::find(asked.resource, asked.kind, &asked.value)?;
                Some((asked.value.as_str(), known.managed_exclusion?))
            })
            .collect()
    }

    /// Whether Microsoft knows this app: false for a placeholder id and for an app that exists only in the simulation.
    pub fn registered(&self) -> bool {
        !self.app.client_id.is_placeholder() && !self.app.fictional
    }

    /// Whether the app can only ever act as the person who signed in.
    pub fn delegated_only(&self) -> bool {
        self.permissions.iter().all(|asked| asked.kind == Kind::Delegated)
    }

    fn delegated(&self) -> impl Iterator<Item = &str> {
        self.permissions.iter().filter(|asked| asked.kind == Kind::Delegated).map(|asked| asked.value.as_str())
    }
}

fn is_identity(value: &str) -> bool {
    IDENTITY.iter().any(|scope| scope.eq_ignore_ascii_case(value))
}

/// A TOML date without a time. TOML has its own type for it, which jiff does not read by itself.
fn day<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    let written = toml::value::Datetime::deserialize(from)?;
    written.to_string().parse().map_err(serde::de::Error::custom)
}

fn graph() -> Resource {
    Resource::Graph
}

fn as_the_user() -> Kind {
    Kind::Delegated
}

fn yes() -> bool {
    true
}
