//! A sign-in that comes while a refresh is under way.

use super::*;

#[tokio::test]
async fn signing_in_during_a_refresh_is_not_replaced_by_its_answer() {
    let world = World::with([grant("one", "rotated"), grant("two", "after")]);
    world.service.close();
    let refresh = world.redeeming().await;
    world.sessions.remember(record("signed-in"));
    world.service.open.add_permits(2);
    refresh.await.unwrap();
    assert_ne!(world.store.refresh().as_deref(), Some("rotated"));
    world.access().await.unwrap();
    assert_eq!(world.service.redeemed.lock().unwrap().last().map(String::as_str), Some("signed-in"));
}

/// The token of before is dead; the one of the sign-in since then is not.
#[tokio::test]
async fn a_dead_token_takes_nothing_along_that_was_signed_in_meanwhile() {
    let world = World::with([refusal(r#"{"error":"invalid_grant","error_codes":[700082]}"#), grant("two", "after")]);
    world.service.close();
    let refresh = world.redeeming().await;
    world.sessions.remember(record("signed-in"));
    world.service.open.add_permits(2);
    refresh.await.unwrap();
    world.sessions.persist(&key()).await;
    assert_eq!(world.store.refresh().as_deref(), Some("signed-in"));
    assert_eq!(world.access().await, Ok("two".to_owned()));
    assert_eq!(world.service.redeemed.lock().unwrap().last().map(String::as_str), Some("signed-in"));
}

#[tokio::test]
async fn leaving_takes_along_whoever_is_stored_but_not_who_has_signed_in_since() {
    let world = World::with([]);
    world.sessions.remember(record("left behind"));
    world.sessions.persist(&key()).await;
    world.sessions.drop_everybody();
    world.sessions.erase_others().await;
    assert_eq!(world.store.refresh(), None);

    world.sessions.remember(record("newer"));
    world.sessions.persist(&key()).await;
    world.sessions.erase_others().await;
    assert_eq!(world.store.refresh().as_deref(), Some("newer"));
}
