use aws_lc_rs::digest;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use uuid::Uuid;

use crate::challenge::{Challenge, SettledBy};
use crate::directory::User;
use crate::ledger::Noted;
use crate::params::Params;
use crate::scopes::{self, ScopeSet};
use crate::secrets::{self, Secret};
use crate::seed::Kind;
use crate::sim::{Shared, Sim};

use super::claims::{RefreshToken, token_response};
use super::context::{Authority, IssuedCode};
use super::device;
use super::judge::{access_rule, not_assigned};
use super::refusal::{Refusal, Trace};

/// Seconds a code may wait; Microsoft documents about ten minutes.
const CODE_LIFETIME: i64 = 600;
/// Seconds a refresh token may lie unused: 90 days.
const REFRESH_LIFETIME: i64 = 90 * 24 * 3_600;

pub(crate) async fn token(
    State(sim): State<Shared>,
    Path(segment): Path<String>,
    headers: HeaderMap,
    params: Params,
) -> Response {
    let trace = Trace::new(sim.clock.now(), &params, &headers);
    let mut response = match redeem(&sim, &segment, &params) {
        Ok(Redeemed { user, scopes, proves, nonce }) => {
            note_connection(&sim, user);
            let client_info = params.get("client_info") == Some("1");
            match token_response(&sim, user, &scopes, proves, nonce.as_deref(), client_info) {
                Ok(body) => Json(body).into_response(),
                Err(error) => {
                    tracing::error!(%error, "no id_token");
                    StatusCode::INTERNAL_SERVER_ERROR.into_response()
                }
            }
        }
        Err(refusal) => refusal.into_json(&trace, sim.origin()),
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store, no-cache"));
    response.extensions_mut().insert(Noted::from(&params));
    response
}

/// A scenario may let its admin revoke some time after this.
fn note_connection(sim: &Sim, user: &User) {
    if user.tenant == sim.directory.home().id && sim.read(|world| world.record.connected.is_none()) {
        let now = sim.clock.now();
        sim.change(|world| world.record.connected = Some(now));
    }
}

struct Redeemed<'a> {
    user: &'a User,
    scopes: ScopeSet,
    /// The claims challenge that the grant answers.
    proves: Option<Timestamp>,
    nonce: Option<String>,
}

fn redeem<'a>(sim: &'a Sim, segment: &str, params: &Params) -> Result<Redeemed<'a>, Refusal> {
    let authority = Authority::parse(segment, &sim.directory).ok_or_else(|| Refusal::unknown_tenant(segment))?;
    let grant_type = params.get("grant_type").ok_or_else(|| Refusal::missing("grant_type"))?;
    let client_id = params.get("client_id").ok_or_else(|| Refusal::missing("client_id"))?;
    if !client_id.eq_ignore_ascii_case(&sim.app.client_id) {
        return Err(Refusal::unknown_app(client_id, segment));
    }
    if params.has("client_secret") || params.has("client_assertion") {
        return Err(Refusal::public_client_with_secret());
    }
    match grant_type {
        "authorization_code" => redeem_code(sim, authority, params),
        "refresh_token" => redeem_refresh_token(sim, authority, params),
        "urn:ietf:params:oauth:grant-type:device_code" | "device_code" => redeem_device_code(sim, authority, params),
        other => Err(Refusal::unsupported_grant_type(other)),
    }
}

fn redeem_code<'a>(sim: &'a Sim, authority: Authority, params: &Params) -> Result<Redeemed<'a>, Refusal> {
    let sealed = params.get("code").ok_or_else(|| Refusal::missing("code"))?;
    let code: Uuid = sealed.strip_prefix("1.AXsim.").and_then(|id| id.parse().ok()).ok_or_else(Refusal::bad_grant)?;
    let issued = sim.read(|world| match world.codes.get(&code) {
        Some(issued) => Ok(issued.clone()),
        None if world.redeemed.contains(&code) => Err(Refusal::code_redeemed_before()),
        None => Err(Refusal::bad_grant()),
    })?;
    let user = sim.directory.user(issued.user).ok_or_else(Refusal::bad_grant)?;
    if !authority.takes(user, &sim.directory) {
        return Err(Refusal::code_of_another_tenant());
    }
    if sim.clock.now().duration_since(issued.issued).as_secs() > CODE_LIFETIME {
        return Err(Refusal::code_expired());
    }
    check_proof(&issued, params)?;
    admitted(sim, user)?;
    // One winner, also when the same code arrives twice at once.
    let won = sim.change(|world| world.codes.remove(&code).is_some() && world.redeemed.insert(code));
    if !won {
        return Err(Refusal::code_redeemed_before());
    }
    let asked = asked_scopes(sim, params)?;
    let scopes = granted(sim, user, asked.as_ref().unwrap_or(&issued.scopes))?;
    let offline = issued.scopes.contains("offline_access");
    let scopes = scopes.into_iter().filter(|scope| offline || scope != "offline_access").collect();
    let proves = challenge(sim).and_then(|challenge| challenge.proof(issued.request.claims.as_deref()));
    Ok(Redeemed { user, scopes, proves, nonce: issued.request.nonce })
}

fn check_proof(issued: &IssuedCode, params: &Params) -> Result<(), Refusal> {
    if params.get("redirect_uri") != issued.request.redirect_uri.as_deref() {
        return Err(Refusal::redirect_differs());
    }
    let verifier = params.get("code_verifier").ok_or_else(|| Refusal::missing("code_verifier"))?;
    if !(43..=128).contains(&verifier.len()) {
        return Err(Refusal::bad_verifier_size());
    }
    secrets::record(Secret::Verifier, verifier);
    let challenge = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, verifier.as_bytes()));
    let same = Some(challenge.as_str()) == issued.request.code_challenge.as_deref();
    same.then_some(()).ok_or_else(Refusal::wrong_verifier)
}

/// Rotation: a new token each time, the old one stays good, as at Microsoft.
fn redeem_refresh_token<'a>(sim: &'a Sim, authority: Authority, params: &Params) -> Result<Redeemed<'a>, Refusal> {
    let sealed = params.get("refresh_token").ok_or_else(|| Refusal::missing("refresh_token"))?;
    let token: RefreshToken = sim.seed.open(Kind::Refresh, sealed).ok_or_else(Refusal::bad_grant)?;
    let user = sim.directory.user(token.user).ok_or_else(Refusal::bad_grant)?;
    if token.client_id != sim.app.client_id || !authority.takes(user, &sim.directory) {
        return Err(Refusal::bad_grant());
    }
    if sim.read(|world| world.record.tokens_valid_from.is_some_and(|from| token.issued <= from)) {
        return Err(Refusal::sessions_ended());
    }
    if sim.clock.now().duration_since(token.issued).as_secs() > REFRESH_LIFETIME {
        return Err(Refusal::refresh_token_too_old(token.issued));
    }
    tracing::debug!(token = %token.id, "a refresh token is being redeemed");
    let asked = asked_scopes(sim, params)?.unwrap_or_default();
    count_attempt(sim, user, &asked);
    admitted(sim, user)?;
    let scopes = granted(sim, user, &asked)?;
    let challenge = challenge(sim).filter(|challenge| challenge.is_answered_by(params.get("claims")));
    match challenge.map(|challenge| (challenge.settled_by, challenge)) {
        Some((SettledBy::SignIn, challenge)) => Err(Refusal::fresh_proof_needed(challenge.claims())),
        Some((SettledBy::Redemption, challenge)) => {
            Ok(Redeemed { user, scopes, proves: Some(challenge.at), nonce: None })
        }
        None => Ok(Redeemed { user, scopes, proves: None, nonce: None }),
    }
}

fn challenge(sim: &Sim) -> Option<Challenge> {
    sim.read(|world| world.record.challenge)
}

fn redeem_device_code<'a>(sim: &'a Sim, authority: Authority, params: &Params) -> Result<Redeemed<'a>, Refusal> {
    let (user, asked) = device::poll(sim, params)?;
    let user = sim.directory.user(user).ok_or_else(Refusal::bad_grant)?;
    if !authority.takes(user, &sim.directory) {
        return Err(Refusal::code_of_another_tenant());
    }
    admitted(sim, user)?;
    let scopes = granted(sim, user, &asked)?;
    let offline = asked.contains("offline_access");
    let scopes = scopes.into_iter().filter(|scope| offline || scope != "offline_access").collect();
    Ok(Redeemed { user, scopes, proves: None, nonce: None })
}

/// What can change between a sign-in and a redemption, in the order of an authorize request.
fn admitted(sim: &Sim, user: &User) -> Result<(), Refusal> {
    sim.read(|world| {
        if world.is_disabled(user.tenant) {
            return Err(Refusal::app_disabled(&sim.app));
        }
        access_rule(sim, world, user).map_or(Ok(()), Err)
    })
}

fn asked_scopes(sim: &Sim, params: &Params) -> Result<Option<ScopeSet>, Refusal> {
    let Some(scope) = params.get("scope") else { return Ok(None) };
    let asked = scopes::requested(scope, &sim.app);
    asked.map(Some).map_err(|unknown| Refusal::no_such_scope(&sim.app, &unknown.0))
}

/// Everything granted, provided that what is asked is part of it. Signing in again does not need `offline_access`.
fn granted(sim: &Sim, user: &User, asked: &ScopeSet) -> Result<ScopeSet, Refusal> {
    let now = sim.clock.now();
    let granted = sim.read(|world| world.record.granted(&sim.app.client_id, user.tenant, user.id, now));
    if granted.is_empty() || !asked.is_subset(&granted) {
        return Err(Refusal::not_consented(&sim.app));
    }
    match sim.read(|world| not_assigned(sim, world, user)) {
        Some(refusal) => Err(refusal),
        None => Ok(granted),
    }
}

/// A scenario may let its admin decide after the app has come back a number of times.
fn count_attempt(sim: &Sim, user: &User, asked: &ScopeSet) {
    let now = sim.clock.now();
    let waiting = sim.read(|world| {
        let granted = world.record.granted(&sim.app.client_id, user.tenant, user.id, now);
        world.record.wall.is_some() && !asked.is_subset(&granted)
    });
    if waiting {
        sim.change(|world| {
            if let Some(wall) = &mut world.record.wall {
                wall.refresh_attempts += 1;
            }
        });
        sim.let_the_admin_act();
    }
}
