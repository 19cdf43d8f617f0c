use profile::{AskedPermission, Localised, Profile};
use serde::Serialize;

use crate::attachments::sheet_words as say;
use crate::case::Case;
use crate::clean::line;
use crate::link::approval_link;

/// The request for tools: who asks for what, with every text in all its languages.
pub(crate) fn json(profile: &Profile, case: &Case<'_>) -> String {
    let app = &profile.app;
    let request = Request {
        app: AppFacts {
            name: line(&app.name),
            client_id: app.client_id.as_str(),
            publisher: line(&app.publisher),
            publisher_verified: say::verified_word(app.verified),
        },
        profile: ProfileFacts {
            id: &profile.id,
            version: profile.version,
            fingerprint: profile.hash().to_string(),
            sha256: profile.hash().full(),
            tier: profile.chosen.as_deref(),
            reviewed_on: app.reviewed_on.to_string(),
        },
        tenant: TenantFacts { id: line(&case.tenant_id), domain: line(&case.tenant_domain) },
        requested_on: case.today.to_string(),
        approval_link: approval_link(profile, case),
        least_role: least_role(profile).name,
        permissions: profile.permissions.iter().map(permission).collect(),
    };
    // Serialising plain strings and numbers into memory has nothing that could fail.
    let mut text = serde_json::to_string_pretty(&request).unwrap_or_default();
    text.push('\n');
    text
}

pub(crate) fn least_role(profile: &Profile) -> &'static permissions::Role {
    permissions::least_role(profile.permissions.iter().map(|asked| (asked.resource, asked.kind)))
}

fn permission(asked: &AskedPermission) -> PermissionFacts<'_> {
    let fact = asked.fact();
    PermissionFacts {
        value: &asked.value,
        kind: asked.kind,
        resource: asked.resource.name(),
        resource_app_id: asked.resource.app_id(),
        id: fact.map(|fact| fact.id),
        name: &asked.name,
        reason: &asked.reason,
        required: asked.required,
        asked_when: asked.asked_when,
        covers: asked.subject,
        risk: asked.risk().level(),
        admin_only: asked.admin_only(),
        left_to_administrators_since: fact.and_then(|fact| fact.managed_exclusion),
    }
}

#[derive(Serialize)]
struct Request<'a> {
    app: AppFacts<'a>,
    profile: ProfileFacts<'a>,
    tenant: TenantFacts,
    requested_on: String,
    approval_link: String,
    least_role: &'static str,
    permissions: Vec<PermissionFacts<'a>>,
}

#[derive(Serialize)]
struct AppFacts<'a> {
    name: String,
    client_id: &'a str,
    publisher: String,
    publisher_verified: &'static str,
}

#[derive(Serialize)]
struct ProfileFacts<'a> {
    id: &'a str,
    version: u32,
    /// The short form people compare.
    fingerprint: String,
    sha256: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    tier: Option<&'a str>,
    reviewed_on: String,
}

#[derive(Serialize)]
struct TenantFacts {
    id: String,
    domain: String,
}

#[derive(Serialize)]
struct PermissionFacts<'a> {
    value: &'a str,
    #[serde(rename = "type")]
    kind: permissions::Kind,
    resource: &'static str,
    resource_app_id: &'static str,
    /// The permission's id on its API; absent where Microsoft publishes none under this value.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'static str>,
    name: &'a Localised,
    reason: &'a Localised,
    required: bool,
    asked_when: profile::Occasion,
    covers: profile::Subject,
    risk: u8,
    admin_only: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    left_to_administrators_since: Option<&'static str>,
}
