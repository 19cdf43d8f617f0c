//! The device code flow (RFC 8628): one screen shows a code, another signs in with it.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

use crate::clock::later;
use crate::directory::User;
use crate::lang::Lang;
use crate::ledger::Noted;
use crate::pages;
use crate::params::Params;
use crate::scopes::{self, ScopeSet};
use crate::seed::random_uuid;
use crate::sim::{Shared, Sim};

use super::authorize::proceed;
use super::context::{Authority, AuthorizeRequest, Context, Purpose, page_language};
use super::refusal::{Refusal, Trace};
use super::sign_in::Sessions;

/// Seconds; Microsoft's codes live for 15 minutes.
const LIFETIME: i64 = 900;
const POLL_EVERY: i64 = 5;

/// A device that waits for its user.
#[derive(Clone, Debug)]
pub(crate) struct DeviceCode {
    code: Uuid,
    user_code: String,
    authority: Authority,
    scope: String,
    expires: Timestamp,
    answer: Answer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Pending,
    Approved(Uuid),
    Declined,
}

/// Hands out a code to show and a code to poll with.
pub(crate) async fn start(
    State(sim): State<Shared>,
    Path(segment): Path<String>,
    headers: HeaderMap,
    params: Params,
) -> Response {
    let trace = Trace::new(sim.clock.now(), &params, &headers);
    let mut response = match begin(&sim, &segment, &params) {
        Ok(begun) => {
            let page = format!("{}/common/oauth2/deviceauth", sim.origin());
            Json(json!({
                "user_code": begun.user_code,
                "device_code": begun.code,
                "verification_uri": page,
                "expires_in": LIFETIME,
                "interval": POLL_EVERY,
                "message": format!("To sign in, use a web browser to open the page {page} and enter the code {} to authenticate.", begun.user_code),
            }))
            .into_response()
        }
        Err(refusal) => refusal.into_json(&trace, sim.origin()),
    };
    response.extensions_mut().insert(Noted::from(&params));
    response
}

fn begin(sim: &Sim, segment: &str, params: &Params) -> Result<DeviceCode, Refusal> {
    let authority = Authority::parse(segment, &sim.directory).ok_or_else(|| Refusal::unknown_tenant(segment))?;
    let client_id = params.get("client_id").ok_or_else(|| Refusal::missing("client_id"))?;
    if !client_id.eq_ignore_ascii_case(&sim.app.client_id) {
        return Err(Refusal::unknown_app(client_id, segment));
    }
    let scope = params.get("scope").ok_or_else(|| Refusal::missing("scope"))?;
    scopes::requested(scope, &sim.app).map_err(|unknown| Refusal::no_such_scope(&sim.app, &unknown.0))?;
    let now = sim.clock.now();
    let begun = DeviceCode {
        code: random_uuid(),
        user_code: random_uuid().simple().to_string()[..9].to_ascii_uppercase(),
        authority,
        scope: scope.to_owned(),
        expires: later(now, LIFETIME),
        answer: Answer::Pending,
    };
    sim.change(|world| {
        world.device_codes.retain(|old| old.expires > now);
        world.device_codes.push(begun.clone());
    });
    Ok(begun)
}

/// Where the code is typed.
pub(crate) async fn page(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    pages::device_code(params.get("otc").unwrap_or_default(), None, page_language(&sim, &params, &headers))
}

/// From here on it is a sign-in like any other, walls included; only the answer goes to the device.
pub(crate) async fn enter(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    let lang = page_language(&sim, &params, &headers);
    let typed = params.get("otc").unwrap_or_default().trim().to_ascii_uppercase();
    let now = sim.clock.now();
    let waiting = |code: &&DeviceCode| code.user_code == typed && code.answer == Answer::Pending && code.expires > now;
    let Some(found) = sim.read(|world| world.device_codes.iter().find(waiting).cloned()) else {
        return pages::device_code(&typed, Some(&Refusal::bad_device_code().message()), lang);
    };
    let trace = Trace::new(now, &params, &headers);
    let request = AuthorizeRequest {
        client_id: Some(sim.app.client_id.clone()),
        scope: Some(found.scope),
        device: Some(found.user_code),
        ..AuthorizeRequest::default()
    };
    let context = Context {
        authority: found.authority,
        purpose: Purpose::Authorize(Box::new(request)),
        account: None,
        prompted: false,
        lang,
        correlation: trace.correlation,
    };
    proceed(&sim, context, &Sessions::read(&sim, &headers), trace)
}

pub(super) fn approved(sim: &Sim, user_code: &str, user: &User, lang: Lang) -> Response {
    decide(sim, user_code, Answer::Approved(user.id));
    pages::device_signed_in(sim, lang)
}

pub(super) fn declined(sim: &Sim, user_code: &str, lang: Lang) -> Response {
    decide(sim, user_code, Answer::Declined);
    pages::nothing_granted(lang)
}

fn decide(sim: &Sim, user_code: &str, answer: Answer) {
    sim.change(|world| {
        if let Some(code) = world.device_codes.iter_mut().find(|code| code.user_code == user_code) {
            code.answer = answer;
        }
    });
}

/// One poll of the device. A wall on the other screen is not heard of here: it stays pending until the code dies.
pub(super) fn poll(sim: &Sim, params: &Params) -> Result<(Uuid, ScopeSet), Refusal> {
    let code = params.get("device_code").ok_or_else(|| Refusal::missing("device_code"))?;
    let code: Uuid = code.parse().map_err(|_| Refusal::bad_grant())?;
    let known = sim.read(|world| world.device_codes.iter().find(|one| one.code == code).cloned());
    let known = known.ok_or_else(Refusal::device_code_expired)?;
    if known.expires <= sim.clock.now() {
        return Err(Refusal::device_code_expired());
    }
    match known.answer {
        Answer::Declined => Err(Refusal::device_declined()),
        Answer::Pending => Err(Refusal::device_pending()),
        Answer::Approved(user) => {
            let won = sim.change(|world| {
                let before = world.device_codes.len();
                world.device_codes.retain(|one| one.code != code);
                world.device_codes.len() < before
            });
            let asked = scopes::requested(&known.scope, &sim.app).unwrap_or_default();
            won.then_some((user, asked)).ok_or_else(Refusal::device_code_expired)
        }
    }
}
