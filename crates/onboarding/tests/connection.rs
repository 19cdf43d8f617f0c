//! A look at the connection, through the whole engine: intent, step, effect, port, view.
#![allow(clippy::unwrap_used, clippy::panic, clippy::wildcard_enum_match_arm)]

mod bench;

use std::sync::atomic::Ordering;

use onboarding::{ClockCheck, Connection, Finding, Intent, Obstacle, ServiceState};

use bench::{Bench, refusal};

#[tokio::test]
async fn what_was_found_is_on_screen_beside_the_stage_the_person_is_in() {
    let bench = Bench::at(refusal(90094)).await;
    let before = bench.screen();
    bench.does(Intent::CheckConnection);
    let view = bench.until(|view| matches!(view.connection, Connection::Checked { .. })).await;
    let Connection::Checked { finding, sign_in, clock, .. } = view.connection else { panic!() };
    let by = Obstacle::NoConnection;
    assert_eq!((finding, clock), (Finding::SignInBlocked { by }, ClockCheck::Unknown));
    assert_eq!((sign_in.host.as_str(), sign_in.state), ("login.example", ServiceState::Blocked { by }));
    assert_eq!(bench.screen(), before);
}

#[tokio::test]
async fn there_is_one_look_at_a_time_and_asking_later_looks_again() {
    let bench = Bench::at(refusal(90094)).await;
    let looks = || bench.around.looks.load(Ordering::SeqCst);
    // Both are in the mailbox before the first one's answer can be.
    bench.does(Intent::CheckConnection);
    bench.does(Intent::CheckConnection);
    bench.until(|view| matches!(view.connection, Connection::Checked { .. })).await;
    assert_eq!(looks(), 1);
    bench.does(Intent::CheckConnection);
    bench.until(|view| matches!(view.connection, Connection::Checked { .. }) && looks() == 2).await;
}
