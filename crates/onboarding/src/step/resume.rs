use crate::event::Effect;
use crate::stage::{Checking, Delivery, Lookup, PageState, Retry, Stage, Watch, WeekState};

use super::{Context, Turn, connected};

/// Takes a stage read from the journal back to life: what was running when the app closed is either started again
/// or shown as interrupted. Nothing the person did is lost.
pub fn resume(stage: Stage, at: &Context<'_>) -> Turn {
    match stage {
        Stage::Address(mut address) => {
            let mut effects = vec![];
            if let Lookup::Looking { email, attempt } = &mut address.lookup {
                *attempt = at.fresh;
                effects.push(Effect::Discover { attempt: at.fresh, email: email.clone() });
            }
            (Stage::Address(address), effects)
        }
        // The listener died with the app, so the page in the browser has nowhere to come back to.
        Stage::Browser(mut browser) => {
            browser.page = match browser.page {
                PageState::Preparing | PageState::Open | PageState::NotOpened { .. } | PageState::Interrupted => {
                    PageState::Interrupted
                }
                PageState::Failed { fault } => PageState::Failed { fault },
            };
            (Stage::Browser(browser), vec![])
        }
        // Whether the draft reached the mail program we cannot know: ask again.
        Stage::Compose(mut compose) => {
            if let Delivery::UnderWay { .. } = compose.delivery {
                compose.delivery = Delivery::NotYet;
            }
            (Stage::Compose(compose), vec![])
        }
        // The first thing after a restart is a look: IT may have answered meanwhile.
        Stage::Waiting(mut waiting) => {
            if let Watch::Silent { state, .. } = &mut waiting.waiting.watch {
                *state = Checking::Next { at: at.now };
            }
            (Stage::Waiting(waiting), vec![])
        }
        Stage::Connected(mut stage) => {
            stage.week.state = WeekState::Failed(crate::ports::CalendarFault::Unreadable);
            connected::reload(stage, at)
        }
        Stage::Welcome => (Stage::Welcome, vec![]),
        Stage::Permissions(target) => (Stage::Permissions(target), vec![]),
        // Nobody expects a browser to open by itself when they open the app, or when they come back from the browser.
        Stage::Blocked(mut blocked) => {
            if let Retry::Planned { .. } = blocked.retry {
                blocked.retry = Retry::Stopped;
            }
            if let Delivery::UnderWay { .. } = blocked.note {
                blocked.note = Delivery::NotYet;
            }
            (Stage::Blocked(blocked), vec![])
        }
        Stage::Denied(denied) => (Stage::Denied(denied), vec![]),
    }
}
