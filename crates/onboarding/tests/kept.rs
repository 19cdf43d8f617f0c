//! What the journal is given, what it gives back, and what ends with the journey, through the whole engine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm)]

mod bench;

use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use onboarding::{CalendarFault, Intent, JournalFault, LookupView, Notice, Screen, Stage, StoreFault, View};
use profile::Profile;

use bench::{Bench, PERSON, Surroundings, comes};

fn typed(text: &str) -> Intent {
    Intent::TypeAddress { text: text.to_owned() }
}

#[tokio::test(start_paused = true)]
async fn every_change_is_written_down_and_what_changes_nothing_is_not() {
    let bench = Bench::open(Profile::demo(), Surroundings::new(None));
    let before = bench.around.saved.lock().unwrap().len();
    // The middle one has nothing to do with this stage.
    for intent in [Intent::Start, Intent::Sent, typed("nobody")] {
        bench.does(intent);
    }
    bench.until(|view| matches!(&view.screen, Screen::Address(address) if address.typed == "nobody")).await;
    let saved = bench.around.saved.lock().unwrap();
    assert_eq!(saved.len() - before, 2);
    assert!(matches!(saved.last(), Some(Stage::Address(address)) if address.typed == "nobody"));
}

#[tokio::test(start_paused = true)]
async fn a_state_that_could_not_be_read_is_never_written_over() {
    let around = Surroundings::new(None);
    *around.found.lock().unwrap() = Some(Err(JournalFault::Io(io::Error::other("a bad sector"))));
    let bench = Bench::open(Profile::demo(), around);
    bench.does(Intent::Start);
    let view = bench.until(|view| matches!(view.screen, Screen::Address(_))).await;
    assert!(view.notices.contains(&Notice::StateNotSaved));
    assert!(bench.around.saved.lock().unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_key_store_that_fails_its_trial_is_named_until_it_takes_something() {
    for (fault, notice) in [
        (StoreFault::Unavailable, Notice::SessionOnly),
        (StoreFault::Locked, Notice::KeyStoreLocked),
        (StoreFault::Unreadable, Notice::RecordUnreadable),
    ] {
        let around = Surroundings::new(None);
        *around.trial.lock().unwrap() = Some(fault);
        let bench = Bench::open(Profile::demo(), around);
        let view = bench.until(|view| !view.notices.is_empty()).await;
        assert_eq!(view.notices, [notice]);
        bench.does(Intent::Start);
        bench.does(typed(PERSON));
        let found =
            |view: &View| matches!(&view.screen, Screen::Address(a) if matches!(a.lookup, LookupView::Found(_)));
        bench.until(found).await;
        bench.does(Intent::Continue);
        bench.does(Intent::SignIn);
        bench.until(|view| matches!(view.screen, Screen::Connected(_)) && view.notices.is_empty()).await;
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_under_way_is_taken_up_again() {
    let first = Bench::connected(CalendarFault::NoMailbox).await;
    comes(|| first.around.kept.lock().unwrap().is_some()).await;
    let around = Surroundings::new(None);
    *around.kept.lock().unwrap() = first.around.kept.lock().unwrap().clone();
    *around.found.lock().unwrap() = first.around.saved.lock().unwrap().pop().map(Ok);
    let again = Bench::open(Profile::demo(), around);
    assert!(matches!(again.journey.view().screen, Screen::Connected(_)));
    comes(|| again.around.loads.load(Ordering::SeqCst) > 0).await;
}

#[tokio::test(start_paused = true)]
async fn an_answer_about_an_earlier_address_is_nobodys() {
    let bench = Bench::open(Profile::demo(), Surroundings::new(None));
    bench.does(Intent::Start);
    for (address, seconds) in [("a@early.example", 1), ("b@late.example", 5)] {
        *bench.around.discovery_takes.lock().unwrap() = Duration::from_secs(seconds);
        bench.does(typed(address));
        let looking = |screen: &Screen| matches!(screen, Screen::Address(screen) if screen.typed == address && matches!(screen.lookup, LookupView::Looking { .. }));
        bench.until(|view| looking(&view.screen)).await;
        // So that the question is asked before the next one's time is set.
        tokio::task::yield_now().await;
    }
    let answered = |screen: &Screen| match screen {
        Screen::Address(screen) => match &screen.lookup {
            LookupView::Found(found) => Some(found.domain.clone()),
            _ => None,
        },
        _ => None,
    };
    let view = bench.until(|view| answered(&view.screen).is_some()).await;
    assert_eq!(answered(&view.screen).as_deref(), Some("late.example"));
}

#[tokio::test(start_paused = true)]
async fn going_back_calls_the_sign_in_off() {
    let bench = Bench::before_the_sign_in(Profile::demo(), None, true).await;
    bench.around.nobody_walks.store(true, Ordering::SeqCst);
    bench.does(Intent::SignIn);
    comes(|| !bench.around.pages.lock().unwrap().is_empty()).await;
    bench.does(Intent::Back);
    comes(|| bench.around.called_off.load(Ordering::SeqCst) == 1).await;
    bench.until(|view| matches!(view.screen, Screen::Permissions(_))).await;
}

#[tokio::test(start_paused = true)]
async fn a_journey_that_is_dropped_leaves_nothing_running() {
    let bench = Bench::before_the_sign_in(Profile::demo(), None, true).await;
    bench.around.nobody_walks.store(true, Ordering::SeqCst);
    bench.does(Intent::SignIn);
    comes(|| !bench.around.pages.lock().unwrap().is_empty()).await;
    let Bench { journey, around } = bench;
    drop(journey);
    comes(|| Arc::strong_count(&around) == 1).await;
}
