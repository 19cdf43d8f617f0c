use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use serde::Deserialize;
use serde_json::Value;

use crate::routes::Route;

/// Something that goes wrong on a route, a number of times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    route: Route,
    times: u32,
    trouble: Trouble,
}

/// A fault as the control API and scenario files take it: a route and exactly one kind of trouble.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FaultOrder {
    route: Route,
    times: Option<u32>,
    status: Option<u16>,
    /// Only with `status`: seconds (also fractional) or an HTTP date, sent as written. A number or a string.
    retry_after: Option<Value>,
    body: Option<Spoilt>,
    drop: Option<bool>,
    latency_ms: Option<u64>,
    wrong_clock_seconds: Option<i64>,
    retired_key: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    Status {
        code: StatusCode,
        retry_after: Option<HeaderValue>,
    },
    Body(Spoilt),
    /// The connection closes without an answer.
    Drop,
    /// The answer is right and comes late.
    Latency(Duration),
    /// The answer is right but for its times, which are off by this many seconds.
    WrongClock(i64),
    /// On `token`: signed with a key that is not published. On `keys`: only that key is published.
    RetiredKey,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Spoilt {
    /// A proxy's sign-in page with status 200.
    Html,
    /// Not JSON, said to be JSON.
    Garbage,
    Empty,
    /// JSON cut off in the middle.
    Truncated,
}

/// Response extension that makes the server close the connection instead of answering.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HangUp;

/// What a fault does to one request.
#[derive(Debug)]
pub(crate) enum Effect {
    /// The normal answer, after this long.
    Late(Duration),
    /// The normal answer, of a server whose clock is wrong by so many seconds.
    WrongClock(i64),
    /// The normal answer, of a server that holds on to an old key.
    RetiredKey,
    /// This, and the handler never hears of the request.
    Instead(Response<Body>),
}

#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    pub(crate) fn add(&self, fault: Fault) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
    }

    pub(crate) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The oldest fault waiting for this route, used up by one.
    pub(crate) fn take(&self, route: Route) -> Option<Trouble> {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = faults.iter().position(|fault| fault.route == route && fault.times > 0)?;
        let trouble = faults[at].trouble.clone();
        faults[at].times -= 1;
        if faults[at].times == 0 {
            faults.remove(at);
        }
        Some(trouble)
    }
}

impl Trouble {
    pub(crate) fn apply(self) -> Effect {
        match self {
            Trouble::Latency(wait) => Effect::Late(wait),
            Trouble::WrongClock(seconds) => Effect::WrongClock(seconds),
            Trouble::RetiredKey => Effect::RetiredKey,
            Trouble::Drop => {
                let mut response = Response::new(Body::empty());
                response.extensions_mut().insert(HangUp);
                Effect::Instead(response)
            }
            Trouble::Status { code, retry_after } => {
                let mut response = spoilt(code, "text/plain", "");
                if let Some(value) = retry_after {
                    response.headers_mut().insert(header::RETRY_AFTER, value);
                }
                Effect::Instead(response)
            }
            Trouble::Body(Spoilt::Html) => Effect::Instead(spoilt(
                StatusCode::OK,
                "text/html",
                "<!doctype html><title>Network sign-in</title><p>Please sign in to the network.",
            )),
            Trouble::Body(Spoilt::Garbage) => {
                Effect::Instead(spoilt(StatusCode::OK, "application/json", "\u{1}\u{2} not json {{{"))
            }
            Trouble::Body(Spoilt::Empty) => Effect::Instead(spoilt(StatusCode::OK, "application/json", "")),
            Trouble::Body(Spoilt::Truncated) => {
                Effect::Instead(spoilt(StatusCode::OK, "application/json", "{\"value\":[{\"id\":\"AAMk"))
            }
        }
    }
}

fn spoilt(status: StatusCode, media_type: &'static str, body: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

impl TryFrom<FaultOrder> for Fault {
    type Error = &'static str;

    fn try_from(order: FaultOrder) -> Result<Self, Self::Error> {
        let retry_after = match order.retry_after {
            None => None,
            Some(Value::String(text)) => Some(text),
            Some(number) => Some(number.to_string()),
        };
        let retry_after = retry_after.map(|text| HeaderValue::from_str(&text)).transpose();
        let retry_after = retry_after.map_err(|_| "retry_after is not a header value")?;
        let code = order.status.map(StatusCode::from_u16).transpose().map_err(|_| "status is not an HTTP status")?;
        let kinds = [
            code.map(|code| Trouble::Status { code, retry_after }),
            order.body.map(Trouble::Body),
            order.drop.filter(|drop| *drop).map(|_| Trouble::Drop),
            order.latency_ms.map(|ms| Trouble::Latency(Duration::from_millis(ms))),
            order.wrong_clock_seconds.map(Trouble::WrongClock),
            order.retired_key.filter(|retired| *retired).map(|_| Trouble::RetiredKey),
        ];
        let mut kinds = kinds.into_iter().flatten();
        let (Some(trouble), None) = (kinds.next(), kinds.next()) else {
            return Err(
                "give exactly one of status, body, drop (true), latency_ms, wrong_clock_seconds and retired_key (true)",
            );
        };
        Ok(Self { route: order.route, times: order.times.unwrap_or(1), trouble })
    }
}
