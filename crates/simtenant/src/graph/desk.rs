//! What every request about a mailbox has in common.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use jiff::Timestamp;
use serde_json::Value;

use crate::directory::User;
use crate::params::Params;
use crate::sim::Sim;

use super::caller::respond_as;
use super::prefer::Prefer;
use super::refusal::GraphRefusal;
use super::store::Mailbox;

/// A request as it came.
pub(crate) struct Asked {
    pub(super) headers: HeaderMap,
    pub(super) params: Params,
    body: Bytes,
}

/// A request of somebody who may make it.
pub(super) struct Desk<'a> {
    pub(super) sim: &'a Sim,
    pub(super) user: &'a User,
    pub(super) params: &'a Params,
    pub(super) prefer: Prefer,
    pub(super) headers: &'a HeaderMap,
    /// `Calendars.ReadBasic` alone: no bodies.
    pub(super) basic: bool,
    pub(super) now: Timestamp,
    body: &'a [u8],
}

pub(super) enum Reply {
    Shown(Value),
    /// 201
    Created(Value),
    /// 202, empty
    Accepted,
    /// 200, empty
    Done,
    /// 204
    Nothing,
}

impl Asked {
    /// Answers whoever holds one of these scopes.
    pub(super) fn answer(
        &self,
        sim: &Sim,
        any_of: &[&str],
        handle: impl FnOnce(&Desk<'_>) -> Result<Reply, GraphRefusal>,
    ) -> Response {
        let mut applied = String::new();
        let mut response = respond_as(sim, &self.headers, (any_of, GraphRefusal::scope_missing), |caller| {
            let desk = Desk {
                sim,
                user: caller.user,
                params: &self.params,
                prefer: Prefer::read(&self.headers)?,
                headers: &self.headers,
                basic: caller.basic_only(),
                now: sim.clock.now(),
                body: &self.body,
            };
            desk.open(|mailbox| mailbox.admit(desk.now))?;
            let reply = handle(&desk)?;
            applied = desk.prefer.applied.join(", ");
            Ok(match reply {
                Reply::Shown(value) => (StatusCode::OK, Some(value)),
                Reply::Created(value) => (StatusCode::CREATED, Some(value)),
                Reply::Accepted => (StatusCode::ACCEPTED, None),
                Reply::Done => (StatusCode::OK, None),
                Reply::Nothing => (StatusCode::NO_CONTENT, None),
            })
        });
        if !applied.is_empty()
            && let Ok(applied) = HeaderValue::from_str(&applied)
        {
            response.headers_mut().insert("preference-applied", applied);
        }
        response
    }
}

impl Desk<'_> {
    /// The caller's own mailbox.
    pub(super) fn open<T>(&self, act: impl FnOnce(&mut Mailbox) -> Result<T, GraphRefusal>) -> Result<T, GraphRefusal> {
        self.sim.mailboxes.with(self.sim, self.user, act)
    }

    /// The JSON object that was sent.
    pub(super) fn json(&self) -> Result<serde_json::Map<String, Value>, GraphRefusal> {
        serde_json::from_slice(self.body).map_err(|_| GraphRefusal::unreadable("Unable to read JSON request payload."))
    }

    /// The parameters of an action, which may be left out altogether. Their names are taken without case: the docs and
    /// Microsoft's own description differ in it.
    pub(super) fn parameters(&self) -> Result<Arguments, GraphRefusal> {
        if self.body.is_empty() {
            return Ok(Arguments::default());
        }
        let named = self.json()?;
        Ok(Arguments(named.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect()))
    }
}

/// Parameters of an action.
#[derive(Debug, Default)]
pub(super) struct Arguments(std::collections::BTreeMap<String, Value>);

impl Arguments {
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(&name.to_ascii_lowercase()).filter(|value| !value.is_null())
    }
}

impl<S: Send + Sync> FromRequest<S> for Asked {
    type Rejection = StatusCode;

    async fn from_request(request: Request, state: &S) -> Result<Self, StatusCode> {
        let params = Params::parse(request.uri().query().unwrap_or_default().as_bytes());
        let headers = request.headers().clone();
        let body = Bytes::from_request(request, state).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
        Ok(Self { headers, params, body })
    }
}
