//! The login keychain. Its access list follows the app's signature: builds signed differently prompt each other's users.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::sync::Arc;

use apple_native_keyring_store::keychain::Store;
use keyring_core::{CredentialStore, Entry, Result};
use onboarding::StoreFault;

use crate::fault;

pub(super) const ITEM_LIMIT: Option<usize> = None;

pub(super) fn connect() -> Result<Arc<CredentialStore>> {
    Ok(Store::new()?)
}

pub(super) fn entry(store: &CredentialStore, service: &str, name: &str) -> Result<Entry> {
    store.build(service, name, None)
}

pub(super) fn names(store: &CredentialStore, service: &str) -> Result<Vec<String>> {
    // The search reads attributes only, so it asks for no permission. (`get_attributes` would: it reads the secret.)
    let found = store.search(&HashMap::from([("service", service)]))?;
    Ok(found.iter().filter_map(|entry| entry.get_specifiers()).map(|(_, name)| name).collect())
}

/// The store crate says so for a keychain that is missing, broken or read-only, never for a locked one.
pub(crate) fn refusal(_source: &(dyn StdError + 'static)) -> StoreFault {
    StoreFault::Unavailable
}

pub(crate) fn failure(source: &(dyn StdError + 'static)) -> StoreFault {
    match source.downcast_ref::<security_framework::base::Error>() {
        Some(error) => fault::of_macos(error.code()),
        None => StoreFault::Unavailable,
    }
}
