use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use permissions::{Kind, Permission, Resource};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::clock::page_time;
use crate::directory::Tenant;
use crate::ledger::Nowhere;
use crate::params::Params;
use crate::record::ServicePrincipal;
use crate::sim::{Shared, Sim};

use super::super::refusal::GraphRefusal;
use super::reply::{Body, collection, entity, read, respond};
use super::rights::{READ_PRINCIPALS, WRITE_PRINCIPALS};

pub(crate) async fn principals(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    respond(&sim, &headers, &READ_PRINCIPALS, |_, tenant| {
        collection(&sim, "/servicePrincipals", &params, all(&sim, tenant), "servicePrincipal")
    })
}

pub(crate) async fn principal(
    State(sim): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
    params: Params,
) -> Response {
    show(&sim, &headers, &params, "id", &id)
}

/// `/servicePrincipals(appId='...')`
pub(crate) async fn keyed_principal(
    State(sim): State<Shared>,
    Path(segment): Path<String>,
    headers: HeaderMap,
    params: Params,
) -> Response {
    match app_id(&segment) {
        Some(app) => show(&sim, &headers, &params, "appId", app),
        None => nowhere(),
    }
}

/// Adds the app to the organisation without granting anything.
pub(crate) async fn new_principal(State(sim): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    respond(&sim, &headers, &WRITE_PRINCIPALS, |_, tenant| {
        let wanted = read(&body)?;
        let app = wanted["appId"].as_str().ok_or_else(|| GraphRefusal::bad_request("appId is missing."))?;
        if !app.eq_ignore_ascii_case(&sim.app.client_id) {
            return Err(GraphRefusal::bad_request(format!(
                "The appId '{app}' of the service principal does not reference a valid application object."
            )));
        }
        if sim.read(|world| world.record.principals.contains_key(&tenant.id)) {
            return Err(GraphRefusal::exists("The service principal cannot be created as it already exists."));
        }
        let created = sim.change(|world| sim.principal(world, tenant.id).clone());
        Ok(Body::Created(of_app(&sim, tenant, &created)))
    })
}

/// Switching the app off, and requiring assignment.
pub(crate) async fn update_principal(
    State(sim): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    update(&sim, &headers, "id", &id, &body)
}

pub(crate) async fn update_keyed(
    State(sim): State<Shared>,
    Path(segment): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    match app_id(&segment) {
        Some(app) => update(&sim, &headers, "appId", app, &body),
        None => nowhere(),
    }
}

fn show(sim: &Sim, headers: &HeaderMap, params: &Params, key: &str, value: &str) -> Response {
    respond(sim, headers, &READ_PRINCIPALS, |_, tenant| {
        let found =
            all(sim, tenant).into_iter().find(|one| one[key].as_str().is_some_and(|id| id.eq_ignore_ascii_case(value)));
        Ok(Body::Shown(entity(
            sim,
            params,
            found.ok_or_else(|| GraphRefusal::resource_not_found(value))?,
            "servicePrincipal",
        )?))
    })
}

fn update(sim: &Sim, headers: &HeaderMap, key: &str, value: &str, body: &[u8]) -> Response {
    respond(sim, headers, &WRITE_PRINCIPALS, |_, tenant| {
        let wanted = read(body)?;
        let app = sim.read(|world| world.record.principals.get(&tenant.id).cloned());
        let ours = app
            .map(|one| of_app(sim, tenant, &one))
            .filter(|one| one[key].as_str().is_some_and(|id| id.eq_ignore_ascii_case(value)));
        ours.ok_or_else(|| GraphRefusal::resource_not_found(value))?;
        let flag = |name: &str| match &wanted[name] {
            Value::Null => Ok(None),
            Value::Bool(flag) => Ok(Some(*flag)),
            Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                Err(GraphRefusal::bad_request(format!("Invalid value specified for property '{name}'.")))
            }
        };
        let (enabled, assignment) = (flag("accountEnabled")?, flag("appRoleAssignmentRequired")?);
        sim.change(|world| {
            let principal = sim.principal(world, tenant.id);
            principal.enabled = enabled.unwrap_or(principal.enabled);
            principal.assignment_required = assignment.unwrap_or(principal.assignment_required);
        });
        Ok(Body::Nothing)
    })
}

/// Microsoft Graph itself, which is in every organisation, and the app once somebody has brought it in.
fn all(sim: &Sim, tenant: &Tenant) -> Vec<Value> {
    let app = sim.read(|world| world.record.principals.get(&tenant.id).cloned());
    std::iter::once(of_graph(sim, tenant)).chain(app.map(|app| of_app(sim, tenant, &app))).collect()
}

/// The object id of Microsoft Graph in an organisation.
pub(super) fn graph_id(sim: &Sim, tenant: &Tenant) -> Uuid {
    sim.seed.uuid(&format!("principal/{}/{}", tenant.id, Resource::Graph.app_id()))
}

fn of_app(sim: &Sim, tenant: &Tenant, principal: &ServicePrincipal) -> Value {
    let verified = sim.publisher_verified();
    let publisher = json!({
        "displayName": verified.then_some(&sim.app.publisher),
        "verifiedPublisherId": verified.then_some("5210011"),
        "addedDateTime": verified.then_some("2025-06-02T08:00:00Z"),
    });
    json!({
        "id": principal.id,
        "deletedDateTime": null,
        "accountEnabled": principal.enabled,
        "appDisplayName": sim.app.name.en,
        "appId": sim.app.client_id,
        "appOwnerOrganizationId": sim.seed.uuid(&format!("vendor/{}", sim.app.publisher)),
        "appRoleAssignmentRequired": principal.assignment_required,
        "appRoles": [],
        "displayName": sim.app.name.en,
        "oauth2PermissionScopes": [],
        "replyUrls": ["http://localhost"],
        "servicePrincipalNames": [sim.app.client_id],
        "servicePrincipalType": "Application",
        "signInAudience": "AzureADandPersonalMicrosoftAccount",
        "tags": ["WindowsAzureActiveDirectoryIntegratedApp"],
        "notes": format!("Added {}", page_time(principal.created)),
        "verifiedPublisher": publisher,
        "homepage": null,
        "tokenEncryptionKeyId": null,
        "@odata.type": "#microsoft.graph.servicePrincipal",
        "description": format!("In {} since {}.", tenant.name.en, page_time(principal.created)),
    })
}

fn of_graph(sim: &Sim, tenant: &Tenant) -> Value {
    let facts =
        |kind: Kind| permissions::all().filter(move |fact| fact.resource == Resource::Graph && fact.kind == kind);
    json!({
        "id": graph_id(sim, tenant),
        "deletedDateTime": null,
        "accountEnabled": true,
        "appDisplayName": "Microsoft Graph",
        "appId": Resource::Graph.app_id(),
        "appOwnerOrganizationId": "f8cdef31-a31e-4b4a-93e4-5f571e91255a",
        "appRoleAssignmentRequired": false,
        "appRoles": facts(Kind::Application).map(role).collect::<Vec<_>>(),
        "displayName": "Microsoft Graph",
        "oauth2PermissionScopes": facts(Kind::Delegated).map(scope).collect::<Vec<_>>(),
        "replyUrls": [],
        "servicePrincipalNames": [Resource::Graph.app_id(), "https://graph.microsoft.com"],
        "servicePrincipalType": "Application",
        "signInAudience": "AzureADMultipleOrgs",
        "tags": [],
        "notes": null,
        "verifiedPublisher": { "displayName": null, "verifiedPublisherId": null, "addedDateTime": null },
        "homepage": null,
        "tokenEncryptionKeyId": null,
        "@odata.type": "#microsoft.graph.servicePrincipal",
        "description": null,
    })
}

fn scope(fact: Permission) -> Value {
    json!({
        "id": fact.id,
        "value": fact.value,
        "type": if fact.admin_consent == Some(true) { "Admin" } else { "User" },
        "isEnabled": true,
        "adminConsentDisplayName": fact.display_en,
        "adminConsentDescription": fact.display_en,
        "userConsentDisplayName": fact.display_en,
        "userConsentDescription": fact.display_en,
    })
}

fn role(fact: Permission) -> Value {
    json!({
        "id": fact.id,
        "value": fact.value,
        "displayName": fact.display_en,
        "description": fact.display_en,
        "isEnabled": true,
        "allowedMemberTypes": ["Application"],
        "origin": "Application",
    })
}

fn app_id(segment: &str) -> Option<&str> {
    segment.strip_prefix("servicePrincipals(appId='")?.strip_suffix("')")
}

fn nowhere() -> Response {
    let mut response = StatusCode::NOT_FOUND.into_response();
    response.extensions_mut().insert(Nowhere);
    response
}
