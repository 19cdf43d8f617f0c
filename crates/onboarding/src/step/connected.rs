use crate::event::{Effect, Event, Intent};
use crate::schedule;
use crate::stage::{Answer, ConnectedStage, Stage, WeekState};

use super::{Context, Turn, addition, compose, load_week, sign_in_again};

#[expect(clippy::wildcard_enum_match_arm, reason = "what does not belong to a stage changes nothing")]
pub(super) fn step(mut stage: ConnectedStage, event: Event, at: &Context<'_>) -> Turn {
    let lacking = stage.delta(at.profile).needs_approval();
    match event {
        event @ (Event::Intent(
            Intent::EditDraft { .. }
            | Intent::Deliver { .. }
            | Intent::Sent
            | Intent::NotSent
            | Intent::AskIt
            | Intent::CheckNow
            | Intent::TheySaidYes
            | Intent::TheySaidNo
            | Intent::TryAgain
            | Intent::SignIn,
        )
        | Event::Delivered { .. }
        | Event::Checked { .. })
            if lacking =>
        {
            return addition::step(stage, event, at);
        }
        Event::Tick => return tick(stage, lacking, at),
        Event::Intent(Intent::ShowCalendar { id, shown })
            if stage.week.calendars.iter().any(|calendar| calendar.id == id) =>
        {
            if shown {
                stage.hidden.remove(&id);
            } else {
                stage.hidden.insert(id);
            }
        }
        Event::Intent(Intent::BookInto { id })
            if stage.week.calendars.iter().any(|calendar| calendar.id == id && calendar.can_edit) =>
        {
            stage.bookings = Some(id);
        }
        Event::Intent(Intent::ReloadWeek | Intent::CheckNow) => return reload(stage, at),
        Event::Intent(Intent::OpenApp) => return (Stage::Connected(stage), vec![Effect::OpenApp]),
        Event::Intent(Intent::TryAgain | Intent::SignIn) => {
            return sign_in_again(Stage::Connected(stage), at);
        }
        event @ (Event::Intent(Intent::Deliver { .. }) | Event::Delivered { .. }) if stage.request.is_some() => {
            let effects = compose::hand_over(&mut stage.note, event);
            return (Stage::Connected(stage), effects);
        }
        Event::WeekLoaded { attempt, outcome } if attempt == stage.week.attempt => match outcome {
            Ok(loaded) => {
                stage.week.calendars = loaded.calendars;
                stage.week.events = loaded.events;
                stage.week.loaded_at = Some(at.now);
                stage.week.state = WeekState::Loaded { at: at.now };
            }
            Err(fault) => stage.week.state = WeekState::Failed(fault),
        },
        _ => {}
    }
    (Stage::Connected(stage), vec![])
}

/// The week grows old, and the watch for an addition falls due, each at its own time.
fn tick(mut stage: ConnectedStage, lacking: bool, at: &Context<'_>) -> Turn {
    let due = match &stage.addition.answer {
        Answer::Awaited { watch, .. } => schedule::look_due(watch).is_some_and(|due| due <= at.now),
        Answer::NotAsked | Answer::LeftToIt | Answer::No { .. } => false,
    };
    let look = if lacking && due { addition::look(&mut stage, at) } else { None };
    let stale = schedule::week_due(&stage).is_some_and(|due| due <= at.now);
    let (stage, mut effects) = if stale { reload(stage, at) } else { (Stage::Connected(stage), vec![]) };
    effects.extend(look);
    (stage, effects)
}

/// One load at a time.
pub(super) fn reload(mut stage: ConnectedStage, at: &Context<'_>) -> Turn {
    if stage.week.state == WeekState::Loading {
        return (Stage::Connected(stage), vec![]);
    }
    stage.week.state = WeekState::Loading;
    stage.week.attempt = at.fresh;
    let effect = load_week(&stage, at);
    (Stage::Connected(stage), vec![effect])
}
