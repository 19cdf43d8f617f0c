//! The journey wakes by itself when something is due, through the whole engine: schedule, clock, tick, view.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm)]

mod bench;

use std::sync::atomic::Ordering;
use std::time::Duration;

use onboarding::{Connection, Intent, Offer, Screen, View};
use profile::Profile;
use request::Route;

use bench::{Bench, refusal, soon};

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;

fn retry(view: &View) -> Option<u32> {
    match &view.screen {
        Screen::Blocked(screen) => match screen.offer {
            Offer::RetryAt { nth, .. } => Some(nth),
            _ => None,
        },
        _ => None,
    }
}

#[tokio::test(start_paused = true)]
async fn the_page_opens_again_by_itself_when_its_time_has_come_and_never_before() {
    let bench = Bench::at(refusal(90033)).await;
    let opened = || bench.around.sign_ins.load(Ordering::SeqCst);
    for (nth, wait) in [(1, 30), (2, MINUTE), (3, 3 * MINUTE)] {
        bench.until(|view| retry(view) == Some(nth)).await;
        bench.passes(wait - 1);
        // Only when every task waits does the paused time move.
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(opened(), nth as usize);
        bench.passes(1);
    }
    bench.until(|view| matches!(view.screen, Screen::Blocked(_)) && retry(view).is_none() && opened() == 4).await;
    bench.passes(DAY);
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(opened(), 4);
}

#[tokio::test(start_paused = true)]
async fn the_follow_up_shows_by_itself_on_its_day_and_the_journey_still_answers() {
    let bench = Bench::at(refusal(90094)).await;
    bench.does(Intent::AskIt);
    bench.does(Intent::Deliver { route: Route::Copy });
    bench.does(Intent::Sent);
    let follow_up = |view: &View| matches!(&view.screen, Screen::Waiting(s) if s.follow_up.is_some());
    let waiting = bench.until(|view| matches!(view.screen, Screen::Waiting(_))).await;
    assert!(!follow_up(&waiting));
    bench.passes(6 * DAY);
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(!follow_up(&bench.journey.view()));
    bench.passes(DAY);
    bench.until(follow_up).await;
    // The instant stays due; it was served and does not come again at once.
    bench.does(Intent::CheckConnection);
    bench.until(|view| view.connection != Connection::NotChecked).await;
}

#[tokio::test(start_paused = true)]
async fn a_journey_that_ends_waits_for_what_the_key_store_is_still_keeping() {
    let bench = Bench::before_the_sign_in(Profile::demo(), None, true).await;
    *bench.around.store_takes.lock().unwrap() = Duration::from_secs(5);
    bench.does(Intent::SignIn);
    bench.until(|view| matches!(view.screen, Screen::Connected(_))).await;
    let Bench { journey, around } = bench;
    assert!(around.kept.lock().unwrap().is_none());
    soon(journey.close()).await;
    assert!(around.kept.lock().unwrap().is_some());
}
