//! The identity platform: discovery, sign-in, consent, tokens.

mod admin_consent;
mod authorize;
mod claims;
mod context;
mod discovery;
mod judge;
mod refusal;
mod reply;
mod sign_in;
mod token;

pub(crate) use admin_consent::{admin_consent_v1, admin_consent_v2};
pub(crate) use authorize::{authorize, decide, reprocess, return_without_consent};
pub(crate) use claims::AccessToken;
pub(crate) use context::{Authority, Context, IssuedCode, page_language};
pub(crate) use discovery::{configuration, instance, keys, user_realm};
pub(crate) use refusal::Trace;
pub(crate) use sign_in::{logout, sign_in, sign_in_page};
pub(crate) use token::token;
