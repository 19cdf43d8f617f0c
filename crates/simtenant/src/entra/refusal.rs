use axum::Json;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::clock::entra_time;
use crate::options::VendorApp;
use crate::params::Params;
use crate::seed::random_uuid;

/// An answer of Entra that is not what was asked for. One constructor per AADSTS code.
///
/// The texts are what public reports show of Microsoft's; only the numbers are meant to be relied on.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) code: u32,
    pub(crate) error: &'static str,
    suberror: Option<&'static str>,
    text: String,
}

/// The three lines under every message, by which an admin finds the sign-in in the log.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trace {
    pub(crate) request: Uuid,
    pub(crate) correlation: Uuid,
    pub(crate) at: Timestamp,
}

impl Trace {
    /// The correlation id is the client's own when it sent one.
    pub(crate) fn new(at: Timestamp, params: &Params, headers: &HeaderMap) -> Self {
        let header = headers.get("client-request-id").and_then(|value| value.to_str().ok());
        let sent = params.get("client-request-id").or(header).and_then(|id| id.parse().ok());
        Self { request: random_uuid(), correlation: sent.unwrap_or_else(random_uuid), at }
    }
}

impl Refusal {
    fn new(code: u32, error: &'static str, text: impl Into<String>) -> Self {
        Self { code, error, suberror: None, text: text.into() }
    }

    fn sub(mut self, suberror: &'static str) -> Self {
        self.suberror = Some(suberror);
        self
    }

    pub(crate) fn message(&self) -> String {
        format!("AADSTS{}: {}", self.code, self.text)
    }

    pub(crate) fn description(&self, trace: &Trace) -> String {
        let Trace { request, correlation, at } = trace;
        format!(
            "{}\r\nTrace ID: {request}\r\nCorrelation ID: {correlation}\r\nTimestamp: {}",
            self.message(),
            entra_time(*at)
        )
    }

    pub(crate) fn error_uri(&self, origin: &str) -> String {
        format!("{origin}/error?code={}", self.code)
    }

    /// The token and discovery endpoints' form: 400 with the full body.
    pub(crate) fn into_json(self, trace: &Trace, origin: &str) -> Response {
        let mut body = json!({
            "error": self.error,
            "error_description": self.description(trace),
            "error_codes": [self.code],
            "timestamp": entra_time(trace.at),
            "trace_id": trace.request,
            "correlation_id": trace.correlation,
            "error_uri": self.error_uri(origin),
        });
        if let Some(suberror) = self.suberror {
            body["suberror"] = Value::from(suberror);
        }
        (StatusCode::BAD_REQUEST, Json(body)).into_response()
    }
}

/// The codes, ascending.
impl Refusal {
    pub(crate) fn redirect_not_registered(app: &VendorApp, uri: &str) -> Self {
        let text = format!(
            "The redirect URI '{uri}' specified in the request does not match the redirect URIs configured for the application '{}'.",
            app.client_id
        );
        Self::new(50011, "invalid_request", text)
    }

    pub(crate) fn account_of_another_tenant(upn: &str, tenant: &str, app: &VendorApp) -> Self {
        let text = format!(
            "User account '{upn}' from identity provider 'live.com' does not exist in tenant '{tenant}' and cannot access the application '{}'({}) in that tenant. The account needs to be added as an external user in the tenant first.",
            app.client_id, app.name.en
        );
        Self::new(50020, "access_denied", text)
    }

    pub(crate) fn silent_sign_in_impossible() -> Self {
        Self::new(50058, "login_required", "A silent sign-in request was sent but no user is signed in.")
    }

    pub(crate) fn bad_challenge() -> Self {
        Self::new(
            50147,
            "invalid_request",
            "The size of the Code_Challenge parameter is not valid, or its method is not S256.",
        )
    }

    pub(crate) fn sessions_ended() -> Self {
        let text = "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.";
        Self::new(50173, "invalid_grant", text).sub("bad_token")
    }

    pub(crate) fn bad_verifier_size() -> Self {
        Self::new(501_491, "invalid_grant", "The size of the Code_Verifier parameter is not valid.")
    }

    pub(crate) fn wrong_verifier() -> Self {
        Self::new(
            501_481,
            "invalid_grant",
            "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
        )
    }

    pub(crate) fn redirect_differs() -> Self {
        Self::new(
            500_112,
            "invalid_client",
            "The reply address does not match the reply address provided when requesting the authorization code.",
        )
    }

    pub(crate) fn code_redeemed_before() -> Self {
        Self::new(
            54005,
            "invalid_grant",
            "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
        )
    }

    pub(crate) fn not_consented(app: &VendorApp) -> Self {
        Self::new(65001, "invalid_grant", Self::not_consented_text(app)).sub("consent_required")
    }

    /// The same at the authorize endpoint with `prompt=none`.
    pub(crate) fn interaction_required(app: &VendorApp) -> Self {
        Self::new(65001, "interaction_required", Self::not_consented_text(app))
    }

    fn not_consented_text(app: &VendorApp) -> String {
        format!(
            "The user or administrator has not consented to use the application with ID '{}' named '{}'. Send an interactive authorization request for this user and resource.",
            app.client_id, app.name.en
        )
    }

    pub(crate) fn declined() -> Self {
        Self::new(65004, "access_denied", "User declined to consent to access the app.")
    }

    pub(crate) fn no_such_scope(app: &VendorApp, scope: &str) -> Self {
        let text = format!(
            "The application '{}' asked for scope '{scope}' that doesn't exist on the resource '00000003-0000-0000-c000-000000000000'. Contact the app vendor.",
            app.name.en
        );
        Self::new(650_053, "invalid_client", text)
    }

    pub(crate) fn bad_grant() -> Self {
        Self::new(70000, "invalid_grant", "Provided grant is invalid or malformed.").sub("bad_token")
    }

    pub(crate) fn unsupported_grant_type(kind: &str) -> Self {
        Self::new(70003, "unsupported_grant_type", format!("The app requested an unsupported grant type '{kind}'."))
    }

    pub(crate) fn unsupported_response_type() -> Self {
        Self::new(700_054, "unsupported_response_type", "Only response_type 'code' is enabled for the application.")
    }

    pub(crate) fn code_expired() -> Self {
        Self::new(
            70008,
            "invalid_grant",
            "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.",
        )
    }

    pub(crate) fn code_of_another_tenant() -> Self {
        Self::new(
            700_005,
            "invalid_grant",
            "Provided Authorization Code is intended to use against other tenant, thus rejected.",
        )
    }

    pub(crate) fn unknown_app(client_id: &str, tenant: &str) -> Self {
        let text = format!(
            "Application with identifier '{client_id}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant."
        );
        Self::new(700_016, "unauthorized_client", text)
    }

    pub(crate) fn public_client_with_secret() -> Self {
        Self::new(
            700_025,
            "invalid_client",
            "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
        )
    }

    pub(crate) fn refresh_token_too_old(issued: Timestamp) -> Self {
        let text = format!(
            "The refresh token has expired due to inactivity. The token was issued on {issued} and was inactive for 90.00:00:00."
        );
        Self::new(700_082, "invalid_grant", text).sub("bad_token")
    }

    pub(crate) fn app_disabled(app: &VendorApp) -> Self {
        Self::new(
            7_000_112,
            "unauthorized_client",
            format!("Application '{}'({}) is disabled.", app.client_id, app.name.en),
        )
    }

    pub(crate) fn unknown_tenant(segment: &str) -> Self {
        let text = format!(
            "Tenant '{segment}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant."
        );
        Self::new(90002, "invalid_tenant", text)
    }

    pub(crate) fn unknown_prompt(prompt: &str) -> Self {
        Self::new(
            90023,
            "invalid_request",
            format!("The prompt value '{prompt}' is not supported: login, none, consent or select_account."),
        )
    }

    pub(crate) fn not_for_this_authority() -> Self {
        Self::new(
            90130,
            "invalid_request",
            "This request is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.",
        )
    }

    pub(crate) fn missing(parameter: &str) -> Self {
        Self::new(
            900_144,
            "invalid_request",
            format!("The request body must contain the following parameter: '{parameter}'."),
        )
    }
}
