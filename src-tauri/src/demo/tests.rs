#![allow(clippy::unwrap_used)]

use onboarding::{QueueOutcome, Standing};
use profile::shipped;
use simtenant::{Answer, Letter};

use super::*;
use crate::problem::DesktopFault;
use crate::stage::Order;

async fn playing(folder: &Path, play: &Play, port: u16) -> Demo {
    let profile = profile::shipped_as(&play.profile).unwrap();
    Demo::start(folder, play.clone(), registration::of(profile), port, play.cast).await.unwrap()
}

#[tokio::test]
async fn the_stage_shows_both_sides_and_only_while_it_is_up() {
    let folder = tempfile::tempdir().unwrap();
    let demo = playing(folder.path(), &Play::of("managed-policy", "calendar-sync", Lang::En), 0).await;
    assert_eq!(demo.card(Lang::En, None).presentation, None);

    let shown = demo.card(Lang::En, Some(shipped().iter().collect())).presentation.unwrap();
    assert_eq!(
        (shown.person.as_str(), shown.organisation.as_str(), shown.admin.as_str()),
        ("Nora Lindqvist", "Northbank", "Adrian Osei")
    );
    assert_eq!((shown.inbox.len(), shown.queue.len(), shown.standing), (4, 0, Standing::Undecided));
    assert_eq!((shown.consent_page.app.as_str(), shown.profile.as_str()), ("Twinleaf", "calendar-sync"));
    let names: Vec<_> = shown.profiles.iter().map(|card| card.title.en.as_str()).collect();
    assert_eq!(names, ["Daybook", "Twinleaf", "Fernwood Academy"]);
}

#[tokio::test]
async fn a_cast_speaks_the_language_the_demo_was_begun_in() {
    let folder = tempfile::tempdir().unwrap();
    let demo = playing(folder.path(), &Play::of("managed-policy", "demo", Lang::Ja), 0).await;
    let card = demo.card(Lang::Ja, Some(Vec::new()));
    assert_eq!(
        (card.email.as_str(), card.admin_email.as_str()),
        ("mio.saeki@kitahama.example", "ken.soma@kitahama.example")
    );
    assert_eq!(card.presentation.unwrap().organisation, "北浜商事");
}

#[tokio::test]
async fn it_of_a_personal_story_is_still_the_organisations() {
    let folder = tempfile::tempdir().unwrap();
    let demo = playing(folder.path(), &Play::of("personal-account", "demo", Lang::En), 0).await;
    let card = demo.card(Lang::En, None);
    assert_eq!(
        (card.email.as_str(), card.admin_email.as_str()),
        ("nora@outlook.example", "adrian.osei@northbank.example")
    );
}

#[tokio::test]
async fn orders_are_followed_and_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let demo = playing(folder.path(), &Play::of("managed-policy", "demo", Lang::En), 0).await;
    let standing = || demo.card(Lang::En, Some(Vec::new())).presentation.unwrap().standing;
    for (order, expected) in [
        (Order::Answer(Answer::Approve), None),
        (Order::Revoke, Some(Standing::Undecided)),
        (Order::Answer(Answer::Block), Some(Standing::Blocked)),
    ] {
        let changes = demo.changes();
        demo.obey(order).unwrap();
        assert!(changes.has_changed().unwrap(), "{order:?}");
        match expected {
            Some(expected) => assert_eq!(standing(), expected),
            None => assert!(matches!(standing(), Standing::Approved { .. })),
        }
    }
    for order in [Order::ExpireTokens, Order::SetPropagation(90), Order::Advance(3_600)] {
        let changes = demo.changes();
        demo.obey(order).unwrap();
        assert!(changes.has_changed().unwrap(), "{order:?}");
    }
    let card = demo.card(Lang::En, Some(Vec::new()));
    assert_eq!((card.ahead_seconds, card.presentation.unwrap().propagation_seconds), (3_600, 90));
}

#[tokio::test]
async fn nobody_is_taken_beyond_what_the_calendars_hold() {
    let folder = tempfile::tempdir().unwrap();
    let demo = playing(folder.path(), &Play::of("open", "demo", Lang::En), 0).await;
    assert!(matches!(demo.obey(Order::Advance(u32::MAX)), Err(DesktopFault::TooFarAhead)));
    assert_eq!(demo.tenant.ahead_seconds(), 0);
}

#[tokio::test]
async fn a_demo_taken_up_again_has_its_inbox_its_clock_and_its_port() {
    let folder = tempfile::tempdir().unwrap();
    let play = Play::of("workflow", "learning-suite", Lang::En);
    let demo = playing(folder.path(), &play, 0).await;
    demo.tenant.mailroom().receive(Letter { subject: "Approval request".to_owned(), ..Letter::default() });
    demo.obey(Order::Advance(3_600)).unwrap();
    let (port, before) = (demo.port().unwrap(), demo.card(Lang::En, Some(Vec::new())));
    demo.tenant.stop().await;

    let demo = playing(folder.path(), &play, port).await;
    let after = demo.card(Lang::En, Some(Vec::new()));
    assert_eq!(after.ahead_seconds, before.ahead_seconds);
    let (after, before) = (after.presentation.unwrap(), before.presentation.unwrap());
    assert_eq!(after.inbox, before.inbox);
    assert_eq!(after.inbox[0].subject, "Approval request");
    assert!(after.queue.iter().all(|request| request.outcome == QueueOutcome::Pending));
}

#[tokio::test]
async fn time_in_the_demo_is_the_tenants() {
    let folder = tempfile::tempdir().unwrap();
    let demo = playing(folder.path(), &Play::of("open", "demo", Lang::En), 0).await;
    let clock = DemoClock(demo.tenant.time());
    let later = clock.now() + jiff::SignedDuration::from_hours(7 * 24);
    let waiting = tokio::spawn(async move {
        clock.sleep_until(later).await;
        clock.now()
    });
    demo.obey(Order::Advance(7 * 86_400)).unwrap();
    assert!(waiting.await.unwrap() >= later);
}
