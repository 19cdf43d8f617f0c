//! This computer's key store. Each system's file says how to connect, how an item is named there, and what its refusals mean.

#[cfg(target_os = "linux")]
#[path = "linux.rs"]
mod here;
#[cfg(target_os = "macos")]
#[path = "macos.rs"]
mod here;
#[cfg(windows)]
#[path = "windows.rs"]
mod here;
#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
#[path = "elsewhere.rs"]
mod here;

use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error};
use onboarding::StoreFault;
use zeroize::Zeroizing;

use crate::fault;
use crate::store::Items;

pub(crate) use here::{failure, refusal};

pub(crate) fn connect(service: &str) -> Result<Box<dyn Items>, StoreFault> {
    let store = here::connect().map_err(|error| fault::of(&error))?;
    Ok(Box::new(Keyring { store, service: service.to_owned() }))
}

struct Keyring {
    store: Arc<CredentialStore>,
    service: String,
}

impl Keyring {
    fn entry(&self, name: &str) -> Result<Entry, StoreFault> {
        here::entry(self.store.as_ref(), &self.service, name).map_err(|error| fault::of(&error))
    }
}

impl Items for Keyring {
    fn limit(&self) -> Option<usize> {
        here::ITEM_LIMIT
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, StoreFault> {
        match self.entry(name)?.get_secret() {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(fault::of(&error)),
        }
    }

    fn set(&self, name: &str, value: &str) -> Result<(), StoreFault> {
        self.entry(name)?.set_secret(value.as_bytes()).map_err(|error| fault::of(&error))
    }

    fn delete(&self, name: &str) -> Result<(), StoreFault> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            // Two items answer to one name (two collections were in use): the person wants none of them.
            Err(Error::Ambiguous(twins)) => {
                twins.iter().try_for_each(|twin| twin.delete_credential().map_err(|error| fault::of(&error)))
            }
            Err(error) => Err(fault::of(&error)),
        }
    }

    fn names(&self) -> Result<Vec<String>, StoreFault> {
        here::names(self.store.as_ref(), &self.service).map_err(|error| fault::of(&error))
    }

    #[cfg(target_os = "linux")]
    fn locked(&self) -> Result<bool, StoreFault> {
        here::locked()
    }
}
