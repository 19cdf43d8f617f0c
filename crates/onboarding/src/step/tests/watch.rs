//! The waiting room.

use super::*;

#[test]
fn tokens_without_the_calendar_are_no_connection_but_are_kept_for_the_watch() {
    let world = browser(Some(nora()));
    let event = ended(&world, signed(nora(), "openid profile User.Read"));
    let world = world.on(event);
    assert_eq!(world.stage_name(), "blocked");
    assert_eq!(world.asked_for(), ["keep"]);
}

#[test]
fn another_try_from_the_waiting_room_loses_nothing() {
    let edit = Intent::EditDraft { to: "it@northbank.example".into(), lang: LetterLang::En, length: Length::Full };
    let waiting = || blocked(None).does(Intent::AskIt).does(edit.clone()).does(Intent::Sent);
    let letter_of = |world: &World| match &world.stage {
        Stage::Waiting(waiting) => waiting.draft.to.clone(),
        _ => panic!("{}", world.stage_name()),
    };
    let trying = waiting().does(Intent::TryAgain);
    assert_eq!(trying.stage_name(), "browser");
    assert_eq!(letter_of(&trying.does(Intent::CancelSignIn)), "it@northbank.example");
    let walled = waiting().does(Intent::TryAgain).does(Intent::TellPage { card: Card::NeedAdminApproval });
    assert_eq!(letter_of(&walled), "it@northbank.example");
}

#[test]
fn a_try_that_succeeds_after_asking_is_its_yes() {
    let world = waiting(None).does(Intent::TryAgain);
    let event = ended(&world, signed(nora(), ALL));
    assert!(matches!(world.on(event).stage, Stage::Connected(c) if c.approved_at.is_some()));
    let world = blocked(None).does(Intent::TryAgain);
    let event = ended(&world, signed(nora(), ALL));
    assert!(matches!(world.on(event).stage, Stage::Connected(c) if c.approved_at.is_none()));
}

#[test]
fn a_person_proved_after_the_card_was_picked_is_known_and_watched_for() {
    let news = || SignInNews::Identified(SignedIn { account: nora(), grant: grant("openid profile User.Read") });
    let world = blocked(None).on(Event::News { attempt: 7, news: news() });
    assert_eq!(world.asked_for(), ["keep"]);
    assert!(matches!(&world.stage, Stage::Blocked(b) if b.account.is_some() && b.leg == Leg::Calendar));
    let world = waiting(None).on(Event::News { attempt: 7, news: news() });
    assert!(matches!(&world.stage, Stage::Waiting(w) if matches!(w.waiting.watch, Watch::Silent { .. })));
}

#[test]
fn news_of_an_attempt_neither_begins_a_watch_without_a_person_nor_starts_one_over() {
    let watch = |world: &World| match &world.stage {
        Stage::Waiting(waiting) => waiting.waiting.watch.clone(),
        _ => panic!("{}", world.stage_name()),
    };
    let page = || SignInNews::PageReady(SignInPage::new("https://x".into()));
    let unknown = waiting(None).on(Event::News { attempt: 7, news: page() });
    assert_eq!(watch(&unknown), Watch::Remind);
    let known = waiting(Some(nora()));
    let before = watch(&known);
    assert_eq!(watch(&known.after(10).on(Event::News { attempt: 7, news: page() })), before);
}

#[test]
fn a_try_from_the_waiting_room_that_proves_the_person_makes_the_watch_silent() {
    let world = waiting(None).does(Intent::TryAgain);
    let Stage::Browser(browser) = &world.stage else { panic!() };
    let attempt = browser.attempt;
    let signed = SignedIn { account: nora(), grant: grant("openid profile User.Read") };
    let world = world.on(Event::News { attempt, news: SignInNews::Identified(signed) });
    let world = world.does(Intent::TellPage { card: Card::NeedAdminApproval });
    assert!(
        matches!(&world.stage, Stage::Waiting(w) if matches!(w.waiting.watch, Watch::Silent { .. })),
        "{}",
        world.stage_name()
    );
}

#[test]
fn a_key_store_that_does_not_answer_is_no_check_and_no_end_of_the_watch() {
    for fault in [StoreFault::Locked, StoreFault::Unavailable] {
        let world = waiting(Some(nora())).does(Intent::CheckNow);
        let attempt = world.fresh;
        let world = world.on(Event::Checked { attempt, outcome: CheckOutcome::Store(fault) });
        let Stage::Waiting(waiting) = &world.stage else { panic!() };
        assert!(matches!(waiting.waiting.watch, Watch::Silent { checks: 0, state: Checking::NoToken { .. }, .. }));
        assert_eq!(world.after(60).on(Event::Tick).asked_for(), ["check"]);
    }
}

#[test]
fn with_a_proved_identity_the_watch_is_silent_and_without_one_it_reminds() {
    let watch = |account| match waiting(account).stage {
        Stage::Waiting(waiting) => waiting.waiting.watch,
        _ => panic!(),
    };
    assert!(matches!(watch(Some(nora())), Watch::Silent { checks: 0, .. }));
    assert_eq!(watch(None), Watch::Remind);
}

#[test]
fn a_tick_before_its_time_checks_nothing() {
    assert!(waiting(Some(nora())).on(Event::Tick).asked_for().is_empty());
    assert_eq!(waiting(Some(nora())).after(20).on(Event::Tick).asked_for(), ["check"]);
}

#[test]
fn one_check_at_a_time() {
    let world = waiting(Some(nora())).does(Intent::CheckNow);
    assert_eq!(world.asked_for(), ["check"]);
    assert!(world.does(Intent::CheckNow).asked_for().is_empty());
}

#[test]
fn every_answer_to_a_check_has_its_stage() {
    let table: Vec<(&str, Redemption, &str, Vec<&str>)> = vec![
        ("not yet", refusal("65001", "consent_required"), "waiting", vec![]),
        ("still admin only", refusal("90094", ""), "waiting", vec![]),
        ("app switched off", refusal("7000112", ""), "denied", vec!["stop", "notify answered"]),
        ("not assigned", refusal("50105", ""), "blocked", vec!["notify answered"]),
        ("conditional access", refusal("53003", "message_only"), "blocked", vec!["notify answered"]),
        ("token revoked", refusal("50173", "bad_token"), "waiting", vec![]),
        ("passing fault", refusal("90033", ""), "waiting", vec![]),
        ("a bare 200", Redemption::Granted(grant("openid profile User.Read")), "waiting", vec![]),
        ("offline", Redemption::Unreachable(NetworkFault::Offline), "waiting", vec![]),
        (
            "granted",
            Redemption::Granted(grant(ALL)),
            "connected",
            vec!["stop", "keep", "hold", "load week", "notify connected"],
        ),
    ];
    for (what, redemption, stage, effects) in table {
        let world = waiting(Some(nora())).does(Intent::CheckNow);
        let event = checked(&world, redemption);
        let world = world.on(event);
        assert_eq!(world.stage_name(), stage, "{what}");
        assert_eq!(world.asked_for(), effects, "{what}");
    }
}

#[test]
fn a_revoked_token_ends_the_silent_watch() {
    let world = waiting(Some(nora())).does(Intent::CheckNow);
    let event = checked(&world, refusal("50173", "bad_token"));
    assert!(matches!(world.on(event).stage, Stage::Waiting(w) if w.waiting.watch == Watch::Remind));
}

#[test]
fn offline_pauses_and_goes_on_by_itself() {
    let world = waiting(Some(nora())).does(Intent::CheckNow);
    let event = checked(&world, Redemption::Unreachable(NetworkFault::Offline));
    let world = world.on(event);
    assert!(
        matches!(&world.stage, Stage::Waiting(w) if matches!(w.waiting.watch, Watch::Silent { state: Checking::Paused { .. }, .. }))
    );
    assert_eq!(crate::schedule::next_wake(&world.stage), Some(world.now + jiff::SignedDuration::from_secs(60)));
    assert_eq!(world.after(60).on(Event::Tick).asked_for(), ["check"]);
}

#[test]
fn an_answer_to_another_check_than_the_one_under_way_changes_nothing() {
    let world = waiting(Some(nora())).does(Intent::CheckNow);
    let before = world.stage.clone();
    let answer = || CheckOutcome::Answer(Redemption::Granted(grant(ALL)));
    let attempt = world.fresh;
    let world = world.on(Event::Checked { attempt: attempt - 1, outcome: answer() });
    assert_eq!(world.stage, before);
    assert_eq!(world.on(Event::Checked { attempt, outcome: answer() }).stage_name(), "connected");
}

#[test]
fn a_yes_that_is_still_on_its_way_is_looked_for_every_minute() {
    let mut world = waiting(Some(nora()));
    for _ in 0..12 {
        world = world.does(Intent::CheckNow);
        let event = checked(&world, refusal("65001", "consent_required"));
        world = world.on(event);
    }
    world = world.does(Intent::TheySaidYes);
    assert_eq!(world.asked_for(), ["check"]);
    let event = checked(&world, refusal("65001", "consent_required"));
    world = world.on(event);
    assert_eq!(crate::schedule::next_wake(&world.stage), Some(world.now.checked_add(60.seconds()).unwrap()));
}

#[test]
fn after_a_restart_the_page_is_interrupted_the_watch_looks_at_once_and_the_week_is_loaded() {
    let world = browser(Some(nora())).reopened();
    assert!(matches!(&world.stage, Stage::Browser(b) if b.page == PageState::Interrupted && b.account == Some(nora())));
    let world = waiting(Some(nora())).does(Intent::CheckNow).reopened();
    assert_eq!(world.on(Event::Tick).asked_for(), ["check"]);
    let world = browser(Some(nora()));
    let event = ended(&world, signed(nora(), ALL));
    assert_eq!(world.on(event).reopened().asked_for(), ["load week"]);
}
