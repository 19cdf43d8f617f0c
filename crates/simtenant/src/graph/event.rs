use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::directory::User;
use crate::lang::Lang;
use crate::sim::Sim;

use super::week::{Nature, Occurrence};

/// How the caller wants events written, from the `Prefer` headers.
#[derive(Clone, Debug)]
pub(super) struct Manner {
    /// The zone of `start` and `end`, and its name as the caller wrote it.
    pub(super) zone: TimeZone,
    pub(super) zone_name: String,
    pub(super) immutable_ids: bool,
    /// `Calendars.ReadBasic`: no body.
    pub(super) basic: bool,
}

pub(super) fn describe(sim: &Sim, user: &User, one: &Occurrence, manner: &Manner) -> Value {
    let lang = sim.language.unwrap_or(Lang::En);
    let nature = one.row.nature;
    let key = format!("event/{}/{}/{}/{}", user.id, one.row.calendar.name(Lang::En), one.row.en, one.date);
    let id = item_id(sim, &key, manner);
    let place = one.row.place.map_or("", |(en, ja)| lang.pick(en, ja));
    let series =
        (nature == Nature::Recurring).then(|| item_id(sim, &format!("series/{}/{}", user.id, one.row.en), manner));
    let (start, end) = if one.is_all_day() {
        // Midnight to midnight whatever zone was asked for; only the dates mean anything.
        let end = one.date.tomorrow().unwrap_or(one.date);
        (format!("{}T00:00:00.0000000", one.date), format!("{end}T00:00:00.0000000"))
    } else {
        (local(one.start, &manner.zone), local(one.end, &manner.zone))
    };
    let mut event = json!({
        "@odata.etag": format!("W/\"{}\"", URL_SAFE_NO_PAD.encode(&sim.seed.bytes(&key)[..9])),
        "id": id,
        "changeKey": URL_SAFE_NO_PAD.encode(&sim.seed.bytes(&key)[..9]),
        "categories": [],
        "originalStartTimeZone": "UTC",
        "originalEndTimeZone": "UTC",
        "iCalUId": URL_SAFE_NO_PAD.encode(sim.seed.bytes(&format!("ical/{key}"))),
        "reminderMinutesBeforeStart": 15,
        "isReminderOn": !one.is_all_day(),
        "hasAttachments": false,
        "subject": one.title(lang),
        "bodyPreview": "",
        "importance": "normal",
        "sensitivity": if nature == Nature::Private { "private" } else { "normal" },
        "isAllDay": one.is_all_day(),
        "isCancelled": false,
        "isOrganizer": true,
        "responseRequested": true,
        "seriesMasterId": series,
        "showAs": match nature {
            Nature::Tentative => "tentative",
            Nature::Note => "free",
            Nature::Plain | Nature::Private | Nature::Online | Nature::Recurring => "busy",
        },
        "type": if series.is_some() { "occurrence" } else { "singleInstance" },
        "webLink": format!("https://outlook.example/calendar/item/{id}"),
        "onlineMeetingUrl": null,
        "isOnlineMeeting": nature == Nature::Online,
        "onlineMeetingProvider": if nature == Nature::Online { "teamsForBusiness" } else { "unknown" },
        "allowNewTimeProposals": true,
        "isDraft": false,
        "hideAttendees": false,
        "recurrence": null,
        "onlineMeeting": (nature == Nature::Online).then(|| json!({ "joinUrl": "https://meet.example/northbank-materials" })),
        "responseStatus": { "response": "organizer", "time": "0001-01-01T00:00:00Z" },
        "body": { "contentType": "html", "content": "" },
        "start": { "dateTime": start, "timeZone": manner.zone_name },
        "end": { "dateTime": end, "timeZone": manner.zone_name },
        "location": location(place),
        "locations": if place.is_empty() { json!([]) } else { json!([location(place)]) },
        "attendees": [],
        "organizer": { "emailAddress": { "name": user.display_name, "address": user.upn } },
    });
    if let Some(fields) = event.as_object_mut() {
        if manner.basic {
            for hidden in ["body", "bodyPreview"] {
                fields.remove(hidden);
            }
        }
        if nature == Nature::Recurring {
            fields.insert("originalStart".to_owned(), json!(one.start));
        }
    }
    event
}

/// `IdType="ImmutableId"` gives the same item another id; both are case-sensitive.
fn item_id(sim: &Sim, key: &str, manner: &Manner) -> String {
    let prefix = if manner.immutable_ids { "AAkALg" } else { "AAMkAG" };
    format!("{prefix}{}AAA=", URL_SAFE_NO_PAD.encode(sim.seed.bytes(&format!("{prefix}/{key}"))))
}

fn location(place: &str) -> Value {
    json!({ "displayName": place, "locationType": "default", "uniqueIdType": "unknown" })
}

/// Local text with seven decimals and no offset: not RFC 3339.
fn local(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S.0000000").to_string()
}
