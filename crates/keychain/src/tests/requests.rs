//! The thread between the callers and the store.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use onboarding::{AccountKey, StoreFault, TokenStore};
use tokio::sync::mpsc as signals;
use zeroize::Zeroizing;

use super::contract::record;
use crate::Vault;
use crate::memory::Memory;
use crate::store::Items;
use crate::thread::DEADLINE;

type Reader = Box<dyn Fn(&Memory) -> Result<(), StoreFault> + Send>;

/// A store with something in the way of every read.
struct Scripted {
    memory: Memory,
    before_get: Reader,
}

impl Items for Scripted {
    fn limit(&self) -> Option<usize> {
        None
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, StoreFault> {
        (self.before_get)(&self.memory)?;
        self.memory.get(name)
    }

    fn set(&self, name: &str, value: &str) -> Result<(), StoreFault> {
        self.memory.set(name, value)
    }

    fn delete(&self, name: &str) -> Result<(), StoreFault> {
        self.memory.delete(name)
    }

    fn names(&self) -> Result<Vec<String>, StoreFault> {
        self.memory.names()
    }
}

fn anyone() -> AccountKey {
    AccountKey("anyone".to_owned())
}

#[tokio::test]
async fn a_store_that_panics_is_unavailable_and_the_next_call_gets_a_new_connection() {
    let opened = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&opened);
    let vault = Vault::on(Box::new(move || {
        let first = count.fetch_add(1, Ordering::SeqCst) == 0;
        let before_get: Reader = Box::new(move |_| if first { panic!("the store crate has a bug") } else { Ok(()) });
        Ok(Box::new(Scripted { memory: Memory::default(), before_get }))
    }));
    assert_eq!(vault.load(&anyone()).await.unwrap_err(), StoreFault::Unavailable);
    assert!(vault.load(&anyone()).await.unwrap().is_none());
    assert_eq!(opened.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_store_that_panics_while_connecting_is_unavailable() {
    let mut attempts = 0;
    let vault = Vault::on(Box::new(move || {
        attempts += 1;
        assert!(attempts > 1, "the store crate has a bug");
        Ok(Box::new(Memory::default()))
    }));
    assert_eq!(vault.accounts().await.unwrap_err(), StoreFault::Unavailable);
    assert!(vault.accounts().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_store_that_starts_later_is_found() {
    let mut attempts = 0;
    let vault = Vault::on(Box::new(move || {
        attempts += 1;
        if attempts < 3 { Err(StoreFault::Unavailable) } else { Ok(Box::new(Memory::default())) }
    }));
    assert_eq!(vault.self_test().await, Err(StoreFault::Unavailable));
    assert_eq!(vault.self_test().await, Err(StoreFault::Unavailable));
    assert_eq!(vault.self_test().await, Ok(()));
}

#[tokio::test]
async fn a_store_that_was_restarted_is_asked_again_on_a_new_connection() {
    let memory = Memory::default();
    let mut opened = 0;
    let vault = Vault::on(Box::new(move || {
        opened += 1;
        let stale_from = if opened == 1 { 1 } else { usize::MAX };
        let reads = AtomicUsize::new(0);
        let before_get: Reader = Box::new(move |_| {
            if reads.fetch_add(1, Ordering::SeqCst) < stale_from { Ok(()) } else { Err(StoreFault::Unavailable) }
        });
        Ok(Box::new(Scripted { memory: memory.clone(), before_get }))
    }));
    let mio = record("mio", 200);
    vault.save(&mio).await.unwrap();
    assert!(vault.load(&mio.account.key()).await.unwrap().is_some());
}

#[tokio::test]
async fn a_locked_store_stays_locked_and_is_not_asked_twice() {
    let reads = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&reads);
    let vault = Vault::on(Box::new(move || {
        let count = Arc::clone(&count);
        let before_get: Reader = Box::new(move |_| {
            count.fetch_add(1, Ordering::SeqCst);
            Err(StoreFault::Locked)
        });
        Ok(Box::new(Scripted { memory: Memory::default(), before_get }))
    }));
    assert_eq!(vault.load(&anyone()).await.unwrap_err(), StoreFault::Locked);
    assert_eq!(reads.load(Ordering::SeqCst), 1, "a dismissed prompt must not come up again by itself");
}

#[tokio::test]
async fn a_prompt_left_open_is_locked_at_the_deadline_and_the_store_goes_on_once_answered() {
    let (entered, mut at_the_prompt) = signals::unbounded_channel();
    let (answer, answered) = mpsc::channel::<()>();
    let answered = Arc::new(Mutex::new(answered));
    let vault = Vault::on(Box::new(move || {
        let (entered, answered) = (entered.clone(), Arc::clone(&answered));
        let before_get: Reader = Box::new(move |_| {
            let _ = entered.send(());
            // Err once the sender is dropped: every later read passes at once.
            let _ = answered.lock().unwrap().recv();
            Ok(())
        });
        Ok(Box::new(Scripted { memory: Memory::default(), before_get }))
    }));

    let first = tokio::spawn({
        let vault = vault.clone();
        async move { vault.load(&anyone()).await.map(|found| found.is_some()) }
    });
    at_the_prompt.recv().await.unwrap();
    let mio = record("mio", 100);
    let queued = tokio::spawn({
        let (vault, mio) = (vault.clone(), mio.clone());
        async move { vault.save(&mio).await }
    });
    tokio::task::yield_now().await;
    tokio::time::pause();
    tokio::time::advance(DEADLINE + Duration::from_secs(1)).await;
    assert_eq!(first.await.unwrap(), Err(StoreFault::Locked));
    assert_eq!(queued.await.unwrap(), Err(StoreFault::Locked));

    tokio::time::resume();
    drop(answer);
    let found = vault.load(&mio.account.key()).await.unwrap();
    assert!(found.is_none(), "a save reported as failed must not happen afterwards");
}

#[tokio::test]
async fn a_store_that_never_accepts_the_connection_is_unavailable_at_the_deadline() {
    let (entered, mut connecting) = signals::unbounded_channel();
    let (_never, forever) = mpsc::channel::<()>();
    let vault = Vault::on(Box::new(move || {
        let _ = entered.send(());
        let _ = forever.recv();
        Err(StoreFault::Unavailable)
    }));
    let request = tokio::spawn(async move { vault.self_test().await });
    connecting.recv().await.unwrap();
    tokio::time::pause();
    tokio::time::advance(DEADLINE + Duration::from_secs(1)).await;
    assert_eq!(request.await.unwrap(), Err(StoreFault::Unavailable));
}
