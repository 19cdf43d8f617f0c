//! The whole journey over real sockets: engine, client, listener and simulated tenant, with a person's browser in between.
#![allow(clippy::unwrap_used, clippy::wildcard_enum_match_arm)]

mod folder;
mod person;
mod stage;

use std::sync::Arc;

use diagnosis::{Card, Next, Wall};
use jiff::SignedDuration;
use onboarding::*;
use request::{Length, LetterLang, Route};
use serde_json::json;

use keychain::Vault;
use stage::{BadStore, Bench, Forgetful, NORA};

#[tokio::test]
async fn an_open_tenant_connects_in_one_trip_and_shows_the_week() {
    let mut bench = Bench::open("open").await;
    let page = bench.reach_the_page().await;
    bench.nora().go_through(&page).await;
    let screen = bench.connected().await;
    assert!(screen.approved_at.is_none());
    assert!(screen.calendars.len() >= 3 && screen.events.len() >= 8, "{screen:?}");
    assert!(screen.can_write);
    let view = bench.journey.view();
    assert!(view.route.iter().all(|stop| stop.at != StopName::Decision));
    assert!(bench.desk.notified.lock().unwrap().is_empty());
}

#[tokio::test]
async fn the_managed_policy_walls_the_calendar_and_the_approval_is_noticed_without_a_click() {
    let mut bench = Bench::open("managed-policy").await;
    bench.reach_the_waiting_room().await;
    let screen = bench.journey.view().screen;
    assert!(matches!(&screen, Screen::Waiting(waiting) if waiting.name.as_deref() == Some("Nora Lindqvist")));

    bench.clock.advance(SignedDuration::from_secs(20));
    bench
        .until("a first look that found nothing", |view| match &view.screen {
            Screen::Waiting(WaitingScreen { watch: WatchView::Next { checks: 1, .. }, .. }) => Some(()),
            _ => None,
        })
        .await;

    bench.control("approve", json!({})).await;
    bench.clock.advance(SignedDuration::from_secs(40));
    let screen = bench.connected().await;
    assert!(screen.approved_at.is_some());
    assert_eq!(screen.username, NORA);
    let notified = || bench.desk.notified.lock().unwrap().clone();
    bench.until("a notification", |_| (!notified().is_empty()).then_some(())).await;
    assert_eq!(notified(), ["Your calendar is connected to Daybook."]);
}

#[tokio::test]
async fn the_link_in_the_letter_lets_the_admin_say_yes() {
    let mut bench = Bench::open("managed-policy").await;
    let page = bench.reach_the_page().await;
    bench.nora().go_through(&page).await;
    bench.act(Intent::TellPage { card: Card::NeedAdminApproval });
    bench.act(Intent::AskIt);
    bench.act(Intent::EditDraft { to: "it@northbank.example".into(), lang: LetterLang::En, length: Length::Full });
    let letter = bench
        .until("the letter", |view| match &view.screen {
            Screen::Compose(compose) if compose.to == "it@northbank.example" => Some(compose.letter.clone()),
            _ => None,
        })
        .await;
    bench.act(Intent::Deliver { route: Route::DraftFile });
    bench
        .until("the draft handed over", |view| match &view.screen {
            Screen::Compose(ComposeScreen { delivery: Delivery::HandedOver { .. }, .. }) => Some(()),
            _ => None,
        })
        .await;
    let eml = String::from_utf8(bench.desk.drafts.lock().unwrap()[0].clone()).unwrap();
    assert!(eml.contains("X-Unsent: 1"));
    bench.act(Intent::Sent);

    let text = letter.to_text();
    let link = text.split_whitespace().find(|word| word.contains("/adminconsent")).unwrap();
    assert!(link.contains(&bench.tenant.tenant_id()), "{link}");
    let done = bench.admin().go_through(link).await;
    assert!(!done.asks_for("accept"), "{}", done.url);
    bench.act(Intent::CheckNow);
    bench.connected().await;
}

#[tokio::test]
async fn an_update_that_asks_for_more_connects_with_what_was_approved_and_the_addition_follows() {
    let mut bench = Bench::open("new-permission-later").await;
    let page = bench.reach_the_page().await;
    let wall = bench.nora().go_through(&page).await;
    assert!(wall.says("Need admin approval"), "{}", wall.url);
    bench.act(Intent::TellPage { card: Card::NeedAdminApproval });
    let screen = bench.connected().await;
    assert!(!screen.can_write && screen.events.len() >= 8, "{screen:?}");
    let card = screen.addition.unwrap();
    assert_eq!(card.added.iter().map(|added| added.value.as_str()).collect::<Vec<_>>(), ["Calendars.ReadWrite"]);
    let AdditionStep::AskIt { note, .. } = card.step else { panic!("{:?}", card.step) };
    assert!(note.letter.to_text().contains("now also asks for Calendars.ReadWrite"), "{}", note.letter.to_text());

    bench.act(Intent::EditDraft { to: "it@northbank.example".into(), lang: LetterLang::En, length: Length::Full });
    bench.act(Intent::Deliver { route: Route::DraftFile });
    bench
        .until("the note handed over", |view| match &view.screen {
            Screen::Connected(screen) => match &screen.addition.as_ref()?.step {
                AdditionStep::AskIt { note, .. } => matches!(note.delivery, Delivery::HandedOver { .. }).then_some(()),
                _ => None,
            },
            _ => None,
        })
        .await;
    bench.act(Intent::Sent);
    let bench = bench.restart().await;
    bench.connected().await;
    bench.control("approve", json!({})).await;
    bench.clock.advance(SignedDuration::from_mins(1));
    let screen = bench
        .until("the new permission", |view| match &view.screen {
            Screen::Connected(screen) if screen.can_write => Some(screen.clone()),
            _ => None,
        })
        .await;
    assert!(screen.addition.is_none() && screen.approved_at.is_some() && screen.thanks.is_some(), "{screen:?}");
}

#[tokio::test]
async fn where_consent_is_off_sign_in_itself_is_walled_and_nothing_is_promised() {
    let mut bench = Bench::open("consent-off").await;
    let page = bench.reach_the_page().await;
    let wall = bench.nora().go_through(&page).await;
    assert!(wall.says("Need admin approval"));
    bench.act(Intent::TellPage { card: Card::NeedAdminApproval });
    let blocked = bench
        .until("the block", |view| match &view.screen {
            Screen::Blocked(blocked) => Some(blocked.clone()),
            _ => None,
        })
        .await;
    assert_eq!((blocked.leg, blocked.can_watch, blocked.name), (Leg::Identity, false, None));
    bench.act(Intent::AskIt);
    bench.act(Intent::Sent);
    bench
        .until("a reminder", |view| match &view.screen {
            Screen::Waiting(WaitingScreen { watch: WatchView::Remind, .. }) => Some(()),
            _ => None,
        })
        .await;
    // IT says yes by mail; the person tries again.
    bench.control("approve", json!({})).await;
    bench.act(Intent::TryAgain);
    let page = bench.page().await;
    bench.nora().go_through(&page).await;
    bench.connected().await;
}

#[tokio::test]
async fn a_blocked_app_ends_in_an_honest_no() {
    let mut bench = Bench::open("denied").await;
    bench.reach_the_waiting_room().await;
    bench.control("deny", json!({})).await;
    bench.act(Intent::CheckNow);
    let denied = bench
        .until("the no", |view| match &view.screen {
            Screen::Denied(denied) => Some(denied.clone()),
            _ => None,
        })
        .await;
    assert_eq!(denied.how, HowDenied::MicrosoftSaid);
    assert!(denied.codes.iter().any(|code| code.number == 7_000_112));
}

#[tokio::test]
async fn going_back_from_the_wall_is_not_called_declined() {
    let mut bench = Bench::open("managed-policy").await;
    let page = bench.reach_the_page().await;
    let nora = bench.nora();
    let wall = nora.go_through(&page).await;
    nora.follow(&wall, "return").await;
    let blocked = bench
        .until("the block", |view| match &view.screen {
            Screen::Blocked(blocked) => Some(blocked.clone()),
            _ => None,
        })
        .await;
    assert_eq!((blocked.verdict.wall, blocked.verdict.next), (Wall::Other, Next::AskPerson));
    bench.act(Intent::TellPage { card: Card::NeedAdminApproval });
    bench
        .until("the cause", |view| match &view.screen {
            Screen::Blocked(blocked) => matches!(blocked.verdict.wall, Wall::AdminApprovalRequired(_)).then_some(()),
            _ => None,
        })
        .await;
}

#[tokio::test]
async fn declining_a_page_that_could_be_accepted_is_called_declined() {
    let mut bench = Bench::open("open").await;
    let page = bench.reach_the_page().await;
    let nora = bench.nora();
    let shown = nora.sign_in(&nora.open(&page).await).await;
    let back = nora.press(&shown, Some("cancel"), &[]).await;
    nora.press(&back, None, &[]).await;
    let wall = bench
        .until("the answer", |view| match &view.screen {
            Screen::Blocked(blocked) => Some(blocked.verdict.wall),
            _ => None,
        })
        .await;
    assert_eq!(wall, Wall::UserDeclined);
}

#[tokio::test]
async fn a_restart_in_the_waiting_room_looks_at_once_and_finishes() {
    let mut bench = Bench::open("managed-policy").await;
    bench.reach_the_waiting_room().await;
    bench.control("approve", json!({})).await;
    let bench = bench.restart().await;
    assert!(bench.connected().await.approved_at.is_some());
}

#[tokio::test]
async fn a_restart_during_the_sign_in_keeps_who_was_proved_and_asks_for_the_page_again() {
    let mut bench = Bench::open("managed-policy").await;
    let page = bench.reach_the_page().await;
    bench.nora().go_through(&page).await;
    bench
        .until("the first leg", |view| match &view.screen {
            Screen::Browser(browser) => browser.name.clone(),
            _ => None,
        })
        .await;
    let bench = bench.restart().await;
    let view = bench.journey.view();
    let Screen::Browser(browser) = view.screen else { panic!("{:?}", view.screen) };
    assert_eq!((browser.page, browser.name.as_deref()), (PageView::Interrupted, Some("Nora Lindqvist")));
}

#[tokio::test]
async fn a_connected_calendar_comes_back_after_a_restart() {
    let mut bench = Bench::open("open").await;
    let page = bench.reach_the_page().await;
    bench.nora().go_through(&page).await;
    let before = bench.connected().await;
    let hidden = before.calendars[1].calendar.id.clone();
    bench.act(Intent::ShowCalendar { id: hidden.clone(), shown: false });
    bench
        .until("a hidden calendar", |view| match &view.screen {
            Screen::Connected(screen) => screen.calendars.iter().any(|one| !one.shown).then_some(()),
            _ => None,
        })
        .await;
    let bench = bench.restart().await;
    let after = bench.connected().await;
    assert!(after.calendars.iter().any(|one| one.calendar.id == hidden && !one.shown));
    assert!(after.events.len() < before.events.len());
}

#[tokio::test]
async fn signing_out_leaves_nothing_to_come_back_to() {
    let mut bench = Bench::open("open").await;
    let page = bench.reach_the_page().await;
    bench.nora().go_through(&page).await;
    bench.connected().await;
    bench.act(Intent::SignOut);
    bench.until("the welcome", |view| matches!(view.screen, Screen::Welcome).then_some(())).await;
    let bench = bench.restart().await;
    assert_eq!(bench.journey.view().screen, Screen::Welcome);
}

#[tokio::test]
async fn without_a_key_store_the_session_lives_in_memory_and_says_so() {
    let mut bench = Bench::with("managed-policy", Arc::new(BadStore(StoreFault::Unavailable))).await;
    bench.until("the notice", |view| view.notices.contains(&Notice::SessionOnly).then_some(())).await;
    bench.reach_the_waiting_room().await;
    bench.control("approve", json!({})).await;
    bench.act(Intent::CheckNow);
    bench.connected().await;
}

#[tokio::test]
async fn a_locked_key_store_is_a_notice_of_its_own() {
    let bench = Bench::with("open", Arc::new(BadStore(StoreFault::Locked))).await;
    bench.until("the notice", |view| view.notices.contains(&Notice::KeyStoreLocked).then_some(())).await;
}

#[tokio::test]
async fn the_support_details_name_what_the_key_store_came_to_at_the_start() {
    let faults = [
        (StoreFault::Locked, Notice::KeyStoreLocked, "locked /"),
        (StoreFault::Unavailable, Notice::SessionOnly, "not available /"),
        (StoreFault::Unreadable, Notice::RecordUnreadable, "holds a record this version cannot read /"),
    ];
    for (fault, notice, words) in faults {
        let bench = Bench::with("open", Arc::new(BadStore(fault))).await;
        bench.until("the notice", |view| view.notices.contains(&notice).then_some(())).await;
        let line = bench.key_store_line().await;
        assert!(line.is_some_and(|line| line.contains(words)), "{fault:?}");
    }
    // A store can be read and still keep nothing: only trying it out tells.
    let bench = Bench::with("open", Arc::new(Forgetful(Vault::in_memory()))).await;
    bench.until("the notice", |view| view.notices.contains(&Notice::SessionOnly).then_some(())).await;
    let mut bench = Bench::open("open").await;
    bench.reach_the_page().await;
    let line = bench.key_store_line().await;
    assert!(line.is_some_and(|line| line.contains("no fault /")));
}

#[tokio::test]
async fn an_unknown_domain_stays_editable() {
    let bench = Bench::open("open").await;
    bench.act(Intent::Start);
    for (text, found) in [("nora@nothbank.example", false), (NORA, true)] {
        bench.act(Intent::TypeAddress { text: text.to_owned() });
        bench
            .until("an answer", |view| match &view.screen {
                Screen::Address(AddressScreen { typed, lookup }) if typed == text => match lookup {
                    LookupView::NotFound { .. } if !found => Some(()),
                    LookupView::Found(_) if found => Some(()),
                    _ => None,
                },
                _ => None,
            })
            .await;
    }
}

#[tokio::test]
async fn a_service_that_answers_nonsense_is_named_and_can_be_tried_again() {
    let faults = [
        (json!({"route": "discovery", "status": 500, "times": 1}), NetworkFault::ServiceFault),
        (json!({"route": "discovery", "body": "html", "times": 1}), NetworkFault::NotTheService),
        (json!({"route": "discovery", "body": "garbage", "times": 1}), NetworkFault::NotTheService),
        (json!({"route": "discovery", "body": "empty", "times": 1}), NetworkFault::NotTheService),
        (json!({"route": "discovery", "drop": true, "times": 1}), NetworkFault::ServiceFault),
    ];
    for (order, expected) in faults {
        let bench = Bench::open("open").await;
        bench.control("fault", order.clone()).await;
        bench.act(Intent::Start);
        bench.act(Intent::TypeAddress { text: NORA.to_owned() });
        let fault = bench
            .until("a named fault", |view| match &view.screen {
                Screen::Address(AddressScreen { lookup: LookupView::Unreachable { fault }, .. }) => Some(*fault),
                _ => None,
            })
            .await;
        assert_eq!(fault, expected, "{order}");
        bench.act(Intent::RetryLookup);
        bench
            .until("a found tenant", |view| match &view.screen {
                Screen::Address(AddressScreen { lookup: LookupView::Found(_), .. }) => Some(()),
                _ => None,
            })
            .await;
    }
}

#[tokio::test]
async fn no_request_of_the_whole_journey_was_one_the_tenant_did_not_expect() {
    let mut bench = Bench::open("managed-policy").await;
    bench.reach_the_waiting_room().await;
    bench.control("approve", json!({})).await;
    bench.act(Intent::CheckNow);
    bench.connected().await;
    let unexpected: Vec<_> = bench.tenant.ledger().into_iter().filter(|entry| entry.unexpected).collect();
    assert!(unexpected.is_empty(), "{unexpected:?}");
}

/// A state file that another program holds open at the moment.
#[derive(Default)]
struct HeldJournal(std::sync::atomic::AtomicU32);

impl Journal for HeldJournal {
    fn load(&self) -> Result<Option<Stage>, JournalFault> {
        Err(JournalFault::Io(std::io::Error::from(std::io::ErrorKind::PermissionDenied)))
    }

    fn save(&self, _: &Stage) -> Result<(), JournalFault> {
        self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Ok(())
    }
}

#[tokio::test]
async fn a_state_that_could_not_be_read_is_never_written_over() {
    let journal = Arc::new(HeldJournal::default());
    let bench = Bench::built("open", Arc::new(keychain::Vault::in_memory()), Some(journal.clone())).await;
    bench.until("the notice", |view| view.notices.contains(&Notice::StateNotSaved).then_some(())).await;
    bench.act(Intent::Start);
    bench.until("the address", |view| matches!(view.screen, Screen::Address(_)).then_some(())).await;
    assert!(bench.journey.view().notices.contains(&Notice::StateNotSaved));
    assert_eq!(journal.0.load(std::sync::atomic::Ordering::Relaxed), 0);
}

#[tokio::test]
async fn starting_over_leaves_no_token_in_the_key_store() {
    let vault = keychain::Vault::in_memory();
    let mut bench = Bench::with("managed-policy", Arc::new(vault.clone())).await;
    bench.reach_the_waiting_room().await;
    assert_eq!(vault.accounts().await.unwrap().len(), 1);
    bench.act(Intent::StartOver);
    bench.until("the welcome", |view| matches!(view.screen, Screen::Welcome).then_some(())).await;
    let bench = bench.restart().await;
    assert!(vault.accounts().await.unwrap().is_empty());
    drop(bench);
}
