use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::clock::page_time;
use crate::directory::Tenant;
use crate::params::Params;
use crate::queue::{AccessRequest, Standing};
use crate::sim::{Shared, Sim};

use super::super::refusal::GraphRefusal;
use super::reply::{Body, collection, entity, respond};
use super::rights::READ_QUEUE;

/// One entry an app. There is no call that approves or denies, here as at Microsoft.
pub(crate) async fn requests(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    respond(&sim, &headers, &READ_QUEUE, |_, tenant| {
        let mut all: Vec<Value> = of_app(&sim, tenant).into_iter().collect();
        let filter_sees_users = params.get("$filter").is_some_and(|filter| filter.contains("userConsentRequests"));
        let body = if filter_sees_users {
            collection(&sim, PATH, &params, all, "appConsentRequest")?
        } else {
            all.iter_mut().for_each(leave_users_out);
            collection(&sim, PATH, &params, all, "appConsentRequest")?
        };
        Ok(body)
    })
}

pub(crate) async fn request(
    State(sim): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
    params: Params,
) -> Response {
    respond(&sim, &headers, &READ_QUEUE, |_, tenant| {
        let mut found = find(&sim, tenant, &id)?;
        leave_users_out(&mut found);
        Ok(Body::Shown(entity(&sim, &params, found, "appConsentRequest")?))
    })
}

pub(crate) async fn user_requests(
    State(sim): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
    params: Params,
) -> Response {
    respond(&sim, &headers, &READ_QUEUE, |_, tenant| {
        let found = find(&sim, tenant, &id)?;
        let users = found["userConsentRequests"].as_array().cloned().unwrap_or_default();
        collection(&sim, &format!("{PATH}/{id}/userConsentRequests"), &params, users, "userConsentRequest")
    })
}

const PATH: &str = "/identityGovernance/appConsent/appConsentRequests";

fn find(sim: &Sim, tenant: &Tenant, id: &str) -> Result<Value, GraphRefusal> {
    let found = of_app(sim, tenant).filter(|request| request["id"] == id);
    found.ok_or_else(|| GraphRefusal::resource_not_found(id))
}

fn of_app(sim: &Sim, tenant: &Tenant) -> Option<Value> {
    let now = sim.clock.now();
    let all = sim.read(|world| world.record.requests.clone());
    let here: Vec<&AccessRequest> = all.iter().filter(|request| request.tenant == tenant.id).collect();
    if here.is_empty() {
        return None;
    }
    let mut pending: Vec<&String> =
        here.iter().filter(|request| request.is_pending(now)).flat_map(|request| &request.scopes).collect();
    pending.sort();
    pending.dedup();
    let id: Uuid = sim.seed.uuid(&format!("app-request/{}/{}", tenant.id, sim.app.client_id));
    Some(json!({
        "id": id,
        "appId": sim.app.client_id,
        "appDisplayName": sim.app.name.en,
        "pendingScopes": pending.iter().map(|scope| json!({ "displayName": scope })).collect::<Vec<_>>(),
        "userConsentRequests": here.iter().map(|request| of_user(sim, request)).collect::<Vec<_>>(),
    }))
}

fn of_user(sim: &Sim, request: &AccessRequest) -> Value {
    let standing = request.standing(sim.clock.now());
    let (status, completed) = match &standing {
        Standing::Pending => ("InProgress", None),
        Standing::Expired => ("Expired", None),
        Standing::Answered(answered) => ("Completed", Some(page_time(answered.at))),
    };
    let user = sim.directory.user(request.user);
    json!({
        "id": request.id,
        "approvalId": null,
        "completedDateTime": completed,
        "createdDateTime": page_time(request.sent),
        "customData": null,
        "reason": request.justification,
        "status": status,
        "createdBy": { "user": { "id": request.user, "displayName": user.map(|user| &user.display_name) } },
    })
}

/// A navigation property does not come unless it is asked for.
fn leave_users_out(request: &mut Value) {
    if let Some(fields) = request.as_object_mut() {
        fields.remove("userConsentRequests");
    }
}
