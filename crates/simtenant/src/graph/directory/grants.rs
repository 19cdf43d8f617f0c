use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::consent::{Grant, Grantee};
use crate::directory::Tenant;
use crate::params::Params;
use crate::scopes::{self, ScopeSet};
use crate::sim::{Shared, Sim};

use super::super::refusal::GraphRefusal;
use super::principals::graph_id;
use super::reply::{Body, collection, entity, read, respond};
use super::rights::{READ_GRANTS, WRITE_GRANTS};

pub(crate) async fn grants(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    respond(&sim, &headers, &READ_GRANTS, |_, tenant| {
        let all = of_tenant(&sim, tenant).iter().map(|grant| describe(&sim, tenant, grant)).collect();
        collection(&sim, "/oauth2PermissionGrants", &params, all, "oauth2PermissionGrant")
    })
}

pub(crate) async fn grant(
    State(sim): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
    params: Params,
) -> Response {
    respond(&sim, &headers, &READ_GRANTS, |_, tenant| {
        let found = find(&sim, tenant, &id)?;
        Ok(Body::Shown(entity(&sim, &params, describe(&sim, tenant, &found), "oauth2PermissionGrant")?))
    })
}

/// For one person or for everybody. An existing grant has to be updated, not created.
pub(crate) async fn new_grant(State(sim): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    respond(&sim, &headers, &WRITE_GRANTS, |_, tenant| {
        let wanted = read(&body)?;
        let to = grantee(&sim, tenant, &wanted)?;
        let scopes = scopes_of(&sim, &wanted)?;
        if of_tenant(&sim, tenant).iter().any(|old| old.to == to) {
            return Err(GraphRefusal::exists("Permission entry already exists."));
        }
        match to {
            Grantee::Everyone => sim.consent_for_everyone(tenant.id, scopes, sim.propagation_seconds()),
            Grantee::User(id) => {
                let user = sim.directory.user(id).ok_or_else(|| GraphRefusal::resource_not_found(&id.to_string()))?;
                sim.consent_for_self(user, scopes);
            }
        }
        let created = of_tenant(&sim, tenant).into_iter().find(|new| new.to == to);
        let created = created.ok_or_else(|| GraphRefusal::bad_request("The grant was taken back at once."))?;
        Ok(Body::Created(describe(&sim, tenant, &created)))
    })
}

pub(crate) async fn update_grant(
    State(sim): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    respond(&sim, &headers, &WRITE_GRANTS, |_, tenant| {
        let (found, scopes) = (find(&sim, tenant, &id)?, scopes_of(&sim, &read(&body)?)?);
        sim.change(|world| {
            for grant in world.record.grants.iter_mut().filter(|grant| grant.id == found.id) {
                grant.scopes.clone_from(&scopes);
            }
        });
        Ok(Body::Nothing)
    })
}

/// Revokes; the person may consent, or ask, again.
pub(crate) async fn delete_grant(State(sim): State<Shared>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    respond(&sim, &headers, &WRITE_GRANTS, |_, tenant| {
        let found = find(&sim, tenant, &id)?;
        sim.change(|world| world.record.grants.retain(|grant| grant.id != found.id));
        Ok(Body::Nothing)
    })
}

/// One a grantee: while a replacement spreads, the directory already shows the new one.
fn of_tenant(sim: &Sim, tenant: &Tenant) -> Vec<Grant> {
    let mut all = sim.read(|world| world.record.grants.clone());
    all.retain(|grant| grant.tenant == tenant.id);
    all.reverse();
    all.sort_by(|one, other| one.id.cmp(&other.id));
    all.dedup_by(|later, earlier| later.id == earlier.id);
    all
}

fn find(sim: &Sim, tenant: &Tenant, id: &str) -> Result<Grant, GraphRefusal> {
    let found = of_tenant(sim, tenant).into_iter().find(|grant| grant.id == id);
    found.ok_or_else(|| GraphRefusal::resource_not_found(id))
}

fn grantee(sim: &Sim, tenant: &Tenant, wanted: &Value) -> Result<Grantee, GraphRefusal> {
    let text = |name: &str| wanted[name].as_str();
    let app = sim.read(|world| world.record.principals.get(&tenant.id).map(|principal| principal.id.to_string()));
    if app.is_none() || text("clientId") != app.as_deref() {
        return Err(GraphRefusal::bad_request(
            "Invalid value specified for property 'clientId' of resource 'OAuth2PermissionGrant'.",
        ));
    }
    if text("resourceId") != Some(&graph_id(sim, tenant).to_string()) {
        return Err(GraphRefusal::bad_request(
            "Invalid value specified for property 'resourceId' of resource 'OAuth2PermissionGrant'.",
        ));
    }
    let principal = text("principalId").and_then(|id| id.parse::<Uuid>().ok());
    let of_here = |id: &Uuid| sim.directory.user(*id).is_some_and(|user| user.tenant == tenant.id);
    match (text("consentType"), principal) {
        (Some("AllPrincipals"), None) => Ok(Grantee::Everyone),
        (Some("Principal"), Some(id)) if of_here(&id) => Ok(Grantee::User(id)),
        _ => Err(GraphRefusal::bad_request(
            "Invalid value specified for property 'consentType' or 'principalId' of resource 'OAuth2PermissionGrant'.",
        )),
    }
}

fn scopes_of(sim: &Sim, wanted: &Value) -> Result<ScopeSet, GraphRefusal> {
    let text = wanted["scope"].as_str().ok_or_else(|| GraphRefusal::bad_request("scope is missing."))?;
    scopes::requested(text, &sim.app).map_err(|unknown| {
        GraphRefusal::bad_request(format!("The scope '{}' does not exist on the resource.", unknown.0))
    })
}

fn describe(sim: &Sim, tenant: &Tenant, grant: &Grant) -> Value {
    let client = sim.read(|world| world.record.principals.get(&tenant.id).map(|principal| principal.id));
    let (kind, principal) = match grant.to {
        Grantee::Everyone => ("AllPrincipals", None),
        Grantee::User(id) => ("Principal", Some(id)),
    };
    json!({
        "id": grant.id,
        "clientId": client,
        "consentType": kind,
        "principalId": principal,
        "resourceId": graph_id(sim, tenant),
        "scope": grant.scopes.iter().map(String::as_str).collect::<Vec<_>>().join(" "),
    })
}
