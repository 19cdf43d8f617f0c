//! More than one account over real sockets: whose sign-in it is, and what a token has to prove.
#![allow(clippy::unwrap_used, clippy::wildcard_enum_match_arm)]

mod folder;
#[allow(dead_code, reason = "no test uses all of it")]
mod person;
mod stage;

use std::sync::Arc;

use keychain::Vault;
use onboarding::*;
use serde_json::json;

use person::Person;
use stage::{Bench, NORA};

const IDA: &str = "ida.moreau@northbank.example";

async fn bench() -> (Bench, Arc<Vault>) {
    let vault = Arc::new(Vault::in_memory());
    (Bench::with("open", vault.clone()).await, vault)
}

fn ida(bench: &Bench) -> Person {
    let password = bench.tenant.users().swap_remove(0).password;
    Person::new(IDA, &password)
}

async fn asked(bench: &Bench) -> SomeoneElseScreen {
    bench
        .until("the question", |view| match &view.screen {
            Screen::SomeoneElse(screen) => Some(screen.clone()),
            _ => None,
        })
        .await
}

/// The stored records, as user name and refresh token.
async fn stored(vault: &Vault) -> Vec<(String, String)> {
    let mut all = vec![];
    for account in vault.accounts().await.unwrap() {
        let record = vault.load(&account.key()).await.unwrap().unwrap();
        all.push((account.username, record.refresh.expose().to_owned()));
    }
    all.sort();
    all
}

async fn connect_nora(bench: &mut Bench) {
    let page = bench.reach_the_page().await;
    bench.nora().go_through(&page).await;
    bench.connected().await;
}

async fn nora_has_to_sign_in_again(bench: &Bench) {
    bench.control("challenge", json!({ "settled_by": "sign_in" })).await;
    bench.act(Intent::ReloadWeek);
    bench
        .until("a week that asks for a sign-in", |view| match &view.screen {
            Screen::Connected(screen) => match screen.week {
                WeekView::Failed { fault: CalendarFault::SignInAgain, .. } => Some(()),
                _ => None,
            },
            _ => None,
        })
        .await;
}

#[tokio::test]
async fn somebody_else_is_stored_once_the_person_carried_on_with_them_and_not_before() {
    let (mut bench, vault) = bench().await;
    let page = bench.reach_the_page().await;
    let person = ida(&bench);
    let end = person.go_through(&page).await;
    assert!(end.says("Greenlight has a question"), "{}", end.url);
    let screen = asked(&bench).await;
    assert_eq!(screen.meant, Meant::Address { email: NORA.to_owned() });
    assert_eq!(screen.username, IDA);
    assert_eq!(stored(&vault).await, []);

    bench.act(Intent::CarryOn);
    let page = bench.page().await;
    person.go_through(&page).await;
    assert_eq!(bench.connected().await.username, IDA);
    bench.journey.close().await;
    assert_eq!(stored(&vault).await.into_iter().map(|(name, _)| name).collect::<Vec<_>>(), [IDA]);
} // C1: 52

#[tokio::test]
async fn a_connection_renewed_by_somebody_else_asks_and_overwrites_nothing() {
    let (mut bench, vault) = bench().await;
    connect_nora(&mut bench).await;
    nora_has_to_sign_in_again(&bench).await;
    let before = stored(&vault).await;
    assert_eq!(before.len(), 1);

    bench.act(Intent::SignIn);
    let page = bench.page().await;
    let end = ida(&bench).go_through(&page).await;
    assert!(end.says("Back to Greenlight"), "{}", end.url);
    let screen = asked(&bench).await;
    assert_eq!(screen.meant, Meant::Person { name: "Nora Lindqvist".to_owned(), username: NORA.to_owned() });
    assert_eq!(stored(&vault).await, before);

    // Nora after all: what Microsoft wants proved still goes with her sign-in.
    bench.act(Intent::ChooseAccount);
    let page = bench.page().await;
    assert!(page.contains("prompt=select_account") && page.contains("claims="), "{page}");
    bench.nora().go_through(&page).await;
    assert_eq!(bench.connected().await.username, NORA);
    bench.journey.close().await;
    let after = stored(&vault).await;
    assert_eq!(after.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), [NORA]);
    assert_ne!(after, before, "her own record, renewed");
} // C1: 52 75

#[tokio::test]
async fn carrying_on_with_somebody_else_leaves_the_earlier_account_stored_as_it_was() {
    let (mut bench, vault) = bench().await;
    connect_nora(&mut bench).await;
    nora_has_to_sign_in_again(&bench).await;
    let before = stored(&vault).await;
    bench.control("reset", json!({})).await;

    bench.act(Intent::SignIn);
    let (page, person) = (bench.page().await, ida(&bench));
    person.go_through(&page).await;
    asked(&bench).await;
    bench.act(Intent::CarryOn);
    bench
        .until("Ida's connection", |view| match &view.screen {
            Screen::Connected(screen) if screen.username == IDA => Some(()),
            _ => None,
        })
        .await;
    while stored(&vault).await.len() < 2 {
        tokio::task::yield_now().await;
    }
    let after = stored(&vault).await;
    assert_eq!(after.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), [IDA, NORA]);
    assert_eq!(after[1..], before);

    // Whoever leaves takes everybody along: the window shows one account, and none may be left behind unseen.
    bench.act(Intent::SignOut);
    bench.until("the welcome", |view| matches!(view.screen, Screen::Welcome).then_some(())).await;
    bench.journey.close().await;
    assert_eq!(stored(&vault).await, []);
} // C1: 52

#[tokio::test]
async fn a_challenge_that_a_refresh_token_answers_is_noticed_by_nobody() {
    let (mut bench, _vault) = bench().await;
    connect_nora(&mut bench).await;
    bench.control("challenge", json!({ "settled_by": "redemption" })).await;
    let redemptions = || bench.tenant.ledger().iter().filter(|entry| entry.path.ends_with("/token")).count();
    let before = redemptions();
    bench.act(Intent::ReloadWeek);
    bench.until("one redemption", |_| (redemptions() == before + 1).then_some(())).await;
    bench.connected().await;
    assert_eq!(redemptions(), before + 1);
} // C1: 75
