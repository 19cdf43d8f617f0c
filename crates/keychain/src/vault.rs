use std::fmt;

use async_trait::async_trait;
use onboarding::{Account, AccountKey, StoreFault, TokenRecord, TokenStore};

use crate::memory::Memory;
use crate::thread::{Opener, StoreThread};
use crate::{os, parts};

/// The tokens of every account, in the OS key store. Clones share the store.
#[derive(Clone)]
pub struct Vault {
    thread: StoreThread,
}

impl Vault {
    /// The key store of this computer, with everything filed under `service`. Never fails and touches nothing yet: a store that is
    /// missing shows at the first call, and one that starts later is found by the next call.
    pub fn open(service: &str) -> Self {
        let service = service.to_owned();
        Self::on(Box::new(move || os::connect(&service)))
    }

    /// Keeps everything in this process's memory: for computers without a key store.
    pub fn in_memory() -> Self {
        let memory = Memory::default();
        Self::on(Box::new(move || Ok(Box::new(memory.clone()))))
    }

    /// Proves that the store keeps what it is given: writes, reads, compares and deletes a probe that holds no secret.
    ///
    /// # Errors
    /// `Locked` or `Unavailable`, as every call; `Unavailable` also when the store gives back something else than it took.
    pub async fn self_test(&self) -> Result<(), StoreFault> {
        self.thread.ask(parts::self_test).await
    }

    pub(crate) fn on(open: Opener) -> Self {
        Self { thread: StoreThread::start(open) }
    }
}

#[async_trait]
impl TokenStore for Vault {
    async fn load(&self, key: &AccountKey) -> Result<Option<TokenRecord>, StoreFault> {
        let key = key.clone();
        self.thread.ask(move |items| parts::load(items, &key)).await
    }

    async fn save(&self, record: &TokenRecord) -> Result<(), StoreFault> {
        let record = record.clone();
        self.thread.ask(move |items| parts::save(items, &record)).await
    }

    async fn remove(&self, key: &AccountKey) -> Result<(), StoreFault> {
        let key = key.clone();
        self.thread.ask(move |items| parts::remove(items, &key)).await
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreFault> {
        self.thread.ask(parts::accounts).await
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault").finish_non_exhaustive()
    }
}
