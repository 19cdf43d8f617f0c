//! What every vault does, whatever store it stands on. `super::Vault` is the vault under test.

use onboarding::{Account, AccountKey, Cloud, RefreshToken, Scopes, TokenRecord, TokenStore};

use super::Vault;

/// Runs the whole contract. `open` opens the same, initially empty store anew each time, as a restart of the app would.
pub(crate) async fn holds(open: impl Fn() -> Vault) {
    open().self_test().await.expect("the store keeps what it is given");
    an_empty_store_says_nothing_is_there(&open).await;
    records_come_back_as_they_were_saved(&open).await;
    accounts_do_not_touch_each_other(&open).await;
    removing_leaves_nothing(&open).await;
}

async fn an_empty_store_says_nothing_is_there(open: &impl Fn() -> Vault) {
    let stranger = AccountKey("nobody".to_owned());
    assert!(open().load(&stranger).await.expect("an answer").is_none());
    assert!(open().accounts().await.expect("an answer").is_empty());
    open().remove(&stranger).await.expect("removing what is not there is fine");
}

async fn records_come_back_as_they_were_saved(open: &impl Fn() -> Vault) {
    // Small, ten kilobytes, and small again: with an item limit of 2,560 bytes the record changes its shape each time.
    for size in [1_600, 10_000, 2_300, 10_001, 40] {
        let record = record("mio", size);
        open().save(&record).await.expect("saved");
        let found = open().load(&record.account.key()).await.expect("an answer").expect("the record");
        assert_same(&found, &record);
        assert_eq!(open().accounts().await.expect("the accounts"), std::slice::from_ref(&record.account));
    }
}

async fn accounts_do_not_touch_each_other(open: &impl Fn() -> Vault) {
    let (mio, ben) = (record("mio", 9_000), record("ben", 1_500));
    open().save(&mio).await.expect("saved");
    open().save(&ben).await.expect("saved");
    let mut listed = open().accounts().await.expect("the accounts");
    listed.sort_by(|one, other| one.object_id.cmp(&other.object_id));
    assert_eq!(listed, [ben.account.clone(), mio.account.clone()]);

    open().remove(&mio.account.key()).await.expect("removed");
    assert!(open().load(&mio.account.key()).await.expect("an answer").is_none());
    assert_same(&open().load(&ben.account.key()).await.expect("an answer").expect("the other's record"), &ben);
}

async fn removing_leaves_nothing(open: &impl Fn() -> Vault) {
    let ben = record("ben", 1_500);
    open().remove(&ben.account.key()).await.expect("removed");
    open().remove(&ben.account.key()).await.expect("removing twice is fine");
    assert!(open().accounts().await.expect("an answer").is_empty());
}

/// A record with a refresh token of `size` bytes, and a name that is not ASCII: text must survive being cut into parts.
pub(crate) fn record(who: &str, size: usize) -> TokenRecord {
    let token: String = format!("CANARY.{who}.{size}.").chars().chain("0aA_-.Zz".chars().cycle()).take(size).collect();
    TokenRecord {
        account: Account {
            tenant_id: "8e6c4b1a-6a2f-4a60-9d0f-5f2c3b1d7e11".to_owned(),
            object_id: format!("{who}-0000"),
            name: "佐藤 美緒 \"Mio\"".to_owned(),
            username: format!("{who}@contoso.example"),
        },
        cloud: Cloud::Public,
        refresh: RefreshToken::new(token),
        granted: Scopes::of(["User.Read", "Calendars.Read"]),
        obtained_at: "2026-11-20T09:30:00.123456789Z".parse().expect("an instant"),
    }
}

pub(crate) fn assert_same(found: &TokenRecord, expected: &TokenRecord) {
    assert_eq!(found.account, expected.account);
    assert_eq!(found.cloud, expected.cloud);
    // Not assert_eq: a failing test must not print a token either.
    assert!(found.refresh.expose() == expected.refresh.expose(), "the refresh token is another one");
    assert_eq!(found.granted, expected.granted);
    assert_eq!(found.obtained_at, expected.obtained_at);
}
