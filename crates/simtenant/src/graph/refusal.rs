use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use jiff::SignedDuration;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::challenge::Challenge;
use crate::sim::Sim;

/// Graph's error body. `code` is what a client may rely on, `message` is for people.
#[derive(Clone, Debug)]
pub(super) struct GraphRefusal {
    status: StatusCode,
    code: &'static str,
    message: String,
    /// What the client is to do next: when to come back, or where to begin again.
    header: Option<(HeaderName, String)>,
}

/// The two ids support asks for; the client's own is echoed.
#[derive(Clone, Copy, Debug)]
pub(super) struct RequestIds {
    pub(super) request: Uuid,
    pub(super) client: Uuid,
}

impl GraphRefusal {
    pub(super) fn no_token() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", "Access token is empty.")
    }

    pub(super) fn bad_token() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "InvalidAuthenticationToken",
            "Access token validation failure. Invalid token.",
        )
    }

    pub(super) fn expired_token() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "InvalidAuthenticationToken",
            "Lifetime validation failed, the token is expired.",
        )
    }

    /// The token is good and was asked for before something happened.
    pub(super) fn insufficient_claims(challenge: &Challenge) -> Self {
        let text = "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp";
        let refusal = Self::new(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", text);
        let claims = format!(", error=\"insufficient_claims\", claims=\"{}\"", challenge.encoded());
        Self { header: Some((header::WWW_AUTHENTICATE, claims)), ..refusal }
    }

    /// Never mentions consent: the client has to know which scope it lacks.
    pub(super) fn scope_missing() -> Self {
        Self::new(StatusCode::FORBIDDEN, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
    }

    pub(super) fn item_not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "ErrorItemNotFound", "The specified object was not found in the store.")
    }

    pub(super) fn no_window() -> Self {
        let text = "This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.";
        Self::new(StatusCode::BAD_REQUEST, "ErrorInvalidParameter", text)
    }

    pub(super) fn bad_query(why: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "RequestBroker--ParseUri", why)
    }

    pub(super) fn unreadable(why: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "RequestBodyRead", why)
    }

    pub(super) fn invalid(why: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "ErrorInvalidRequest", why)
    }

    pub(super) fn not_the_organizer() -> Self {
        let text = "Your request can't be completed. You need to be an organizer to cancel a meeting.";
        Self::new(StatusCode::BAD_REQUEST, "ErrorInvalidRequest", text)
    }

    pub(super) fn not_yours_to_write() -> Self {
        Self::new(StatusCode::FORBIDDEN, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
    }

    pub(super) fn changed_meanwhile() -> Self {
        let text = "The change key passed in the request does not match the current change key for the item.";
        Self::new(StatusCode::PRECONDITION_FAILED, "ErrorIrresolvableConflict", text)
    }

    pub(super) fn folder_exists() -> Self {
        let text = "A folder with the specified name already exists.";
        Self::new(StatusCode::CONFLICT, "ErrorFolderExists", text)
    }

    /// The same `transactionId` a second time.
    pub(super) fn created_already() -> Self {
        let text = "Your request can't be completed. The TransactionId provided matches a previous request.";
        Self::new(StatusCode::CONFLICT, "ErrorDuplicateTransactionId", text)
    }

    pub(super) fn no_segment(segment: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BadRequest", format!("Resource not found for the segment '{segment}'."))
    }

    pub(super) fn bad_batch(why: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BadRequest", why)
    }

    /// Unlicensed, deleted, a guest.
    pub(super) fn no_mailbox() -> Self {
        let text = "The mailbox is either inactive, soft-deleted, or is hosted on-premise.";
        Self::new(StatusCode::NOT_FOUND, "MailboxNotEnabledForRESTAPI", text)
    }

    pub(super) fn mailbox_elsewhere() -> Self {
        let text = "REST API is not yet supported for this mailbox.";
        Self::new(StatusCode::NOT_FOUND, "MailboxNotEnabledForRESTAPI", text)
    }

    /// `Location` is where a full round begins (delta-query-overview).
    pub(super) fn sync_lost(begin: String) -> Self {
        let text = "The sync state generation is not found; continuous sync with this sync state is not possible.";
        let refusal = Self::new(StatusCode::GONE, "SyncStateNotFound", text);
        Self { header: Some((header::LOCATION, begin)), ..refusal }
    }

    /// Microsoft's sample of the header has a fraction (throttling).
    pub(super) fn throttled(wait: SignedDuration) -> Self {
        let refusal = Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "ApplicationThrottled",
            "Application is over its request limit for this mailbox.",
        );
        Self { header: Some((header::RETRY_AFTER, format!("{:.3}", wait.as_secs_f64()))), ..refusal }
    }

    /// The directory's way of saying that a scope or a role is missing.
    pub(super) fn insufficient_privileges() -> Self {
        let text = "Insufficient privileges to complete the operation.";
        Self::new(StatusCode::FORBIDDEN, "Authorization_RequestDenied", text)
    }

    pub(super) fn no_directory() -> Self {
        let text = "This API is not supported for MSA accounts.";
        Self::new(StatusCode::BAD_REQUEST, "BadRequest", text)
    }

    pub(super) fn resource_not_found(id: &str) -> Self {
        let text =
            format!("Resource '{id}' does not exist or one of its queried reference-property objects are not present.");
        Self::new(StatusCode::NOT_FOUND, "Request_ResourceNotFound", text)
    }

    pub(super) fn bad_request(why: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "Request_BadRequest", why)
    }

    pub(super) fn unsupported_query(filter: &str) -> Self {
        let text = format!("Unsupported or invalid query filter clause specified: '{filter}'.");
        Self::new(StatusCode::BAD_REQUEST, "Request_UnsupportedQuery", text)
    }

    pub(super) fn exists(why: &str) -> Self {
        Self::new(StatusCode::CONFLICT, "Request_MultipleObjectsWithSameKeyValue", why)
    }

    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), header: None }
    }

    pub(super) fn into_response(self, sim: &Sim, ids: RequestIds) -> Response {
        let date = sim.clock.now().strftime("%Y-%m-%dT%H:%M:%S").to_string();
        let body = json!({ "error": {
            "code": self.code,
            "message": self.message,
            "innerError": { "date": date, "request-id": ids.request, "client-request-id": ids.client },
        } });
        let mut response = answer(self.status, body, ids);
        let claims = match &self.header {
            Some((name, claims)) if *name == header::WWW_AUTHENTICATE => claims.clone(),
            Some(_) | None => String::new(),
        };
        if let Some((name, value)) = self.header
            && let Ok(value) = HeaderValue::from_str(&value)
        {
            response.headers_mut().insert(name, value);
        }
        if self.status == StatusCode::UNAUTHORIZED {
            let challenge = format!(
                "Bearer realm=\"\", authorization_uri=\"{}/common/oauth2/authorize\", client_id=\"00000003-0000-0000-c000-000000000000\"{claims}",
                sim.origin()
            );
            if let Ok(challenge) = HeaderValue::from_str(&challenge) {
                response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
            }
        }
        response
    }
}

/// 204, with both ids.
pub(super) fn without_body(status: StatusCode, ids: RequestIds) -> Response {
    let mut response = status.into_response();
    identify(&mut response, ids);
    response
}

/// Any Graph answer: JSON with OData's media type and both ids.
pub(super) fn answer(status: StatusCode, body: Value, ids: RequestIds) -> Response {
    let mut response = (status, Json(body)).into_response();
    let media_type =
        "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    identify(&mut response, ids);
    response
}

fn identify(response: &mut Response, ids: RequestIds) {
    for (name, id) in [("request-id", ids.request), ("client-request-id", ids.client)] {
        if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
            response.headers_mut().insert(name, value);
        }
    }
}
