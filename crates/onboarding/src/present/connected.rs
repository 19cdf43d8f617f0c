use super::{Surroundings, addition, note};
use crate::model::Scopes;
use crate::stage::{ConnectedStage, Stage, WeekState};
use crate::view::*;

pub(super) fn connected_screen(whole: &Stage, stage: &ConnectedStage, around: &Surroundings<'_>) -> ConnectedScreen {
    let addition = addition::card(whole, stage, around);
    let shown = |id: &str| !stage.hidden.contains(id);
    let can_write = ["Calendars.ReadWrite", "Calendars.ReadWrite.Shared"]
        .iter()
        .any(|scope| stage.granted.cover(&Scopes::of([scope])));
    let default = stage.week.calendars.iter().find(|calendar| calendar.is_default).map(|calendar| calendar.id.clone());
    ConnectedScreen {
        name: stage.account.name.clone(),
        username: stage.account.username.clone(),
        kind: stage.target.kind(),
        approved_at: stage.approved_at.map(|at| at.to_string()),
        since: stage.since.to_string(),
        granted: stage.granted.iter().map(str::to_owned).collect(),
        can_write,
        // One note at a time: thanks can wait until the addition is decided.
        thanks: if addition.is_none() { note::card(whole, around) } else { None },
        addition,
        given_up: addition::given_up(stage, around),
        agreed: stage
            .agreed
            .as_ref()
            .map(|agreed| AgreedList { version: agreed.version, fingerprint: agreed.hash.clone() }),
        calendars: stage
            .week
            .calendars
            .iter()
            .map(|calendar| CalendarChoice { shown: shown(&calendar.id), calendar: calendar.clone() })
            .collect(),
        bookings: stage.bookings.clone().or(default).filter(|_| can_write),
        events: stage.week.events.iter().filter(|event| shown(&event.calendar_id)).cloned().collect(),
        week: match stage.week.state {
            WeekState::Loading => WeekView::Loading,
            WeekState::Loaded { at } => WeekView::Loaded { at: at.to_string() },
            WeekState::Failed(fault) => WeekView::Failed { fault, last: stage.week.loaded_at.map(|at| at.to_string()) },
        },
    }
}
