use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use serde_json::Value;

use crate::directory::User;
use crate::entra::AccessToken;
use crate::scopes::ScopeSet;
use crate::seed::{Kind, random_uuid};
use crate::sim::Sim;

use super::refusal::{GraphRefusal, RequestIds, answer, without_body};

/// Who calls, and what the access token lets them do.
pub(super) struct Caller<'a> {
    pub(super) user: &'a User,
    scopes: ScopeSet,
}

/// Any one of these scopes is enough.
pub(super) const PROFILE: &[&str] =
    &["User.Read", "User.ReadWrite", "User.Read.All", "User.ReadWrite.All", "Directory.Read.All"];
pub(super) const CALENDAR: &[&str] = &[
    "Calendars.ReadBasic",
    "Calendars.Read",
    "Calendars.ReadWrite",
    "Calendars.Read.Shared",
    "Calendars.ReadWrite.Shared",
];

/// Creating, changing, answering (user-post-events, event-update, event-accept).
pub(super) const CALENDAR_WRITE: &[&str] = &["Calendars.ReadWrite", "Calendars.ReadWrite.Shared"];
/// Reading somebody's free time takes more than the basics (calendar-getschedule).
pub(super) const SCHEDULE: &[&str] =
    &["Calendars.Read", "Calendars.ReadWrite", "Calendars.Read.Shared", "Calendars.ReadWrite.Shared"];
pub(super) const SETTINGS: &[&str] = &["MailboxSettings.Read", "MailboxSettings.ReadWrite"];
/// The list of time zones is nobody's secret (outlookuser-supportedtimezones).
pub(super) const ZONES: &[&str] = PROFILE;

impl Caller<'_> {
    /// `Calendars.ReadBasic` alone leaves out bodies and attachments.
    pub(super) fn basic_only(&self) -> bool {
        !CALENDAR[1..].iter().any(|scope| self.scopes.contains(*scope))
    }
}

/// Answers a request of somebody who holds one of these scopes.
pub(super) fn respond(
    sim: &Sim,
    headers: &HeaderMap,
    any_of: &[&str],
    handle: impl FnOnce(&Caller<'_>) -> Result<Value, GraphRefusal>,
) -> Response {
    respond_as(sim, headers, (any_of, GraphRefusal::scope_missing), |caller| {
        Ok((StatusCode::OK, Some(handle(caller)?)))
    })
}

/// The same with any status, and with what is said when every scope is missing: mailboxes and directory differ.
pub(super) fn respond_as(
    sim: &Sim,
    headers: &HeaderMap,
    (any_of, without): (&[&str], fn() -> GraphRefusal),
    handle: impl FnOnce(&Caller<'_>) -> Result<(StatusCode, Option<Value>), GraphRefusal>,
) -> Response {
    let ids = ids(headers);
    let allowed = caller(sim, headers).and_then(|caller| {
        let enough = any_of.iter().any(|scope| caller.scopes.contains(*scope));
        if enough { Ok(caller) } else { Err(without()) }
    });
    match allowed.and_then(|caller| handle(&caller)) {
        Ok((status, Some(body))) => answer(status, body, ids),
        Ok((status, None)) => without_body(status, ids),
        Err(refusal) => refusal.into_response(sim, ids),
    }
}

/// Whose token it is.
fn caller<'a>(sim: &'a Sim, headers: &HeaderMap) -> Result<Caller<'a>, GraphRefusal> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let token = bearer.filter(|token| !token.is_empty()).ok_or_else(GraphRefusal::no_token)?;
    let token: AccessToken = sim.seed.open(Kind::Access, token).ok_or_else(GraphRefusal::bad_token)?;
    let cut = sim.read(|world| world.record.access_valid_from);
    if sim.clock.now() >= token.expires || cut.is_some_and(|from| token.issued <= from) {
        return Err(GraphRefusal::expired_token());
    }
    let challenge = sim.read(|world| world.record.challenge);
    if let Some(challenge) = challenge.filter(|challenge| token.proves != Some(challenge.at)) {
        return Err(GraphRefusal::insufficient_claims(&challenge));
    }
    let user = sim.directory.user(token.user).ok_or_else(GraphRefusal::bad_token)?;
    Ok(Caller { user, scopes: token.scopes })
}

pub(super) fn ids(headers: &HeaderMap) -> RequestIds {
    let request = random_uuid();
    let sent = headers.get("client-request-id").and_then(|value| value.to_str().ok()?.parse().ok());
    RequestIds { request, client: sent.unwrap_or(request) }
}
