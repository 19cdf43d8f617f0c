use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::json;

use crate::lang::Lang;
use crate::params::Params;
use crate::sim::Shared;

use super::reply::{collection, respond};
use super::rights::READ_ORGANIZATION;

pub(crate) async fn organization(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    respond(&sim, &headers, &READ_ORGANIZATION, |_, tenant| {
        let lang = if tenant.country == "JP" { Lang::Ja } else { Lang::En };
        let one = json!({
            "id": tenant.id,
            "deletedDateTime": null,
            "displayName": tenant.name.get(lang),
            "countryLetterCode": tenant.country,
            "defaultUsageLocation": tenant.country,
            "preferredLanguage": lang.tag(),
            "tenantType": "AAD",
            "createdDateTime": "2021-04-06T07:00:00Z",
            "businessPhones": [],
            "technicalNotificationMails": [],
            "assignedPlans": [],
            "provisionedPlans": [],
            "verifiedDomains": [{
                "name": tenant.domain,
                "isDefault": true,
                "isInitial": false,
                "type": "Managed",
                "capabilities": "Email, OfficeCommunicationsOnline",
            }],
        });
        collection(&sim, "/organization", &params, vec![one], "organization")
    })
}
