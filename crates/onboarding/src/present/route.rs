//! The rail of five stops. It never reorders; a stop that does not apply is left out.

use diagnosis::{Actor, Next};
use profile::Profile;

use crate::model::{Account, AccountKind};
use crate::stage::{BlockedStage, Stage};
use crate::view::{Lamp, Stop, StopDetail, StopName};

pub(super) fn stops(stage: &Stage, profile: &Profile) -> Vec<Stop> {
    let Some((current, lamp)) = position(stage) else { return vec![] };
    let with_decision = decision_applies(stage);
    [StopName::Address, StopName::Permissions, StopName::SignIn, StopName::Decision, StopName::Connected]
        .into_iter()
        .filter(|name| with_decision || *name != StopName::Decision)
        .map(|name| Stop {
            at: name,
            lamp: lamp_of(name, current, lamp, stage),
            detail: detail(name, profile, stage),
            current: name == current,
        })
        .collect()
}

fn position(stage: &Stage) -> Option<(StopName, Lamp)> {
    match stage {
        Stage::Welcome => None,
        Stage::Address(_) => Some((StopName::Address, Lamp::Yours)),
        Stage::Permissions(_) => Some((StopName::Permissions, Lamp::Yours)),
        Stage::Browser(_) | Stage::SomeoneElse(_) => Some((StopName::SignIn, Lamp::Yours)),
        Stage::Blocked(blocked) => Some(blocked_position(blocked)),
        Stage::Compose(_) => Some((StopName::Decision, Lamp::Yours)),
        Stage::Waiting(_) => Some((StopName::Decision, Lamp::Theirs)),
        Stage::Denied(_) => Some((StopName::Decision, Lamp::No)),
        Stage::Connected(_) => Some((StopName::Connected, Lamp::Done)),
    }
}

fn blocked_position(blocked: &BlockedStage) -> (StopName, Lamp) {
    match (blocked.verdict.next, blocked.verdict.who_acts) {
        (Next::Stop, _) => (StopName::Decision, Lamp::No),
        (_, Actor::It) => (StopName::Decision, Lamp::Theirs),
        (_, Actor::User) => (StopName::SignIn, Lamp::Yours),
        (_, Actor::Vendor | Actor::Wait) => (StopName::SignIn, Lamp::Theirs),
        (_, Actor::Nobody) => (StopName::SignIn, Lamp::No),
    }
}

fn lamp_of(name: StopName, current: StopName, lamp: Lamp, stage: &Stage) -> Lamp {
    let order = |stop: StopName| match stop {
        StopName::Address => 0,
        StopName::Permissions => 1,
        StopName::SignIn => 2,
        StopName::Decision => 3,
        StopName::Connected => 4,
    };
    match order(name).cmp(&order(current)) {
        std::cmp::Ordering::Equal => lamp,
        std::cmp::Ordering::Greater => Lamp::Ahead,
        // Where sign-in itself was walled it is not done yet, however far the request has come.
        std::cmp::Ordering::Less if name == StopName::SignIn && stage.known().account.is_none() => Lamp::Ahead,
        std::cmp::Ordering::Less => Lamp::Done,
    }
}

/// Nobody else decides about a personal account, nor about a connection that needed no approval.
fn decision_applies(stage: &Stage) -> bool {
    let personal = stage.known().target.is_some_and(|target| target.kind() == AccountKind::Personal);
    let without_asking = matches!(stage, Stage::Connected(connected) if connected.approved_at.is_none());
    !personal && !without_asking
}

fn detail(name: StopName, profile: &Profile, stage: &Stage) -> Option<StopDetail> {
    let known = stage.known();
    match name {
        StopName::Address => known.target.map(|target| StopDetail::Domain { domain: target.email.domain().to_owned() }),
        StopName::Permissions if matches!(stage, Stage::Address(_)) => None,
        StopName::Permissions => Some(StopDetail::Permissions { count: profile.permissions.len() }),
        StopName::SignIn => known.account.map(|account| StopDetail::Person { name: short_name(account) }),
        StopName::Decision => decided_at(stage).map(|at| StopDetail::At { time: at.to_string() }),
        StopName::Connected => match stage {
            Stage::Connected(connected) => Some(StopDetail::At { time: connected.since.to_string() }),
            Stage::Welcome
            | Stage::Address(_)
            | Stage::Permissions(_)
            | Stage::Browser(_)
            | Stage::SomeoneElse(_)
            | Stage::Blocked(_)
            | Stage::Compose(_)
            | Stage::Waiting(_)
            | Stage::Denied(_) => None,
        },
    }
}

fn decided_at(stage: &Stage) -> Option<jiff::Timestamp> {
    match stage {
        Stage::Connected(connected) => connected.approved_at,
        Stage::Denied(denied) => Some(denied.at),
        Stage::Welcome
        | Stage::Address(_)
        | Stage::Permissions(_)
        | Stage::Browser(_)
        | Stage::SomeoneElse(_)
        | Stage::Blocked(_)
        | Stage::Compose(_)
        | Stage::Waiting(_) => None,
    }
}

/// The part people recognise as theirs, short enough for the rail.
fn short_name(account: &Account) -> String {
    account.username.split_once('@').map_or(account.username.clone(), |(local, _)| local.to_owned())
}
