use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use crate::directory::TenantKind;
use crate::params::Params;
use crate::sim::Shared;

use super::context::Authority;
use super::refusal::{Refusal, Trace};

/// OpenID configuration. A domain is answered with the tenant's id in every URL.
pub(crate) async fn configuration(
    State(sim): State<Shared>,
    Path(segment): Path<String>,
    headers: HeaderMap,
    params: Params,
) -> Response {
    let Some(authority) = Authority::parse(&segment, &sim.directory) else {
        let trace = Trace::new(sim.clock.now(), &params, &headers);
        return Refusal::unknown_tenant(&segment).into_json(&trace, sim.origin());
    };
    let origin = sim.origin();
    // `consumers` keeps its name in the addresses; only the issuer has the id.
    let name = if segment.eq_ignore_ascii_case("consumers") { "consumers".to_owned() } else { authority.segment() };
    let base = format!("{origin}/{name}");
    // Where the tenant is only known after sign-in, Microsoft publishes a template.
    let (issuer_tenant, region) = match authority {
        Authority::Common | Authority::Organizations => ("{tenantid}".to_owned(), None),
        Authority::Tenant(id) => (id.to_string(), Some("WW")),
    };
    Json(json!({
        "token_endpoint": format!("{base}/oauth2/v2.0/token"),
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "jwks_uri": format!("{base}/discovery/v2.0/keys"),
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code"],
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "issuer": format!("{origin}/{issuer_tenant}/v2.0"),
        "request_uri_parameter_supported": false,
        "device_authorization_endpoint": format!("{base}/oauth2/v2.0/devicecode"),
        "authorization_endpoint": format!("{base}/oauth2/v2.0/authorize"),
        "http_logout_supported": true,
        "frontchannel_logout_supported": true,
        "end_session_endpoint": format!("{base}/oauth2/v2.0/logout"),
        "claims_supported": ["sub", "iss", "aud", "exp", "iat", "nonce", "preferred_username", "name", "tid", "ver", "oid", "login_hint", "email"],
        "tenant_region_scope": region,
        // Clients map this name onto their own table of clouds, so it names the cloud that is simulated.
        "cloud_instance_name": "microsoftonline.com",
        "cloud_graph_host_name": sim.host(),
        "msgraph_host": sim.host(),
    }))
    .into_response()
}

/// Instance discovery: the cloud this authority belongs to. The simulated cloud has one host.
pub(crate) async fn instance(State(sim): State<Shared>) -> Response {
    let host = sim.host();
    Json(json!({
        "tenant_discovery_endpoint": format!("{}/{}/v2.0/.well-known/openid-configuration", sim.origin(), sim.directory.home().id),
        "api-version": "1.1",
        "metadata": [{ "preferred_network": host, "preferred_cache": host, "aliases": [host] }],
    }))
    .into_response()
}

pub(crate) async fn keys(State(sim): State<Shared>, Path(segment): Path<String>) -> Response {
    if Authority::parse(&segment, &sim.directory).is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    match sim.published_keys(&format!("{}/{{tenantid}}/v2.0", sim.origin())) {
        Ok(keys) => Json(keys).into_response(),
        Err(error) => {
            tracing::error!(%error, "no signing key");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// `account_type` is Unknown for every address that is not a work account.
pub(crate) async fn user_realm(State(sim): State<Shared>, Path((_, upn)): Path<(String, String)>) -> Response {
    let domain = upn.rsplit_once('@').map_or(upn.as_str(), |(_, domain)| domain);
    let work = sim.directory.tenant(domain).filter(|tenant| tenant.kind == TenantKind::Work);
    Json(match work {
        Some(tenant) => json!({
            "ver": "1.0",
            "account_type": "Managed",
            "domain_name": tenant.domain,
            "cloud_instance_name": sim.host(),
            "cloud_audience_urn": "urn:federation:SimulatedOnline",
        }),
        None => {
            json!({ "ver": "1.0", "account_type": "Unknown", "cloud_instance_name": sim.host() })
        }
    })
    .into_response()
}
