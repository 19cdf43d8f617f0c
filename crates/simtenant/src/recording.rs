//! For test runs: what was asked of Graph and what Graph answered, a line of JSON each, in the file that `GRAPH_RECORD`
//! names. A release has none of it.

use std::fs::OpenOptions;
use std::io::Write as _;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use serde_json::{Value, json};

/// More than Graph ever answers here, in bytes.
const LARGEST: usize = 64 * 1024 * 1024;

/// Answers the request, and writes both down where a test run asks for it.
pub(crate) async fn answered(request: Request, next: Next) -> Response {
    let file = if cfg!(debug_assertions) { std::env::var_os("GRAPH_RECORD") } else { None };
    match (file, request.uri().path().starts_with("/graph/v1.0/")) {
        (Some(file), true) => recorded(&file, request, next).await,
        (Some(_) | None, _) => next.run(request).await,
    }
}

async fn recorded(file: &std::ffi::OsStr, request: Request, next: Next) -> Response {
    let (method, uri) = (request.method().to_string(), request.uri().to_string());
    let (parts, body) = request.into_parts();
    let Ok(sent) = to_bytes(body, LARGEST).await else { return Response::default() };
    let response = next.run(Request::from_parts(parts, Body::from(sent.clone()))).await;
    let (head, body) = response.into_parts();
    let Ok(answer) = to_bytes(body, LARGEST).await else { return Response::default() };
    let line = json!({
        "method": method,
        "uri": uri,
        "sent": parsed(&sent),
        "status": head.status.as_u16(),
        "answer": parsed(&answer),
    });
    if let Err(error) = append(file, &line) {
        tracing::error!(%error, "an exchange with Graph was not recorded");
    }
    Response::from_parts(head, Body::from(answer))
}

/// One write a line: several processes append to the same file.
pub(crate) fn append(file: &std::ffi::OsStr, line: &Value) -> std::io::Result<()> {
    OpenOptions::new().create(true).append(true).open(file)?.write_all(format!("{line}\n").as_bytes())
}

/// `None` for an empty body.
fn parsed(body: &[u8]) -> Option<Value> {
    (!body.is_empty()).then(|| serde_json::from_slice(body).unwrap_or(Value::Null))
}
