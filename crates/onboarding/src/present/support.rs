//! The diagnosis that leaves the window: as a capsule for whoever helps, and in the note to the app's makers.

use diagnosis::{Attempt, Context, capsule, diagnose};
use jiff::Timestamp;
use request::Letter;

use super::Surroundings;
use crate::ports::StoreFault;
use crate::stage::{AddressStage, BlockedStage, BrowserStage, Lookup, PageState, Stage, WeekState};

const APP: &str = concat!("Greenlight ", env!("CARGO_PKG_VERSION"));

/// The support capsule of whatever is on screen. Where no answer of Microsoft's was seen it says so, and where it stopped.
pub(crate) fn support_details(stage: &Stage, around: &Surroundings<'_>) -> String {
    let known = stage.known();
    let unseen = || diagnose(&[], &Context::default());
    let verdict = known.verdict.cloned().unwrap_or_else(unseen);
    let (at, waited) = when(stage, around.now);
    let (at, stage) = (stamp(at), place(stage));
    capsule(&verdict, &attempt(&stage, &at, waited, around))
}

pub(crate) fn vendor_note(blocked: &BlockedStage, around: &Surroundings<'_>) -> Letter {
    let at = stamp(blocked.at);
    request::vendor_note(
        around.profile,
        &blocked.verdict,
        &attempt("blocked", &at, blocked.waited, around),
        around.language,
    )
}

fn attempt<'a>(stage: &'a str, at: &'a str, waited: Option<u64>, around: &'a Surroundings<'_>) -> Attempt<'a> {
    Attempt { app: APP, system: around.system.as_str(), stage, at, waited, key_store: key_store(around.key_store) }
}

fn key_store(outcome: Option<Result<(), StoreFault>>) -> &'static str {
    match outcome {
        None => "",
        Some(Ok(())) => "no fault / 異常なし",
        Some(Err(StoreFault::Locked)) => "locked / ロック中",
        Some(Err(StoreFault::Unavailable)) => "not available / 利用できません",
        Some(Err(StoreFault::Unreadable)) => {
            "holds a record this version cannot read / このバージョンでは読めない記録があります"
        }
    }
}

fn stamp(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%SZ").to_string()
}

/// When it stopped, and after how long a wait for Microsoft's answer.
fn when(stage: &Stage, now: Timestamp) -> (Timestamp, Option<u64>) {
    match stage {
        Stage::Blocked(blocked) => (blocked.at, blocked.waited),
        Stage::Compose(compose) => (compose.blocked.at, compose.blocked.waited),
        Stage::Waiting(waiting) => (waiting.blocked.at, waiting.blocked.waited),
        Stage::Denied(denied) => (denied.at, denied.blocked.waited),
        Stage::Browser(browser) => (now, u64::try_from(now.duration_since(browser.since).as_secs()).ok()),
        Stage::Welcome | Stage::Address(_) | Stage::Permissions(_) | Stage::SomeoneElse(_) | Stage::Connected(_) => {
            (now, None)
        }
    }
}

/// The stage's own name, with the fault that shows on it: closed words only, nothing a person typed.
fn place(stage: &Stage) -> String {
    let stopped = |name: &str, fault: &dyn std::fmt::Debug| format!("{name}, {fault:?}");
    match stage {
        Stage::Welcome => "welcome".to_owned(),
        Stage::Address(AddressStage { lookup: Lookup::Unreachable { fault, .. }, .. }) => stopped("address", fault),
        Stage::Address(AddressStage {
            lookup:
                Lookup::Idle
                | Lookup::Invalid { .. }
                | Lookup::Looking { .. }
                | Lookup::Found { .. }
                | Lookup::NotFound { .. },
            ..
        }) => "address".to_owned(),
        Stage::Permissions(_) => "permissions".to_owned(),
        Stage::Browser(BrowserStage { page, .. }) => match page {
            PageState::NotOpened { fault } => stopped("browser", fault),
            PageState::Failed { fault } => stopped("browser", fault),
            PageState::Interrupted => "browser, interrupted".to_owned(),
            PageState::Preparing | PageState::Open => "browser".to_owned(),
        },
        Stage::SomeoneElse(_) => "someone else".to_owned(),
        Stage::Blocked(_) => "blocked".to_owned(),
        Stage::Compose(_) => "compose".to_owned(),
        Stage::Waiting(_) => "waiting".to_owned(),
        Stage::Denied(denied) => stopped("denied", &denied.how),
        Stage::Connected(connected) => match connected.week.state {
            WeekState::Failed(fault) => stopped("connected", &fault),
            WeekState::Loading | WeekState::Loaded { .. } => "connected".to_owned(),
        },
    }
}
