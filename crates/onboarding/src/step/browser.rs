use diagnosis::{Card, Evidence, Wall};

use crate::event::{Effect, Event, Intent};
use crate::ports::{Leg, SignInEnd, SignInNews, SignedIn};
use crate::stage::{BrowserStage, PageState, Paste, Stage};

use super::{Context, Turn, blocked, calendar_scopes, connect, record, sign_in};

/// A page of text, with room to spare.
const LONGEST_PASTE: usize = 20_000;

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
                effects.extend(record(&stage.target, &signed.account, &signed.grant, at).map(Effect::Keep));
                stage.account = Some(signed.account);
                stage.since = at.now;
            }
        },
        Event::PageOpened { attempt, opened: Err(fault) } if attempt == stage.attempt => {
            stage.page = PageState::NotOpened { fault };
        }
        Event::SignInEnded { attempt, end } if attempt == stage.attempt => return ended(stage, end, at),
        Event::Intent(Intent::SignIn | Intent::OpenPageAgain) => match stage.page {
            PageState::Open | PageState::NotOpened { .. } => {
                stage.page = PageState::Open;
                effects.push(Effect::OpenPage { attempt: stage.attempt });
            }
            PageState::Interrupted | PageState::Failed { .. } => return sign_in(stage.target, stage.account, at),
            PageState::Preparing => {}
        },
        Event::Intent(Intent::CopyPageLink) => effects.push(Effect::CopyPage),
        Event::Intent(Intent::CancelSignIn | Intent::Back) => {
            return (Stage::Permissions(stage.target), vec![Effect::StopSignIn]);
        }
        // Nothing to go by yet; the window offers the paste box.
        Event::Intent(Intent::TellPage { card: Card::SomethingElse }) => {}
        Event::Intent(Intent::TellPage { card }) => return blocked::enter(stage, vec![Evidence::Picked(card)], at),
        Event::Intent(Intent::PasteText { text }) => {
            let text: String = text.chars().take(LONGEST_PASTE).collect();
            let evidence = vec![Evidence::Page(text)];
            let verdict = diagnosis::diagnose(&evidence, &blocked::facts(&stage.account, at));
            if verdict.wall == Wall::Other && verdict.codes.is_empty() {
                stage.paste = Paste::NothingFound;
            } else {
                return blocked::enter(stage, evidence, at);
            }
        }
        _ => {}
    }
    (Stage::Browser(stage), effects)
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
fn signed_in(mut stage: BrowserStage, signed: SignedIn, at: &Context<'_>) -> Turn {
    if signed.grant.scopes.cover(&calendar_scopes(at.profile)) {
        return connect(stage.target, signed.account, signed.grant, None, at);
    }
    let keep = record(&stage.target, &signed.account, &signed.grant, at).map(Effect::Keep);
    stage.account = Some(signed.account);
    let (stage, mut effects) = blocked::enter_at(Leg::Calendar, stage, vec![], at);
    effects.extend(keep);
    (stage, effects)
}
