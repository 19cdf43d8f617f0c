//! Two processes at one key store. A lock belongs to an open file, so two [`Locks`] stand for two processes here; the
//! real thing is in `tests/secret_service.rs`.

use std::fs;

use onboarding::{AccountKey, StoreFault, TokenStore};

use super::contract::record;
use crate::Vault;
use crate::lock::Locks;
use crate::memory::Memory;

fn key(name: &str) -> AccountKey {
    AccountKey(name.to_owned())
}

#[tokio::test(start_paused = true)]
async fn an_account_is_leased_to_one_process_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let (window, terminal) = (Locks::inside(folder.path()), Locks::inside(folder.path()));
    let held = window.account(&key("mio")).await.unwrap();
    assert!(held.is_some());
    // Another account is free; the same one is waited for and at last called locked, never taken.
    assert!(terminal.account(&key("ben")).await.unwrap().is_some());
    assert_eq!(terminal.account(&key("mio")).await.unwrap_err(), StoreFault::Locked);
    drop(held);
    assert!(terminal.account(&key("mio")).await.unwrap().is_some());
} // C1: 96

#[tokio::test]
async fn whoever_waits_gets_the_account_when_it_is_let_go() {
    let folder = tempfile::tempdir().unwrap();
    let locks = Locks::inside(folder.path());
    let held = locks.account(&key("mio")).await.unwrap();
    let waiting = tokio::spawn({
        let other = Locks::inside(folder.path());
        async move { other.account(&key("mio")).await.unwrap().is_some() }
    });
    tokio::task::yield_now().await;
    assert!(!waiting.is_finished());
    drop(held);
    assert!(waiting.await.unwrap());
} // C1: 96

#[tokio::test]
async fn a_lock_file_left_behind_holds_nobody_up() {
    let folder = tempfile::tempdir().unwrap();
    drop(Locks::inside(folder.path()).account(&key("mio")).await.unwrap());
    drop(Locks::inside(folder.path()).store());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    assert!(Locks::inside(folder.path()).account(&key("mio")).await.unwrap().is_some());
    assert!(Locks::inside(folder.path()).store().is_some());
} // C1: 97

#[tokio::test]
async fn a_lock_files_name_tells_no_account_and_the_folder_is_private() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("locks");
    let locks = Locks::inside(&inner);
    let _held = locks.account(&record("mio", 10).account.key()).await.unwrap().unwrap();
    for file in fs::read_dir(&inner).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        assert!(!name.contains("mio") && !name.contains("8e6c4b1a"), "{name}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&inner).unwrap().permissions().mode() & 0o777, 0o700);
    }
} // C1: 94

#[tokio::test]
async fn a_folder_that_cannot_be_written_keeps_nobody_from_their_tokens() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("a-file");
    fs::write(&blocked, "").unwrap();
    let memory = Memory::default();
    let vault =
        Vault::among(Box::new(move || Ok(Box::new(memory.clone()))), Locks::inside(&blocked.join("underneath")));
    let mio = record("mio", 100);
    let _lease = vault.lease(&mio.account.key()).await.unwrap();
    vault.save(&mio).await.unwrap();
    assert!(vault.load(&mio.account.key()).await.unwrap().is_some());
} // C1: 92

#[tokio::test]
async fn a_call_to_the_store_waits_for_the_other_processs_call() {
    let folder = tempfile::tempdir().unwrap();
    let memory = Memory::default();
    let vault = Vault::among(Box::new(move || Ok(Box::new(memory.clone()))), Locks::inside(folder.path()));
    let other = Locks::inside(folder.path()).store();
    assert!(other.is_some());
    let saving = tokio::spawn({
        let vault = vault.clone();
        async move { vault.save(&record("mio", 100)).await }
    });
    tokio::task::yield_now().await;
    assert!(!saving.is_finished());
    drop(other);
    saving.await.unwrap().unwrap();
    assert!(vault.load(&record("mio", 1).account.key()).await.unwrap().is_some());
} // C1: 96
