use crate::ports::StoreFault;
use crate::stage::{Checking, WaitingStage, Watch};
use crate::view::*;

pub(super) fn waiting_screen(stage: &WaitingStage, follow_up: Option<NoteCard>) -> WaitingScreen {
    WaitingScreen {
        name: stage.blocked.account.as_ref().map(|account| account.name.clone()),
        to: stage.draft.to.clone(),
        blocked_at: stage.blocked.at.to_string(),
        asked_at: stage.waiting.asked_at.to_string(),
        by: stage.waiting.by,
        told_yes_at: stage.waiting.told_yes_at.map(|at| at.to_string()),
        watch: watch_view(&stage.waiting.watch),
        follow_up,
    }
}

pub(super) fn watch_view(watch: &Watch) -> WatchView {
    match watch {
        Watch::Remind => WatchView::Remind,
        Watch::Silent { checks, last, state } => match state {
            Checking::Next { at } => {
                WatchView::Next { checks: *checks, last: last.map(|at| at.to_string()), at: at.to_string() }
            }
            Checking::Now { .. } => WatchView::Now { checks: *checks },
            Checking::Paused { fault, .. } => WatchView::Paused { checks: *checks, fault: *fault },
            Checking::NoToken { fault: StoreFault::Locked, .. } => WatchView::Locked { checks: *checks },
            // Still tried by itself, but not to be promised.
            Checking::NoToken { fault: StoreFault::Unavailable | StoreFault::Unreadable, .. } => WatchView::Remind,
        },
    }
}
