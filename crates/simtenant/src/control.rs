//! The presenter's and the tests' remote control. JSON, loopback only.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::challenge::{Challenge, SettledBy};
use crate::clock::Reading;
use crate::consent::Grantee;
use crate::fault::{Fault, FaultOrder};
use crate::graph::Hosting;
use crate::ledger::LedgerEntry;
use crate::policy::Policy;
use crate::queue::{Mail, Standing};
use crate::scenario::{Account, Answer, named, scenarios};
use crate::sim::{Shared, Sim};

/// Where the app stands in the story's organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Nobody,
    Approved,
    Blocked,
}

pub(crate) fn access(sim: &Sim) -> Access {
    let tenant = sim.directory.home().id;
    sim.read(|world| {
        let everyone = world.record.grants.iter().any(|grant| grant.tenant == tenant && grant.to == Grantee::Everyone);
        if world.is_disabled(tenant) {
            Access::Blocked
        } else if everyone {
            Access::Approved
        } else {
            Access::Nobody
        }
    })
}

pub(crate) async fn state(State(sim): State<Shared>) -> Json<Value> {
    Json(describe(&sim))
}

pub(crate) async fn ledger(State(sim): State<Shared>) -> Json<Vec<LedgerEntry>> {
    Json(sim.ledger.entries())
}

/// Only what nothing here answers. Empty is what a test wants to see.
pub(crate) async fn unexpected(State(sim): State<Shared>) -> Json<Vec<LedgerEntry>> {
    Json(sim.ledger.entries().into_iter().filter(|entry| entry.unexpected).collect())
}

/// What the request workflow has mailed.
pub(crate) async fn mails(State(sim): State<Shared>) -> Json<Vec<Mail>> {
    Json(sim.mails())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PropagationOrder {
    seconds: i64,
}

pub(crate) async fn propagation(State(sim): State<Shared>, body: Bytes) -> Response {
    obey(&sim, || {
        let seconds = read::<PropagationOrder>(&body)?.seconds.max(0);
        sim.propagate_within(seconds);
        Ok(())
    })
}

#[derive(Deserialize)]
struct ScenarioOrder {
    name: String,
}

pub(crate) async fn scenario(State(sim): State<Shared>, body: Bytes) -> Response {
    obey(&sim, || {
        let order: ScenarioOrder = read(&body)?;
        let known = named(&order.name).ok_or("there is no such scenario")?;
        sim.reset(&known.name);
        Ok(())
    })
}

/// Other rules for the same story, until it is reset: what a scenario's `policy` may hold.
pub(crate) async fn policy(State(sim): State<Shared>, body: Bytes) -> Response {
    obey(&sim, || {
        let policy: Policy = read(&body)?;
        sim.change(|world| world.record.policy = Some(policy));
        Ok(())
    })
}

/// Any of the three, in this order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockOrder {
    set: Option<Timestamp>,
    advance_seconds: Option<i64>,
    freeze: Option<bool>,
}

pub(crate) async fn clock(State(sim): State<Shared>, body: Bytes) -> Response {
    obey(&sim, || {
        let order = read::<ClockOrder>(&body)?;
        if let Some(at) = order.set {
            sim.clock.show(at);
        }
        if let Some(seconds) = order.advance_seconds {
            sim.clock.advance(seconds);
        }
        if let Some(frozen) = order.freeze {
            sim.clock.freeze(frozen);
        }
        sim.clock_was_set();
        Ok(())
    })
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct AssignOrder {
    /// Whose story it is, unless named.
    user: Option<String>,
}

pub(crate) async fn assign(State(sim): State<Shared>, body: Bytes) -> Response {
    obey(&sim, || {
        let order = if body.is_empty() { AssignOrder::default() } else { read(&body)? };
        let user = match &order.user {
            Some(upn) => sim.directory.user_by_upn(upn),
            None => sim.directory.players(Account::Work).first().copied(),
        };
        sim.assign(user.ok_or("there is no such user")?);
        Ok(())
    })
}

pub(crate) async fn fault(State(sim): State<Shared>, body: Bytes) -> Response {
    obey(&sim, || {
        sim.faults.add(Fault::try_from(read::<FaultOrder>(&body)?)?);
        Ok(())
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChallengeOrder {
    settled_by: SettledBy,
}

/// From now on Graph answers every token that does not know of this moment with a claims challenge.
pub(crate) async fn challenge(State(sim): State<Shared>, body: Bytes) -> Response {
    obey(&sim, || {
        let ChallengeOrder { settled_by } = read(&body)?;
        let challenge = Challenge { at: sim.clock.now(), settled_by };
        sim.change(|world| world.record.challenge = Some(challenge));
        Ok(())
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MailboxOrder {
    /// Whose story it is, unless named.
    user: Option<String>,
    hosting: Hosting,
}

/// Where somebody's mailbox is: Graph sees it in Exchange Online only.
pub(crate) async fn mailbox(State(sim): State<Shared>, body: Bytes) -> Response {
    obey(&sim, || {
        let order: MailboxOrder = read(&body)?;
        let user = match &order.user {
            Some(upn) => sim.directory.user_by_upn(upn),
            None => sim.directory.players(sim.scenario().account).first().copied(),
        };
        sim.mailboxes.host(user.ok_or("there is no such user")?, order.hosting);
        Ok(())
    })
}

pub(crate) async fn act(State(sim): State<Shared>, Path(action): Path<String>) -> Response {
    match action.as_str() {
        "approve" => sim.answer(Answer::Approve, None),
        "deny" => sim.answer(Answer::Deny, None),
        "block" => sim.answer(Answer::Block, None),
        "revoke" => sim.revoke(),
        "expire-access-tokens" => sim.expire_access_tokens(),
        "expire-sync-tokens" => sim.mailboxes.forget_sync_tokens(),
        "end-sessions" => sim.end_sessions(),
        "heal" => sim.faults.clear(),
        "reset" => {
            let current = sim.scenario().name.as_str();
            sim.ledger.clear();
            sim.reset(current);
        }
        _ => return (StatusCode::NOT_FOUND, Json(json!({ "error": "there is no such control" }))).into_response(),
    }
    Json(describe(&sim)).into_response()
}

fn describe(sim: &Sim) -> Value {
    let name = |id: uuid::Uuid| sim.directory.user(id).map_or_else(|| id.to_string(), |user| user.upn.clone());
    let access = match access(sim) {
        Access::Nobody => "none",
        Access::Approved => "approved",
        Access::Blocked => "blocked",
    };
    let now = sim.clock.now();
    let unexpected = sim.ledger.entries().iter().filter(|entry| entry.unexpected).count();
    sim.read(|world| {
        let grants = world.record.grants.iter().map(|grant| {
            let to = match grant.to {
                Grantee::Everyone => "everyone".to_owned(),
                Grantee::User(id) => name(id),
            };
            json!({ "to": to, "scopes": grant.scopes, "tenant": grant.tenant, "effective": grant.effective })
        });
        let wall = world.record.wall.as_ref().map(|wall| {
            json!({ "first_shown": wall.first_shown, "user": name(wall.user), "scopes": wall.scopes, "why": wall.why, "refresh_attempts": wall.refresh_attempts })
        });
        let requests = world.record.requests.iter().map(|request| {
            let standing = match request.standing(now) {
                Standing::Pending => json!("pending"),
                Standing::Expired => json!("expired"),
                Standing::Answered(answered) => json!(answered.answer),
            };
            json!({ "user": name(request.user), "scopes": request.scopes, "justification": request.justification, "sent": request.sent, "standing": standing })
        });
        let assigned = world.record.assignments.iter().filter(|one| one.role.is_nil()).map(|one| name(one.principal));
        json!({
            "scenario": world.record.scenario,
            "scenarios": scenarios().iter().map(|scenario| &scenario.name).collect::<Vec<_>>(),
            "now": now,
            "clock_shift_seconds": sim.clock.shift(),
            "clock_frozen": matches!(sim.clock.reading(), Reading::Frozen(_)),
            "propagation_seconds": world.record.propagation_seconds.unwrap_or(world.policy().propagation_seconds),
            "policy": world.policy(),
            "access": access,
            "grants": grants.collect::<Vec<_>>(),
            "wall": wall,
            "requests": requests.collect::<Vec<_>>(),
            "assigned": assigned.collect::<Vec<_>>(),
            "unexpected": unexpected,
            "revision": world.record.revision,
        })
    })
}

/// Answers with the state after the order, or with what is wrong with it.
fn obey(sim: &Sim, order: impl FnOnce() -> Result<(), String>) -> Response {
    match order() {
        Ok(()) => Json(describe(sim)).into_response(),
        Err(why) => (StatusCode::BAD_REQUEST, Json(json!({ "error": why }))).into_response(),
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    serde_json::from_slice(body).map_err(|error| error.to_string())
}
