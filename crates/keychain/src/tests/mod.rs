#![allow(clippy::unwrap_used, clippy::expect_used)]

mod crash;
mod damage;
mod faults;
mod locks;
mod probe;
mod requests;
mod sizes;

#[path = "../../tests/contract/mod.rs"]
mod contract;

use std::cell::Cell;

use onboarding::StoreFault;
use zeroize::Zeroizing;

use crate::Vault;
use crate::memory::Memory;
use crate::store::Items;

/// The limit of Windows Credential Manager.
const WINDOWS: usize = 2560;

#[tokio::test]
async fn the_contract_holds_in_memory() {
    let vault = Vault::in_memory();
    contract::holds(|| vault.clone()).await;
}

#[tokio::test]
async fn the_contract_holds_where_items_are_limited_to_2560_bytes() {
    let store = Limited::to(WINDOWS);
    let reopened = store.clone();
    contract::holds(move || {
        let store = reopened.clone();
        Vault::on(Box::new(move || Ok(Box::new(store.clone()))))
    })
    .await;
    assert!(store.names().unwrap().is_empty(), "something was left behind");
}

#[tokio::test]
async fn two_vaults_in_memory_share_nothing() {
    use onboarding::TokenStore;
    let record = contract::record("mio", 100);
    Vault::in_memory().save(&record).await.unwrap();
    assert!(Vault::in_memory().load(&record.account.key()).await.unwrap().is_none());
}

/// A store that breaks off the test when an item is larger than it may be.
#[derive(Clone)]
struct Limited {
    memory: Memory,
    limit: usize,
}

impl Limited {
    fn to(limit: usize) -> Self {
        Self { memory: Memory::default(), limit }
    }
}

impl Items for Limited {
    fn limit(&self) -> Option<usize> {
        Some(self.limit)
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, StoreFault> {
        self.memory.get(name)
    }

    fn set(&self, name: &str, value: &str) -> Result<(), StoreFault> {
        assert!(value.len() <= self.limit, "an item of {} bytes where {} is the limit", value.len(), self.limit);
        self.memory.set(name, value)
    }

    fn delete(&self, name: &str) -> Result<(), StoreFault> {
        self.memory.delete(name)
    }

    fn names(&self) -> Result<Vec<String>, StoreFault> {
        self.memory.names()
    }
}

/// Lets so many changes through and is dead from then on: what the store holds then is what a crash leaves.
struct Crashing<'a> {
    store: &'a dyn Items,
    changes_left: Cell<usize>,
    crashed: Cell<bool>,
}

impl<'a> Crashing<'a> {
    fn after(changes: usize, store: &'a dyn Items) -> Self {
        Self { store, changes_left: Cell::new(changes), crashed: Cell::new(false) }
    }

    fn alive(&self) -> Result<&dyn Items, StoreFault> {
        if self.crashed.get() { Err(StoreFault::Unavailable) } else { Ok(self.store) }
    }

    fn change(&self) -> Result<&dyn Items, StoreFault> {
        match self.changes_left.get().checked_sub(1) {
            Some(left) => self.changes_left.set(left),
            None => self.crashed.set(true),
        }
        self.alive()
    }
}

impl Items for Crashing<'_> {
    fn limit(&self) -> Option<usize> {
        self.store.limit()
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, StoreFault> {
        self.alive()?.get(name)
    }

    fn set(&self, name: &str, value: &str) -> Result<(), StoreFault> {
        self.change()?.set(name, value)
    }

    fn delete(&self, name: &str) -> Result<(), StoreFault> {
        self.change()?.delete(name)
    }

    fn names(&self) -> Result<Vec<String>, StoreFault> {
        self.alive()?.names()
    }
}
