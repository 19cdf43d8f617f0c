use crate::event::{Announcement, CheckOutcome, Effect, Event, Intent};
use crate::ports::{Grant, Redemption, SignInEnd, SignedIn};
use crate::stage::{Asked, BlockedStage, Checking, Delivery, Draft, HowDenied, Stage, Waiting, WaitingStage, Watch};
use diagnosis::{Actor, Approval, Evidence, Next, Wall};
use jiff::Timestamp;

use super::{Context, Turn, blocked, calendar_scopes, compose, connect, sign_in_again};

pub(super) fn enter(blocked: BlockedStage, draft: Draft, at: &Context<'_>) -> Stage {
    let watch = match blocked.account {
        Some(_) => Watch::begun(at.now),
        None => Watch::Remind,
    };
    let by = if blocked.verdict.wall.approval() == Some(Approval::WorkflowSent) {
        Asked::MicrosoftsPage
    } else {
        Asked::Letter
    };
    Stage::Waiting(WaitingStage {
        blocked,
        draft,
        waiting: Waiting { asked_at: at.now, by, told_yes_at: None, watch },
        note: Delivery::NotYet,
    })
}

/// Back in the waiting room from a stage beside it: a look that was under way there is asked for again, and a planned
/// one stays planned.
pub(super) fn again(mut stage: WaitingStage, at: &Context<'_>) -> Stage {
    stage.waiting.watch.taken_up(at.now);
    Stage::Waiting(stage)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what does not belong to a stage changes nothing")]
pub(super) fn step(mut stage: WaitingStage, event: Event, at: &Context<'_>) -> Turn {
    match event {
        Event::Intent(Intent::CheckNow) => check(stage, at),
        Event::Tick => {
            if crate::schedule::next_wake(&Stage::Waiting(stage.clone())).is_some_and(|due| due <= at.now) {
                return check(stage, at);
            }
            (Stage::Waiting(stage), vec![])
        }
        Event::Intent(Intent::TheySaidYes) => {
            stage.waiting.told_yes_at.get_or_insert(at.now);
            match stage.waiting.watch {
                Watch::Silent { .. } => check(stage, at),
                Watch::Remind => sign_in_again(Stage::Waiting(stage), at),
            }
        }
        Event::Intent(Intent::TheySaidNo) => {
            (blocked::deny(stage.blocked, stage.draft, HowDenied::PersonSaid, at), vec![])
        }
        Event::Intent(Intent::TryAgain | Intent::SignIn) => sign_in_again(Stage::Waiting(stage), at),
        event @ (Event::Intent(Intent::Deliver { .. }) | Event::Delivered { .. }) => {
            let effects = compose::hand_over(&mut stage.note, event);
            (Stage::Waiting(stage), effects)
        }
        Event::Intent(Intent::ReadDraft | Intent::Back) => (compose::reopen(Stage::Waiting(stage)), vec![]),
        Event::Checked { attempt, outcome } if stage.waiting.watch.awaits(attempt) => checked(stage, outcome, at),
        Event::News { news, .. } => {
            let effects = blocked::identified(&mut stage.blocked, news, at);
            if stage.blocked.account.is_some() && stage.waiting.watch == Watch::Remind {
                stage.waiting.watch = Watch::begun(at.now);
            }
            (Stage::Waiting(stage), effects)
        }
        Event::SignInEnded { end, .. } => {
            let before = Stage::Waiting(stage.clone());
            let signed = matches!(end, SignInEnd::Signed(_));
            match blocked::late(&mut stage.blocked, Some(&before), end, at) {
                Some(turn) => turn,
                // An administrator, most likely, who has just approved in the same tab.
                None if signed => check(stage, at),
                None => (Stage::Waiting(stage), vec![]),
            }
        }
        _ => (Stage::Waiting(stage), vec![]),
    }
}

/// One look at a time: pressing "check now" during a check changes nothing.
fn check(mut stage: WaitingStage, at: &Context<'_>) -> Turn {
    let mut effects = vec![];
    if let Some(account) = &stage.blocked.account
        && stage.waiting.watch.look(at.fresh)
    {
        effects.push(Effect::Check { attempt: at.fresh, key: account.key() });
    }
    (Stage::Waiting(stage), effects)
}

fn checked(stage: WaitingStage, outcome: CheckOutcome, at: &Context<'_>) -> Turn {
    match outcome {
        CheckOutcome::Answer(Redemption::Granted(grant)) => granted(stage, grant, at),
        CheckOutcome::Answer(Redemption::Refused(evidence)) => refused(stage, evidence, at),
        CheckOutcome::Answer(Redemption::Unreachable(fault)) => {
            (put_off(stage, |until| Checking::Paused { fault, until }, at), vec![])
        }
        // Nobody was asked, so it does not count; a key store that comes back lets the watch go on.
        CheckOutcome::Store(fault) => (put_off(stage, |until| Checking::NoToken { fault, until }, at), vec![]),
        CheckOutcome::NoRecord => (remind(stage), vec![]),
    }
}

/// Only a token whose `scope` holds the calendar proves the approval; a bare 200 does not.
fn granted(stage: WaitingStage, grant: Grant, at: &Context<'_>) -> Turn {
    let enough = grant.scopes.cover(&calendar_scopes(at.profile));
    match stage.blocked.account.clone() {
        Some(account) if enough => {
            let before = Stage::Waiting(stage.clone());
            let signed = SignedIn { account, grant };
            let (stage, mut effects) = connect(stage.blocked.target, signed, Some(&before), at);
            effects.push(Effect::Notify(Announcement::Connected));
            (stage, effects)
        }
        Some(_) | None => (not_yet(stage, at), vec![]),
    }
}

fn refused(mut stage: WaitingStage, evidence: Evidence, at: &Context<'_>) -> Turn {
    let evidence = evidence.without_secrets();
    let verdict = blocked::judge(std::slice::from_ref(&evidence), stage.blocked.account.as_ref(), at);
    // The wall that was written about still stands: no answer yet.
    if verdict.wall == stage.blocked.verdict.wall && verdict.next == Next::AskIt {
        return (not_yet(stage, at), vec![]);
    }
    match verdict.wall {
        Wall::AdminApprovalRequired(_) | Wall::UserConsentNeeded => (not_yet(stage, at), vec![]),
        Wall::AppDisabledOrMissing if verdict.next == Next::Stop => {
            stage.blocked.evidence.push(evidence);
            stage.blocked.verdict = verdict;
            let denied = blocked::deny(stage.blocked, stage.draft, HowDenied::MicrosoftSaid, at);
            (denied, vec![Effect::StopSignIn, Effect::Notify(Announcement::ItAnswered)])
        }
        // Another wall stands behind the first: a new cause, a new mail.
        Wall::AssignmentRequired | Wall::ConditionalAccess | Wall::AppDisabledOrMissing => {
            stage.blocked.evidence = vec![evidence];
            stage.blocked.verdict = verdict;
            stage.blocked.at = at.now;
            stage.blocked.waited = None;
            stage.blocked.draft = None;
            let answered = stage.blocked.verdict.who_acts == Actor::It;
            let told = answered.then_some(Effect::Notify(Announcement::ItAnswered));
            (Stage::Blocked(stage.blocked), told.into_iter().collect())
        }
        Wall::SessionExpired | Wall::MfaOrInteraction => (remind(stage), vec![]),
        Wall::Transient
        | Wall::DeviceFlowPending
        | Wall::UserDeclined
        | Wall::WrongAccountOrTenant
        | Wall::MisconfiguredApp
        | Wall::Other => (not_yet(stage, at), vec![]),
    }
}

fn not_yet(mut stage: WaitingStage, at: &Context<'_>) -> Stage {
    stage.waiting.watch.not_yet(at.now, stage.waiting.told_yes_at.is_some());
    Stage::Waiting(stage)
}

fn remind(mut stage: WaitingStage) -> Stage {
    stage.waiting.watch = Watch::Remind;
    Stage::Waiting(stage)
}

fn put_off(mut stage: WaitingStage, why: impl FnOnce(Timestamp) -> Checking, at: &Context<'_>) -> Stage {
    stage.waiting.watch.put_off(at.now, why);
    Stage::Waiting(stage)
}
