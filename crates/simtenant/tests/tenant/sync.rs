//! Following changes, asking for many things at once, and what mailboxes refuse.

use std::collections::BTreeSet;

use crate::graph::{access, open};
use crate::support::{App, text};
use reqwest::Method;
use serde_json::{Value, json};

const WRITE: &str = "openid User.Read Calendars.ReadWrite MailboxSettings.Read";
const WEEK: &str = "startDateTime=2026-11-23T00:00:00Z&endDateTime=2026-11-30T00:00:00Z";

/// One round, by its links as they come. Answers the items and the link for the next round.
async fn round(app: &App<'_>, token: &str, first: &str) -> (Vec<Value>, String) {
    let (mut all, mut link) = (Vec::new(), first.to_owned());
    loop {
        let page = app.say(Method::GET, &link, token, &[("prefer", "odata.maxpagesize=3")], None).await;
        assert_eq!(page.status.as_u16(), 200, "{}", page.body);
        all.extend(page.body["value"].as_array().unwrap().iter().cloned());
        let (next, delta) = (page.body["@odata.nextLink"].as_str(), page.body["@odata.deltaLink"].as_str());
        match (next, delta) {
            (Some(next), None) => link = next.to_owned(),
            (None, Some(delta)) => return (all, delta.to_owned()),
            both => panic!("exactly one link: {both:?}"),
        }
    }
}

#[tokio::test]
async fn changes_are_followed_from_link_to_link() {
    let tenant = open().await;
    let app = App::new(&tenant);
    let token = access(&app, WRITE).await;
    let (all, link) = round(&app, &token, &format!("/me/calendarView/delta?{WEEK}")).await;
    let (_, view) = app.graph(&token, &format!("/me/calendarView?{WEEK}&$top=100")).await;
    let ids = |items: &[Value]| items.iter().map(|item| text(item, "id").to_owned()).collect::<BTreeSet<_>>();
    let seen: Vec<Value> = all.iter().filter(|item| item["type"] != "seriesMaster").cloned().collect();
    assert_eq!(ids(&seen), ids(view["value"].as_array().unwrap()));
    let thin = all.iter().find(|item| item["type"] == "occurrence").unwrap();
    assert!(thin.get("subject").is_none() && thin["seriesMasterId"].is_string());
    let (nothing, link) = round(&app, &token, &link).await;
    assert_eq!(nothing, Vec::<Value>::new());

    let single: Vec<&Value> = all.iter().filter(|item| item["type"] == "singleInstance").collect();
    let (renamed, deleted) = (text(single[0], "id"), text(single[1], "id"));
    let rename = json!({ "subject": "Renamed" });
    app.say(Method::PATCH, &format!("/me/events/{renamed}"), &token, &[], Some(&rename)).await;
    app.say(Method::DELETE, &format!("/me/events/{deleted}"), &token, &[], None).await;
    let elsewhere = json!({
        "subject": "Next year",
        "start": { "dateTime": "2027-06-01T10:00:00", "timeZone": "UTC" },
        "end": { "dateTime": "2027-06-01T11:00:00", "timeZone": "UTC" },
    });
    let made = app.say(Method::POST, "/me/events", &token, &[], Some(&elsewhere)).await.body;
    let (changes, link) = round(&app, &token, &link).await;
    let of = |id: &str| changes.iter().find(|item| item["id"] == id).unwrap();
    assert_eq!(of(renamed)["subject"], "Renamed");
    assert_eq!(of(deleted)["@removed"]["reason"], "deleted");
    assert_eq!(of(text(&made, "id"))["@removed"]["reason"], "deleted", "said of events outside the window, too");
    assert_eq!(changes.len(), 3);
    let (nothing, _) = round(&app, &token, &link).await;
    assert_eq!(nothing, Vec::<Value>::new());
}

#[tokio::test]
async fn an_expired_sync_token_is_410_and_says_where_to_begin_again() {
    let tenant = open().await;
    let app = App::new(&tenant);
    let token = access(&app, WRITE).await;
    for spoil in ["expire-sync-tokens", "clock"] {
        let (_, link) = round(&app, &token, &format!("/me/calendarView/delta?{WEEK}")).await;
        let order = if spoil == "clock" { json!({ "advance_seconds": 7 * 24 * 3_600 }) } else { json!({}) };
        app.control(spoil, order).await;
        let token = if spoil == "clock" { access(&app, WRITE).await } else { token.clone() };
        let lost = app.say(Method::GET, &link, &token, &[], None).await;
        assert_eq!((lost.status.as_u16(), text(&lost.body["error"], "code")), (410, "SyncStateNotFound"));
        let begin = lost.headers["location"].to_str().unwrap();
        assert!(begin.ends_with("$deltatoken="), "{begin}");
        assert!(!round(&app, &token, begin).await.0.is_empty());
    }
    let (status, _) = app.graph(&token, "/me/calendarView/delta?$deltatoken=nonsense").await;
    assert_eq!(status.as_u16(), 401, "the first token has run out meanwhile");
    let token = access(&app, WRITE).await;
    assert_eq!(app.graph(&token, "/me/calendarView/delta?$deltatoken=nonsense").await.0.as_u16(), 400);
    assert_eq!(app.graph(&token, &format!("/me/calendarView/delta?{WEEK}&$select=id")).await.0.as_u16(), 400);
}

#[tokio::test]
async fn a_batch_answers_each_part_for_itself() {
    let tenant = open().await;
    let app = App::new(&tenant);
    let token = access(&app, WRITE).await;
    let event = json!({
        "subject": "In a batch",
        "start": { "dateTime": "2026-12-01T10:00:00", "timeZone": "UTC" },
        "end": { "dateTime": "2026-12-01T11:00:00", "timeZone": "UTC" },
    });
    let batch = json!({ "requests": [
        { "id": "1", "method": "GET", "url": "/me/calendars?$select=name" },
        { "id": "2", "method": "POST", "url": "/me/events", "headers": { "Content-Type": "application/json" }, "body": event },
        { "id": "3", "method": "DELETE", "url": "/me/events/nonsense", "dependsOn": ["2"] },
        { "id": "4", "method": "GET", "url": "/me", "dependsOn": ["3"] },
    ] });
    app.control("fault", json!({ "route": "calendars", "status": 429, "retry_after": "2.128" })).await;
    let said = app.say(Method::POST, "/$batch", &token, &[], Some(&batch)).await;
    assert_eq!(said.status.as_u16(), 200);
    let parts = said.body["responses"].as_array().unwrap().clone();
    let part = |id: &str| parts.iter().find(|part| part["id"] == id).unwrap();
    let statuses: Vec<u64> = ["1", "2", "3", "4"].map(|id| part(id)["status"].as_u64().unwrap()).to_vec();
    assert_eq!(statuses, [429, 201, 404, 424]);
    assert_eq!(part("1")["headers"]["retry-after"], "2.128");
    assert_eq!(part("2")["body"]["subject"], "In a batch");

    let refused = async |requests: Value| {
        app.say(Method::POST, "/$batch", &token, &[], Some(&json!({ "requests": requests }))).await.status.as_u16()
    };
    let get = |id: usize| json!({ "id": id.to_string(), "method": "GET", "url": "/me" });
    assert_eq!(refused((0..21).map(get).collect()).await, 400);
    assert_eq!(refused(json!([get(1), get(1)])).await, 400);
    assert_eq!(refused(json!([{ "id": "1", "method": "POST", "url": "/me/events", "body": {} }])).await, 400);
    assert_eq!(tenant.unexpected(), []);
}

#[tokio::test]
async fn free_time_is_told_in_digits_and_a_stranger_is_an_error_of_their_own() {
    let tenant = open().await;
    let app = App::new(&tenant);
    let token = access(&app, WRITE).await;
    let made = json!({
        "subject": "Away", "showAs": "oof",
        "start": { "dateTime": "2026-11-29T10:00:00", "timeZone": "UTC" },
        "end": { "dateTime": "2026-11-29T11:00:00", "timeZone": "UTC" },
    });
    app.say(Method::POST, "/me/events", &token, &[], Some(&made)).await;
    let order = json!({
        "schedules": ["nora.lindqvist@northbank.example", "mio.saeki@kitahama.example"],
        "startTime": { "dateTime": "2026-11-29T09:00:00", "timeZone": "UTC" },
        "endTime": { "dateTime": "2026-11-29T13:00:00", "timeZone": "UTC" },
        "availabilityViewInterval": 60,
    });
    let said = app.say(Method::POST, "/me/calendar/getSchedule", &token, &[], Some(&order)).await;
    assert_eq!(said.status.as_u16(), 200);
    assert_eq!(said.body["value"][0]["availabilityView"], "0300");
    assert_eq!(said.body["value"][0]["scheduleItems"][0]["subject"], "Away");
    assert!(said.body["value"][1]["error"]["responseCode"].is_string());
}

#[tokio::test]
async fn a_mailbox_that_graph_cannot_see_is_said_to_be_so() {
    let tenant = open().await;
    let app = App::new(&tenant);
    let token = access(&app, WRITE).await;
    for hosting in ["nowhere", "on-premises"] {
        app.control("mailbox", json!({ "hosting": hosting })).await;
        let (status, body) = app.graph(&token, "/me/calendars").await;
        assert_eq!((status.as_u16(), text(&body["error"], "code")), (404, "MailboxNotEnabledForRESTAPI"));
        assert_eq!(app.graph(&token, "/me").await.0.as_u16(), 200, "the person is there all the same");
    }
    app.control("mailbox", json!({ "hosting": "exchange-online" })).await;
    let (status, settings) = app.graph(&token, "/me/mailboxSettings").await;
    assert_eq!((status.as_u16(), settings["workingHours"]["startTime"].is_string()), (200, true));
    let (_, zones) = app.graph(&token, "/me/outlook/supportedTimeZones").await;
    assert!(zones["value"].as_array().unwrap().iter().any(|zone| zone["alias"] == "Tokyo Standard Time"));
}
