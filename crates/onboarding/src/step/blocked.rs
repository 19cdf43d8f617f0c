use diagnosis::{Approval, Card, Evidence, Next, Verdict, Wall};

use crate::event::{Effect, Event, Intent};
use crate::model::Account;
use crate::ports::{Leg, SignInEnd, SignInNews};
use crate::schedule::retry_after;
use crate::stage::{
    Asked, BlockedStage, BrowserStage, Delivery, DeniedStage, Draft, HowDenied, Paste, Retry, Stage, Waiting,
    WaitingStage,
};

use super::{
    Context, Turn, addition, address, calendar_scopes, compose, connect, forget, record, sign_in_again, waiting,
};

/// What the profile and the first leg add to Microsoft's own words.
fn facts(account: Option<&Account>, at: &Context<'_>) -> diagnosis::Context {
    diagnosis::Context { identity_proved: account.is_some(), excluded_scopes: !at.profile.excluded_scopes().is_empty() }
}

pub(super) fn enter(browser: BrowserStage, evidence: Vec<Evidence>, at: &Context<'_>) -> Turn {
    let leg = if browser.account.is_some() { Leg::Calendar } else { Leg::Identity };
    enter_at(leg, browser, evidence, at)
}

/// The listener is left running: the tab may still come back with a code for the diagnosis, or with a yes.
pub(super) fn enter_at(leg: Leg, browser: BrowserStage, evidence: Vec<Evidence>, at: &Context<'_>) -> Turn {
    let browser = browser.on_their_own();
    // It is written down with the stage.
    let evidence: Vec<Evidence> = evidence.into_iter().map(Evidence::without_secrets).collect();
    let verdict = judge(&evidence, browser.account.as_ref(), at);
    if let Some(turn) = addition::at_the_wall(&browser, &verdict, at) {
        return turn;
    }
    let before = match browser.from.as_deref() {
        Some(Stage::Blocked(earlier)) => earlier.retry,
        Some(_) | None => Retry::NotPlanned,
    };
    let blocked = BlockedStage {
        target: browser.target,
        account: browser.account,
        leg,
        evidence,
        retry: retry(&verdict, before, at),
        verdict,
        at: at.now,
        waited: u64::try_from(at.now.duration_since(browser.since).as_secs()).ok(),
        paste: Paste::None,
        draft: None,
        note: Delivery::NotYet,
    };
    match browser.from.map(|before| *before) {
        Some(Stage::Waiting(waiting)) => back_at_the_wall(blocked, waiting, at),
        Some(Stage::Denied(denied)) => settle(BlockedStage { draft: Some(denied.draft), ..blocked }, at),
        Some(Stage::Blocked(earlier)) => settle(BlockedStage { draft: earlier.draft, ..blocked }, at),
        Some(
            Stage::Welcome
            | Stage::Address(_)
            | Stage::Permissions(_)
            | Stage::Browser(_)
            | Stage::SomeoneElse(_)
            | Stage::Compose(_)
            | Stage::Connected(_),
        )
        | None => settle(blocked, at),
    }
}

/// A passing fault is tried again after a while: one more time than before, and not at all once the person said stop.
fn retry(verdict: &Verdict, before: Retry, at: &Context<'_>) -> Retry {
    let nth = match before {
        Retry::NotPlanned => Some(1),
        Retry::Planned { nth, .. } => Some(nth + 1),
        Retry::Stopped => None,
    };
    match nth.and_then(|nth| Some((nth, retry_after(verdict.next, nth)?))) {
        _ if verdict.wall != Wall::Transient => Retry::NotPlanned,
        Some((nth, wait)) => Retry::Planned { at: at.now + wait, nth },
        None => Retry::Stopped,
    }
}

/// Another try met the same wall: the request is still on its way, so the waiting goes on. A sign-in that proved the
/// person this time makes the watch silent.
fn back_at_the_wall(blocked: BlockedStage, before: WaitingStage, at: &Context<'_>) -> Turn {
    if !matches!(blocked.verdict.wall, Wall::AdminApprovalRequired(_)) {
        return settle(BlockedStage { draft: Some(before.draft), ..blocked }, at);
    }
    let Stage::Waiting(fresh) = waiting::enter(blocked, before.draft, at) else { return (Stage::Welcome, vec![]) };
    let by = match fresh.waiting.by {
        Asked::MicrosoftsPage => Asked::MicrosoftsPage,
        Asked::Letter => before.waiting.by,
    };
    let waiting = Waiting { watch: fresh.waiting.watch, by, ..before.waiting };
    (Stage::Waiting(WaitingStage { waiting, ..fresh }), vec![])
}

/// What the profile and the first leg add to Microsoft's own words.
pub(super) fn judge(evidence: &[Evidence], account: Option<&Account>, at: &Context<'_>) -> Verdict {
    diagnosis::diagnose(evidence, &facts(account, at))
}

/// A page of text, with room to spare.
const LONGEST_PASTE: usize = 20_000;

/// The pasted text as evidence, if there is anything in it to go by.
pub(super) fn pasted(text: &str, account: Option<&Account>, at: &Context<'_>) -> Option<Evidence> {
    let evidence = Evidence::Page(text.chars().take(LONGEST_PASTE).collect());
    let verdict = judge(std::slice::from_ref(&evidence), account, at);
    (verdict.wall != Wall::Other || !verdict.codes.is_empty()).then_some(evidence)
}

/// A request that went off in Microsoft's own form is already on IT's desk: nothing to write, so wait.
fn settle(blocked: BlockedStage, at: &Context<'_>) -> Turn {
    if blocked.verdict.wall == Wall::AdminApprovalRequired(Approval::WorkflowSent) {
        let draft = blocked.draft.clone().unwrap_or_else(|| Draft::fresh(at.language));
        return (waiting::enter(blocked, draft, at), vec![]);
    }
    (Stage::Blocked(blocked), vec![])
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what does not belong to a stage changes nothing")]
pub(super) fn step(mut blocked: BlockedStage, event: Event, at: &Context<'_>) -> Turn {
    match event {
        Event::Intent(Intent::AskIt) => (compose::enter(blocked, at), vec![]),
        Event::Intent(Intent::TryAgain | Intent::SignIn) => sign_in_again(Stage::Blocked(blocked), at),
        Event::Tick => match blocked.retry {
            Retry::Planned { at: due, .. } if due <= at.now => sign_in_again(Stage::Blocked(blocked), at),
            Retry::Planned { .. } | Retry::NotPlanned | Retry::Stopped => (Stage::Blocked(blocked), vec![]),
        },
        Event::Intent(Intent::StopRetrying) => {
            if let Retry::Planned { .. } = blocked.retry {
                blocked.retry = Retry::Stopped;
            }
            (Stage::Blocked(blocked), vec![])
        }
        Event::Intent(Intent::Deliver { .. }) if blocked.verdict.next != Next::TellVendor => {
            (Stage::Blocked(blocked), vec![])
        }
        event @ (Event::Intent(Intent::Deliver { .. }) | Event::Delivered { .. }) => {
            let effects = compose::hand_over(&mut blocked.note, event);
            (Stage::Blocked(blocked), effects)
        }
        Event::Intent(Intent::Back) => {
            let effects = [Effect::StopSignIn].into_iter().chain(forget(blocked.account.as_ref())).collect();
            (Stage::Permissions(blocked.target), effects)
        }
        Event::Intent(Intent::ChangeAddress) => {
            let effects = [Effect::StopSignIn].into_iter().chain(forget(blocked.account.as_ref())).collect();
            (address::known(blocked.target), effects)
        }
        Event::Intent(Intent::TellPage { card: Card::SomethingElse }) => (Stage::Blocked(blocked), vec![]),
        Event::Intent(Intent::TellPage { card }) => learn(blocked, Evidence::Picked(card), at),
        Event::Intent(Intent::PasteText { text }) => match pasted(&text, blocked.account.as_ref(), at) {
            Some(evidence) => learn(blocked, evidence, at),
            None => (Stage::Blocked(BlockedStage { paste: Paste::NothingFound, ..blocked }), vec![]),
        },
        Event::News { news, .. } => {
            let effects = identified(&mut blocked, news, at);
            (Stage::Blocked(blocked), effects)
        }
        Event::SignInEnded { end, .. } => match late(&mut blocked, None, end, at) {
            Some(turn) => turn,
            None => (Stage::Blocked(blocked), vec![]),
        },
        _ => (Stage::Blocked(blocked), vec![]),
    }
}

fn learn(mut blocked: BlockedStage, evidence: Evidence, at: &Context<'_>) -> Turn {
    blocked.evidence.push(evidence.without_secrets());
    blocked.verdict = judge(&blocked.evidence, blocked.account.as_ref(), at);
    blocked.retry = retry(&blocked.verdict, blocked.retry, at);
    blocked.paste = Paste::None;
    settle(blocked, at)
}

/// Leg one proved the person after they had told us what they see: now we know who, and can watch.
pub(super) fn identified(blocked: &mut BlockedStage, news: SignInNews, at: &Context<'_>) -> Vec<Effect> {
    match news {
        SignInNews::PageReady(_) => vec![],
        SignInNews::Identified(signed) => {
            let keep = record(&blocked.target, &signed.account, &signed.grant, at).map(Effect::Keep);
            blocked.account = Some(signed.account);
            blocked.leg = Leg::Calendar;
            blocked.verdict = judge(&blocked.evidence, blocked.account.as_ref(), at);
            keep.into_iter().collect()
        }
    }
}

/// The tab answered after the person had told us what it says. A yes for the same person connects;
/// a code makes the verdict surer; anything else leaves it as it was.
pub(super) fn late(
    blocked: &mut BlockedStage,
    before: Option<&Stage>,
    end: SignInEnd,
    at: &Context<'_>,
) -> Option<Turn> {
    match end {
        SignInEnd::Signed(signed) => {
            let same = blocked.account.as_ref().is_none_or(|known| known.key() == signed.account.key());
            let enough = signed.grant.scopes.cover(&calendar_scopes(at.profile));
            (same && enough).then(|| connect(blocked.target.clone(), signed, before, at))
        }
        SignInEnd::Refused { evidence, .. } => {
            let mut all = blocked.evidence.clone();
            all.push(evidence);
            let verdict = judge(&all, blocked.account.as_ref(), at);
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
    Stage::Denied(DeniedStage { blocked, draft, how, at: at.now, note: Delivery::NotYet })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what does not belong to a stage changes nothing")]
pub(super) fn denied(mut denied: DeniedStage, event: Event, at: &Context<'_>) -> Turn {
    match event {
        Event::Intent(Intent::TryAgain | Intent::SignIn) => sign_in_again(Stage::Denied(denied), at),
        Event::Intent(Intent::AskIt | Intent::ReadDraft) => (compose::reopen(Stage::Denied(denied)), vec![]),
        event @ (Event::Intent(Intent::Deliver { .. }) | Event::Delivered { .. }) => {
            let effects = compose::hand_over(&mut denied.note, event);
            (Stage::Denied(denied), effects)
        }
        Event::Intent(Intent::Back) => (waiting::enter(denied.blocked, denied.draft, at), vec![]),
        _ => (Stage::Denied(denied), vec![]),
    }
}
