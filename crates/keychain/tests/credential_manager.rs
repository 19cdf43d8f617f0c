//! The vault on a real Credential Manager: Windows' own, or Wine's, which keeps its size limit.
#![cfg(windows)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod contract;

use std::collections::HashMap;

use keychain::Vault;
use keyring_core::api::CredentialStoreApi as _;
use onboarding::{AccountKey, TokenStore};
use tokio::sync::Mutex;
use windows_native_keyring_store::Store;

/// One test at a time: Wine's enumeration trips over an item that is deleted beside it. In the app the vault's own lock sees to that.
static ALONE: Mutex<()> = Mutex::const_new(());

/// Services of this process alone: the store belongs to the person, not to the test.
fn service(name: &str) -> String {
    format!("Greenlight test {name} {}", std::process::id())
}

#[tokio::test]
async fn the_contract_holds_on_a_real_credential_manager() {
    let _alone = ALONE.lock().await;
    let service = service("contract");
    contract::holds(|| Vault::open(&service)).await;
    assert!(Vault::open(&service).accounts().await.unwrap().is_empty());
    assert_eq!(targets(&service), Vec::<String>::new());
}

#[tokio::test]
async fn the_demo_and_the_real_app_do_not_see_each_other() {
    let _alone = ALONE.lock().await;
    let (real, demo) = (service("apart"), service("apart demo"));
    let record = contract::record("mio", 1_500);
    Vault::open(&demo).save(&record).await.unwrap();
    let vault = Vault::open(&real);
    assert!(vault.accounts().await.unwrap().is_empty());
    assert!(vault.load(&record.account.key()).await.unwrap().is_none());
    Vault::open(&demo).remove(&record.account.key()).await.unwrap();
}

#[tokio::test]
async fn a_long_record_lies_in_parts_that_stay_on_this_computer() {
    let _alone = ALONE.lock().await;
    let service = service("parts");
    let vault = Vault::open(&service);
    let record = contract::record("mio", 10_000);
    vault.save(&record).await.unwrap();
    let lying = targets(&service);
    assert!(lying.len() > 4, "10,000 bytes in items of 2,560: {lying:?}");
    assert!(lying.iter().all(|target| target.starts_with(&format!("{service}/"))), "{lying:?}");
    assert!(persistence(&service).iter().all(|kept| kept == "Local"), "{:?}", persistence(&service));
    contract::assert_same(&Vault::open(&service).load(&record.account.key()).await.unwrap().unwrap(), &record);

    vault.remove(&record.account.key()).await.unwrap();
    assert_eq!(targets(&service), Vec::<String>::new());
    assert!(vault.load(&AccountKey("nobody".to_owned())).await.unwrap().is_none());
}

fn targets(service: &str) -> Vec<String> {
    attributes(service, "target_name")
}

fn persistence(service: &str) -> Vec<String> {
    attributes(service, "persistence")
}

/// What the store itself says of the items under a service.
fn attributes(service: &str, name: &str) -> Vec<String> {
    let store = Store::new().unwrap();
    let pattern = format!("^{service}/");
    let found = store.search(&HashMap::from([("pattern", pattern.as_str())])).unwrap();
    found.iter().map(|entry| entry.get_attributes().unwrap()[name].clone()).collect()
}
