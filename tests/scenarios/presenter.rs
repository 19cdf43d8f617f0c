//! The demo as a presenter plays it: the journey lives by the tenant's clock, as any of the profiles that ship.
#![allow(clippy::unwrap_used, clippy::wildcard_enum_match_arm, dead_code)]

mod folder;
mod person;
mod stage;

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use microsoft::{Endpoints, Microsoft, Timing};
use onboarding::*;
use profile::{Profile, shipped};
use simtenant::Answer;

use stage::Bench;

const HOUR: u32 = 3_600;
const WEEK: u32 = 7 * 24 * HOUR;

#[tokio::test]
async fn an_hour_ahead_the_approval_is_in_effect_and_the_next_check_is_due() {
    let mut bench = Bench::playing("managed-policy", Profile::demo()).await;
    bench.reach_the_waiting_room().await;
    bench.tenant.set_propagation(HOUR);
    bench.tenant.answer(Answer::Approve);
    bench.tenant.advance(HOUR);
    let screen = bench.connected().await;
    assert!(screen.approved_at.is_some());
    assert!(screen.since.parse::<jiff::Timestamp>().unwrap() > jiff::Timestamp::now() + SignedDuration::from_mins(59));
}

#[tokio::test]
async fn a_week_ahead_sign_in_works_and_the_week_is_the_simulated_one() {
    for ahead in [HOUR, WEEK] {
        let mut bench = Bench::playing("open", Profile::demo()).await;
        bench.tenant.advance(ahead);
        let page = bench.reach_the_page().await;
        bench.nora().go_through(&page).await;
        let screen = bench.connected().await;
        assert_eq!(weeks_shown(&screen), [week_of(&bench)], "{ahead} seconds ahead");

        // Connected, and time passes: the access token is spent by then, and next week is fetched with a new one.
        bench.tenant.advance(WEEK);
        let next = week_of(&bench);
        bench
            .until("the week after", |view| match &view.screen {
                Screen::Connected(screen) => (weeks_shown(screen) == [next]).then_some(()),
                _ => None,
            })
            .await;
        assert!(bench.tenant.unexpected().is_empty());
    }
}

#[tokio::test]
async fn a_clock_set_ahead_is_not_taken_for_a_wrong_one() {
    let bench = Bench::playing("open", Profile::demo()).await;
    bench.tenant.advance(WEEK);
    let endpoints = Endpoints::loopback(&bench.tenant.origin(), &bench.tenant.graph()).unwrap();
    let microsoft = Microsoft::new(endpoints, bench.tenant.client_id(), Timing::default()).unwrap();
    assert_eq!(microsoft.preflight(Cloud::Public).await.finding(), Finding::Clear);
}

#[tokio::test]
async fn every_profile_that_ships_walks_from_the_wall_to_the_week() {
    for profile in shipped() {
        let mut bench = Bench::playing("managed-policy", profile.clone()).await;
        bench.reach_the_waiting_room().await;
        let page = bench.tenant.overview(simtenant::Lang::En).consent_page;
        assert_eq!(page.app, profile.app.name);
        for asked in
            profile.permissions.iter().filter(|asked| !matches!(asked.value.as_str(), "openid" | "profile" | "email"))
        {
            assert!(
                page.permissions.iter().any(|line| line.value == asked.value && line.title != asked.value),
                "{} {page:?}",
                asked.value
            );
        }
        bench.tenant.answer(Answer::Approve);
        bench.act(Intent::CheckNow);
        let screen = bench.connected().await;
        assert!(!screen.events.is_empty(), "{}", profile.id);
    }
}

/// The Mondays of the events on screen, each once.
fn weeks_shown(screen: &ConnectedScreen) -> Vec<jiff::civil::Date> {
    let starts = |event: &CalendarEvent| match event.when {
        When::Timed { start, .. } => start.to_zoned(TimeZone::system()).date(),
        When::AllDay { last, .. } => last,
    };
    let mut weeks: Vec<_> = screen.events.iter().map(|event| monday(starts(event))).collect();
    weeks.sort();
    weeks.dedup();
    weeks
}

fn week_of(bench: &Bench) -> jiff::civil::Date {
    monday(bench.tenant.time().now().to_zoned(TimeZone::system()).date())
}

fn monday(day: jiff::civil::Date) -> jiff::civil::Date {
    let since = day.weekday().since(jiff::civil::Weekday::Monday);
    day - jiff::SignedDuration::from_hours(24 * i64::from(since))
}
