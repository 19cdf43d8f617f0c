//! The identity platform: discovery, sign-in, consent, tokens.

mod admin_consent;
mod approval;
mod authorize;
mod claims;
mod codes;
mod context;
mod device;
mod discovery;
mod judge;
mod redirect;
mod refusal;
mod reply;
mod sign_in;
mod token;

pub(crate) use admin_consent::{admin_consent_v1, admin_consent_v2};
pub(crate) use approval::request;
pub(crate) use authorize::{authorize, decide, reprocess, return_without_consent};
pub(crate) use claims::AccessToken;
pub(crate) use context::{Authority, Context, IssuedCode, page_language};
pub(crate) use device::{DeviceCode, enter as enter_device_code, page as device_page, start as start_device_code};
pub(crate) use discovery::{configuration, instance, keys, user_realm};
pub(crate) use refusal::{Explained, Trace};
pub(crate) use sign_in::{logout, sign_in, sign_in_page, stay, stay_page};
pub(crate) use token::token;
