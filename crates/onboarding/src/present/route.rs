//! The rail of five stops. It never reorders; a stop that does not apply is left out.

use diagnosis::{Actor, Wall};
use profile::Profile;

use crate::model::{Account, AccountKind, Target};
use crate::stage::{BlockedStage, Lookup, Stage};
use crate::view::{Lamp, Stop, StopDetail, StopName};

/// What is known of the person so far, to be written beside the stops.
#[derive(Default)]
struct Known<'a> {
    target: Option<&'a Target>,
    account: Option<&'a Account>,
    decided_at: Option<jiff::Timestamp>,
    connected_at: Option<jiff::Timestamp>,
}

pub(super) fn stops(stage: &Stage, profile: &Profile) -> Vec<Stop> {
    let Some((current, lamp)) = position(stage) else { return vec![] };
    let known = known(stage);
    let with_decision = decision_applies(stage);
    [StopName::Address, StopName::Permissions, StopName::SignIn, StopName::Decision, StopName::Connected]
        .into_iter()
        .filter(|name| with_decision || *name != StopName::Decision)
        .map(|name| Stop {
            at: name,
            lamp: lamp_of(name, current, lamp, stage),
            detail: detail(name, &known, profile, stage),
            current: name == current,
        })
        .collect()
}

fn position(stage: &Stage) -> Option<(StopName, Lamp)> {
    match stage {
        Stage::Welcome => None,
        Stage::Address(_) => Some((StopName::Address, Lamp::Yours)),
        Stage::Permissions(_) => Some((StopName::Permissions, Lamp::Yours)),
        Stage::Browser(_) => Some((StopName::SignIn, Lamp::Yours)),
        Stage::Blocked(blocked) => Some(blocked_position(blocked)),
        Stage::Compose(_) => Some((StopName::Decision, Lamp::Yours)),
        Stage::Waiting(_) => Some((StopName::Decision, Lamp::Theirs)),
        Stage::Denied(_) => Some((StopName::Decision, Lamp::No)),
        Stage::Connected(_) => Some((StopName::Connected, Lamp::Done)),
    }
}

fn blocked_position(blocked: &BlockedStage) -> (StopName, Lamp) {
    match blocked.verdict.who_acts {
        Actor::It => (StopName::Decision, Lamp::Theirs),
        Actor::User => (StopName::SignIn, Lamp::Yours),
        Actor::Vendor | Actor::Wait => (StopName::SignIn, Lamp::Theirs),
        Actor::Nobody if blocked.verdict.wall == Wall::AppDisabledOrMissing => (StopName::Decision, Lamp::No),
        Actor::Nobody => (StopName::SignIn, Lamp::No),
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
        std::cmp::Ordering::Less if name == StopName::SignIn && known(stage).account.is_none() => Lamp::Ahead,
        std::cmp::Ordering::Less => Lamp::Done,
    }
}

fn known(stage: &Stage) -> Known<'_> {
    match stage {
        Stage::Welcome => Known::default(),
        Stage::Address(address) => match &address.lookup {
            Lookup::Found { target } => Known { target: Some(target), ..Known::default() },
            Lookup::Idle
            | Lookup::Invalid { .. }
            | Lookup::Looking { .. }
            | Lookup::NotFound { .. }
            | Lookup::Unreachable { .. } => Known::default(),
        },
        Stage::Permissions(target) => Known { target: Some(target), ..Known::default() },
        Stage::Browser(browser) => {
            Known { target: Some(&browser.target), account: browser.account.as_ref(), ..Known::default() }
        }
        Stage::Blocked(blocked) => met(blocked),
        Stage::Compose(stage) => met(&stage.blocked),
        Stage::Waiting(stage) => met(&stage.blocked),
        Stage::Denied(stage) => Known { decided_at: Some(stage.at), ..met(&stage.blocked) },
        Stage::Connected(connected) => Known {
            target: Some(&connected.target),
            account: Some(&connected.account),
            decided_at: connected.approved_at,
            connected_at: Some(connected.since),
        },
    }
}

fn met(blocked: &BlockedStage) -> Known<'_> {
    Known { target: Some(&blocked.target), account: blocked.account.as_ref(), ..Known::default() }
}

/// Nobody else decides about a personal account, nor about a connection that needed no approval.
fn decision_applies(stage: &Stage) -> bool {
    let personal = known(stage).target.is_some_and(|target| target.kind() == AccountKind::Personal);
    let without_asking = matches!(stage, Stage::Connected(connected) if connected.approved_at.is_none());
    !personal && !without_asking
}

fn detail(name: StopName, known: &Known<'_>, profile: &Profile, stage: &Stage) -> Option<StopDetail> {
    match name {
        StopName::Address => known.target.map(|target| StopDetail::Domain { domain: target.email.domain().to_owned() }),
        StopName::Permissions if matches!(stage, Stage::Address(_)) => None,
        StopName::Permissions => Some(StopDetail::Permissions { count: profile.permissions.len() }),
        StopName::SignIn => known.account.map(|account| StopDetail::Person { name: short_name(account) }),
        StopName::Decision => known.decided_at.map(|at| StopDetail::At { time: at.to_string() }),
        StopName::Connected => known.connected_at.map(|at| StopDetail::At { time: at.to_string() }),
    }
}

/// The part people recognise as theirs, short enough for the rail.
fn short_name(account: &Account) -> String {
    account.username.split_once('@').map_or(account.username.clone(), |(local, _)| local.to_owned())
}
