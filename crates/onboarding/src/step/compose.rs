use profile::Lang;
use request::{Length, LetterLang};

use crate::event::{Effect, Event, Intent};
use crate::stage::{BlockedStage, ComposeStage, Delivery, Draft, Stage, Waiting, WaitingStage};

use super::{Context, Turn, blocked, waiting};

/// Long enough for a list of addresses.
const LONGEST_RECIPIENT: usize = 1_000;

pub(super) fn enter(blocked: BlockedStage, at: &Context<'_>) -> Stage {
    reopen(blocked, fresh_draft(at), None)
}

pub(super) fn reopen(blocked: BlockedStage, draft: Draft, waiting: Option<Waiting>) -> Stage {
    Stage::Compose(ComposeStage { blocked, draft, delivery: Delivery::NotYet, waiting })
}

pub(super) fn fresh_draft(at: &Context<'_>) -> Draft {
    Draft {
        to: String::new(),
        lang: match at.language {
            Lang::En => LetterLang::En,
            Lang::Ja => LetterLang::Ja,
        },
        length: Length::Full,
        route: None,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what does not belong to a stage changes nothing")]
pub(super) fn step(mut stage: ComposeStage, event: Event, at: &Context<'_>) -> Turn {
    let mut effects = vec![];
    match event {
        Event::Intent(Intent::EditDraft { to, lang, length }) => {
            let to = to.chars().take(LONGEST_RECIPIENT).collect();
            stage.draft = Draft { to, lang, length, route: stage.draft.route };
        }
        Event::Intent(Intent::ChooseRoute { route }) => {
            stage.draft.route = Some(route);
            stage.delivery = Delivery::NotYet;
        }
        Event::Intent(Intent::Deliver { route }) if !matches!(stage.delivery, Delivery::UnderWay { .. }) => {
            stage.draft.route = Some(route);
            stage.delivery = Delivery::UnderWay { route };
            effects.push(Effect::Deliver { route });
        }
        Event::Delivered { route, outcome } if stage.delivery == (Delivery::UnderWay { route }) => {
            stage.delivery = match outcome {
                Ok(file) => Delivery::HandedOver { route, file },
                Err(fault) => Delivery::Failed { route, fault },
            };
        }
        Event::Intent(Intent::NotSent) => stage.delivery = Delivery::NotYet,
        Event::Intent(Intent::Sent) => return (sent(stage, at), vec![]),
        Event::Intent(Intent::Back) => return (back(stage), vec![]),
        Event::SignInEnded { end, .. } => {
            if let Some(turn) = blocked::late(&mut stage.blocked, end, at) {
                return turn;
            }
        }
        _ => {}
    }
    (Stage::Compose(stage), effects)
}

fn sent(stage: ComposeStage, at: &Context<'_>) -> Stage {
    match stage.waiting {
        Some(waiting) => Stage::Waiting(WaitingStage { blocked: stage.blocked, draft: stage.draft, waiting }),
        None => waiting::enter(stage.blocked, stage.draft, at),
    }
}

fn back(stage: ComposeStage) -> Stage {
    match stage.waiting {
        Some(waiting) => Stage::Waiting(WaitingStage { blocked: stage.blocked, draft: stage.draft, waiting }),
        None => Stage::Blocked(stage.blocked),
    }
}
