//! What a click puts on the clipboard or into a mail, through the whole engine: intent, step, effect, port, view.
#![allow(clippy::unwrap_used, clippy::wildcard_enum_match_arm)]

mod bench;

use diagnosis::{Context, Evidence, diagnose};
use onboarding::*;
use profile::Lang;

use bench::{Bench, CANARIES, CORRELATION, PERSON, codeless_cancel, comes, refusal};

fn assert_clean(text: &str) {
    for canary in CANARIES {
        assert!(!text.contains(canary), "{canary} came out: {text}");
    }
    assert!(!text.contains("canary"), "part of a canary came out: {text}");
}

#[tokio::test]
async fn the_support_details_hold_what_support_needs_and_no_token_code_or_address() {
    for code in [90094, 90095, 50105, 53003, 7000112, 50020, 650053, 90033, 50173, 50076, 8999999] {
        let bench = Bench::at(refusal(code)).await;
        let (text, view) = bench.copies(Copyable::SupportDetails).await;
        assert_clean(&text);
        let code = format!("AADSTS{code}");
        for fact in [&code, CORRELATION, "Windows 11 24H2", "blocked", "2026-11-20 09:25:00Z", "0 s"] {
            assert!(text.contains(fact), "{fact} is not in {text}");
        }
        assert_eq!(view.copied, Some(Copied { what: Copyable::SupportDetails, nth: 1 }));
    }
}

#[tokio::test]
async fn a_clipboard_that_takes_nothing_is_said_and_not_claimed() {
    let bench = Bench::with(refusal(90094), false).await;
    bench.does(Intent::Copy { what: Copyable::SupportDetails });
    let view = bench.until(|view| view.notices.contains(&Notice::NotCopied)).await;
    assert_eq!(view.copied, None);
}

#[tokio::test]
async fn the_same_text_taken_twice_is_news_twice() {
    let bench = Bench::at(refusal(90094)).await;
    bench.copies(Copyable::SupportDetails).await;
    let (_, view) = bench.copies(Copyable::SupportDetails).await;
    assert_eq!(view.copied.map(|copied| copied.nth), Some(2));
}

#[tokio::test]
async fn the_reason_for_microsofts_box_is_copied_as_it_is_shown() {
    let bench = Bench::at(refusal(90095)).await;
    let Offer::PageRequest { reason, lang } = bench.screen().offer else { panic!("{:?}", bench.screen().offer) };
    assert_eq!(lang, None);
    for (lang, shown) in [(Lang::En, &reason.en), (Lang::Ja, &reason.ja)] {
        let (text, _) = bench.copies(Copyable::Justification { lang }).await;
        assert_eq!(text, *shown);
    }
}

#[tokio::test]
async fn the_reason_begins_in_the_language_of_the_page_that_was_seen() {
    for (page, expected) in [("承認が必要です", Lang::Ja), ("Genehmigung erforderlich", Lang::En)] {
        let bench = Bench::at(codeless_cancel()).await;
        bench.does(Intent::PasteText { text: page.to_owned() });
        let view = bench
            .until(|view| matches!(&view.screen, Screen::Blocked(blocked) if blocked.offer != Offer::AskPerson))
            .await;
        let Screen::Blocked(BlockedScreen { offer: Offer::PageRequest { lang, .. }, .. }) = view.screen else {
            panic!("{page}: {:?}", view.screen)
        };
        assert_eq!(lang, Some(expected), "{page}");
    }
}

#[tokio::test]
async fn the_note_goes_to_the_makers_address_without_naming_anyone() {
    let bench = Bench::at(refusal(650053)).await;
    bench.does(Intent::Deliver { route: request::Route::MailApp });
    bench
        .until(|view| match &view.screen {
            Screen::Blocked(BlockedScreen { offer: Offer::VendorNote(note), .. }) => {
                matches!(note.delivery, Delivery::HandedOver { .. })
            }
            _ => false,
        })
        .await;
    let mails = bench.around.mails.lock().unwrap().clone();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].starts_with("mailto:support@daybook.example?subject="), "{}", mails[0]);
    assert!(mails[0].contains("AADSTS650053") && mails[0].contains(CORRELATION), "{}", mails[0]);
    assert_clean(&mails[0]);
}

#[tokio::test]
async fn the_account_that_was_used_is_named_on_the_persons_own_screen() {
    assert_eq!(Bench::at(refusal(50020)).await.screen().account, PERSON);
}

#[tokio::test]
async fn every_wall_offers_its_own_way_on() {
    let offered = |offer: &Offer| match offer {
        Offer::AskPerson => "ask person",
        Offer::Letter => "letter",
        Offer::PageRequest { .. } => "page request",
        Offer::PassOn => "pass on",
        Offer::VendorNote(_) => "vendor note",
        Offer::RetryAt { .. } => "retry at",
        Offer::RetryLater => "retry later",
        Offer::SignIn => "sign in",
        Offer::ChooseAccount => "choose account",
        Offer::Stop => "stop",
    };
    for (code, way) in [
        (90093, "letter"),
        (90094, "letter"),
        (900941, "letter"),
        (90095, "page request"),
        (900981, "page request"),
        (50105, "letter"),
        (53003, "letter"),
        (7000112, "stop"),
        (1000031, "pass on"),
        (700016, "vendor note"),
        (650053, "vendor note"),
        (650052, "pass on"),
        (50011, "vendor note"),
        (501481, "sign in"),
        (50020, "choose account"),
        (90002, "choose account"),
        (90038, "vendor note"),
        (90033, "retry at"),
        (50196, "retry at"),
        (50053, "retry later"),
        (70008, "sign in"),
        (50076, "sign in"),
        (70016, "sign in"),
        (65001, "sign in"),
        (65004, "sign in"),
        (54005, "sign in"),
        (50057, "pass on"),
        (500021, "pass on"),
        (50000, "vendor note"),
        (8999999, "ask person"),
    ] {
        let bench = Bench::at(refusal(code)).await;
        assert_eq!(offered(&bench.screen().offer), way, "{code}");
    }
    // Blocked or declined: it cannot be told which, so the app asks.
    assert_eq!(offered(&Bench::at(codeless_cancel()).await.screen().offer), "ask person");
}

#[tokio::test]
async fn the_paste_box_comes_to_the_verdict_of_the_text_alone() {
    for text in [
        "Need admin approval\nDaybook needs permission to access resources in your organization that only an admin can grant.",
        "承認が必要です\nこのアプリには管理者の承認が必要です。要求の理由を入力してください。",
        "Request Id: 1\nMessage: AADSTS50105: not assigned to a role\nTimestamp: 2026-11-20 09:21:07Z",
        "AADSTS7000112: Application is disabled.",
        "ａａｄｓｔｓ５３００３：条件付きアクセス",
    ] {
        let bench = Bench::at(codeless_cancel()).await;
        bench.does(Intent::PasteText { text: text.to_owned() });
        // What `greenlightctl diagnose` makes of the same text.
        let alone = diagnose(&[Evidence::Page(text.to_owned())], &Context::default());
        let view = bench
            .until(|view| matches!(&view.screen, Screen::Blocked(screen) if screen.verdict.wall == alone.wall))
            .await;
        let Screen::Blocked(BlockedScreen { verdict, .. }) = view.screen else { panic!() };
        let shown = (verdict.wall, verdict.sure, verdict.who_acts, verdict.next, verdict.codes, verdict.words);
        let printed = (alone.wall, alone.sure, alone.who_acts, alone.next, alone.codes, alone.words);
        assert_eq!(shown, printed, "{text}");
    }
}

#[tokio::test]
async fn a_link_opens_the_page_of_the_app_the_person_or_their_organisation() {
    let bench = Bench::at(refusal(90094)).await;
    let tenant = "7f0d0b0c-1111-4222-8333-944444444444";
    for (link, part) in [
        (ProfileLink::Security, "/security"),
        (ProfileLink::Privacy, "/privacy"),
        (ProfileLink::Support, "/support"),
        (ProfileLink::MyApps, "https://myapps.microsoft.com"),
        (ProfileLink::Approval, tenant),
    ] {
        let before = bench.around.links.lock().unwrap().len();
        bench.does(Intent::OpenLink { link });
        comes(|| bench.around.links.lock().unwrap().len() > before).await;
        let opened = bench.around.links.lock().unwrap().last().unwrap().clone();
        assert!(opened.starts_with("https://") && opened.contains(part), "{opened}");
    }
}
