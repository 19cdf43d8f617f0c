use diagnosis::{Card, Evidence};

use crate::event::{Effect, Event, Intent};
use crate::model::{Account, Target};
use crate::ports::{Leg, SignInEnd, SignInNews, SignedIn};
use crate::stage::{BrowserStage, PageState, Paste, Stage};

use super::{
    Context, Turn, addition, address, blocked, calendar_scopes, connect, forget, record, resume, sign_in, waiting,
};

#[expect(clippy::wildcard_enum_match_arm, reason = "what does not belong to a stage changes nothing")]
pub(super) fn step(mut stage: BrowserStage, event: Event, at: &Context<'_>) -> Turn {
    let mut effects = vec![];
    match event {
        Event::News { attempt, news } if attempt == stage.attempt => match news {
            SignInNews::PageReady(_) => {
                stage.page = PageState::Open;
                effects.push(Effect::OpenPage { attempt });
            }
            SignInNews::Identified(signed) => {
                if let Some(turn) = address::turned_away(&stage.target, &signed.account, at) {
                    return turn;
                }
                effects.extend(record(&stage.target, &signed.account, &signed.grant, at).map(Effect::Keep));
                stage.account = Some(signed.account);
                stage.granted = signed.grant.scopes;
                stage.since = at.now;
            }
        },
        Event::PageOpened { attempt, opened: Err(fault) } if attempt == stage.attempt => {
            stage.page = PageState::NotOpened { fault };
        }
        Event::SignInEnded { attempt, end } if attempt == stage.attempt => return ended(stage, end, at),
        // The second click of a double click arrives here: one attempt opens one page.
        Event::Intent(Intent::SignIn) if stage.page == PageState::Open => {}
        Event::Intent(Intent::SignIn | Intent::OpenPageAgain) => match stage.page {
            PageState::Open | PageState::NotOpened { .. } => {
                stage.page = PageState::Open;
                effects.push(Effect::OpenPage { attempt: stage.attempt });
            }
            PageState::Interrupted | PageState::Failed { .. } => {
                return sign_in(stage.target, stage.account, stage.from, at);
            }
            PageState::Preparing => {}
        },
        Event::Intent(Intent::CancelSignIn | Intent::Back) => {
            return back(stage.target, stage.account.as_ref(), stage.from, at);
        }
        // Nothing to go by yet; the window offers the paste box.
        Event::Intent(Intent::TellPage { card: Card::SomethingElse }) => {}
        Event::Intent(Intent::TellPage { card }) => return blocked::enter(stage, vec![Evidence::Picked(card)], at),
        Event::Intent(Intent::PasteText { text }) => match blocked::pasted(&text, stage.account.as_ref(), at) {
            Some(evidence) => return blocked::enter(stage, vec![evidence], at),
            None => stage.paste = Paste::NothingFound,
        },
        _ => {}
    }
    (Stage::Browser(stage), effects)
}

/// Back to where the attempt began. An account that it has proved is dropped with its token.
pub(super) fn back(target: Target, account: Option<&Account>, from: Option<Box<Stage>>, at: &Context<'_>) -> Turn {
    let mut effects = vec![Effect::StopSignIn];
    let before = from.as_deref().and_then(|before| before.known().account);
    effects.extend(forget(account.filter(|proved| before.is_none_or(|known| known.key() != proved.key()))));
    match from {
        Some(before) => {
            let (before, more) = returned(*before, at);
            effects.extend(more);
            (before, effects)
        }
        None => (Stage::Permissions(target), effects),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the waiting room alone has a plan to keep")]
fn returned(before: Stage, at: &Context<'_>) -> Turn {
    match before {
        Stage::Waiting(waiting) => (waiting::again(waiting, at), vec![]),
        other => resume(other, at),
    }
}

fn ended(mut stage: BrowserStage, end: SignInEnd, at: &Context<'_>) -> Turn {
    match end {
        SignInEnd::Signed(signed) => signed_in(stage, signed, at),
        SignInEnd::Refused { leg, evidence } => blocked::enter_at(leg, stage, vec![evidence], at),
        SignInEnd::Failed(fault) => {
            stage.page = PageState::Failed { fault };
            (Stage::Browser(stage), vec![])
        }
        SignInEnd::Cancelled => {
            stage.page = PageState::Interrupted;
            (Stage::Browser(stage), vec![])
        }
    }
}

/// Tokens that lack the calendar are not a connection: Microsoft may grant less than was asked.
fn signed_in(stage: BrowserStage, signed: SignedIn, at: &Context<'_>) -> Turn {
    if let Some(turn) = address::turned_away(&stage.target, &signed.account, at) {
        return turn;
    }
    let mut stage = stage.on_their_own();
    if signed.grant.scopes.cover(&calendar_scopes(at.profile)) {
        return connect(stage.target, signed, stage.from.as_deref(), at);
    }
    if let Some(turn) = addition::as_before(&stage, &signed, at) {
        return turn;
    }
    let keep = record(&stage.target, &signed.account, &signed.grant, at).map(Effect::Keep);
    stage.account = Some(signed.account);
    let (stage, mut effects) = blocked::enter_at(Leg::Calendar, stage, vec![], at);
    effects.extend(keep);
    (stage, effects)
}
