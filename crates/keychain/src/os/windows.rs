//! Windows Credential Manager.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Result};
use onboarding::StoreFault;
use windows_native_keyring_store::Store;

/// `CRED_MAX_CREDENTIAL_BLOB_SIZE`.
pub(super) const ITEM_LIMIT: Option<usize> = Some(2560);

pub(super) fn connect() -> Result<Arc<CredentialStore>> {
    Ok(Store::new()?)
}

pub(super) fn entry(store: &CredentialStore, service: &str, name: &str) -> Result<Entry> {
    // Local: the default would roam with the profile to every computer of the domain. An explicit target: the default
    // joins user and service with a dot, and both contain dots.
    let target = target(service, name);
    store.build(service, name, Some(&HashMap::from([("target", target.as_str()), ("persistence", "Local")])))
}

pub(super) fn names(store: &CredentialStore, service: &str) -> Result<Vec<String>> {
    let prefix = target(service, "");
    let pattern = format!("^{}", literal(&prefix));
    let mut names = Vec::new();
    for entry in store.search(&HashMap::from([("pattern", pattern.as_str())]))? {
        if let Some(name) = entry.get_attributes()?.get("target_name").and_then(|target| target.strip_prefix(&prefix)) {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}

/// `ERROR_NO_SUCH_LOGON_SESSION`: this session (a service, a network logon) has no credential set, and no prompt will give it one.
pub(crate) fn refusal(_source: &(dyn StdError + 'static)) -> StoreFault {
    StoreFault::Unavailable
}

pub(crate) fn failure(_source: &(dyn StdError + 'static)) -> StoreFault {
    StoreFault::Unavailable
}

fn target(service: &str, name: &str) -> String {
    format!("{service}/{name}")
}

/// The search takes a regular expression; this one matches the text itself.
fn literal(text: &str) -> String {
    text.chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() { letter.to_string() } else { format!("\\x{{{:x}}}", u32::from(letter)) }
        })
        .collect()
}
