//! The presenter's and the tests' remote control. JSON, loopback only.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::consent::Grantee;
use crate::fault::{Fault, FaultOrder};
use crate::ledger::LedgerEntry;
use crate::scenario::{Answer, named, scenarios};
use crate::sim::{Shared, Sim};

/// Where the app stands in Northbank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Nobody,
    Approved,
    Blocked,
}

pub(crate) fn access(sim: &Sim) -> Access {
    let tenant = sim.directory.northbank().id;
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

#[derive(Deserialize)]
struct ClockOrder {
    advance_seconds: i64,
}

pub(crate) async fn clock(State(sim): State<Shared>, body: Bytes) -> Response {
    obey(&sim, || {
        sim.advance(read::<ClockOrder>(&body)?.advance_seconds);
        Ok(())
    })
}

pub(crate) async fn fault(State(sim): State<Shared>, body: Bytes) -> Response {
    obey(&sim, || {
        sim.faults.add(Fault::try_from(read::<FaultOrder>(&body)?)?);
        Ok(())
    })
}

pub(crate) async fn act(State(sim): State<Shared>, Path(action): Path<String>) -> Response {
    match action.as_str() {
        "approve" => sim.answer(Answer::Approve),
        "deny" => sim.answer(Answer::Deny),
        "revoke" => sim.revoke(),
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
    sim.read(|world| {
        let grants = world.record.grants.iter().map(|grant| {
            let to = match grant.to {
                Grantee::Everyone => "everyone".to_owned(),
                Grantee::User(id) => name(id),
            };
            json!({ "to": to, "scopes": grant.scopes, "tenant": grant.tenant })
        });
        let wall = world.record.wall.as_ref().map(|wall| {
            json!({ "first_shown": wall.first_shown, "user": name(wall.user), "scopes": wall.scopes, "refresh_attempts": wall.refresh_attempts })
        });
        json!({
            "scenario": world.record.scenario,
            "scenarios": scenarios().iter().map(|scenario| &scenario.name).collect::<Vec<_>>(),
            "now": sim.clock.now(),
            "clock_shift_seconds": sim.clock.shift(),
            "access": access,
            "grants": grants.collect::<Vec<_>>(),
            "wall": wall,
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
