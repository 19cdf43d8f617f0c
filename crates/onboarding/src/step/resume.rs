use crate::event::Effect;
use crate::stage::{Checking, Delivery, Lookup, PageState, Retry, Stage, Watch, WeekState};

use super::{Context, Turn, addition, compose, connected};

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
        Stage::Compose(mut compose) => {
            anew(&mut compose.delivery);
            let mut stage = Stage::Compose(compose);
            let effect = compose::look_at_files(&mut stage, at);
            (stage, effect.into_iter().collect())
        }
        // The first thing after a restart is a look: IT may have answered meanwhile.
        Stage::Waiting(mut waiting) => {
            if let Watch::Silent { state, .. } = &mut waiting.waiting.watch {
                *state = Checking::Next { at: at.now };
            }
            anew(&mut waiting.note);
            (Stage::Waiting(waiting), vec![])
        }
        Stage::Connected(mut stage) => {
            stage.week.state = WeekState::Failed(crate::ports::CalendarFault::Unreadable);
            anew(&mut stage.note);
            anew(&mut stage.addition.note);
            addition::take_up(&mut stage.addition, at);
            // An update may ask for more, and IT may have approved that already.
            let look = if stage.delta(at.profile).needs_approval() { addition::look(&mut stage, at) } else { None };
            let (stage, mut effects) = connected::reload(stage, at);
            effects.extend(look);
            (stage, effects)
        }
        Stage::Welcome => (Stage::Welcome, vec![]),
        // Read from the journal it is without the newcomer's tokens: to go on with them is to sign in again.
        Stage::SomeoneElse(stage) => (Stage::SomeoneElse(stage), vec![]),
        Stage::Permissions(target) => (Stage::Permissions(target), vec![]),
        // Nobody expects a browser to open by itself when they open the app, or when they come back from the browser.
        Stage::Blocked(mut blocked) => {
            if let Retry::Planned { .. } = blocked.retry {
                blocked.retry = Retry::Stopped;
            }
            anew(&mut blocked.note);
            (Stage::Blocked(blocked), vec![])
        }
        Stage::Denied(mut denied) => {
            anew(&mut denied.note);
            (Stage::Denied(denied), vec![])
        }
    }
}

/// Whether it reached the other program we cannot know: it is offered again.
fn anew(delivery: &mut Delivery) {
    if let Delivery::UnderWay { .. } = delivery {
        *delivery = Delivery::NotYet;
    }
}
