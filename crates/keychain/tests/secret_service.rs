//! The vault on a real Secret Service: gnome-keyring on a private session bus.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod contract;
mod session;

use std::process::Command;

use keychain::Vault;
use onboarding::{StoreFault, TokenStore};
use secret_service::EncryptionType;
use secret_service::blocking::SecretService;
use session::{Keyring, SERVICE, assert_ran, in_own_session, inside, run, scratch};

#[test]
fn the_contract_holds_on_a_real_secret_service() {
    in_own_session("the_contract_holds_on_a_real_secret_service", || async {
        let _keyring = Keyring::start();
        contract::holds(|| Vault::open(SERVICE)).await;
        assert!(Vault::open(SERVICE).accounts().await.unwrap().is_empty());
    });
}

#[test]
fn the_demo_and_the_real_app_do_not_see_each_other() {
    in_own_session("the_demo_and_the_real_app_do_not_see_each_other", || async {
        let _keyring = Keyring::start();
        let record = contract::record("mio", 1_500);
        Vault::open("Greenlight demo").save(&record).await.unwrap();
        let real = Vault::open("Greenlight");
        assert!(real.accounts().await.unwrap().is_empty());
        assert!(real.load(&record.account.key()).await.unwrap().is_none());
    });
}

#[test]
fn a_locked_keyring_is_locked_and_gives_the_record_back_once_unlocked() {
    in_own_session("a_locked_keyring_is_locked_and_gives_the_record_back_once_unlocked", || async {
        let keyring = Keyring::start();
        let vault = Vault::open(SERVICE);
        let record = contract::record("mio", 1_500);
        vault.save(&record).await.unwrap();

        lock();
        let key = record.account.key();
        assert_eq!(vault.load(&key).await.unwrap_err(), StoreFault::Locked);
        assert_eq!(vault.save(&record).await.unwrap_err(), StoreFault::Locked);
        assert_eq!(vault.save(&contract::record("ben", 100)).await.unwrap_err(), StoreFault::Locked);
        assert_eq!(vault.remove(&key).await.unwrap_err(), StoreFault::Locked);
        assert_eq!(vault.accounts().await.unwrap_err(), StoreFault::Locked);
        assert_eq!(vault.self_test().await.unwrap_err(), StoreFault::Locked);
        assert_eq!(Vault::open(SERVICE).load(&key).await.unwrap_err(), StoreFault::Locked);

        // The next login unlocks it: gnome-keyring takes a password without a dialogue at its start only.
        drop(keyring);
        let _keyring = Keyring::start();
        contract::assert_same(&vault.load(&key).await.unwrap().unwrap(), &record);
    });
}

#[test]
fn a_locked_keyring_is_named_at_the_start_and_not_asked_to_open() {
    in_own_session("a_locked_keyring_is_named_at_the_start_and_not_asked_to_open", || async {
        let _keyring = Keyring::start();
        let vault = Vault::open(SERVICE);
        assert_eq!(vault.self_test().await, Ok(()));
        lock();
        assert_eq!(vault.self_test().await, Err(StoreFault::Locked));
    });
}

#[test]
fn a_service_without_any_keyring_is_no_store_and_nobody_is_asked_for_a_password() {
    in_own_session("a_service_without_any_keyring_is_no_store_and_nobody_is_asked_for_a_password", || async {
        let _empty = Keyring::start_empty();
        assert_eq!(Vault::open(SERVICE).self_test().await, Err(StoreFault::Unavailable));
    });
}

#[test]
fn without_a_service_the_store_is_unavailable_and_one_that_starts_later_is_found() {
    in_own_session("without_a_service_the_store_is_unavailable_and_one_that_starts_later_is_found", || async {
        let vault = Vault::open(SERVICE);
        let record = contract::record("mio", 1_500);
        assert_eq!(vault.load(&record.account.key()).await.unwrap_err(), StoreFault::Unavailable);
        assert_eq!(vault.save(&record).await.unwrap_err(), StoreFault::Unavailable);
        assert_eq!(vault.accounts().await.unwrap_err(), StoreFault::Unavailable);

        let _keyring = Keyring::start();
        vault.save(&record).await.unwrap();
        contract::assert_same(&vault.load(&record.account.key()).await.unwrap().unwrap(), &record);
    });
}

#[test]
fn a_keyring_that_was_restarted_is_found_again() {
    in_own_session("a_keyring_that_was_restarted_is_found_again", || async {
        let keyring = Keyring::start();
        let vault = Vault::open(SERVICE);
        let record = contract::record("mio", 1_500);
        vault.save(&record).await.unwrap();

        drop(keyring);
        assert_eq!(vault.load(&record.account.key()).await.unwrap_err(), StoreFault::Unavailable);
        let _keyring = Keyring::start();
        contract::assert_same(&vault.load(&record.account.key()).await.unwrap().unwrap(), &record);
    });
}

#[test]
fn without_a_session_bus_the_store_is_unavailable() {
    const TEST: &str = "without_a_session_bus_the_store_is_unavailable";
    if inside() {
        return run(|| async {
            assert_eq!(Vault::open(SERVICE).self_test().await.unwrap_err(), StoreFault::Unavailable);
        });
    }
    let home = tempfile::tempdir().unwrap();
    let mut again = Command::new(std::env::current_exe().unwrap());
    again.args(["--exact", TEST, "--nocapture"]);
    scratch(&mut again, home.path());
    let nowhere = home.path().join("no-bus");
    again.env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", nowhere.display()));
    assert!(again.status().unwrap().success());
    assert_ran(home.path());
}

fn lock() {
    let service = SecretService::connect(EncryptionType::Dh).unwrap();
    service.get_default_collection().unwrap().lock().unwrap();
}
