use jiff::civil::Date;
use permissions::{Kind, Resource};
use serde::{Deserialize, Serialize};

use crate::brand::Brand;
use crate::permission::{AskedPermission, Occasion};
use crate::statements::{ItRequest, Links, SecurityFact};
use crate::tier::Tier;
use crate::wire::{ClientId, HttpsUrl};
use crate::words::{Localised, said};

/// One vendor app: who makes it, what it asks for and why, and what IT should know.
///
/// Built by [`Profile::parse`] only, so that every profile in the product has passed the same checks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Profile {
    /// Short name of the profile: lower case letters, digits and hyphens.
    pub id: String,
    /// Counts up with every change the vendor publishes.
    pub version: u32,
    pub app: App,
    /// What the chosen tier asks for, in the order the vendor wants it read. Never empty, no permission twice.
    pub permissions: Vec<AskedPermission>,
    /// The narrower ways to use the app, from the least to the full one. Empty, or at least two.
    pub tiers: Vec<Tier>,
    /// The id of the tier `permissions` stands for; `None` when the profile declares no tiers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chosen: Option<String>,
    /// Parts of the app that permissions refer to.
    pub features: Vec<Feature>,
    /// What the app cannot do, each a short sentence.
    pub cannot: Vec<Localised>,
    /// The vendor's own statements about security, one per topic.
    pub security: Vec<SecurityFact>,
    pub links: Links,
    pub it_request: ItRequest,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct App {
    #[serde(deserialize_with = "said")]
    pub name: String,
    /// The app registration's id; all zeros while there is none.
    pub client_id: ClientId,
    #[serde(deserialize_with = "said")]
    pub publisher: String,
    /// Whether Microsoft marks the publisher as verified. It says who publishes the app, not that anyone checked the app.
    pub verified: Verification,
    /// The accounts that can sign in, as the registration has it.
    #[serde(default)]
    pub accounts: Accounts,
    /// True for an app that exists only in the simulated tenant.
    #[serde(default)]
    pub fictional: bool,
    /// One sentence: what the app does for the person who connects it.
    pub purpose: Localised,
    /// What gets connected, as a noun that fits "connect my ...": "Outlook calendar".
    pub subtitle: Localised,
    /// When the vendor last checked this profile against the registration.
    #[serde(deserialize_with = "day")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("format" = "date")))]
    pub reviewed_on: Date,
    /// Where "Open the app" leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home: Option<HttpsUrl>,
    /// How the app looks, where it is shown to the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand: Option<Brand>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Verification {
    Yes,
    No,
    Unknown,
}

/// The accounts an app registration lets in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Accounts {
    /// Accounts of organisations only.
    Work,
    /// Microsoft's personal accounts only.
    Personal,
    #[default]
    WorkAndPersonal,
}

/// A part of the app that needs permissions of its own, such as a page of its settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Feature {
    /// What `features` of a permission refers to.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[a-z0-9-]+$")))]
    pub id: String,
    pub name: Localised,
    /// What people do or see there.
    pub says: Localised,
}

/// Sign-in scopes: they identify the person, and Microsoft's managed policy leaves them to users.
const IDENTITY: [&str; 5] = ["openid", "profile", "offline_access", "email", "User.Read"];

impl Profile {
    /// The scopes of the first leg of the sign-in, which prove who the person is.
    pub fn identity_scopes(&self) -> Vec<&str> {
        self.leg().filter(|value| is_identity(value)).collect()
    }

    /// The scopes of the second leg: what Graph is asked for as the person, identity aside.
    ///
    /// Registered-only permissions are left to the administrator, and other APIs to the app: Microsoft takes the scopes
    /// of one API at a time. What is asked dynamically belongs here, since this sign-in is what sets the feature up.
    pub fn calendar_scopes(&self) -> Vec<&str> {
        self.leg().filter(|value| !is_identity(value)).collect()
    }

    /// Each delegated permission that Microsoft's managed policy keeps users from granting, with the month it began.
    pub fn excluded_scopes(&self) -> Vec<(&str, &'static str)> {
        self.permissions
            .iter()
            .filter_map(|asked| Some((asked.value.as_str(), asked.fact()?.managed_exclusion?)))
            .collect()
    }

    /// The permissions API by API, in the order the APIs first appear: an approval or a script addresses one at a time.
    pub fn by_resource(&self) -> Vec<(Resource, Vec<&AskedPermission>)> {
        let mut groups: Vec<(Resource, Vec<&AskedPermission>)> = Vec::new();
        for asked in &self.permissions {
            match groups.iter_mut().find(|(resource, _)| *resource == asked.resource) {
                Some((_, group)) => group.push(asked),
                None => groups.push((asked.resource, vec![asked])),
            }
        }
        groups
    }

    /// Whether Microsoft knows this app: false for a placeholder id and for an app that exists only in the simulation.
    pub fn registered(&self) -> bool {
        !self.app.client_id.is_placeholder() && !self.app.fictional
    }

    /// Whether the app can only ever act as the person who signed in.
    pub fn delegated_only(&self) -> bool {
        self.permissions.iter().all(|asked| asked.kind == Kind::Delegated)
    }

    fn leg(&self) -> impl Iterator<Item = &str> {
        self.permissions.iter().filter(|asked| asked.is_signed_in_for()).map(|asked| asked.value.as_str())
    }
}

impl AskedPermission {
    /// Whether a token of the second leg shows that it was granted.
    pub fn shows_in_token(&self) -> bool {
        self.is_signed_in_for() && !is_identity(&self.value)
    }

    fn is_signed_in_for(&self) -> bool {
        let asked = match self.asked_when {
            Occasion::SignIn | Occasion::Feature => true,
            Occasion::Install => false,
        };
        asked && (self.resource, self.kind) == (Resource::Graph, Kind::Delegated)
    }
}

fn is_identity(value: &str) -> bool {
    IDENTITY.iter().any(|scope| scope.eq_ignore_ascii_case(value))
}

/// A TOML date without a time. TOML has its own type for it, which jiff does not read by itself.
fn day<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    let written = toml::value::Datetime::deserialize(from)?;
    if written.time.is_some() {
        return Err(serde::de::Error::custom("a day has no time: write 2026-11-02"));
    }
    written.to_string().parse().map_err(serde::de::Error::custom)
}
