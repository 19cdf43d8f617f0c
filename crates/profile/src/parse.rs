use std::num::NonZeroU32;

use permissions::Kind;
use serde::Deserialize;

use crate::error::{Declared, Fault, ProfileError};
use crate::permission::{AccountRule, AskedPermission, Consenter, Occasion, Subject};
use crate::profile::{App, Feature, Profile};
use crate::source::Source;
use crate::statements::{ItRequest, Links, SecurityFact};
use crate::tier::Tier;
use crate::words::Localised;

impl Profile {
    /// Reads a profile. `file` only names it in errors. A profile with tiers stands at the last, the full one.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line and a hint: a field missing, unknown or malformed, a permission that
    /// appears twice, or two statements that contradict each other.
    pub fn parse(text: &str, file: &str) -> Result<Profile, ProfileError> {
        let source = Source::read(text, file)?;
        let written = Written::read(text, file)?;
        match written.faults().into_iter().next() {
            Some((path, fault)) => Err(source.fault(&path, fault)),
            None => Ok(written.into_profile()),
        }
    }
}

/// A vendor app's profile, as its file has it. docs/profile.md explains every field.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(title = "Greenlight profile"))]
pub(crate) struct Written {
    /// Short name of the profile: lower case letters, digits and hyphens.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[a-z0-9-]+$")))]
    id: String,
    /// Counts up with every change the vendor publishes.
    #[serde(default = "first")]
    version: NonZeroU32,
    /// The app as IT gets to know it.
    app: App,
    /// Everything the app asks for, in the order IT should read it.
    pub(crate) permissions: Vec<AskedPermission>,
    /// Narrower ways to use the app, from the least to the full one.
    #[serde(default)]
    tiers: Vec<WrittenTier>,
    /// Parts of the app that permissions refer to.
    #[serde(default)]
    features: Vec<Feature>,
    /// What the app cannot do, each a short sentence.
    #[serde(default)]
    cannot: Vec<Localised>,
    /// The vendor's own statements about security, one per topic.
    #[serde(default)]
    security: Vec<SecurityFact>,
    /// Addresses IT may want.
    #[serde(default)]
    links: Links,
    /// How the request to IT begins.
    #[serde(default)]
    it_request: ItRequest,
}

/// One way to use the app. Which permissions it asks for stands with the permissions.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Tier"))]
struct WrittenTier {
    /// What `tiers` of a permission refers to.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[a-z0-9-]+$")))]
    id: String,
    name: Localised,
    /// What does not work in it. Left out of the last tier only, which is the full one.
    breaks: Option<Localised>,
}

impl Written {
    pub(crate) fn read(text: &str, file: &str) -> Result<Self, ProfileError> {
        toml::from_str(text).map_err(|error| ProfileError::reported(text, file, &error))
    }

    /// Everything that contradicts something else, each with the path of the value at fault.
    pub(crate) fn faults(&self) -> Vec<(String, Fault)> {
        let mut faults = Vec::new();
        if !is_id(&self.id) {
            faults.push(("id".to_owned(), Fault::BadId(self.id.clone())));
        }
        if self.permissions.is_empty() {
            faults.push(("permissions".to_owned(), Fault::AsksForNothing));
        }
        faults.extend(self.faults_in_tiers());
        faults.extend(faults_in_ids("features", Declared::Feature, self.features.iter().map(|feature| &feature.id)));
        faults.extend(self.faults_in_permissions());
        for (index, fact) in self.security.iter().enumerate() {
            if self.security.iter().take(index).any(|earlier| earlier.topic == fact.topic) {
                faults.push((format!("security.{index}.topic"), Fault::TopicTwice));
            }
        }
        faults
    }

    fn faults_in_permissions(&self) -> Vec<(String, Fault)> {
        let tiers: Vec<&str> = self.tiers.iter().map(|tier| tier.id.as_str()).collect();
        let features: Vec<&str> = self.features.iter().map(|feature| feature.id.as_str()).collect();
        let mut faults = Vec::new();
        for (index, asked) in self.permissions.iter().enumerate() {
            let at = |(field, fault): (&str, Fault)| (format!("permissions.{index}.{field}"), fault);
            let earlier = self.permissions.iter().take(index);
            faults.extend(contradiction(asked, earlier).map(at));
            faults.extend(unknown(&asked.tiers, &tiers, Declared::Tier).map(|fault| at(("tiers", fault))));
            faults.extend(unknown(&asked.features, &features, Declared::Feature).map(|fault| at(("features", fault))));
        }
        faults
    }

    fn faults_in_tiers(&self) -> Vec<(String, Fault)> {
        let mut faults = faults_in_ids("tiers", Declared::Tier, self.tiers.iter().map(|tier| &tier.id));
        if self.tiers.len() == 1 {
            faults.push(("tiers.0".to_owned(), Fault::LonelyTier));
        }
        for (index, tier) in self.tiers.iter().enumerate() {
            let full = index + 1 == self.tiers.len();
            let id = || tier.id.clone();
            match &tier.breaks {
                None if !full => faults.push((format!("tiers.{index}"), Fault::BreaksNothing(id()))),
                Some(_) if full => faults.push((format!("tiers.{index}.breaks"), Fault::FullTierBreaks(id()))),
                None | Some(_) => {}
            }
            if !self.permissions.iter().any(|asked| belongs(asked, &tier.id)) {
                faults.push((format!("tiers.{index}"), Fault::EmptyTier(id())));
            }
        }
        faults
    }

    fn into_profile(self) -> Profile {
        let asked = self.permissions;
        let tiers: Vec<Tier> = self
            .tiers
            .into_iter()
            .map(|tier| Tier {
                permissions: asked.iter().filter(|asked| belongs(asked, &tier.id)).cloned().collect(),
                id: tier.id,
                name: tier.name,
                breaks: tier.breaks,
            })
            .collect();
        let (permissions, chosen) = match tiers.last() {
            Some(full) => (full.permissions.clone(), Some(full.id.clone())),
            None => (asked, None),
        };
        Profile {
            id: self.id,
            version: self.version.get(),
            app: self.app,
            permissions,
            tiers,
            chosen,
            features: self.features,
            cannot: self.cannot,
            security: self.security,
            links: self.links,
            it_request: self.it_request,
        }
    }
}

fn first() -> NonZeroU32 {
    NonZeroU32::MIN
}

fn belongs(asked: &AskedPermission, tier: &str) -> bool {
    asked.tiers.is_empty() || asked.tiers.iter().any(|known| known == tier)
}

/// The first thing that cannot be, with the field to look at.
fn contradiction<'a>(
    asked: &AskedPermission,
    mut earlier: impl Iterator<Item = &'a AskedPermission>,
) -> Option<(&'static str, Fault)> {
    let value = || asked.value.clone();
    let application = asked.kind == Kind::Application;
    let admin_only = application || asked.fact().is_some_and(|fact| fact.admin_consent == Some(true));
    if earlier.any(|earlier| earlier.is_same_as(asked)) {
        Some(("value", Fault::AskedTwice(value())))
    } else if asked.value.contains(char::is_whitespace) {
        Some(("value", Fault::SeveralValues(value())))
    } else if admin_only && asked.who == Consenter::User {
        Some(("who", Fault::LeftToUsers(value())))
    } else if application && asked.asked_when != Occasion::Install {
        Some(("asked_when", Fault::ApplicationAtSignIn(value())))
    } else if asked.asked_when == Occasion::Install && asked.who == Consenter::User {
        Some(("who", Fault::InstallForOne(value())))
    } else if asked.asked_when == Occasion::Install && asked.subject == Subject::OneUser {
        Some(("subject", Fault::InstallForOne(value())))
    } else if asked.who == Consenter::Admin && asked.account_must_be == AccountRule::NonAdmin {
        Some(("account_must_be", Fault::AdminWhoIsNone(value())))
    } else {
        None
    }
}

fn unknown(named: &[String], declared: &[&str], kind: Declared) -> impl Iterator<Item = Fault> {
    named.iter().filter(|id| !declared.contains(&id.as_str())).map(move |id| Fault::Unknown { kind, id: id.clone() })
}

fn faults_in_ids<'a>(
    list: &str,
    kind: Declared,
    ids: impl Iterator<Item = &'a String> + Clone,
) -> Vec<(String, Fault)> {
    let mut faults = Vec::new();
    for (index, id) in ids.clone().enumerate() {
        if !is_id(id) {
            faults.push((format!("{list}.{index}.id"), Fault::BadId(id.clone())));
        } else if ids.clone().take(index).any(|earlier| earlier == id) {
            faults.push((format!("{list}.{index}.id"), Fault::DeclaredTwice { kind, id: id.clone() }));
        }
    }
    faults
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c == '-' || c.is_ascii_digit() || c.is_ascii_lowercase())
}
