//! The ways on from a wall: tries by the app itself, the note to the makers, the request on Microsoft's own page.

use super::*;

fn redirect(code: u32) -> Evidence {
    Evidence::Redirect(format!("error=server_error&error_description=AADSTS{code}%3a+x"))
}

/// At the wall that this code means, on the first way through.
fn walled(code: u32) -> World {
    let world = browser(Some(nora()));
    let event = ended(&world, SignInEnd::Refused { leg: Leg::Calendar, evidence: redirect(code) });
    world.on(event)
}

fn stage(world: &World) -> &BlockedStage {
    match &world.stage {
        Stage::Blocked(blocked) => blocked,
        _ => panic!("{}", world.stage_name()),
    }
}

fn planned(world: &World) -> Option<(i64, u32)> {
    match stage(world).retry {
        Retry::Planned { at, nth } => Some((at.duration_since(world.now).as_secs(), nth)),
        Retry::NotPlanned | Retry::Stopped => None,
    }
}

/// The same answer again, to the try that is under way.
fn again(world: World, code: u32) -> World {
    let event = ended(&world, SignInEnd::Refused { leg: Leg::Calendar, evidence: redirect(code) });
    world.on(event)
}

#[test]
fn only_a_passing_fault_is_tried_again_by_itself() {
    for (code, plan) in [
        (90033, Some((30, 1))),
        (90090, Some((30, 1))),
        (50196, Some((300, 1))),
        (90055, Some((300, 1))),
        (90094, None),
        (65004, None),
        (50105, None),
        (53003, None),
        (7000112, None),
        (50020, None),
        (650053, None),
        (50173, None),
        (50076, None),
        (70016, None),
        // A locked account opens with time, and every try may lock it longer.
        (50053, None),
        (8999999, None),
    ] {
        let world = walled(code);
        assert_eq!(planned(&world), plan, "{code}");
        assert_eq!(crate::schedule::next_wake(&world.stage).is_some(), plan.is_some(), "{code}");
    }
}

#[test]
fn the_page_opens_again_when_the_time_has_come_and_not_before() {
    let world = walled(90033).after(29).on(Event::Tick);
    assert_eq!((world.stage_name().as_str(), world.asked_for().len()), ("blocked", 0));
    let world = world.after(1).on(Event::Tick);
    assert_eq!(world.stage_name(), "browser");
    assert_eq!(world.asked_for(), ["stop", "sign in one-stage"]);
}

#[test]
fn after_three_tries_only_the_person_tries_again() {
    let mut world = walled(90033);
    for wait in [30, 60, 180] {
        assert_eq!(planned(&world).map(|(wait, _)| wait), Some(wait));
        world = again(world.after(wait).on(Event::Tick), 90033);
    }
    assert_eq!(stage(&world).retry, Retry::Stopped);
    let world = again(world.does(Intent::TryAgain), 90033);
    assert_eq!(stage(&world).retry, Retry::Stopped);
}

#[test]
fn a_throttled_sign_in_is_tried_once() {
    let world = again(walled(50196).after(300).on(Event::Tick), 50196);
    assert_eq!(stage(&world).retry, Retry::Stopped);
}

#[test]
fn stopped_tries_stay_stopped() {
    let world = walled(90033).does(Intent::StopRetrying);
    assert_eq!(stage(&world).retry, Retry::Stopped);
    assert_eq!(world.after(3_600).on(Event::Tick).stage_name(), "blocked");
    let left = walled(90033).after(30).on(Event::Tick).does(Intent::CancelSignIn);
    assert_eq!(stage(&left).retry, Retry::Stopped);
    let reopened = walled(90033).reopened();
    assert_eq!(stage(&reopened).retry, Retry::Stopped);
}

#[test]
fn another_wall_after_a_passing_fault_has_no_countdown() {
    let world = again(walled(90033).after(30).on(Event::Tick), 90094);
    assert_eq!(stage(&world).retry, Retry::NotPlanned);
    let world = walled(90033).does(Intent::PasteText { text: "AADSTS90094: only an administrator".into() });
    assert_eq!(stage(&world).retry, Retry::NotPlanned);
}

#[test]
fn how_long_the_page_was_open_is_known_at_the_wall() {
    let world = browser(Some(nora())).after(75);
    let event = ended(&world, SignInEnd::Refused { leg: Leg::Calendar, evidence: redirect(90033) });
    assert_eq!(stage(&world.on(event)).waited, Some(75));
}

#[test]
fn the_note_goes_to_the_makers_once_and_says_how_far_it_came() {
    let route = Route::MailApp;
    let world = walled(650053).does(Intent::Deliver { route });
    assert_eq!(world.asked_for(), ["deliver"]);
    let world = world.does(Intent::Deliver { route });
    assert!(world.asked_for().is_empty());
    let failed = World { effects: vec![], ..world };
    let failed = failed.on(Event::Delivered { route, outcome: Err(OpenFault::NothingOpened.into()) });
    assert_eq!(stage(&failed).note, Delivery::Failed { route, fault: OpenFault::NothingOpened });
    let world = failed.does(Intent::Deliver { route: Route::Copy });
    let world = world.on(Event::Delivered { route: Route::Copy, outcome: Ok(None) });
    assert_eq!(stage(&world).note, Delivery::HandedOver { route: Route::Copy, file: None });
}

#[test]
fn a_wall_that_is_not_the_makers_has_no_note() {
    for code in [90094, 50105, 53003, 90033, 50020, 7000112] {
        let world = walled(code).does(Intent::Deliver { route: Route::MailApp });
        assert!(world.asked_for().is_empty(), "{code}");
    }
}

#[test]
fn a_request_sent_on_the_page_is_waited_for_and_ends_connected() {
    let by = |world: &World| match &world.stage {
        Stage::Waiting(waiting) => waiting.waiting.by,
        _ => panic!("{}", world.stage_name()),
    };
    let asked = walled(90095);
    assert_eq!(stage(&asked).verdict.wall, Wall::AdminApprovalRequired(Approval::WorkflowAsk));
    let world = asked.does(Intent::TellPage { card: Card::RequestSent });
    assert_eq!(by(&world), Asked::MicrosoftsPage);
    assert_eq!(by(&waiting(Some(nora()))), Asked::Letter);
    let world = world.after(20).on(Event::Tick);
    assert_eq!(world.asked_for(), ["check"]);
    let event = checked(&world, refusal("90095", ""));
    let world = world.on(event).after(40).on(Event::Tick);
    let event = checked(&world, Redemption::Granted(grant(ALL)));
    let world = world.on(event);
    assert!(matches!(&world.stage, Stage::Connected(c) if c.approved_at.is_some()));
}

#[test]
fn a_request_sent_on_the_page_after_a_letter_keeps_the_letter_and_its_time() {
    let world = waiting(None).after(600).does(Intent::TryAgain).does(Intent::TellPage { card: Card::RequestSent });
    let Stage::Waiting(waiting) = &world.stage else { panic!("{}", world.stage_name()) };
    assert_eq!(waiting.waiting.by, Asked::MicrosoftsPage);
    assert_eq!(waiting.waiting.asked_at, NOON.parse::<Timestamp>().unwrap());
}

#[test]
fn the_wall_that_was_written_about_is_no_answer_and_another_one_is() {
    for (written, found, then, told) in [
        ("50105", "50105", "waiting", vec![]),
        ("53003", "53000", "waiting", vec![]),
        ("50105", "53003", "blocked", vec!["notify answered"]),
        ("53003", "50105", "blocked", vec!["notify answered"]),
        ("90094", "1000031", "blocked", vec!["notify answered"]),
        // The makers' doing, not IT's answer.
        ("90094", "700016", "blocked", vec![]),
        ("50105", "7000112", "denied", vec!["stop", "notify answered"]),
    ] {
        let world = walled(written.parse().unwrap()).does(Intent::AskIt).does(Intent::Sent).does(Intent::CheckNow);
        let event = checked(&world, refusal(found, ""));
        let world = world.on(event);
        assert_eq!((world.stage_name().as_str(), world.asked_for()), (then, told), "{written}, then {found}");
    }
}

#[test]
fn copying_changes_no_stage() {
    for world in [World::at(Stage::Welcome), browser(None), blocked(None), waiting(None), walled(650053)] {
        let before = world.stage.clone();
        let world = world.does(Intent::Copy { what: Copyable::SupportDetails });
        assert_eq!(world.stage, before);
        assert_eq!(world.asked_for(), ["copy"]);
    }
}

#[test]
fn what_an_earlier_version_wrote_down_still_loads() {
    let without = |stage: &Stage, fields: &[&str]| {
        let mut written = serde_json::to_value(stage).unwrap();
        for field in fields {
            strip(&mut written, field);
        }
        serde_json::from_value::<Stage>(written).unwrap()
    };
    let Stage::Blocked(blocked) = without(&walled(90033).stage, &["waited", "retry", "note"]) else { panic!() };
    assert_eq!((blocked.waited, blocked.retry, blocked.note), (None, Retry::NotPlanned, Delivery::NotYet));
    let room = waiting(Some(nora())).stage;
    assert_eq!(without(&room, &["waited", "retry", "note", "by"]), {
        let Stage::Waiting(mut room) = room else { panic!() };
        room.blocked.waited = None;
        Stage::Waiting(room)
    });
}

fn strip(value: &mut serde_json::Value, field: &str) {
    match value {
        serde_json::Value::Object(fields) => {
            fields.remove(field);
            fields.values_mut().for_each(|inner| strip(inner, field));
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(|inner| strip(inner, field)),
        _ => {}
    }
}
