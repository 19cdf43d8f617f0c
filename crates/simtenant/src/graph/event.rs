use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::clock::page_time;

use super::desk::Desk;
use super::recurring;
use super::store::{Hours, Item, Named, Occurrence, event_id, series_id};
use super::zone::{Zone, written};

/// A single event or a series master.
pub(super) fn whole(desk: &Desk<'_>, number: u64, item: &Item) -> Value {
    describe(desk, number, item, None)
}

/// One time of a series, in full, as a calendar view has it.
pub(super) fn one_of(desk: &Desk<'_>, number: u64, item: &Item, one: &Occurrence<'_>) -> Value {
    describe(desk, number, item, Some(one))
}

/// Seen with delta: occurrences come thin, and the rest is the master's (microsoft-graph-docs issue 7632).
pub(super) fn thin(desk: &Desk<'_>, number: u64, item: &Item, one: &Occurrence<'_>) -> Value {
    let full = one_of(desk, number, item, one);
    let kept = ["@odata.etag", "id", "seriesMasterId", "type", "start", "end"];
    kept.iter().map(|name| ((*name).to_owned(), full[*name].clone())).collect()
}

pub(super) fn etag(number: u64, item: &Item) -> String {
    format!("W/\"{}\"", change_key(number, item))
}

fn change_key(number: u64, item: &Item) -> String {
    STANDARD.encode([number.to_be_bytes(), item.changed.to_be_bytes()].concat())
}

fn describe(desk: &Desk<'_>, number: u64, item: &Item, one: Option<&Occurrence<'_>>) -> Value {
    let (sim, user) = (desk.sim, desk.user);
    let content = one.and_then(|one| one.exception).unwrap_or(&item.content);
    let hours = one.map_or(content.hours, |one| one.hours);
    let named = Named { number, date: one.map(|one| one.date) };
    let id = event_id(sim, user, named, desk.prefer.immutable_ids);
    let zone_name =
        item.series.as_deref().map_or_else(|| Zone::office().name.as_str(), |series| series.zone.name.as_str());
    let set =
        |name: &str, usual: Value| content.more.as_deref().and_then(|more| more.get(name)).cloned().unwrap_or(usual);
    let organizer = match item.invitation.as_deref() {
        Some(invitation) => json!({ "name": invitation.organizer.0, "address": invitation.organizer.1 }),
        None => json!({ "name": user.display_name, "address": user.upn }),
    };
    let (answer, answered) =
        item.invitation.as_deref().map_or(("organizer", None), |invitation| (invitation.answer, invitation.answered));
    let online = set("isOnlineMeeting", json!(false)) == true;
    let join = URL_SAFE_NO_PAD.encode(&sim.seed.bytes(&format!("meeting/{number}"))[..12]);
    let (start, end) = times(hours, &desk.prefer.zone);
    let kind = match (one, &item.series) {
        (Some(Occurrence { exception: Some(_), .. }), _) => "exception",
        (Some(_), _) => "occurrence",
        (None, Some(_)) => "seriesMaster",
        (None, None) => "singleInstance",
    };
    let location = set("location", json!({ "displayName": "" }));
    let named_places = location["displayName"].as_str().is_some_and(|name| !name.is_empty());
    let usual_places = if named_places { json!([place(location.clone())]) } else { json!([]) };
    let body = set("body", json!({ "contentType": "html", "content": "" }));
    let mut event = json!({
        "@odata.etag": etag(number, item),
        "id": id,
        "createdDateTime": page_time(item.created),
        "lastModifiedDateTime": page_time(item.modified),
        "changeKey": change_key(number, item),
        "categories": set("categories", json!([])),
        "originalStartTimeZone": set("originalStartTimeZone", json!(zone_name)),
        "originalEndTimeZone": set("originalEndTimeZone", json!(zone_name)),
        // Differs for each occurrence of a series (event resource).
        "iCalUId": sim.seed.text(&format!("ical/{}/{named:?}", user.id)),
        "reminderMinutesBeforeStart": set("reminderMinutesBeforeStart", json!(15)),
        "isReminderOn": set("isReminderOn", json!(!hours.is_all_day())),
        "hasAttachments": false,
        "subject": content.subject,
        "bodyPreview": plain(&body).chars().take(255).collect::<String>(),
        "importance": set("importance", json!("normal")),
        "sensitivity": set("sensitivity", json!("normal")),
        "isAllDay": hours.is_all_day(),
        "isCancelled": false,
        "isOrganizer": item.invitation.is_none(),
        "responseRequested": set("responseRequested", json!(true)),
        "seriesMasterId": one.map(|_| series_id(sim, user, number, desk.prefer.immutable_ids)),
        "showAs": set("showAs", json!("busy")),
        "type": kind,
        "webLink": format!("https://outlook.example/calendar/item/{id}"),
        "onlineMeetingUrl": null,
        "isOnlineMeeting": online,
        "onlineMeetingProvider": set("onlineMeetingProvider", json!(if online { "teamsForBusiness" } else { "unknown" })),
        "allowNewTimeProposals": set("allowNewTimeProposals", json!(true)),
        "isDraft": false,
        "hideAttendees": set("hideAttendees", json!(false)),
        "recurrence": match (one, item.series.as_deref()) {
            (None, Some(series)) => recurring::written(series),
            (Some(_) | None, _) => Value::Null,
        },
        "onlineMeeting": online.then(|| json!({ "joinUrl": format!("https://meet.example/{join}") })),
        "responseStatus": { "response": answer, "time": answered.map_or_else(|| NEVER.to_owned(), page_time) },
        "body": if desk.prefer.text_body { json!({ "contentType": "text", "content": plain(&body) }) } else { body },
        "start": { "dateTime": start, "timeZone": desk.prefer.zone.name },
        "end": { "dateTime": end, "timeZone": desk.prefer.zone.name },
        "location": place(location),
        "locations": set("locations", usual_places),
        "attendees": set("attendees", json!([])),
        "organizer": { "emailAddress": organizer },
    });
    if let Some(fields) = event.as_object_mut() {
        if desk.basic {
            fields.retain(|name, _| !["body", "bodyPreview"].contains(&name.as_str()));
        }
        if let Some(one) = one {
            fields.insert("originalStart".to_owned(), json!(page_time(one.original_start)));
        }
        // Returned only if the app set it (event resource).
        if let Some(transaction) = content.more.as_deref().and_then(|more| more.get("transactionId")) {
            fields.insert("transactionId".to_owned(), transaction.clone());
        }
    }
    event
}

/// What Graph prints for a time that never was.
pub(super) const NEVER: &str = "0001-01-01T00:00:00Z";

/// Whole days are midnight to midnight whatever zone was asked for; only the dates mean anything.
pub(super) fn times(hours: Hours, zone: &Zone) -> (String, String) {
    let timed = |at: Timestamp| written(zone.local(at).datetime());
    match hours {
        Hours::Timed { start, end } => (timed(start), timed(end)),
        Hours::AllDay { first, end } => (written(first.at(0, 0, 0, 0)), written(end.at(0, 0, 0, 0))),
    }
}

fn place(mut location: Value) -> Value {
    for (name, usual) in [("locationType", "default"), ("uniqueIdType", "unknown")] {
        if location.get(name).is_none() {
            location[name] = json!(usual);
        }
    }
    location
}

/// A body without its tags.
fn plain(body: &Value) -> String {
    let content = body["content"].as_str().unwrap_or_default();
    if body["contentType"].as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("text")) {
        return content.to_owned();
    }
    let (mut text, mut inside) = (String::new(), false);
    for c in content.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").trim().to_owned()
}
