use std::path::PathBuf;

use jiff::civil::Date;
use request::{AttachmentKind, Route};

use crate::event::{Effect, Event, Intent};
use crate::stage::{
    BlockedStage, ComposeStage, Delivery, DeliveryFault, DeniedStage, Draft, Files, Stage, WaitingStage,
};

use super::{Context, Turn, blocked, waiting};

/// Long enough for a list of addresses.
const LONGEST_RECIPIENT: usize = 1_000;

pub(super) fn enter(mut blocked: BlockedStage, at: &Context<'_>) -> Stage {
    let draft = blocked.draft.take().unwrap_or_else(|| Draft::fresh(at.language));
    opened(blocked, draft, None)
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
        | Stage::SomeoneElse(_)
        | Stage::Blocked(_)
        | Stage::Compose(_)
        | Stage::Connected(_) => return from,
    };
    opened(blocked, draft, Some(Box::new(from)))
}

fn opened(blocked: BlockedStage, draft: Draft, from: Option<Box<Stage>>) -> Stage {
    Stage::Compose(ComposeStage { blocked, draft, delivery: Delivery::NotYet, from, files: Files::Untried })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what does not belong to a stage changes nothing")]
pub(super) fn step(mut stage: ComposeStage, event: Event, at: &Context<'_>) -> Turn {
    let mut effects = vec![];
    match event {
        Event::Intent(Intent::EditDraft { to, lang, length }) => {
            let to = recipient(&to);
            if lang != stage.draft.lang {
                stage.files = Files::Untried;
            }
            stage.draft = Draft { to, lang, length, ..stage.draft };
        }
        Event::Intent(Intent::Attach { kind, on }) => {
            stage.draft.attachments = AttachmentKind::ALL
                .into_iter()
                .filter(|one| if *one == kind { on } else { stage.draft.attachments.contains(one) })
                .collect();
        }
        Event::Intent(Intent::ChooseTier { id }) if may_choose_tier(&stage) && knows(&id, at) => {
            stage.blocked.target.tier = Some(id);
            stage.files = Files::Untried;
        }
        Event::Intent(Intent::AnswerBy { day }) if day.is_none_or(|day| day >= today(at)) => {
            stage.draft.answer_by = day;
        }
        Event::FilesTried { attempt, files } if stage.files == (Files::Trying { attempt }) => {
            stage.files = Files::Tried(files);
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

/// Whenever the letter is on screen and nobody knows yet which files can be made for it, that is looked into.
pub(crate) fn look_at_files(stage: &mut Stage, at: &Context<'_>) -> Option<Effect> {
    let Stage::Compose(compose) = stage else { return None };
    (compose.files == Files::Untried).then(|| {
        compose.files = Files::Trying { attempt: at.fresh };
        Effect::TryFiles { attempt: at.fresh }
    })
}

/// What IT was asked for is what is watched for: the level changes with a new request only.
pub(crate) fn may_choose_tier(stage: &ComposeStage) -> bool {
    !matches!(stage.from.as_deref(), Some(Stage::Waiting(_)))
}

pub(super) fn recipient(typed: &str) -> String {
    typed.chars().take(LONGEST_RECIPIENT).collect()
}

/// Whether the profile declares this tier.
pub(super) fn knows(tier: &str, at: &Context<'_>) -> bool {
    at.profile.tiers.iter().any(|known| known.id == tier)
}

fn today(at: &Context<'_>) -> Date {
    at.now.to_zoned(at.zone.clone()).date()
}

/// A note beside the stage's own business: one hand-over at a time, and the answer of the one that is awaited.
#[expect(clippy::wildcard_enum_match_arm, reason = "what does not belong to a note changes nothing")]
pub(super) fn hand_over(note: &mut Delivery, event: Event) -> Vec<Effect> {
    match event {
        Event::Intent(Intent::Deliver { route }) if !matches!(note, Delivery::UnderWay { .. }) => {
            *note = Delivery::UnderWay { route };
            return vec![Effect::Deliver { route }];
        }
        Event::Delivered { route, outcome } if *note == (Delivery::UnderWay { route }) => {
            *note = delivered(route, outcome);
        }
        _ => {}
    }
    vec![]
}

pub(super) fn delivered(route: Route, outcome: Result<Option<PathBuf>, DeliveryFault>) -> Delivery {
    match outcome {
        Ok(file) => Delivery::HandedOver { route, file },
        Err(DeliveryFault::Open(fault)) => Delivery::Failed { route, fault },
        Err(DeliveryFault::NotMade(kind)) => Delivery::NotAttached { route, kind },
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
pub(super) fn back(stage: ComposeStage, at: &Context<'_>) -> Turn {
    match stage.from.map(|from| *from) {
        Some(Stage::Waiting(waiting)) => (waiting::again(WaitingStage { draft: stage.draft, ..waiting }, at), vec![]),
        Some(Stage::Denied(denied)) => {
            (Stage::Denied(DeniedStage { blocked: stage.blocked, draft: stage.draft, ..denied }), vec![])
        }
        Some(_) | None => (Stage::Blocked(BlockedStage { draft: Some(stage.draft), ..stage.blocked }), vec![]),
    }
}
