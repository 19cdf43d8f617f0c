//! What may be set on the letter, and the notes around it.

use request::{AttachmentKind, NotMade};

use super::*;

fn composing() -> World {
    blocked(Some(nora())).does(Intent::AskIt)
}

fn letter(world: &World) -> &ComposeStage {
    let Stage::Compose(compose) = &world.stage else { panic!("{}", world.stage_name()) };
    compose
}

fn tick(kind: AttachmentKind, on: bool) -> Intent {
    Intent::Attach { kind, on }
}

#[test]
fn what_can_be_attached_is_looked_into_once_and_again_for_another_language() {
    let edit = |lang| Intent::EditDraft { to: "it@northbank.example".into(), lang, length: Length::Short };
    let world = composing();
    assert_eq!(world.asked_for(), ["try files"]);
    let world = world.does(edit(LetterLang::En));
    assert!(world.asked_for().is_empty());
    let world = world.does(edit(LetterLang::Ja));
    assert_eq!(world.asked_for(), ["try files"]);
    let late = Event::FilesTried { attempt: world.fresh - 1, files: vec![] };
    let (attempt, world) = (world.fresh, world.on(late));
    assert_eq!(letter(&world).files, Files::Trying { attempt });
    let world = world.on(Event::FilesTried { attempt, files: vec![] });
    assert_eq!(letter(&world).files, Files::Tried(vec![]));
    assert_eq!(world.reopened().asked_for(), ["try files"]);
}

#[test]
fn files_are_ticked_in_one_order_and_one_that_cannot_be_made_stays_behind() {
    let world = composing()
        .does(tick(AttachmentKind::Guide, true))
        .does(tick(AttachmentKind::SheetPdf, true))
        .does(tick(AttachmentKind::SheetPdf, true))
        .does(tick(AttachmentKind::PermissionsCsv, true))
        .does(tick(AttachmentKind::PermissionsCsv, false));
    let ticked = [AttachmentKind::SheetPdf, AttachmentKind::Guide];
    assert_eq!(letter(&world).draft.attachments, ticked);
    let Files::Trying { attempt } = letter(&world).files else { panic!("{:?}", letter(&world).files) };
    let lacking = TriedFile { kind: AttachmentKind::SheetPdf, made: Err(NotMade::NoFont { lang: Lang::Ja }) };
    let world = world.on(Event::FilesTried { attempt, files: vec![lacking] });
    let compose = letter(&world);
    assert_eq!(compose.draft.attached(&compose.files), [AttachmentKind::Guide]);
    assert_eq!(compose.draft.attachments, ticked);
}

#[test]
fn a_file_that_fails_on_the_way_out_stops_the_hand_over_and_is_named() {
    let route = Route::DraftFile;
    let world = composing().does(Intent::Deliver { route });
    let world = world.on(Event::Delivered { route, outcome: Err(DeliveryFault::NotMade(AttachmentKind::SheetPdf)) });
    assert_eq!(letter(&world).delivery, Delivery::NotAttached { route, kind: AttachmentKind::SheetPdf });
    assert_eq!(world.does(Intent::Deliver { route }).asked_for(), ["deliver"]);
}

#[test]
fn the_level_follows_into_the_watch_and_the_connection_but_not_into_a_request_already_sent() {
    let choose = |id: &str| Intent::ChooseTier { id: id.into() };
    let world = composing().for_app("calendar-sync").does(choose("no-such-tier"));
    assert_eq!(letter(&world).blocked.target.tier, None);
    let world = world.does(choose("busy"));
    assert_eq!(world.asked_for(), ["try files"]);
    let world = world.does(Intent::Sent);
    assert_eq!(world.stage.known().target.unwrap().tier.as_deref(), Some("busy"));
    let again = world.does(Intent::ReadDraft).does(choose("two-way"));
    assert_eq!(letter(&again).blocked.target.tier.as_deref(), Some("busy"));
    let denied = again.does(Intent::Back).does(Intent::TheySaidNo).does(Intent::ReadDraft).does(choose("one-way"));
    assert_eq!(letter(&denied).blocked.target.tier.as_deref(), Some("one-way"));
    assert_eq!(denied.does(Intent::Back).stage.known().target.unwrap().tier.as_deref(), Some("one-way"));
}

#[test]
fn a_level_chosen_before_sign_in_is_what_both_legs_and_the_letter_ask_for() {
    let world = World::at(Stage::Permissions(target(AccountKind::Work)));
    let world = world.does(Intent::ChooseTier { id: "no-such-tier".into() });
    assert_eq!(world.stage, Stage::Permissions(target(AccountKind::Work)));
    let mut world = world.does(Intent::ChooseTier { id: "read".into() });
    // The driver narrows the profile to what the stage names.
    let chosen = world.stage.known().target.unwrap().tier.clone().unwrap();
    world.profile = world.profile.at(&chosen).unwrap();
    let world = world.does(Intent::SignIn);
    let [_, Effect::SignIn { order, .. }] = world.effects.as_slice() else { panic!() };
    let ScopePlan::TwoStage { calendar, .. } = &order.plan else { panic!() };
    assert_eq!(*calendar, Scopes::of(["Calendars.Read"]));
    let world = world.does(Intent::TellPage { card: Card::NeedAdminApproval }).does(Intent::AskIt);
    assert_eq!(letter(&world).blocked.target.tier.as_deref(), Some("read"));
    assert_eq!(world.reopened().stage.known().target.unwrap().tier.as_deref(), Some("read"));
}

#[test]
fn a_day_for_the_answer_is_never_in_the_past() {
    let by = |day: &str| Intent::AnswerBy { day: Some(day.parse().unwrap()) };
    let world = composing().does(by("2026-11-17"));
    assert_eq!(letter(&world).draft.answer_by, None);
    let world = world.does(by("2026-11-25"));
    assert!(letter(&world).draft.answer_by.is_some());
    assert_eq!(letter(&world.does(Intent::AnswerBy { day: None })).draft.answer_by, None);
}

#[test]
fn each_screen_hands_over_its_own_note_and_stays_where_it_is() {
    let route = Route::MailApp;
    let connected = || {
        let world = waiting(Some(nora())).after(20).on(Event::Tick);
        let event = checked(&world, Redemption::Granted(grant(ALL)));
        world.on(event)
    };
    let denied = || waiting(Some(nora())).does(Intent::TheySaidNo);
    for (world, name) in [(waiting(Some(nora())), "waiting"), (connected(), "connected"), (denied(), "denied")] {
        let world = world.does(Intent::Deliver { route });
        assert_eq!((world.asked_for(), world.stage_name()), (vec!["deliver"], name.to_owned()));
        let world = world.does(Intent::Deliver { route });
        assert!(world.asked_for().is_empty(), "{name} hands over twice");
        let world = world.on(Event::Delivered { route, outcome: Ok(None) });
        let note = serde_json::to_value(&world.stage).unwrap()["note"]["is"].clone();
        assert_eq!((note, world.stage_name()), (serde_json::json!("handed_over"), name.to_owned()));
    }
}

#[test]
fn a_connection_that_needed_no_request_thanks_nobody() {
    let world = browser(None);
    let event = ended(&world, signed(nora(), ALL));
    let world = world.on(event).does(Intent::Deliver { route: Route::MailApp });
    assert_eq!(world.stage_name(), "connected");
    assert!(world.asked_for().is_empty());
}

#[test]
fn what_earlier_versions_wrote_still_opens() {
    let stages = [composing().stage, waiting(Some(nora())).stage, waiting(Some(nora())).does(Intent::TheySaidNo).stage];
    for stage in stages {
        let mut written = serde_json::to_value(&stage).unwrap();
        let whole = written.as_object_mut().unwrap();
        whole.remove("note");
        let draft = whole["draft"].as_object_mut().unwrap();
        for field in ["attachments", "answer_by"] {
            assert!(draft.remove(field).is_some(), "{field}");
        }
        let read: Stage = serde_json::from_value(written).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), serde_json::to_value(&stage).unwrap());
    }
}
