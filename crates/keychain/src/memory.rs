//! A store that lives and dies with the process: for sessions on computers without a key store.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use onboarding::StoreFault;
use zeroize::Zeroizing;

use crate::store::Items;

/// Clones share their items.
#[derive(Clone, Default)]
pub(crate) struct Memory {
    items: Arc<Mutex<BTreeMap<String, Zeroizing<Vec<u8>>>>>,
}

impl Memory {
    fn items(&self) -> MutexGuard<'_, BTreeMap<String, Zeroizing<Vec<u8>>>> {
        // Every change is one insert or remove, so a poisoned map is still whole.
        self.items.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
impl Memory {
    /// Puts bytes there that the vault itself would never write.
    pub(crate) fn plant(&self, name: &str, bytes: &[u8]) {
        self.items().insert(name.to_owned(), Zeroizing::new(bytes.to_vec()));
    }
}

impl Items for Memory {
    fn limit(&self) -> Option<usize> {
        None
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, StoreFault> {
        Ok(self.items().get(name).cloned())
    }

    fn set(&self, name: &str, value: &str) -> Result<(), StoreFault> {
        self.items().insert(name.to_owned(), Zeroizing::new(value.as_bytes().to_vec()));
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), StoreFault> {
        self.items().remove(name);
        Ok(())
    }

    fn names(&self) -> Result<Vec<String>, StoreFault> {
        Ok(self.items().keys().cloned().collect())
    }
}
