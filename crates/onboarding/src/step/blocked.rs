use diagnosis::{Approval, Card, Evidence, Wall};

use crate::event::{Effect, Event, Intent};
use crate::model::Account;
use crate::ports::{Leg, SignInEnd};
use crate::stage::{BlockedStage, BrowserStage, DeniedStage, Draft, HowDenied, Stage};

use super::{Context, Turn, address, calendar_scopes, compose, connect, sign_in, waiting};

/// What the profile and the first leg add to Microsoft's own words.
pub(super) fn facts(account: &Option<Account>, at: &Context<'_>) -> diagnosis::Context {
    diagnosis::Context { identity_proved: account.is_some(), excluded_scopes: !at.profile.excluded_scopes().is_empty() }
}

pub(super) fn enter(browser: BrowserStage, evidence: Vec<Evidence>, at: &Context<'_>) -> Turn {
    let leg = if browser.account.is_some() { Leg::Calendar } else { Leg::Identity };
    enter_at(leg, browser, evidence, at)
}

/// The listener is left running: the tab may still come back with a code for the diagnosis, or with a yes.
pub(super) fn enter_at(leg: Leg, browser: BrowserStage, evidence: Vec<Evidence>, at: &Context<'_>) -> Turn {
    let verdict = diagnosis::diagnose(&evidence, &facts(&browser.account, at));
    let blocked = BlockedStage { target: browser.target, account: browser.account, leg, evidence, verdict, at: at.now };
    settle(blocked, at)
}

/// A request that went off in Microsoft's own form is already on IT's desk: nothing to write, so wait.
fn settle(blocked: BlockedStage, at: &Context<'_>) -> Turn {
    if blocked.verdict.wall == Wall::AdminApprovalRequired(Approval::WorkflowSent) {
        let draft = compose::fresh_draft(at);
        return (waiting::enter(blocked, draft, at), vec![]);
    }
    (Stage::Blocked(blocked), vec![])
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what does not belong to a stage changes nothing")]
pub(super) fn step(mut blocked: BlockedStage, event: Event, at: &Context<'_>) -> Turn {
    match event {
        Event::Intent(Intent::AskIt) => (compose::enter(blocked, at), vec![]),
        Event::Intent(Intent::TryAgain | Intent::SignIn) => sign_in(blocked.target, blocked.account, at),
        Event::Intent(Intent::Back) => (Stage::Permissions(blocked.target), vec![]),
        Event::Intent(Intent::ChangeAddress) => (address::known(blocked.target), vec![Effect::StopSignIn]),
        Event::Intent(Intent::TellPage { card: Card::SomethingElse }) => (Stage::Blocked(blocked), vec![]),
        Event::Intent(Intent::TellPage { card }) => learn(blocked, Evidence::Picked(card), at),
        Event::Intent(Intent::PasteText { text }) => learn(blocked, Evidence::Page(text), at),
        Event::SignInEnded { end, .. } => match late(&mut blocked, end, at) {
            Some(turn) => turn,
            None => (Stage::Blocked(blocked), vec![]),
        },
        _ => (Stage::Blocked(blocked), vec![]),
    }
}

fn learn(mut blocked: BlockedStage, evidence: Evidence, at: &Context<'_>) -> Turn {
    blocked.evidence.push(evidence);
    blocked.verdict = diagnosis::diagnose(&blocked.evidence, &facts(&blocked.account, at));
    settle(blocked, at)
}

/// The tab answered after the person had told us what it says. A yes for the same person connects;
/// a code makes the verdict surer; anything else leaves it as it was.
pub(super) fn late(blocked: &mut BlockedStage, end: SignInEnd, at: &Context<'_>) -> Option<Turn> {
    match end {
        SignInEnd::Signed(signed) => {
            let same = blocked.account.as_ref().is_none_or(|known| known.key() == signed.account.key());
            let enough = signed.grant.scopes.cover(&calendar_scopes(at.profile));
            (same && enough).then(|| connect(blocked.target.clone(), signed.account, signed.grant, Some(at.now), at))
        }
        SignInEnd::Refused { evidence, .. } => {
            let mut all = blocked.evidence.clone();
            all.push(evidence);
            let verdict = diagnosis::diagnose(&all, &facts(&blocked.account, at));
            if verdict.codes.len() > blocked.verdict.codes.len() {
                blocked.evidence = all;
                blocked.verdict = verdict;
            }
            None
        }
        SignInEnd::Failed(_) | SignInEnd::Cancelled => None,
    }
}

pub(super) fn deny(blocked: BlockedStage, draft: Draft, how: HowDenied, at: &Context<'_>) -> Stage {
    Stage::Denied(DeniedStage { blocked, draft, how, at: at.now })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what does not belong to a stage changes nothing")]
pub(super) fn denied(denied: DeniedStage, event: Event, at: &Context<'_>) -> Turn {
    match event {
        Event::Intent(Intent::TryAgain | Intent::SignIn) => sign_in(denied.blocked.target, denied.blocked.account, at),
        Event::Intent(Intent::AskIt | Intent::ReadDraft) => {
            (compose::reopen(denied.blocked, denied.draft, None), vec![])
        }
        Event::Intent(Intent::Back) => (waiting::enter(denied.blocked, denied.draft, at), vec![]),
        _ => (Stage::Denied(denied), vec![]),
    }
}
