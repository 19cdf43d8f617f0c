use permissions::{Kind, Resource};
use serde::{Deserialize, Serialize};

use crate::wire::HttpsUrl;
use crate::words::{Localised, said};

/// A permission as the vendor asks for it: what for, when, of whom, and what it needs around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AskedPermission {
    /// The literal value, never translated: `Calendars.ReadWrite`.
    #[serde(deserialize_with = "said")]
    pub value: String,
    /// The API it belongs to: "graph", "exchange" or "sharepoint".
    #[serde(default = "graph")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::resource"))]
    pub resource: Resource,
    /// "delegated" acts as the signed-in person, "application" acts by itself.
    #[serde(default = "as_the_user")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::kind"))]
    pub kind: Kind,
    /// A few words anyone understands, without "you" or "me": the same words go to the person and to IT.
    pub name: Localised,
    /// What the app does with it, in a sentence. IT decides on reasons.
    pub reason: Localised,
    /// What it does not reach, where that is worth saying.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<Localised>,
    /// False when the app works without it.
    #[serde(default = "yes")]
    pub required: bool,
    /// Who says yes.
    pub who: Consenter,
    /// The moment it is asked for.
    #[serde(default)]
    pub asked_when: Occasion,
    /// Whom a yes covers.
    #[serde(default)]
    pub subject: Subject,
    /// What kind of account has to say yes.
    #[serde(default)]
    pub account_must_be: AccountRule,
    /// The ids of the tiers that ask for it. Empty means every tier.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<String>,
    /// The ids of the features that use it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<String>,
    /// What is done with what it reads, one purpose each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<Localised>,
    /// The pieces of data it reads, where that can be listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data_fields: Vec<Localised>,
    /// An everyday example of what it lets the app do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<Localised>,
    /// The people in the app who make use of it, where not everyone does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_by: Option<Localised>,
    /// Who guards the data whatever the app asks: why the grant alone opens nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enforced_by: Option<Localised>,
    /// Settings of the organisation without which it has no effect.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preconditions: Vec<Precondition>,
    /// The app reads with it by itself, again and again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub background_sync: Option<BackgroundSync>,
    /// The long answer for a permission that makes IT hesitate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub justification: Option<Justification>,
}

impl AskedPermission {
    /// Whether only an administrator can say yes, whatever the organisation's consent policy.
    pub fn admin_only(&self) -> bool {
        match self.who {
            Consenter::Admin => true,
            Consenter::User => false,
        }
    }

    /// Whether both name the same permission. The same value is another permission under another resource or kind.
    pub fn is_same_as(&self, other: &AskedPermission) -> bool {
        (self.resource, self.kind) == (other.resource, other.kind) && self.value.eq_ignore_ascii_case(&other.value)
    }

    /// How much an organisation hands over with it.
    pub fn risk(&self) -> permissions::Risk {
        permissions::Risk::of(&self.value, self.kind)
    }

    /// What Microsoft publishes about it; nothing when the value is unknown there.
    pub fn fact(&self) -> Option<permissions::Permission> {
        permissions::find(self.resource, self.kind, &self.value)
    }
}

/// Who can say yes where the organisation changed nothing. The organisation's own policy may ask for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Consenter {
    User,
    Admin,
}

/// The moment a permission is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Occasion {
    /// When the person signs in.
    #[default]
    SignIn,
    /// Registered only: an administrator grants it once when the app is installed, and no sign-in ever names it.
    Install,
    /// Dynamically: when the feature that needs it is set up, from the account that sets it up.
    Feature,
}

/// Whom a yes covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Subject {
    /// The one account that says yes. An administrator may still say it for more.
    #[default]
    OneUser,
    /// Every account of the organisation.
    Everyone,
}

/// What kind of account has to say yes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum AccountRule {
    #[default]
    Any,
    /// An ordinary account without an administrator's role, such as a mailbox that only sends notices.
    NonAdmin,
}

/// A setting of the organisation without which a permission has no effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Precondition {
    pub says: Localised,
    /// Microsoft's page about the setting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<HttpsUrl>,
}

/// Reading that nobody starts by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BackgroundSync {
    /// Hours from one reading to the next, at least one.
    pub every_hours: std::num::NonZeroU16,
    pub says: Localised,
}

/// Why nothing smaller would do. A text may hold several paragraphs, a blank line between them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Justification {
    /// What the app does that needs it.
    pub needed_for: Localised,
    /// What fails without it.
    pub if_denied: Localised,
    /// Which smaller permissions exist, and why they are not enough.
    pub why_not_less: Localised,
    /// Where the vendor or Microsoft says more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<HttpsUrl>,
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
