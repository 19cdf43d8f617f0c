use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::json;

use crate::lang::Lang;
use crate::params::Params;
use crate::sim::Shared;

use super::caller::{PROFILE, respond};
use super::view::select;

pub(crate) async fn me(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    respond(&sim, &headers, PROFILE, |caller| {
        let user = caller.user;
        let all = json!({
            "businessPhones": [],
            "displayName": user.display_name,
            "givenName": user.given,
            "jobTitle": null,
            "mail": user.upn,
            "mobilePhone": null,
            "officeLocation": null,
            "preferredLanguage": sim.language.unwrap_or(Lang::En).tag(),
            "surname": user.family,
            "userPrincipalName": user.upn,
            "id": user.id,
        });
        let mut body = select(all, params.get("$select"), "user")?;
        body["@odata.context"] = json!(format!("{}/graph/v1.0/$metadata#users/$entity", sim.origin()));
        Ok(body)
    })
}
