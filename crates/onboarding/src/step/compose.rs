use std::path::PathBuf;

use profile::Lang;
use request::{Length, LetterLang, Route};

use crate::event::{Effect, Event, Intent};
use crate::ports::OpenFault;
use crate::stage::{BlockedStage, ComposeStage, Delivery, DeniedStage, Draft, Stage, WaitingStage};

use super::{Context, Turn, blocked, waiting};

/// Long enough for a list of addresses.
const LONGEST_RECIPIENT: usize = 1_000;

pub(super) fn enter(mut blocked: BlockedStage, at: &Context<'_>) -> Stage {
    let draft = blocked.draft.take().unwrap_or_else(|| fresh_draft(at));
    Stage::Compose(ComposeStage { blocked, draft, delivery: Delivery::NotYet, from: None })
}

/// The letter again, from the waiting room or after a no; going back goes there. Other stages have no letter.
pub(super) fn reopen(from: Stage) -> Stage {
    let (blocked, draft) = match &from {
        Stage::Waiting(waiting) => (waiting.blocked.clone(), waiting.draft.clone()),
        Stage::Denied(denied) => (denied.blocked.clone(), denied.draft.clone()),
        Stage::Welcome
        | Stage::Address(_)
        | Stage::Permissions(_)
        | Stage::Browser(_)
        | Stage::Blocked(_)
        | Stage::Compose(_)
        | Stage::Connected(_) => return from,
    };
    Stage::Compose(ComposeStage { blocked, draft, delivery: Delivery::NotYet, from: Some(Box::new(from)) })
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
            stage.delivery = delivered(route, outcome);
        }
        Event::Intent(Intent::NotSent) => stage.delivery = Delivery::NotYet,
        Event::Intent(Intent::Sent) => return sent(stage, at),
        Event::Intent(Intent::Back) => return back(stage, at),
        // Reading the letter again does not stop the watch.
        event @ (Event::Tick | Event::Checked { .. }) => return watch(stage, event, at),
        Event::News { news, .. } => effects.extend(blocked::identified(&mut stage.blocked, news, at)),
        Event::SignInEnded { end, .. } => {
            if let Some(turn) = blocked::late(&mut stage.blocked, stage.from.as_deref(), end, at) {
                return turn;
            }
        }
        _ => {}
    }
    (Stage::Compose(stage), effects)
}

pub(super) fn delivered(route: Route, outcome: Result<Option<PathBuf>, OpenFault>) -> Delivery {
    match outcome {
        Ok(file) => Delivery::HandedOver { route, file },
        Err(fault) => Delivery::Failed { route, fault },
    }
}

fn watch(mut stage: ComposeStage, event: Event, at: &Context<'_>) -> Turn {
    match stage.from.take().map(|from| *from) {
        Some(Stage::Waiting(inner)) => match waiting::step(inner, event, at) {
            (next @ Stage::Waiting(_), effects) => {
                stage.from = Some(Box::new(next));
                (Stage::Compose(stage), effects)
            }
            elsewhere => elsewhere,
        },
        from => (Stage::Compose(ComposeStage { from: from.map(Box::new), ..stage }), vec![]),
    }
}

fn sent(stage: ComposeStage, at: &Context<'_>) -> Turn {
    match stage.from.map(|from| *from) {
        Some(Stage::Waiting(waiting)) => (waiting::again(WaitingStage { draft: stage.draft, ..waiting }, at), vec![]),
        Some(_) | None => (waiting::enter(stage.blocked, stage.draft, at), vec![]),
    }
}

/// What was written stays written, wherever the person goes.
fn back(stage: ComposeStage, at: &Context<'_>) -> Turn {
    match stage.from.map(|from| *from) {
        Some(Stage::Waiting(waiting)) => (waiting::again(WaitingStage { draft: stage.draft, ..waiting }, at), vec![]),
        Some(Stage::Denied(denied)) => (Stage::Denied(DeniedStage { draft: stage.draft, ..denied }), vec![]),
        Some(_) | None => (Stage::Blocked(BlockedStage { draft: Some(stage.draft), ..stage.blocked }), vec![]),
    }
}
