//! One refresh for everybody who waits, and what is left of an account when it fails.

use super::*;

#[tokio::test]
async fn a_fresh_token_costs_no_request() {
    let world = World::with([grant("one", "new")]);
    assert_eq!(world.access().await.unwrap(), "one");
    world.clock.shift(SignedDuration::from_mins(54));
    assert_eq!(world.access().await.unwrap(), "one");
    assert_eq!(world.asked(), 1);
} // C1: 62

#[tokio::test]
async fn fifty_callers_with_an_expired_token_cause_one_request() {
    let world = World::with([grant("one", "new"), grant("two", "newer")]);
    world.access().await.unwrap();
    world.clock.shift(HOUR);
    let all = world.storm(50).await;
    assert!(all.iter().all(|token| token.as_deref() == Ok("two")), "{all:?}");
    assert_eq!(world.asked(), 2);
} // C1: 63

#[tokio::test]
async fn a_failure_is_shared_by_everybody_who_waited_for_it() {
    let world = World::with([Redemption::Unreachable(NetworkFault::Timeout), grant("later", "new")]);
    let all = world.storm(50).await;
    assert!(all.iter().all(|outcome| *outcome == Err(CalendarFault::Network(NetworkFault::Timeout))), "{all:?}");
    assert_eq!(world.asked(), 1);
    // Who comes afterwards asks for themselves.
    assert_eq!(world.access().await.unwrap(), "later");
} // C1: 64

#[tokio::test]
async fn a_rotated_token_is_in_the_store_before_the_access_token_is_given_out() {
    let world = World::with([grant("one", "new")]);
    world.access().await.unwrap();
    assert_eq!(world.store.refresh().as_deref(), Some("new"));
    assert_eq!(world.store.saves.load(Ordering::SeqCst), 1);
} // C1: 65

#[tokio::test]
async fn a_process_that_ends_before_the_save_leaves_the_old_token_and_it_still_works() {
    let world = World::with([grant("one", "new")]);
    world.service.close();
    let refresh = tokio::spawn({
        let sessions = Arc::clone(&world.sessions);
        async move { sessions.access(&key(), &Scopes::of(["Calendars.Read"])).await.is_ok() }
    });
    while world.asked() == 0 {
        tokio::task::yield_now().await;
    }
    refresh.abort();
    assert!(refresh.await.unwrap_err().is_cancelled());
    assert_eq!(world.store.refresh().as_deref(), Some("old"));

    let next = World::on(Arc::clone(&world.store), [grant("two", "newer")]);
    assert_eq!(next.access().await.unwrap(), "two");
    assert_eq!(*next.service.redeemed.lock().unwrap(), ["old"]);
} // C1: 66

#[tokio::test]
async fn a_refresh_that_fails_in_the_last_minutes_keeps_the_token_that_is_still_good() {
    let world = World::with([grant("one", "new"), Redemption::Unreachable(NetworkFault::ServiceFault)]);
    world.access().await.unwrap();
    world.clock.shift(SignedDuration::from_mins(56));
    assert_eq!(world.access().await.unwrap(), "one");
    assert_eq!(world.asked(), 2);
    world.clock.shift(SignedDuration::from_mins(4));
    assert_eq!(world.access().await, Err(CalendarFault::Network(NetworkFault::Offline)));
} // C1: 68

#[tokio::test]
async fn an_expired_token_without_a_network_is_offline_and_loses_nothing() {
    let world = World::with([grant("one", "new"), Redemption::Unreachable(NetworkFault::Offline), grant("two", "x")]);
    world.access().await.unwrap();
    world.clock.shift(HOUR);
    assert_eq!(world.access().await, Err(CalendarFault::Network(NetworkFault::Offline)));
    assert_eq!(world.store.refresh().as_deref(), Some("new"));
    assert_eq!(world.access().await.unwrap(), "two");
} // C1: 69

#[tokio::test]
async fn a_dead_refresh_token_is_deleted_and_stays_deleted_after_a_restart() {
    for body in [
        r#"{"error":"invalid_grant","suberror":"bad_token","error_codes":[70000]}"#,
        r#"{"error":"invalid_grant","error_codes":[700082],"error_description":"AADSTS700082: expired"}"#,
        r#"{"error":"invalid_grant","error_codes":[50173],"error_description":"AADSTS50173: revoked"}"#,
    ] {
        let world = World::with([refusal(body), grant("never", "never")]);
        assert_eq!(world.access().await, Err(CalendarFault::SignInAgain), "{body}");
        assert_eq!(world.store.refresh(), None, "{body}");
        assert_eq!(world.access().await, Err(CalendarFault::SignInAgain));
        let restarted = World::on(Arc::clone(&world.store), [grant("never", "never")]);
        assert_eq!(restarted.access().await, Err(CalendarFault::SignInAgain));
        assert_eq!((world.asked(), restarted.asked()), (1, 0), "{body}");
    }
} // C1: 73

#[tokio::test]
async fn a_demand_for_a_second_factor_or_a_consent_keeps_the_refresh_token() {
    for body in [
        r#"{"error":"invalid_grant","suberror":"basic_action","error_codes":[50076],"claims":"{}"}"#,
        r#"{"error":"interaction_required","error_codes":[50079]}"#,
        r#"{"error":"invalid_grant","suberror":"consent_required","error_codes":[65001]}"#,
        r#"{"error":"invalid_grant","error_codes":[53003]}"#,
        r#"{"error":"invalid_grant"}"#,
    ] {
        let world = World::with([refusal(body), grant("after", "new")]);
        assert_eq!(world.access().await, Err(CalendarFault::SignInAgain), "{body}");
        assert_eq!(world.store.refresh().as_deref(), Some("old"), "{body}");
        assert_eq!(world.access().await.unwrap(), "after");
    }
} // C1: 74

#[tokio::test]
async fn signing_out_during_a_refresh_is_not_undone_by_its_answer() {
    let world = World::with([grant("one", "new")]);
    world.service.close();
    let refresh = tokio::spawn({
        let sessions = Arc::clone(&world.sessions);
        async move { sessions.access(&key(), &Scopes::of(["Calendars.Read"])).await.err() }
    });
    while world.asked() == 0 {
        tokio::task::yield_now().await;
    }
    world.sessions.drop_held(&key());
    let erase = tokio::spawn({
        let sessions = Arc::clone(&world.sessions);
        async move { sessions.erase(&key()).await }
    });
    world.service.open.add_permits(1);
    assert_eq!(refresh.await.unwrap(), Some(CalendarFault::SignInAgain));
    erase.await.unwrap();
    assert_eq!(world.store.refresh(), None);
    assert_eq!(world.access().await, Err(CalendarFault::SignInAgain));
    assert_eq!(world.asked(), 1);
} // C1: 77

#[tokio::test(start_paused = true)]
async fn after_eight_hours_of_sleep_a_token_is_spent_although_the_own_clock_stood_still() {
    let world = World::with([grant("one", "new"), grant("two", "newer")]);
    world.access().await.unwrap();
    world.clock.shift(HOUR * 8);
    assert_eq!(world.access().await.unwrap(), "two");
} // C1: 78

#[tokio::test(start_paused = true)]
async fn a_wall_clock_set_back_a_day_makes_no_token_live_longer() {
    let world = World::with([grant("one", "new"), grant("two", "newer")]);
    world.access().await.unwrap();
    world.clock.shift(HOUR * -24);
    assert_eq!(world.access().await.unwrap(), "one");
    assert_eq!(world.asked(), 1);
    tokio::time::advance(Duration::from_secs(3600)).await;
    assert_eq!(world.access().await.unwrap(), "two");
} // C1: 79

#[tokio::test(start_paused = true)]
async fn everybody_who_wakes_up_at_once_causes_one_request() {
    let world = World::with([grant("one", "new"), grant("two", "newer"), grant("three", "newest")]);
    world.access().await.unwrap();
    world.clock.shift(HOUR * 8);
    assert!(world.storm(50).await.iter().all(|token| token.as_deref() == Ok("two")));
    assert_eq!(world.asked(), 2);
} // C1: 80

#[tokio::test]
async fn what_another_process_rotated_is_redeemed_and_what_it_removed_is_gone() {
    let world = World::with([grant("one", "new"), grant("two", "newer")]);
    world.access().await.unwrap();
    *world.store.record.lock().unwrap() = Some(record("rotated-elsewhere"));
    world.clock.shift(HOUR);
    assert_eq!(world.access().await.unwrap(), "two");
    assert_eq!(*world.service.redeemed.lock().unwrap(), ["old", "rotated-elsewhere"]);

    *world.store.record.lock().unwrap() = None;
    world.clock.shift(HOUR);
    assert_eq!(world.access().await, Err(CalendarFault::SignInAgain));
    assert_eq!(world.asked(), 2);
    assert_eq!(world.store.refresh(), None);
} // C1: 77 96

#[tokio::test]
async fn what_the_store_did_not_take_lives_in_memory() {
    let world = World::with([grant("one", "new"), grant("two", "newer")]);
    *world.store.fault.lock().unwrap() = Some(StoreFault::Unavailable);
    world.sessions.remember(record("in-memory"));
    world.sessions.persist(&key()).await;
    assert_eq!(world.access().await.unwrap(), "one");
    world.clock.shift(HOUR);
    assert_eq!(world.access().await.unwrap(), "two");
    assert_eq!(*world.service.redeemed.lock().unwrap(), ["in-memory", "new"]);
} // C1: 85
