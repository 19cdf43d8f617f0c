//! The AADSTS codes, ascending. The texts are what public reports show of Microsoft's; only the numbers are meant to be
//! relied on.

use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::options::VendorApp;

use super::refusal::Refusal;

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

    /// A proxy on the network lets only some tenants through.
    pub(crate) fn tenant_restricted(tenant: &str) -> Self {
        let text = format!(
            "Access to '{tenant}' tenant is denied. Your company's network only lets named organisations through, and this one is not among them. Contact your IT department for access."
        );
        Self::new(500_021, "access_denied", text).sub("message_only")
    }

    pub(crate) fn not_assigned(upn: &str, app: &VendorApp) -> Self {
        let text = format!(
            "Your administrator has configured the application {} ('{}') to block users unless they are specifically granted ('assigned') access to the application. The signed in user '{upn}' is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator. Please contact your administrator to assign access to this application.",
            app.name.en, app.client_id
        );
        Self::new(50105, "invalid_grant", text)
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

    /// What a refresh token cannot answer, with what the next sign-in has to carry.
    pub(crate) fn fresh_proof_needed(claims: Value) -> Self {
        let text = "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '00000003-0000-0000-c000-000000000000'.";
        Self::new(50076, "invalid_grant", text).sub("basic_action").claims(claims)
    }

    pub(crate) fn device_not_compliant(rule: Uuid) -> Self {
        let text = "Device is not in required device state: unknown. Conditional Access policy requires a compliant device, and the device is not compliant. The user must enroll their device with an approved MDM provider.";
        Self::new(53000, "invalid_grant", text).sub("message_only").claims(rule_claims(rule))
    }

    pub(crate) fn blocked_by_access_rule(rule: Uuid) -> Self {
        let text =
            "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.";
        Self::new(53003, "invalid_grant", text).sub("message_only").claims(rule_claims(rule))
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

    /// The same for a device that is waiting: the user said no on another screen.
    pub(crate) fn device_declined() -> Self {
        Self::new(65004, "authorization_declined", "User declined to consent to access the app.")
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

    pub(crate) fn device_pending() -> Self {
        Self::new(
            70016,
            "authorization_pending",
            "OAuth 2.0 device flow error. Authorization is pending. Continue polling.",
        )
    }

    pub(crate) fn bad_device_code() -> Self {
        Self::new(
            70018,
            "bad_verification_code",
            "Invalid verification code due to User typing in wrong user code for device code flow.",
        )
    }

    pub(crate) fn device_code_expired() -> Self {
        Self::new(
            70020,
            "expired_token",
            "The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
        )
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

/// Conditional Access names the rules that were not met.
fn rule_claims(rule: Uuid) -> Value {
    json!({ "access_token": { "capolids": { "essential": true, "values": [rule] } } })
}
