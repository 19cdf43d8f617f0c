//! What the vendor's app is and what it asks for: one TOML file per app, read strictly.

mod demo;
mod error;
mod parse;
mod profile;
mod wire;
mod words;

pub use error::ProfileError;
pub use permissions::{Kind, Resource};
pub use profile::{App, AskedPermission, Consenter, ItRequest, Links, Profile, SecurityFact, Topic, Verification};
pub use wire::{ClientId, EmailAddress, HttpsUrl, InvalidText};
pub use words::{Lang, Localised};
