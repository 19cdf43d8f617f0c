use std::fmt;

use async_trait::async_trait;
use onboarding::{Account, AccountKey, Lease, StoreFault, TokenRecord, TokenStore};

use crate::lock::Locks;
use crate::memory::Memory;
use crate::store::Items;
use crate::thread::{Opener, StoreThread};
use crate::{os, parts};

/// The tokens of every account, in the OS key store. Clones share the store.
#[derive(Clone)]
pub struct Vault {
    thread: StoreThread,
    locks: Locks,
}

impl Vault {
    /// The key store of this computer, with everything filed under `service`. Never fails and touches nothing yet: a store that is
    /// missing shows at the first call, and one that starts later is found by the next call.
    pub fn open(service: &str) -> Self {
        let locks = Locks::of(service);
        let service = service.to_owned();
        Self::among(Box::new(move || os::connect(&service)), locks)
    }

    /// Keeps everything in this process's memory: for computers without a key store.
    pub fn in_memory() -> Self {
        let memory = Memory::default();
        Self::on(Box::new(move || Ok(Box::new(memory.clone()))))
    }

    /// On a store that this process alone can reach.
    pub(crate) fn on(open: Opener) -> Self {
        Self::among(open, Locks::none())
    }

    pub(crate) fn among(open: Opener, locks: Locks) -> Self {
        Self { thread: StoreThread::start(open), locks }
    }

    /// One call to the store, whole, before or after every call of another process.
    async fn ask<T, W>(&self, work: W) -> Result<T, StoreFault>
    where
        T: Send + 'static,
        W: Fn(&dyn Items) -> Result<T, StoreFault> + Send + 'static,
    {
        let locks = self.locks.clone();
        self.thread
            .ask(move |items| {
                let _alone = locks.store();
                work(items)
            })
            .await
    }
}

#[async_trait]
impl TokenStore for Vault {
    async fn load(&self, key: &AccountKey) -> Result<Option<TokenRecord>, StoreFault> {
        let key = key.clone();
        self.ask(move |items| parts::load(items, &key)).await
    }

    async fn save(&self, record: &TokenRecord) -> Result<(), StoreFault> {
        let record = record.clone();
        self.ask(move |items| parts::save(items, &record)).await
    }

    async fn remove(&self, key: &AccountKey) -> Result<(), StoreFault> {
        let key = key.clone();
        self.ask(move |items| parts::remove(items, &key)).await
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreFault> {
        self.ask(parts::accounts).await
    }

    /// Reads the accounts, then writes, reads, compares and deletes a probe that holds no secret. A store that gives back
    /// something else than it took is `Unavailable`. One that would ask for a password first is `Locked` and not touched: at
    /// the start nobody has asked for anything yet.
    async fn self_test(&self) -> Result<(), StoreFault> {
        self.ask(|items| {
            if items.locked()? {
                return Err(StoreFault::Locked);
            }
            parts::accounts(items)?;
            parts::self_test(items)
        })
        .await
    }

    async fn lease(&self, key: &AccountKey) -> Result<Lease, StoreFault> {
        Ok(self.locks.account(key).await?.map(Lease::on).unwrap_or_default())
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault").finish_non_exhaustive()
    }
}
