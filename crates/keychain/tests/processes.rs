//! Several processes at one real key store: the window, a terminal, and one that is killed in the middle.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

#[allow(dead_code)]
mod contract;
mod session;

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use keychain::Vault;
use onboarding::{AccountKey, RefreshToken, TokenRecord, TokenStore};
use session::{Keyring, SERVICE, in_own_session};

/// Set in the processes that a test starts beside itself.
const ROLE: &str = "KEYCHAIN_TEST_ROLE";
const ROUNDS: u32 = 25;
const KILLS: u32 = 20;

#[test]
fn two_processes_that_rotate_one_token_never_lose_a_rotation() {
    let name = "two_processes_that_rotate_one_token_never_lose_a_rotation";
    in_own_session(name, || async {
        if std::env::var_os(ROLE).is_some() {
            for _ in 0..ROUNDS {
                rotate(&Vault::open(SERVICE)).await;
            }
            return;
        }
        let _keyring = Keyring::start();
        let vault = Vault::open(SERVICE);
        vault.save(&numbered(0, 1)).await.unwrap();
        let both = [beside(name), beside(name)];
        for mut process in both {
            assert!(process.wait().unwrap().success());
        }
        assert_eq!(number(&vault.load(&key()).await.unwrap().unwrap()), 2 * ROUNDS);
    });
} // C1: 96

#[test]
fn a_process_killed_while_saving_leaves_a_whole_record_and_no_lock() {
    let name = "a_process_killed_while_saving_leaves_a_whole_record_and_no_lock";
    in_own_session(name, || async {
        if std::env::var_os(ROLE).is_some() {
            let vault = Vault::open(SERVICE);
            loop {
                println!("saved {}", rotate(&vault).await);
            }
        }
        let _keyring = Keyring::start();
        let vault = Vault::open(SERVICE);
        vault.save(&numbered(0, 1)).await.unwrap();
        let mut chance = 0x2026_1121_u32;
        for round in 0..KILLS {
            let mut process = beside(name);
            let mut said = BufReader::new(process.stdout.take().unwrap()).lines();
            // A linear congruence (Numerical Recipes): the same instants in every run.
            chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let mut last = 0;
            for _ in 0..=chance >> 30 {
                let line = said.by_ref().map(Result::unwrap).find(|line| line.starts_with("saved ")).expect("a save");
                last = line["saved ".len()..].parse().unwrap();
            }
            process.kill().unwrap();
            process.wait().unwrap();

            let _free = vault.lease(&key()).await.expect("a dead process holds nothing");
            let found = vault.load(&key()).await.unwrap().expect("the old or the new record");
            assert!(number(&found) >= last, "kill {round}: {} after {last}", number(&found));
            assert_eq!(vault.accounts().await.unwrap().len(), 1);
        }
    });
} // C1: 90 97

fn key() -> AccountKey {
    contract::record("mio", 1).account.key()
}

/// A refresh token that counts, padded to `size`.
fn numbered(number: u32, size: usize) -> TokenRecord {
    let refresh = RefreshToken::new(format!("{number}:{}", "0aA_-.Zz".repeat(size)));
    TokenRecord { refresh, ..contract::record("mio", 1) }
}

fn number(record: &TokenRecord) -> u32 {
    record.refresh.expose().split(':').next().unwrap().parse().unwrap()
}

/// What a refresh does with the vault: read, and write the next one, with no other process in between.
async fn rotate(vault: &Vault) -> u32 {
    let _alone = vault.lease(&key()).await.unwrap();
    let next = number(&vault.load(&key()).await.unwrap().unwrap()) + 1;
    vault.save(&numbered(next, 200)).await.unwrap();
    next
}

/// This test once more, in the role of another process on the same bus.
fn beside(name: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(ROLE, "beside")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}
