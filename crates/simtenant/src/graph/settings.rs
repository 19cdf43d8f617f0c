use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::{Value, json};

use crate::lang::Lang;
use crate::sim::Shared;

use super::caller::{SETTINGS, ZONES};
use super::desk::{Asked, Reply};
use super::query::select;
use super::refusal::GraphRefusal;
use super::zone::{Zone, iana_zones, windows_zones};

pub(crate) async fn mailbox_settings(State(sim): State<Shared>, asked: Asked) -> Response {
    asked.answer(&sim, SETTINGS, |desk| {
        let (locale, name) = match sim.language.unwrap_or(Lang::En) {
            Lang::En => ("en-GB", "English (United Kingdom)"),
            Lang::Ja => ("ja-JP", "日本語 (日本)"),
        };
        let never = json!({ "dateTime": "0001-01-01T00:00:00.0000000", "timeZone": "UTC" });
        let settings = json!({
            "archiveFolder": sim.seed.text(&format!("archive/{}", desk.user.id)),
            "timeZone": Zone::office().name,
            "delegateMeetingMessageDeliveryOptions": "sendToDelegateOnly",
            "dateFormat": "dd/MM/yyyy",
            "timeFormat": "HH:mm",
            "userPurpose": "user",
            "automaticRepliesSetting": {
                "status": "disabled",
                "externalAudience": "all",
                "internalReplyMessage": "",
                "externalReplyMessage": "",
                "scheduledStartDateTime": never,
                "scheduledEndDateTime": never,
            },
            "language": { "locale": locale, "displayName": name },
            "workingHours": working_hours(),
        });
        let mut body = select(settings, desk.params.get("$select"), "mailboxSettings")?;
        body["@odata.context"] = json!(format!("{}/graph/v1.0/$metadata#users('me')/mailboxSettings", sim.origin()));
        Ok(Reply::Shown(body))
    })
}

/// Windows names, or with a parameter IANA names (outlookuser-supportedtimezones).
pub(crate) async fn outlook(State(sim): State<Shared>, Path(function): Path<String>, asked: Asked) -> Response {
    asked.answer(&sim, ZONES, |_| {
        let named = |(alias, name): (&str, &str)| json!({ "alias": alias, "displayName": name });
        let all: Vec<Value> = match function.as_str() {
            "supportedTimeZones" | "supportedTimeZones()" => windows_zones().map(named).collect(),
            "supportedTimeZones(TimeZoneStandard=microsoft.graph.timeZoneStandard'Iana')" => {
                iana_zones().map(named).collect()
            }
            other => return Err(GraphRefusal::no_segment(other)),
        };
        let context = format!("{}/graph/v1.0/$metadata#Collection(microsoft.graph.timeZoneInformation)", sim.origin());
        Ok(Reply::Shown(json!({ "@odata.context": context, "value": all })))
    })
}

pub(super) fn working_hours() -> Value {
    json!({
        "daysOfWeek": ["monday", "tuesday", "wednesday", "thursday", "friday"],
        "startTime": "08:00:00.0000000",
        "endTime": "17:00:00.0000000",
        "timeZone": { "name": Zone::office().name },
    })
}
