use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::json;

use crate::params::Params;
use crate::role::DirectoryRole;
use crate::sim::Shared;

use super::reply::{Body, entity, respond};
use super::rights::{READ_AUTHORIZATION_POLICY, READ_REQUEST_POLICY};

/// "User consent settings", as the directory stores them.
pub(crate) async fn authorization_policy(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    respond(&sim, &headers, &READ_AUTHORIZATION_POLICY, |_, _| {
        let policy = sim.policy();
        // The owned-resource entry has nothing to do with people's own consent, and has to survive every change.
        let assigned = policy.user_consent.policy_assigned().into_iter();
        let assigned = assigned
            .chain(["ManagePermissionGrantsForOwnedResource.microsoft-dynamically-managed-permissions-for-team"]);
        let body = json!({
            "id": "authorizationPolicy",
            "deletedDateTime": null,
            "displayName": "Authorization Policy",
            "description": "Used to manage authorization related settings across the company.",
            "allowInvitesFrom": "everyone",
            "allowedToSignUpEmailBasedSubscriptions": true,
            "allowedToUseSSPR": true,
            "allowEmailVerifiedUsersToJoinOrganization": false,
            "allowUserConsentForRiskyApps": !policy.risk_step_up,
            "blockMsolPowerShell": false,
            "guestUserRoleId": "10dae51f-b6af-4016-8d66-8c2a99b929b3",
            "defaultUserRolePermissions": {
                "allowedToCreateApps": false,
                "allowedToCreateSecurityGroups": true,
                "allowedToCreateTenants": false,
                "allowedToReadBitlockerKeysForOwnedDevice": true,
                "allowedToReadOtherUsers": true,
                "permissionGrantPoliciesAssigned": assigned.collect::<Vec<_>>(),
            },
        });
        Ok(Body::Shown(entity(&sim, &params, body, "authorizationPolicy")?))
    })
}

/// "Admin consent settings".
pub(crate) async fn request_policy(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    respond(&sim, &headers, &READ_REQUEST_POLICY, |_, tenant| {
        let workflow = sim.policy().workflow;
        let reviewers =
            sim.directory.users.iter().filter(|user| {
                workflow.is_some() && user.tenant == tenant.id && user.has(DirectoryRole::grants_delegated)
            });
        let reviewers = reviewers.map(
            |user| json!({ "query": format!("/users/{}", user.id), "queryType": "MicrosoftGraph", "queryRoot": null }),
        );
        let body = json!({
            "id": sim.seed.uuid(&format!("request-policy/{}", tenant.id)),
            "isEnabled": workflow.is_some(),
            "notifyReviewers": workflow.is_some_and(|workflow| workflow.mails),
            "remindersEnabled": false,
            "requestDurationInDays": workflow.map_or(30, |workflow| workflow.expires_after_days),
            "version": 0,
            "reviewers": reviewers.collect::<Vec<_>>(),
        });
        Ok(Body::Shown(entity(&sim, &params, body, "adminConsentRequestPolicy")?))
    })
}
