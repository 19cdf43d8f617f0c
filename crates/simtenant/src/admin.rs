//! The simulated admin's page. No sign-in: it is on loopback, and it is a stage prop.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};

use crate::entra::page_language;
use crate::pages;
use crate::params::Params;
use crate::scenario::{Account, Answer};
use crate::sim::Shared;

pub(crate) async fn page(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    pages::console(&sim, page_language(&sim, &params, &headers))
}

pub(crate) async fn act(State(sim): State<Shared>, Path(action): Path<String>) -> Response {
    match action.as_str() {
        "approve" => sim.answer(Answer::Approve, None),
        "deny" => sim.answer(Answer::Deny, None),
        "block" => sim.answer(Answer::Block, None),
        "revoke" => sim.revoke(),
        "assign" => {
            if let Some(user) = sim.directory.players(Account::Work).first() {
                sim.assign(user);
            }
        }
        "reset" => {
            let current = sim.scenario().name.as_str();
            sim.reset(current);
        }
        _ => return StatusCode::NOT_FOUND.into_response(),
    }
    Redirect::to("/admin").into_response()
}
