//! Several requests in one (json-batching). Each part goes the way any request goes: gate, faults and ledger included.

use std::collections::BTreeMap;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use hyper::service::Service as _;
use hyper_util::service::TowerToHyperService;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::server;
use crate::sim::Shared;

use super::caller::ids;
use super::refusal::{GraphRefusal, answer};

/// At most (json-batching).
const PARTS: usize = 20;

#[derive(Deserialize)]
struct Batch {
    requests: Vec<Part>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Part {
    id: String,
    method: String,
    url: String,
    #[serde(default)]
    headers: Map<String, Value>,
    body: Option<Value>,
    #[serde(default)]
    depends_on: Vec<String>,
}

pub(crate) async fn batch(State(sim): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    let parts = match read(&body) {
        Ok(parts) => parts,
        Err(refusal) => return refusal.into_response(&sim, ids(&headers)),
    };
    let mut statuses: BTreeMap<String, StatusCode> = BTreeMap::new();
    let mut responses = Vec::new();
    for part in parts {
        let failed = part.depends_on.iter().any(|id| !statuses.get(id).is_some_and(StatusCode::is_success));
        let (status, response) = if failed {
            let status = StatusCode::FAILED_DEPENDENCY;
            let error =
                json!({ "error": { "code": "FailedDependency", "message": "A request this one depends on failed." } });
            (status, json!({ "id": part.id, "status": status.as_u16(), "headers": {}, "body": error }))
        } else {
            run(&sim, &headers, &part).await
        };
        statuses.insert(part.id, status);
        responses.push(response);
    }
    // In any order, says the documentation; clients that count on one find out here.
    responses.reverse();
    answer(StatusCode::OK, json!({ "responses": responses }), ids(&headers))
}

fn read(body: &[u8]) -> Result<Vec<Part>, GraphRefusal> {
    let batch: Batch = serde_json::from_slice(body).map_err(|error| GraphRefusal::bad_batch(error.to_string()))?;
    let parts = batch.requests;
    if parts.is_empty() || parts.len() > PARTS {
        return Err(GraphRefusal::bad_batch("A batch takes 1 to 20 requests."));
    }
    for (at, part) in parts.iter().enumerate() {
        if parts[..at].iter().any(|earlier| earlier.id == part.id) {
            return Err(GraphRefusal::bad_batch(format!("The request id '{}' is used twice.", part.id)));
        }
        // Requests come in the order they depend on each other, so that nothing can wait for itself.
        if part.depends_on.iter().any(|id| !parts[..at].iter().any(|earlier| earlier.id == *id)) {
            return Err(GraphRefusal::bad_batch(format!(
                "The request '{}' depends on one that is not before it.",
                part.id
            )));
        }
        let typed = part.headers.keys().any(|name| name.eq_ignore_ascii_case("content-type"));
        if part.body.is_some() && !typed {
            return Err(GraphRefusal::bad_batch("A request with a body needs the Content-Type header."));
        }
        if part.url.starts_with("http") || part.url.contains("$batch") {
            return Err(GraphRefusal::bad_batch("The url of a request is relative, and no batch."));
        }
    }
    Ok(parts)
}

async fn run(sim: &Shared, outer: &HeaderMap, part: &Part) -> (StatusCode, Value) {
    let unreadable = || (StatusCode::BAD_REQUEST, json!({ "id": part.id, "status": 400, "headers": {} }));
    let mut request = Request::builder()
        .method(part.method.as_str())
        .uri(format!("/graph/v1.0/{}", part.url.trim_start_matches('/').replace(' ', "%20")))
        .header(header::HOST, sim.host());
    let own = |name: &str| part.headers.keys().any(|sent| sent.eq_ignore_ascii_case(name));
    if let Some(token) = outer.get(header::AUTHORIZATION).filter(|_| !own("authorization")) {
        request = request.header(header::AUTHORIZATION, token);
    }
    for (name, value) in &part.headers {
        request = request.header(name, value.as_str().unwrap_or_default());
    }
    let body = part.body.as_ref().map_or_else(Body::empty, |body| Body::from(body.to_string()));
    let Ok(request) = request.body(body) else { return unreadable() };
    let Ok(response) = TowerToHyperService::new(server::app(Shared::clone(sim))).call(request).await;
    let (head, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else { return unreadable() };
    let shown = ["content-type", "retry-after", "location", "preference-applied", "request-id"];
    let headers: Map<String, Value> = shown
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), head.headers.get(*name)?.to_str().ok()?.into())))
        .collect();
    let mut shown = json!({ "id": part.id, "status": head.status.as_u16(), "headers": headers });
    if !body.is_empty() {
        shown["body"] = serde_json::from_slice(&body).unwrap_or(Value::Null);
    }
    (head.status, shown)
}
