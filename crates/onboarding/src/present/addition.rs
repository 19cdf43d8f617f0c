//! What the app asks for beyond what was granted, and how far the request for it has come.

use profile::{AskedPermission, Delta};

use super::address::decides;
use super::waiting::watch_view;
use super::{Surroundings, note};
use crate::stage::{Answer, ConnectedStage, Stage};
use crate::view::*;

pub(super) fn card(stage: &Stage, connected: &ConnectedStage, around: &Surroundings<'_>) -> Option<AdditionCard> {
    let delta = connected.delta(around.profile);
    if !delta.needs_approval() {
        return None;
    }
    let added = |asked: &AskedPermission| AddedPermission {
        name: asked.name.clone(),
        value: asked.value.clone(),
        reason: asked.reason.clone(),
        risk: asked.risk().level(),
        decides: decides(asked, connected.target.kind(), around.profile),
    };
    Some(AdditionCard {
        added: delta.added.iter().map(added).collect(),
        removed: values(&delta.removed),
        risk_before: delta.risk.before,
        risk_after: delta.risk.after,
        step: step(stage, connected, &delta, around)?,
    })
}

/// What was granted and is not asked for any more. Nobody has to approve that.
pub(super) fn given_up(connected: &ConnectedStage, around: &Surroundings<'_>) -> Vec<String> {
    let delta = connected.delta(around.profile);
    if delta.needs_approval() { vec![] } else { values(&delta.removed) }
}

fn step(stage: &Stage, connected: &ConnectedStage, delta: &Delta, around: &Surroundings<'_>) -> Option<AdditionStep> {
    let kind = connected.target.kind();
    let yours = delta.added.iter().all(|asked| decides(asked, kind, around.profile) == Decides::You);
    let draft = connected.addition_draft(around.language);
    Some(match &connected.addition.answer {
        Answer::NotAsked if yours => AdditionStep::Yours,
        Answer::NotAsked | Answer::LeftToIt => {
            AdditionStep::AskIt { note: Box::new(note::card(stage, around)?), lang: draft.lang }
        }
        Answer::Awaited { since, watch } => {
            AdditionStep::Awaited { since: since.to_string(), to: draft.to, watch: watch_view(watch) }
        }
        Answer::No { at } => AdditionStep::No { at: at.to_string() },
    })
}

fn values(permissions: &[AskedPermission]) -> Vec<String> {
    permissions.iter().map(|asked| asked.value.clone()).collect()
}
