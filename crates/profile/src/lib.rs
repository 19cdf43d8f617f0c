//! What the vendor's app is and what it asks for: one TOML file per app, read strictly.

mod brand;
mod delta;
mod error;
mod hash;
mod lint;
mod parse;
mod permission;
mod profile;
#[cfg(feature = "schema")]
mod schema;
mod shipped;
mod source;
mod statements;
mod tier;
mod wire;
mod words;

pub use brand::{Brand, Colour, Logo};
pub use delta::{Agreed, Change, Delta, RiskChange};
pub use error::{Declared, Fault, ProfileError};
pub use hash::ProfileHash;
pub use lint::{Draft, Finding, Registration, Rule, Severity, lint};
pub use permission::{
    AccountRule, AskedPermission, BackgroundSync, Consenter, Justification, Occasion, Precondition, Subject,
};
pub use permissions::{Kind, Resource};
pub use profile::{Accounts, App, Feature, Profile, Verification};
#[cfg(feature = "schema")]
pub use schema::generated_schema;
pub use shipped::{shipped, shipped_as};
pub use statements::{ItRequest, Links, MicrosoftLink, SecurityFact, Topic};
pub use tier::{NoSuchTier, Tier};
pub use wire::{ClientId, EmailAddress, HttpsUrl, InvalidText, MicrosoftPage};
pub use words::{Lang, LanguageTag, Localised, NotALanguage};

/// The JSON Schema of a profile file, for editors.
pub const SCHEMA: &str = include_str!("../../../profiles/profile.schema.json");
