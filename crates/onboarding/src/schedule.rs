//! When the journey wants to be woken.

use diagnosis::Next;
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Weekday, tz::TimeZone};

use crate::stage::{Answer, Checking, ConnectedStage, PageState, Retry, Stage, Watch, WeekState};

/// The page has been open this long: time to ask what it says. Long enough for a password and a second factor.
pub(crate) const STALL: SignedDuration = SignedDuration::from_secs(40);

/// Between looks at a connected calendar.
const WEEK_REFRESH: SignedDuration = SignedDuration::from_mins(15);

/// From the request to the follow-up that is offered: [`request::follow_up_on`] in hours.
const FOLLOW_UP: SignedDuration = SignedDuration::from_hours(7 * 24);

/// After a network fault.
pub(crate) const PAUSE: SignedDuration = SignedDuration::from_secs(60);

/// How long after the `done`th check the next one comes. Quick at first, because the administrator may sit next door;
/// then slow, because Entra answers 50196 to clients that ask in a loop, with a low threshold in some clouds
/// (himmelblau-idm/himmelblau#290).
pub(crate) fn check_after(done: u32) -> SignedDuration {
    SignedDuration::from_secs(match done {
        0 => 20,
        1 => 40,
        2..=4 => 60,
        5..=9 => 5 * 60,
        10..=20 => 15 * 60,
        _ => 30 * 60,
    })
}

/// How long before the `nth` try (counted from 1) the app makes by itself after a passing fault; `None` when it has tried
/// enough. Each try shows the page in the browser, so they stay few. Where Microsoft spoke of too many requests (50196,
/// 90055) there is one, late. 90090 and 650051 pass within a minute or not at all.
pub(crate) fn retry_after(next: Next, nth: u32) -> Option<SignedDuration> {
    match (next, nth) {
        (Next::Wait, 1) => Some(SignedDuration::from_mins(5)),
        (Next::Retry, 1) => Some(SignedDuration::from_secs(30)),
        (Next::Retry, 2) => Some(SignedDuration::from_mins(1)),
        (Next::Retry, 3) => Some(SignedDuration::from_mins(3)),
        (
            Next::Wait
            | Next::Retry
            | Next::AskIt
            | Next::SignInAgain
            | Next::ChooseAccount
            | Next::TellVendor
            | Next::AskPerson
            | Next::Stop,
            _,
        ) => None,
    }
}

/// The next instant at which [`crate::Event::Tick`] changes something.
pub fn next_wake(stage: &Stage) -> Option<Timestamp> {
    match stage {
        Stage::Browser(browser) => match browser.page {
            PageState::Open | PageState::NotOpened { .. } => Some(browser.since + STALL),
            PageState::Preparing | PageState::Interrupted | PageState::Failed { .. } => None,
        },
        Stage::Waiting(waiting) => match &waiting.waiting.watch {
            watch @ Watch::Silent { .. } => look_due(watch),
            // Nothing to look at until it is time to offer the follow-up.
            Watch::Remind => Some(waiting.waiting.asked_at + FOLLOW_UP),
        },
        Stage::Connected(connected) => {
            let addition = match &connected.addition.answer {
                Answer::Awaited { watch, .. } => look_due(watch),
                Answer::NotAsked | Answer::LeftToIt | Answer::No { .. } => None,
            };
            [week_due(connected), addition].into_iter().flatten().min()
        }
        Stage::Compose(compose) => compose.from.as_deref().and_then(next_wake),
        Stage::Blocked(blocked) => match blocked.retry {
            Retry::Planned { at, .. } => Some(at),
            Retry::NotPlanned | Retry::Stopped => None,
        },
        Stage::Welcome | Stage::Address(_) | Stage::Permissions(_) | Stage::SomeoneElse(_) | Stage::Denied(_) => None,
    }
}

/// When a look at the approval is due; never while one is under way, or where there is nothing to look at.
pub(crate) fn look_due(watch: &Watch) -> Option<Timestamp> {
    match watch {
        Watch::Silent { state: Checking::Next { at }, .. } => Some(*at),
        Watch::Silent { state: Checking::Paused { until, .. } | Checking::NoToken { until, .. }, .. } => Some(*until),
        Watch::Silent { state: Checking::Now { .. }, .. } | Watch::Remind => None,
    }
}

/// When the week on screen is too old.
pub(crate) fn week_due(connected: &ConnectedStage) -> Option<Timestamp> {
    match connected.week.state {
        WeekState::Loaded { at } => Some(at + WEEK_REFRESH),
        WeekState::Loading | WeekState::Failed(_) => None,
    }
}

/// Monday 00:00 to the next Monday 00:00 of the week that holds `now`, in the person's own zone.
pub fn week_around(now: Timestamp, zone: &TimeZone) -> (Timestamp, Timestamp) {
    let today = now.to_zoned(zone.clone()).date();
    let monday = today.checked_sub(i64::from(today.weekday().since(Weekday::Monday)).days()).unwrap_or(today);
    let next = monday.checked_add(7.days()).unwrap_or(monday);
    let start_of = |date: jiff::civil::Date| date.to_zoned(zone.clone()).map_or(now, |zoned| zoned.timestamp());
    (start_of(monday), start_of(next))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_week_runs_from_monday_to_monday_in_the_local_zone_across_a_clock_change() {
        let zone = TimeZone::get("Europe/London").unwrap();
        let sunday = "2026-10-25T12:00:00Z".parse().unwrap();
        let (from, to) = week_around(sunday, &zone);
        assert_eq!(from.to_string(), "2026-10-18T23:00:00Z");
        assert_eq!(to.to_string(), "2026-10-26T00:00:00Z");
    }

    #[test]
    fn checks_back_off_and_never_come_faster_than_twenty_seconds() {
        let waits: Vec<_> = (0..40).map(check_after).collect();
        assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]));
        assert_eq!(waits[0], SignedDuration::from_secs(20));
        assert_eq!(waits[39], SignedDuration::from_mins(30));
    }

    #[test]
    fn the_first_hours_of_checks_are_as_promised() {
        let seconds = |done: u32| check_after(done).as_secs();
        let mut bands: Vec<(u32, i64)> = (0..40).map(|done| (done, seconds(done))).collect();
        bands.dedup_by_key(|(_, seconds)| *seconds);
        assert_eq!(bands, [(0, 20), (1, 40), (2, 60), (5, 300), (10, 900), (21, 1_800)]);
    }

    #[test]
    fn only_what_passes_by_itself_is_tried_by_itself() {
        let tries =
            |next: Next| (0..6).map(|nth| retry_after(next, nth).map(|wait| wait.as_secs())).collect::<Vec<_>>();
        assert_eq!(tries(Next::Retry), [None, Some(30), Some(60), Some(180), None, None]);
        assert_eq!(tries(Next::Wait), [None, Some(300), None, None, None, None]);
        for next in [Next::AskIt, Next::SignInAgain, Next::ChooseAccount, Next::TellVendor, Next::AskPerson, Next::Stop]
        {
            assert_eq!(tries(next), [None; 6], "{next:?}");
        }
    }
}
