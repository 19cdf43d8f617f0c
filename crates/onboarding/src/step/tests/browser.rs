//! The trip through the browser and its ends.

use super::*;
use crate::schedule::{STALL, next_wake};

#[test]
fn work_accounts_sign_in_in_two_stages_and_personal_ones_in_one() {
    let work = World::at(Stage::Permissions(target(AccountKind::Work))).does(Intent::SignIn);
    assert_eq!(work.asked_for(), ["stop", "sign in two-stage"]);
    let personal = World::at(Stage::Permissions(target(AccountKind::Personal))).does(Intent::SignIn);
    assert_eq!(personal.asked_for(), ["stop", "sign in one-stage"]);
}

#[test]
fn a_second_click_neither_starts_again_nor_opens_a_second_page() {
    let preparing = World::at(Stage::Permissions(target(AccountKind::Work))).does(Intent::SignIn).does(Intent::SignIn);
    let open = browser(None).does(Intent::SignIn);
    for world in [preparing, open] {
        assert_eq!(world.stage_name(), "browser");
        assert!(world.asked_for().is_empty());
    }
}

#[test]
fn asking_for_the_page_again_shows_the_same_one() {
    assert_eq!(browser(None).does(Intent::OpenPageAgain).asked_for(), ["open page"]);
}

#[test]
fn a_granted_calendar_connects_without_a_decision() {
    let world = browser(Some(nora()));
    let event = ended(&world, signed(nora(), ALL));
    let world = world.on(event);
    assert_eq!(world.stage_name(), "connected");
    assert_eq!(world.asked_for(), ["stop", "keep", "hold", "load week"]);
    assert!(matches!(&world.stage, Stage::Connected(c) if c.approved_at.is_none()));
}

#[test]
fn the_identity_of_stage_one_is_kept_before_the_calendar_is_asked_for() {
    let world = browser(None);
    let attempt = world.fresh - 1;
    let news = SignInNews::Identified(SignedIn { account: nora(), grant: grant("openid profile User.Read") });
    let world = world.on(Event::News { attempt, news });
    assert_eq!(world.asked_for(), ["keep"]);
    assert!(matches!(&world.stage, Stage::Browser(b) if b.account == Some(nora())));
}

#[test]
fn every_end_of_the_browser_trip_has_its_stage() {
    let table: Vec<(&str, SignInEnd, &str)> = vec![
        (
            "a wall with a code",
            SignInEnd::Refused {
                leg: Leg::Calendar,
                evidence: Evidence::Redirect("error=access_denied&error_description=AADSTS90094%3a+x".into()),
            },
            "blocked",
        ),
        (
            "a cancel without a code",
            SignInEnd::Refused {
                leg: Leg::Calendar,
                evidence: Evidence::Redirect("error=access_denied&error_subcode=cancel".into()),
            },
            "blocked",
        ),
        ("a fault", SignInEnd::Failed(SignInFault::Network(NetworkFault::Offline)), "browser"),
        ("an interruption", SignInEnd::Cancelled, "browser"),
    ];
    for (what, end, stage) in table {
        let world = browser(Some(nora()));
        let event = ended(&world, end);
        assert_eq!(world.on(event).stage_name(), stage, "{what}");
    }
}

#[test]
fn an_answer_of_an_earlier_attempt_changes_nothing() {
    let world = browser(None);
    let before = world.stage.clone();
    let identified = SignedIn { account: nora(), grant: grant(ALL) };
    let world = world.on(Event::News { attempt: 1, news: SignInNews::Identified(identified) });
    assert_eq!((&world.stage, world.asked_for()), (&before, vec![]));
    let world = world.on(Event::SignInEnded { attempt: 1, end: signed(nora(), ALL) });
    assert_eq!((&world.stage, world.asked_for()), (&before, vec![]));
}

#[test]
fn a_page_that_did_not_open_says_so_and_can_be_tried_again() {
    let world = browser(None);
    let attempt = world.fresh - 1;
    let world = world.on(Event::PageOpened { attempt, opened: Err(OpenFault::NothingOpened) });
    assert!(matches!(&world.stage, Stage::Browser(b) if matches!(b.page, PageState::NotOpened { .. })));
    assert_eq!(world.does(Intent::OpenPageAgain).asked_for(), ["open page"]);
}

#[test]
fn after_a_fault_the_page_is_opened_by_a_fresh_attempt() {
    let world = browser(Some(nora()));
    let event = ended(&world, SignInEnd::Failed(SignInFault::NoLocalPort));
    let world = world.on(event).does(Intent::OpenPageAgain);
    assert_eq!(world.asked_for(), ["stop", "sign in one-stage"]);
}

#[test]
fn cancelling_the_sign_in_frees_it_and_goes_back_to_the_permissions() {
    let world = browser(None).does(Intent::CancelSignIn);
    assert_eq!(world.stage_name(), "permissions");
    assert_eq!(world.asked_for(), ["stop"]);
}

#[test]
fn the_app_wakes_to_ask_what_the_page_shows_only_while_there_is_one() {
    let world = browser(None);
    assert_eq!(next_wake(&world.stage), Some(world.now + STALL));
    let event = ended(&world, SignInEnd::Failed(SignInFault::NoLocalPort));
    assert_eq!(next_wake(&world.on(event).stage), None);
}
