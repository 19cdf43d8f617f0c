//! The letter with its files and the notes around it, through the whole engine: intent, step, effect, port, view.
#![allow(clippy::unwrap_used, clippy::wildcard_enum_match_arm)]

mod bench;

use jiff::ToSpan;
use onboarding::*;
use profile::{Lang, Profile};
use request::{AttachmentKind, Block, Letter, Route};

use bench::{Bench, refusal};

fn compose(view: &View) -> &ComposeScreen {
    match &view.screen {
        Screen::Compose(screen) => screen,
        other => panic!("{other:?}"),
    }
}

/// At the composer, once it is known which files can be made: this desktop has no fonts, so the PDF cannot.
async fn composing(profile: Profile) -> Bench {
    let bench = Bench::of(profile, refusal(90094), true).await;
    bench.does(Intent::AskIt);
    tried(&bench).await;
    bench
}

async fn tried(bench: &Bench) -> View {
    let known = |file: &FileCard| file.state != FileState::Checking;
    bench.until(|view| matches!(&view.screen, Screen::Compose(s) if s.files.iter().all(known))).await
}

fn file(view: &View, kind: AttachmentKind) -> FileCard {
    compose(view).files.iter().find(|file| file.kind == kind).unwrap().clone()
}

fn words(letter: &Letter) -> String {
    letter.to_text()
}

#[tokio::test]
async fn the_ticked_files_travel_in_the_draft_and_lie_beside_the_saved_page() {
    let bench = composing(Profile::demo()).await;
    bench.does(Intent::Attach { kind: AttachmentKind::SheetHtml, on: true });
    bench.does(Intent::Attach { kind: AttachmentKind::PermissionsCsv, on: true });
    for route in [Route::DraftFile, Route::Save] {
        bench.does(Intent::Deliver { route });
        bench
            .until(|view| {
                matches!(&view.screen, Screen::Compose(s)
            if matches!(s.delivery, Delivery::HandedOver { route: by, .. } if by == route))
            })
            .await;
    }
    let files = bench.around.files.lock().unwrap().clone();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let folder = "Approval request - Daybook";
    assert_eq!(
        names,
        [
            "Approval request - Daybook.eml".to_owned(),
            format!("{folder}/{folder}.html"),
            format!("{folder}/demo-decision-en.html"),
            format!("{folder}/demo-permissions-en.csv"),
        ]
    );
    let eml = String::from_utf8(files[0].1.clone()).unwrap();
    for name in ["demo-decision-en.html", "demo-permissions-en.csv"] {
        assert!(eml.contains(name), "{name} is not in the draft");
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_made_here_says_why_and_does_not_count_as_ticked() {
    let bench = composing(Profile::demo()).await;
    bench.does(Intent::Attach { kind: AttachmentKind::SheetPdf, on: true });
    bench.does(Intent::Attach { kind: AttachmentKind::PermissionsJson, on: true });
    let view = bench.until(|view| file(view, AttachmentKind::PermissionsJson).ticked).await;
    let sheet = file(&view, AttachmentKind::SheetPdf);
    assert_eq!((sheet.ticked, sheet.state), (false, FileState::NoFont { lang: Lang::En }));
    assert!(matches!(file(&view, AttachmentKind::PermissionsJson).state, FileState::Ready { bytes } if bytes > 100));
}

#[tokio::test]
async fn with_a_file_ticked_the_first_route_that_takes_it_is_picked_and_the_person_may_override() {
    let bench = composing(Profile::demo()).await;
    bench.does(Intent::EditDraft {
        to: "it@northbank.example".to_owned(),
        lang: request::LetterLang::En,
        length: request::Length::Short,
    });
    let view = bench.until(|view| compose(view).length == request::Length::Short).await;
    assert_eq!(compose(&view).route, Route::MailApp);
    bench.does(Intent::Attach { kind: AttachmentKind::Guide, on: true });
    let view = bench.until(|view| file(view, AttachmentKind::Guide).ticked).await;
    assert_eq!(compose(&view).route, Route::DraftFile);
    assert_eq!(compose(&view).carriers, [Route::DraftFile, Route::Save]);
    bench.does(Intent::ChooseRoute { route: Route::MailApp });
    bench.until(|view| compose(view).route == Route::MailApp).await;
}

#[tokio::test]
async fn the_level_changes_the_letter_the_link_and_the_files() {
    let bench = composing(profile::shipped_as("calendar-sync").unwrap().clone()).await;
    let view = bench.journey.view();
    let before = compose(&view);
    assert_eq!(
        before.tiers.iter().filter(|tier| tier.chosen).map(|tier| tier.id.as_str()).collect::<Vec<_>>(),
        ["two-way"]
    );
    assert!(words(&before.letter).contains("Calendars.ReadWrite"));
    bench.does(Intent::ChooseTier { id: "busy".to_owned() });
    let view = bench.until(|view| compose(view).tiers[0].chosen).await;
    let after = words(&compose(&view).letter);
    assert!(after.contains("Calendars.ReadBasic") && !after.contains("Calendars.ReadWrite"), "{after}");
    let link = compose(&view).letter.blocks.iter().find_map(|block| match block {
        Block::Link { url, .. } => Some(url.clone()),
        _ => None,
    });
    assert!(link.unwrap().contains("scope=Calendars.ReadBasic"));
    bench.does(Intent::Attach { kind: AttachmentKind::PermissionsCsv, on: true });
    bench.does(Intent::Deliver { route: Route::Save });
    bench.until(|view| matches!(compose(view).delivery, Delivery::HandedOver { .. })).await;
    let files = bench.around.files.lock().unwrap().clone();
    let table = String::from_utf8(files.last().unwrap().1.clone()).unwrap();
    assert!(table.contains("Calendars.ReadBasic") && !table.contains("Calendars.ReadWrite"), "{table}");
}

#[tokio::test]
async fn a_level_that_the_approval_link_cannot_keep_to_is_offered_and_the_letter_says_so() {
    let mut profile = Profile::demo();
    profile.links.admin_approval = None;
    let bench = composing(profile).await;
    let view = bench.journey.view();
    assert_eq!((compose(&view).tiers.len(), compose(&view).link_also_grants.len()), (3, 2));
    bench.does(Intent::ChooseTier { id: "read".to_owned() });
    let view = bench.until(|view| compose(view).tiers[1].chosen).await;
    assert!(compose(&view).link_also_grants.contains(&"Calendars.ReadWrite".to_owned()));
    let text = words(&compose(&view).letter);
    assert!(text.contains("so it also grants Calendars.ReadBasic, Calendars.ReadWrite, beyond"), "{text}");
}

#[tokio::test]
async fn where_the_link_spells_the_scopes_out_it_grants_what_the_letter_asks_for() {
    let bench = composing(Profile::demo()).await;
    bench.does(Intent::ChooseTier { id: "basic".to_owned() });
    let view = bench.until(|view| compose(view).tiers[0].chosen).await;
    assert!(compose(&view).link_also_grants.is_empty());
    assert!(words(&compose(&view).letter).contains("scope=Calendars.ReadBasic%20User.Read"));
}

#[tokio::test]
async fn a_day_for_the_answer_stands_in_the_letter() {
    let bench = composing(Profile::demo()).await;
    let day = compose(&bench.journey.view()).days[0].clone();
    bench.does(Intent::AnswerBy { day: Some(day.parse().unwrap()) });
    let view = bench.until(|view| compose(view).answer_by.is_some()).await;
    assert!(words(&compose(&view).letter).contains("27 November 2026"), "{}", words(&compose(&view).letter));
}

#[tokio::test]
async fn the_follow_up_is_offered_after_a_week_and_goes_out_only_when_asked_for() {
    let bench = composing(Profile::demo()).await;
    bench.does(Intent::Sent);
    let early = bench.until(|view| matches!(view.screen, Screen::Waiting(_))).await;
    let Screen::Waiting(screen) = early.screen else { panic!() };
    assert_eq!(screen.follow_up, None);
    *bench.around.now.lock().unwrap() += (7 * 24).hours();
    bench.does(Intent::CheckNow);
    let due = |view: &View| matches!(&view.screen, Screen::Waiting(s) if s.follow_up.is_some());
    bench.until(due).await;
    assert!(bench.around.mails.lock().unwrap().is_empty());
    bench.does(Intent::Deliver { route: Route::MailApp });
    bench
        .until(|view| {
            matches!(&view.screen, Screen::Waiting(s)
        if s.follow_up.as_ref().is_some_and(|note| matches!(note.delivery, Delivery::HandedOver { .. })))
        })
        .await;
    let mails = bench.around.mails.lock().unwrap().clone();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains("20%20November%202026"), "{}", mails[0]);
}

#[tokio::test]
async fn after_a_no_a_polite_note_can_be_copied() {
    let bench = composing(Profile::demo()).await;
    bench.does(Intent::Sent);
    bench.does(Intent::TheySaidNo);
    let view = bench.until(|view| matches!(view.screen, Screen::Denied(_))).await;
    let Screen::Denied(screen) = view.screen else { panic!() };
    let note = screen.note.unwrap();
    bench.does(Intent::Deliver { route: Route::Copy });
    bench
        .until(|view| {
            matches!(&view.screen, Screen::Denied(s)
        if s.note.as_ref().is_some_and(|note| matches!(note.delivery, Delivery::HandedOver { .. })))
        })
        .await;
    assert_eq!(*bench.around.copied.lock().unwrap(), [words(&note.letter)]);
}
