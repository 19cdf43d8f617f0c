//! The block, the letter and what the person tells us.

use super::*;

#[test]
fn a_codeless_cancel_is_not_called_declined() {
    let world = browser(Some(nora()));
    let evidence = Evidence::Redirect("error=access_denied&error_subcode=cancel".into());
    let event = ended(&world, SignInEnd::Refused { leg: Leg::Calendar, evidence });
    let Stage::Blocked(blocked) = world.on(event).stage else { panic!() };
    assert_eq!(blocked.verdict.next, diagnosis::Next::AskPerson);
}

#[test]
fn the_cards_and_the_paste_box_lead_to_the_right_place() {
    for (card, stage) in [
        (Card::NeedAdminApproval, "blocked"),
        (Card::ApprovalRequired, "blocked"),
        (Card::RequestSent, "waiting"),
        (Card::SomethingElse, "browser"),
    ] {
        assert_eq!(browser(Some(nora())).does(Intent::TellPage { card }).stage_name(), stage, "{card:?}");
    }
    let world = browser(None).does(Intent::PasteText { text: "my cat walked here".into() });
    assert!(matches!(&world.stage, Stage::Browser(b) if b.paste == Paste::NothingFound));
    let world = browser(None).does(Intent::PasteText { text: "AADSTS90094: admin consent is needed".into() });
    let Stage::Blocked(blocked) = world.stage else { panic!() };
    assert!(matches!(blocked.verdict.wall, Wall::AdminApprovalRequired(_)));
}

#[test]
fn what_is_pasted_is_kept_without_the_secrets_that_came_with_it() {
    let text = "https://login.example/reply?code=0.AXoAsecret&state=b64secret\nAADSTS90094: admin consent is needed";
    for world in [browser(None), blocked(None)] {
        let Stage::Blocked(blocked) = world.does(Intent::PasteText { text: text.into() }).stage else { panic!() };
        let kept = serde_json::to_string(&blocked).unwrap();
        assert!(kept.contains("AADSTS90094") && kept.contains("login.example"), "{kept}");
        assert!(!kept.contains("secret"), "{kept}");
    }
}

#[test]
fn an_account_that_is_dropped_on_the_way_back_leaves_no_token() {
    assert_eq!(browser(Some(nora())).does(Intent::CancelSignIn).asked_for(), ["stop", "forget"]);
    assert_eq!(blocked(Some(nora())).does(Intent::Back).asked_for(), ["stop", "forget"]);
}

#[test]
fn reading_the_letter_again_does_not_stop_the_watch() {
    let world = waiting(Some(nora())).does(Intent::ReadDraft).after(20).on(Event::Tick);
    assert_eq!(world.asked_for(), ["check"]);
    let event = checked(&world, Redemption::Granted(grant(ALL)));
    assert_eq!(world.on(event).stage_name(), "connected");
}

#[test]
fn a_page_that_nobody_can_name_says_nothing_about_the_wall_that_is_known() {
    let world = blocked(Some(nora()));
    let before = world.stage.clone();
    let world = world.does(Intent::TellPage { card: Card::SomethingElse });
    assert_eq!((&world.stage, world.asked_for()), (&before, vec![]));
}

#[test]
fn another_wall_after_a_no_keeps_the_letter_that_was_written() {
    let edit = Intent::EditDraft { to: "it@northbank.example".into(), lang: LetterLang::Ja, length: Length::Short };
    let world = blocked(Some(nora())).does(Intent::AskIt).does(edit).does(Intent::Sent).does(Intent::TheySaidNo);
    let world = world.does(Intent::TryAgain);
    assert_eq!(world.stage_name(), "browser");
    let world = world.does(Intent::PasteText { text: "AADSTS90094: admin consent is needed".into() });
    let Stage::Compose(compose) = world.does(Intent::AskIt).stage else { panic!() };
    assert_eq!((compose.draft.to.as_str(), compose.draft.lang), ("it@northbank.example", LetterLang::Ja));
}

#[test]
fn the_letter_read_after_a_no_goes_back_to_the_no() {
    let world = waiting(Some(nora())).does(Intent::TheySaidNo).does(Intent::ReadDraft).does(Intent::Back);
    assert_eq!(world.stage_name(), "denied");
}

#[test]
fn a_paste_with_nothing_in_it_says_so_also_after_the_block() {
    let world = blocked(None).does(Intent::PasteText { text: "my cat walked here".into() });
    assert!(matches!(&world.stage, Stage::Blocked(b) if b.paste == Paste::NothingFound));
}

#[test]
fn a_late_yes_in_the_tab_connects_only_the_same_person() {
    let late = |account: Account| {
        blocked(Some(nora())).on(Event::SignInEnded { attempt: 7, end: signed(account, ALL) }).stage_name()
    };
    assert_eq!(late(nora()), "connected");
    assert_eq!(late(adrian()), "blocked");
}

#[test]
fn a_late_code_makes_the_verdict_surer() {
    let world = blocked(Some(nora()));
    let evidence = Evidence::Redirect("error=access_denied&error_description=AADSTS900941%3a+x".into());
    let world = world.on(Event::SignInEnded { attempt: 7, end: SignInEnd::Refused { leg: Leg::Calendar, evidence } });
    let Stage::Blocked(blocked) = world.stage else { panic!() };
    assert_eq!(blocked.verdict.wall, Wall::AdminApprovalRequired(Approval::RiskyApp));
}

#[test]
fn a_late_answer_that_says_no_more_changes_nothing() {
    let world = browser(Some(nora())).does(Intent::PasteText { text: "AADSTS90094: only an administrator".into() });
    let before = world.stage.clone();
    assert_eq!(world.stage_name(), "blocked");
    for raw in ["error=access_denied&error_subcode=cancel", "error=access_denied&error_description=AADSTS90094%3a+x"] {
        let end = SignInEnd::Refused { leg: Leg::Calendar, evidence: Evidence::Redirect(raw.into()) };
        let world = World { effects: vec![], profile: Profile::demo(), stage: before.clone(), ..world };
        assert_eq!(world.on(Event::SignInEnded { attempt: 7, end }).stage, before, "{raw}");
    }
}

#[test]
fn the_draft_is_kept_to_the_character_and_delivered_by_the_chosen_route() {
    let edit = Intent::EditDraft { to: "it@northbank.example".into(), lang: LetterLang::Ja, length: Length::Short };
    let world = blocked(Some(nora())).does(Intent::AskIt).does(edit).does(Intent::Deliver { route: Route::DraftFile });
    assert_eq!(world.asked_for(), ["deliver"]);
    let twice = World { effects: vec![], ..world }.does(Intent::Deliver { route: Route::DraftFile });
    assert!(twice.asked_for().is_empty());
    let file = Some(PathBuf::from("request.eml"));
    let world = twice.on(Event::Delivered { route: Route::DraftFile, outcome: Ok(file.clone()) });
    let Stage::Compose(compose) = &world.stage else { panic!() };
    assert_eq!((compose.draft.lang, compose.draft.length), (LetterLang::Ja, Length::Short));
    assert_eq!(compose.delivery, Delivery::HandedOver { route: Route::DraftFile, file });
    let world = world.does(Intent::Sent);
    let Stage::Waiting(waiting) = &world.stage else { panic!() };
    assert_eq!(waiting.draft.to, "it@northbank.example");
}

#[test]
fn reading_the_draft_while_waiting_loses_neither_the_draft_nor_the_watch() {
    let world = waiting(Some(nora()));
    let before = world.stage.clone();
    let world = world.does(Intent::ReadDraft).does(Intent::Back);
    assert_eq!(world.stage, before);
}

#[test]
fn a_no_told_by_the_person_is_taken_calmly() {
    let world = waiting(Some(nora())).does(Intent::TheySaidNo);
    assert!(matches!(&world.stage, Stage::Denied(d) if d.how == HowDenied::PersonSaid));
    assert!(world.effects.is_empty());
}
