//! A system without a key store that this app knows.

use std::error::Error as StdError;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error, Result};
use onboarding::StoreFault;

pub(super) const ITEM_LIMIT: Option<usize> = None;

pub(super) fn connect() -> Result<Arc<CredentialStore>> {
    Err(Error::NoDefaultStore)
}

pub(super) fn entry(_store: &CredentialStore, _service: &str, _name: &str) -> Result<Entry> {
    Err(Error::NoDefaultStore)
}

pub(super) fn names(_store: &CredentialStore, _service: &str) -> Result<Vec<String>> {
    Err(Error::NoDefaultStore)
}

pub(crate) fn refusal(_source: &(dyn StdError + 'static)) -> StoreFault {
    StoreFault::Unavailable
}

pub(crate) fn failure(_source: &(dyn StdError + 'static)) -> StoreFault {
    StoreFault::Unavailable
}
