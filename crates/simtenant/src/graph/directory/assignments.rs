use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use permissions::{Kind, Resource};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::clock::page_time;
use crate::directory::Tenant;
use crate::params::Params;
use crate::record::RoleAssignment;
use crate::role::DirectoryRole;
use crate::sim::{Shared, Sim};

use super::super::caller::Caller;
use super::super::refusal::GraphRefusal;
use super::principals::graph_id;
use super::reply::{Body, collection, read, respond};
use super::rights::{READ_ASSIGNMENTS, WRITE_ASSIGNMENTS};

pub(crate) async fn assigned_to(
    State(sim): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
    params: Params,
) -> Response {
    respond(&sim, &headers, &READ_ASSIGNMENTS, |_, tenant| {
        let resource = Owner::of(&sim, tenant, &id)?.id;
        let all = sim.read(|world| world.record.assignments.clone());
        let here = all.iter().filter(|one| one.tenant == tenant.id && one.resource == resource);
        let all = here.map(|one| describe(&sim, tenant, one)).collect();
        collection(&sim, &format!("/servicePrincipals/{id}/appRoleAssignedTo"), &params, all, "appRoleAssignment")
    })
}

/// A person into the app, or an application permission of Graph to the app.
pub(crate) async fn assign(
    State(sim): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    respond(&sim, &headers, &WRITE_ASSIGNMENTS, |caller, tenant| {
        let owner = Owner::of(&sim, tenant, &id)?;
        let wanted = read(&body)?;
        let id_of = |name: &str| wanted[name].as_str().and_then(|id| id.parse::<Uuid>().ok());
        let (Some(principal), Some(resource), Some(role)) =
            (id_of("principalId"), id_of("resourceId"), id_of("appRoleId"))
        else {
            return Err(GraphRefusal::bad_request("principalId, resourceId and appRoleId are needed."));
        };
        if resource != owner.id {
            return Err(GraphRefusal::bad_request("resourceId is not the service principal in the address."));
        }
        owner.admits(&sim, caller, tenant, principal, role)?;
        let new = RoleAssignment {
            id: sim.assignment_id(principal, resource, role),
            tenant: tenant.id,
            principal,
            resource,
            role,
            created: sim.clock.now(),
        };
        let added = sim.change(|world| {
            let fresh = world.record.assignments.iter().all(|old| old.id != new.id);
            if fresh {
                world.record.assignments.push(new.clone());
            }
            fresh
        });
        if !added {
            return Err(GraphRefusal::bad_request("Permission being assigned already exists on the object"));
        }
        Ok(Body::Created(describe(&sim, tenant, &new)))
    })
}

/// Whose roles they are.
struct Owner {
    id: Uuid,
    kind: OwnerKind,
}

enum OwnerKind {
    /// Has one role, the default: being let in.
    App,
    Graph,
}

impl Owner {
    fn of(sim: &Sim, tenant: &Tenant, id: &str) -> Result<Self, GraphRefusal> {
        let wanted = id.parse::<Uuid>().map_err(|_| GraphRefusal::resource_not_found(id))?;
        if wanted == graph_id(sim, tenant) {
            return Ok(Self { id: wanted, kind: OwnerKind::Graph });
        }
        let app = sim.read(|world| world.record.principals.get(&tenant.id).map(|principal| principal.id));
        if app == Some(wanted) {
            return Ok(Self { id: wanted, kind: OwnerKind::App });
        }
        Err(GraphRefusal::resource_not_found(id))
    }

    fn admits(
        &self,
        sim: &Sim,
        caller: &Caller<'_>,
        tenant: &Tenant,
        principal: Uuid,
        role: Uuid,
    ) -> Result<(), GraphRefusal> {
        match self.kind {
            OwnerKind::App => {
                let known = sim.directory.user(principal).is_some_and(|user| user.tenant == tenant.id);
                let valid = known && role.is_nil();
                valid
                    .then_some(())
                    .ok_or_else(|| GraphRefusal::bad_request("Permission being assigned was not found on application."))
            }
            OwnerKind::Graph => {
                if !caller.user.has(DirectoryRole::grants_graph_application) {
                    return Err(GraphRefusal::insufficient_privileges());
                }
                let app = sim.read(|world| world.record.principals.get(&tenant.id).map(|one| one.id));
                let valid = app == Some(principal) && application_permission(role).is_some();
                valid
                    .then_some(())
                    .ok_or_else(|| GraphRefusal::bad_request("Permission being assigned was not found on application."))
            }
        }
    }
}

fn application_permission(role: Uuid) -> Option<permissions::Permission> {
    let id = role.to_string();
    permissions::all().find(|fact| fact.resource == Resource::Graph && fact.kind == Kind::Application && fact.id == id)
}

fn describe(sim: &Sim, tenant: &Tenant, one: &RoleAssignment) -> Value {
    let user = sim.directory.user(one.principal);
    let of_graph = one.resource == graph_id(sim, tenant);
    json!({
        "id": one.id,
        "deletedDateTime": null,
        "appRoleId": one.role,
        "createdDateTime": page_time(one.created),
        "principalDisplayName": user.map_or(&sim.app.name.en, |user| &user.display_name),
        "principalId": one.principal,
        "principalType": if user.is_some() { "User" } else { "ServicePrincipal" },
        "resourceDisplayName": if of_graph { "Microsoft Graph" } else { &sim.app.name.en },
        "resourceId": one.resource,
    })
}
