use axum::Json;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::clock::entra_time;
use crate::params::Params;
use crate::seed::random_uuid;

/// An answer of Entra that is not what was asked for. Each AADSTS code has a constructor in `codes`.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) code: u32,
    pub(crate) error: &'static str,
    suberror: Option<&'static str>,
    /// What a client has to pass back with its next sign-in.
    claims: Option<Value>,
    text: String,
}

/// Which of Entra's pages explains a refusal to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Explained {
    NotAssigned,
    AccessRule,
    UnmanagedDevice,
    AppDisabled,
    RestrictedNetwork,
    WrongAccount,
    /// The vendor's mistake or a broken link: the details say it all.
    Details,
}

/// The three lines under every message, by which an admin finds the sign-in in the log.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trace {
    pub(crate) request: Uuid,
    pub(crate) correlation: Uuid,
    pub(crate) at: Timestamp,
}

impl Trace {
    /// The correlation id is the client's own when it sent one.
    pub(crate) fn new(at: Timestamp, params: &Params, headers: &HeaderMap) -> Self {
        let header = headers.get("client-request-id").and_then(|value| value.to_str().ok());
        let sent = params.get("client-request-id").or(header).and_then(|id| id.parse().ok());
        Self { request: random_uuid(), correlation: sent.unwrap_or_else(random_uuid), at }
    }
}

impl Refusal {
    pub(super) fn new(code: u32, error: &'static str, text: impl Into<String>) -> Self {
        Self { code, error, suberror: None, claims: None, text: text.into() }
    }

    pub(super) fn claims(mut self, claims: Value) -> Self {
        self.claims = Some(claims);
        self
    }

    /// The same where no page may be shown.
    pub(super) fn silently(mut self) -> Self {
        self.error = "interaction_required";
        self
    }

    pub(crate) fn explained(&self) -> Explained {
        match self.code {
            50020 => Explained::WrongAccount,
            50105 => Explained::NotAssigned,
            53000 => Explained::UnmanagedDevice,
            53003 => Explained::AccessRule,
            500_021 => Explained::RestrictedNetwork,
            7_000_112 => Explained::AppDisabled,
            _ => Explained::Details,
        }
    }

    pub(super) fn sub(mut self, suberror: &'static str) -> Self {
        self.suberror = Some(suberror);
        self
    }

    pub(crate) fn message(&self) -> String {
        format!("AADSTS{}: {}", self.code, self.text)
    }

    pub(crate) fn description(&self, trace: &Trace) -> String {
        let Trace { request, correlation, at } = trace;
        format!(
            "{}\r\nTrace ID: {request}\r\nCorrelation ID: {correlation}\r\nTimestamp: {}",
            self.message(),
            entra_time(*at)
        )
    }

    pub(crate) fn error_uri(&self, origin: &str) -> String {
        format!("{origin}/error?code={}", self.code)
    }

    /// The token and discovery endpoints' form, with the full body: 401 for a client's credential, else 400.
    pub(crate) fn into_json(self, trace: &Trace, origin: &str) -> Response {
        let mut body = json!({
            "error": self.error,
            "error_description": self.description(trace),
            "error_codes": [self.code],
            "timestamp": entra_time(trace.at),
            "trace_id": trace.request,
            "correlation_id": trace.correlation,
            "error_uri": self.error_uri(origin),
        });
        if let Some(suberror) = self.suberror {
            body["suberror"] = Value::from(suberror);
        }
        if let Some(claims) = &self.claims {
            body["claims"] = Value::from(claims.to_string());
        }
        let status = if self.code == 700_025 { StatusCode::UNAUTHORIZED } else { StatusCode::BAD_REQUEST };
        (status, Json(body)).into_response()
    }
}
