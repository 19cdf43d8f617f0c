//! The Secret Service on the session bus: GNOME Keyring, KWallet, KeePassXC. Measured with gnome-keyring 42: 10 KB items are fine.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Result};
use onboarding::StoreFault;
use zbus::blocking::Connection;
use zbus::zvariant::{OwnedObjectPath, OwnedValue};
use zbus_secret_service_keyring_store::Store;

pub(super) const ITEM_LIMIT: Option<usize> = None;

pub(super) fn connect() -> Result<Arc<CredentialStore>> {
    Ok(Store::new()?)
}

pub(super) fn entry(store: &CredentialStore, service: &str, name: &str) -> Result<Entry> {
    // The label is what the person sees in their password app.
    store.build(service, name, Some(&HashMap::from([("label", service)])))
}

pub(super) fn names(store: &CredentialStore, service: &str) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in store.search(&HashMap::from([("service", service)]))? {
        // `get_specifiers` would hide a failure as an absence.
        names.extend(entry.get_attributes()?.remove("username"));
    }
    Ok(names)
}

/// Asked on a connection of its own, since the store crate keeps its one to itself, and by hand: its library would open a
/// session and subscribe to changes first, at every start. Nothing secret passes over it.
pub(super) fn locked() -> std::result::Result<bool, StoreFault> {
    default_is_locked().map_err(|error| failure(&error))?.ok_or(StoreFault::Unavailable)
}

/// Nothing where no keyring is the default one (Secret Service API, `ReadAlias`).
fn default_is_locked() -> zbus::Result<Option<bool>> {
    let bus = Connection::session()?;
    let secrets = Some("org.freedesktop.secrets");
    let service = Some("org.freedesktop.Secret.Service");
    let answer = bus.call_method(secrets, "/org/freedesktop/secrets", service, "ReadAlias", &"default")?;
    let keyring: OwnedObjectPath = answer.body().deserialize()?;
    if keyring.as_str() == "/" {
        return Ok(None);
    }
    let properties = Some("org.freedesktop.DBus.Properties");
    let answer =
        bus.call_method(secrets, keyring, properties, "Get", &("org.freedesktop.Secret.Collection", "Locked"))?;
    let locked: OwnedValue = answer.body().deserialize()?;
    Ok(Some(locked.try_into()?))
}

/// The store crate calls a dismissed prompt and a missing default keyring by one name. Nobody can unlock the latter.
pub(crate) fn refusal(source: &(dyn StdError + 'static)) -> StoreFault {
    match source.downcast_ref::<secret_service::Error>() {
        Some(secret_service::Error::NoResult) => StoreFault::Unavailable,
        Some(_) | None => StoreFault::Locked,
    }
}

pub(crate) fn failure(source: &(dyn StdError + 'static)) -> StoreFault {
    // The keyring can lock between finding an item and reading it; the service's answer then arrives as a plain D-Bus error.
    if source.to_string().contains("org.freedesktop.Secret.Error.IsLocked") {
        StoreFault::Locked
    } else {
        StoreFault::Unavailable
    }
}
