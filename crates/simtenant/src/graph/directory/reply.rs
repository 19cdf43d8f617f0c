use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use crate::directory::{CONSUMERS, Tenant};
use crate::params::Params;
use crate::sim::Sim;

use super::super::caller::{Caller, respond_as};
use super::super::refusal::GraphRefusal;
use super::super::view::select;
use super::filter::Filter;
use super::rights::Right;

/// Microsoft's page size for directory objects when `$top` is absent.
const DEFAULT_PAGE: usize = 100;

/// What an answer carries.
pub(super) enum Body {
    Shown(Value),
    Created(Value),
    /// 204
    Nothing,
}

/// Answers somebody who has the right, in their own organisation.
pub(super) fn respond(
    sim: &Sim,
    headers: &HeaderMap,
    right: &Right,
    handle: impl FnOnce(&Caller<'_>, &Tenant) -> Result<Body, GraphRefusal>,
) -> Response {
    respond_as(sim, headers, (right.scopes, GraphRefusal::insufficient_privileges), |caller| {
        let tenant = sim.directory.home_of(caller.user).filter(|tenant| tenant.id != CONSUMERS);
        let tenant = tenant.ok_or_else(GraphRefusal::no_directory)?;
        right.check(caller)?;
        Ok(match handle(caller, tenant)? {
            Body::Shown(value) => (StatusCode::OK, Some(value)),
            Body::Created(value) => (StatusCode::CREATED, Some(value)),
            Body::Nothing => (StatusCode::NO_CONTENT, None),
        })
    })
}

/// `$filter`, `$select`, `$count`, `$top` and the link to the next page.
pub(super) fn collection(
    sim: &Sim,
    path: &str,
    params: &Params,
    all: Vec<Value>,
    kind: &str,
) -> Result<Body, GraphRefusal> {
    for unsupported in ["$search", "$expand", "$orderby", "$skip"] {
        if params.get(unsupported).is_some() {
            return Err(GraphRefusal::bad_request(format!("{unsupported} is not simulated.")));
        }
    }
    let filter = params.get("$filter").map(Filter::parse).transpose()?;
    let kept = all.into_iter().filter(|item| filter.as_ref().is_none_or(|filter| filter.takes(item)));
    let kept: Result<Vec<Value>, GraphRefusal> = kept.map(|item| select(item, params.get("$select"), kind)).collect();
    let kept = kept?;
    let number = |name: &str, default: usize| match params.get(name) {
        None => Ok(default),
        Some(text) => {
            text.parse().map_err(|_| GraphRefusal::bad_request(format!("Invalid page size specified: '{text}'.")))
        }
    };
    let (top, from) = (number("$top", DEFAULT_PAGE)?, number("$skiptoken", 0)?);
    if !(1..=999).contains(&top) {
        return Err(GraphRefusal::bad_request("Invalid page size specified. Must be between 1 and 999 inclusive."));
    }
    let total = kept.len();
    let page: Vec<Value> = kept.into_iter().skip(from).take(top).collect();
    let base = format!("{}/graph/v1.0", sim.origin());
    let mut body = json!({ "@odata.context": format!("{base}/$metadata#{kind}s"), "value": page });
    if params.get("$count") == Some("true") {
        body["@odata.count"] = json!(total);
    }
    if from + top < total {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for name in params.names().filter(|name| *name != "$skiptoken") {
            query.append_pair(name, params.get(name).unwrap_or_default());
        }
        query.append_pair("$skiptoken", &(from + top).to_string());
        body["@odata.nextLink"] = json!(format!("{base}{path}?{}", query.finish()));
    }
    Ok(Body::Shown(body))
}

/// One object, with `$select`.
pub(super) fn entity(sim: &Sim, params: &Params, item: Value, kind: &str) -> Result<Value, GraphRefusal> {
    let mut item = select(item, params.get("$select"), kind)?;
    item["@odata.context"] = json!(format!("{}/graph/v1.0/$metadata#{kind}s/$entity", sim.origin()));
    Ok(item)
}

/// The JSON of a POST or PATCH.
pub(super) fn read(body: &[u8]) -> Result<Value, GraphRefusal> {
    serde_json::from_slice(body)
        .ok()
        .filter(Value::is_object)
        .ok_or_else(|| GraphRefusal::bad_request("Unable to read JSON request payload."))
}
