//! Writing to calendars: what was written is read back, and what may not be written is refused.

use crate::graph::{access, open};
use crate::support::{App, text};
use reqwest::Method;
use serde_json::{Value, json};

const WRITE: &str = "openid User.Read Calendars.ReadWrite";

/// One person with a token, and words for what they do.
struct Nora<'a> {
    app: &'a App<'a>,
    token: String,
}

impl Nora<'_> {
    async fn does(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let body = (!body.is_null()).then_some(&body);
        let said = self.app.say(method, path, &self.token, &[], body).await;
        (said.status.as_u16(), said.body)
    }

    async fn view(&self, from: &str, to: &str) -> Vec<Value> {
        let path = format!("/me/calendarView?startDateTime={from}&endDateTime={to}&$top=200");
        self.app.graph(&self.token, &path).await.1["value"].as_array().unwrap().clone()
    }

    async fn starts(&self, subject: &str, from: &str, to: &str) -> Vec<String> {
        let all = self.view(from, to).await;
        let own = all.iter().filter(|event| event["subject"] == subject);
        own.map(|event| text(&event["start"], "dateTime")[..16].to_owned()).collect()
    }
}

fn at(local: &str, zone: &str) -> Value {
    json!({ "dateTime": local, "timeZone": zone })
}

#[tokio::test]
async fn an_event_is_created_changed_and_deleted() {
    let tenant = open().await;
    let app = App::new(&tenant);
    let nora = Nora { app: &app, token: access(&app, WRITE).await };
    let sent = json!({
        "subject": "Site visit",
        "body": { "contentType": "html", "content": "<p>Bring <b>boots</b></p>" },
        "start": at("2026-12-01T10:00:00", "W. Europe Standard Time"),
        "end": at("2026-12-01T11:30:00", "W. Europe Standard Time"),
        "location": { "displayName": "Gate 2" },
        "attendees": [{ "emailAddress": { "address": "ida.moreau@northbank.example" }, "type": "optional" }],
        "showAs": "oof",
        "transactionId": "6b1c",
    });
    let (status, made) = nora.does(Method::POST, "/me/events", sent.clone()).await;
    assert_eq!((status, text(&made["start"], "dateTime")), (201, "2026-12-01T09:00:00.0000000"));
    assert_eq!((text(&made, "bodyPreview"), text(&made, "transactionId")), ("Bring boots", "6b1c"));
    assert_eq!(nora.does(Method::POST, "/me/events", sent).await.0, 409, "the same transaction");

    let path = format!("/me/events/{}", text(&made, "id"));
    let change = json!({ "subject": "Site walk", "start": at("2026-12-01T12:00:00", "UTC") });
    let stale = [("if-match", "W/\"old\"")];
    assert_eq!(app.say(Method::PATCH, &path, &nora.token, &stale, Some(&change)).await.status.as_u16(), 412);
    let (status, changed) = nora.does(Method::PATCH, &path, change).await;
    assert_eq!((status, text(&changed, "subject")), (200, "Site walk"));
    assert_eq!(text(&changed["end"], "dateTime"), "2026-12-01T13:30:00.0000000", "it still takes as long");
    assert_eq!(changed["location"]["displayName"], "Gate 2");
    assert_ne!(changed["changeKey"], made["changeKey"]);
    assert_eq!(nora.starts("Site walk", "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z").await, ["2026-12-01T12:00"]);

    assert_eq!(nora.does(Method::DELETE, &path, Value::Null).await.0, 204);
    let (status, gone) = nora.does(Method::GET, &path, Value::Null).await;
    assert_eq!((status, text(&gone["error"], "code")), (404, "ErrorItemNotFound"));
    assert_eq!(tenant.unexpected(), []);
}

#[tokio::test]
async fn a_series_keeps_its_hours_when_the_clocks_change() {
    let tenant = open().await;
    let app = App::new(&tenant);
    let nora = Nora { app: &app, token: access(&app, WRITE).await };
    let weekly = json!({
        "subject": "Rounds",
        "start": at("2027-03-15T09:00:00", "W. Europe Standard Time"),
        "end": at("2027-03-15T10:00:00", "W. Europe Standard Time"),
        "recurrence": {
            "pattern": { "type": "weekly", "interval": 1, "daysOfWeek": ["monday"], "firstDayOfWeek": "monday" },
            "range": { "type": "numbered", "startDate": "2027-03-15", "numberOfOccurrences": 4 },
        },
    });
    let (status, master) = nora.does(Method::POST, "/me/events", weekly).await;
    assert_eq!((status, text(&master, "type")), (201, "seriesMaster"));
    let (from, to) = ("2027-03-01T00:00:00Z", "2027-05-01T00:00:00Z");
    let usual = ["2027-03-15T08:00", "2027-03-22T08:00", "2027-03-29T07:00", "2027-04-05T07:00"];
    assert_eq!(nora.starts("Rounds", from, to).await, usual);

    // One is moved, one is cancelled; the series goes on around them.
    let path = format!("/me/events/{}/instances?startDateTime={from}&endDateTime={to}", text(&master, "id"));
    let instances = app.graph(&nora.token, &path).await.1["value"].as_array().unwrap().clone();
    let moved = format!("/me/events/{}", text(&instances[1], "id"));
    let (_, exception) = nora.does(Method::PATCH, &moved, json!({ "start": at("2027-03-23T08:00:00", "UTC") })).await;
    assert_eq!((text(&exception, "type"), text(&exception, "originalStart")), ("exception", "2027-03-22T08:00:00Z"));
    let cancelled = format!("/me/events/{}/cancel", text(&instances[2], "id"));
    assert_eq!(nora.does(Method::POST, &cancelled, json!({ "Comment": "Holiday" })).await.0, 202);
    let left = ["2027-03-15T08:00", "2027-03-23T08:00", "2027-04-05T07:00"];
    assert_eq!(nora.starts("Rounds", from, to).await, left);

    let wrong = json!({ "recurrence": { "pattern": { "type": "daily" }, "range": { "type": "noEnd", "startDate": "2027-03-16" } } });
    let master = format!("/me/events/{}", text(&master, "id"));
    assert_eq!(nora.does(Method::PATCH, &master, wrong).await.0, 400, "it would not begin with its event");
}

#[tokio::test]
async fn whole_days_are_dates_in_every_zone() {
    let tenant = open().await;
    let app = App::new(&tenant);
    let nora = Nora { app: &app, token: access(&app, WRITE).await };
    let mut fair = json!({
        "subject": "Fair", "isAllDay": true,
        "start": at("2026-12-03T00:00:00", "Tokyo Standard Time"), "end": at("2026-12-05T00:00:00", "Tokyo Standard Time"),
    });
    let (status, made) = nora.does(Method::POST, "/me/events", fair.clone()).await;
    assert_eq!(status, 201);
    let zone = [("prefer", "outlook.timezone=\"Pacific Standard Time\", outlook.body-content-type=\"text\"")];
    let path = format!("/me/events/{}", text(&made, "id"));
    let seen = app.say(Method::GET, &path, &nora.token, &zone, None).await.body;
    assert_eq!(text(&seen["start"], "dateTime"), "2026-12-03T00:00:00.0000000");
    assert_eq!(text(&seen["end"], "dateTime"), "2026-12-05T00:00:00.0000000");
    assert_eq!(seen["body"]["contentType"], "text");
    fair["start"] = at("2026-12-03T08:00:00", "UTC");
    assert_eq!(nora.does(Method::POST, "/me/events", fair).await.0, 400);
}

#[tokio::test]
async fn an_invitation_is_answered_by_the_invited_and_called_off_by_the_organizer_only() {
    let tenant = open().await;
    let app = App::new(&tenant);
    let nora = Nora { app: &app, token: access(&app, WRITE).await };
    let week = nora.view("2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z").await;
    let invited = week.iter().find(|event| event["isOrganizer"] == false).unwrap();
    assert_eq!(invited["responseStatus"]["response"], "notResponded");
    let path = format!("/me/events/{}", text(invited, "id"));
    let answer = async |action: &str, body: Value| nora.does(Method::POST, &format!("{path}/{action}"), body).await.0;
    assert_eq!(answer("cancel", json!({})).await, 400);
    let slot = json!({ "start": at("2026-11-26T09:00:00", "UTC"), "end": at("2026-11-26T10:00:00", "UTC") });
    assert_eq!(answer("decline", json!({ "proposedNewTime": slot, "sendResponse": false })).await, 400);
    assert_eq!(answer("tentativelyAccept", json!({ "proposedNewTime": slot, "sendResponse": true })).await, 202);
    assert_eq!(answer("accept", json!({ "comment": "Yes", "sendResponse": true })).await, 202);
    let (_, seen) = nora.does(Method::GET, &path, Value::Null).await;
    assert_eq!((text(&seen["responseStatus"], "response"), text(&seen, "showAs")), ("accepted", "busy"));
    assert!(text(&seen["responseStatus"], "time").starts_with("2026-11-20T09:00:0"), "{seen}");
    assert_eq!(answer("dismissReminder", Value::Null).await, 200);
    assert_eq!(answer("snoozeReminder", json!({ "newReminderTime": at("2026-11-24T09:00:00", "UTC") })).await, 200);

    let own = week.iter().find(|event| event["isOrganizer"] == true).unwrap();
    let path = format!("/me/events/{}/accept", text(own, "id"));
    assert_eq!(nora.does(Method::POST, &path, json!({})).await.0, 400);
}

#[tokio::test]
async fn writing_takes_the_scope_and_a_calendar_that_can_be_written() {
    let tenant = open().await;
    let app = App::new(&tenant);
    let reader = Nora { app: &app, token: access(&app, "openid User.Read Calendars.Read").await };
    let writer = Nora { app: &app, token: access(&app, WRITE).await };
    let event =
        json!({ "subject": "x", "start": at("2026-12-01T10:00:00", "UTC"), "end": at("2026-12-01T11:00:00", "UTC") });
    assert_eq!(reader.does(Method::POST, "/me/events", event.clone()).await.0, 403);
    assert_eq!(reader.does(Method::POST, "/me/calendars", json!({ "name": "Trips" })).await.0, 403);
    let (status, trips) =
        writer.does(Method::POST, "/me/calendars", json!({ "name": "Trips", "color": "lightBlue" })).await;
    assert_eq!((status, text(&trips, "color")), (201, "lightBlue"));
    assert_eq!(writer.does(Method::POST, "/me/calendars", json!({ "name": "trips" })).await.0, 409);
    let path = format!("/me/calendars/{}/events", text(&trips, "id"));
    assert_eq!(writer.does(Method::POST, &path, event.clone()).await.0, 201);
    assert_eq!(reader.does(Method::GET, &path, Value::Null).await.1["value"].as_array().unwrap().len(), 1);
    let (_, all) = reader.does(Method::GET, "/me/calendars?$filter=canEdit eq false&$select=id", Value::Null).await;
    let path = format!("/me/calendars/{}/events", text(&all["value"][0], "id"));
    assert_eq!(writer.does(Method::POST, &path, event).await.0, 403, "birthdays are Outlook's own");
    let nonsense = json!({ "subject": "x", "colour": "red" });
    assert_eq!(writer.does(Method::POST, "/me/events", nonsense).await.0, 400);
}

#[tokio::test]
async fn collections_are_filtered_and_ordered() {
    let tenant = open().await;
    let app = App::new(&tenant);
    let token = access(&app, WRITE).await;
    let week = "startDateTime=2026-11-23T00:00:00Z&endDateTime=2026-11-30T00:00:00Z&$select=subject";
    let subjects = async |query: &str| -> Vec<String> {
        let (_, page) = app.graph(&token, &format!("/me/calendarView?{week}&{query}")).await;
        page["value"].as_array().unwrap().iter().map(|event| text(event, "subject").to_owned()).collect()
    };
    assert_eq!(subjects("$filter=startswith(subject,'Week')").await, ["Week ahead", "Week in review"]);
    assert_eq!(
        subjects("$filter=startswith(subject,'Week')&$orderby=start/dateTime desc").await,
        ["Week in review", "Week ahead"]
    );
    assert_eq!(subjects("$filter=showAs eq 'tentative' and isAllDay eq false").await, ["Budget, Tomás"]);
    assert_eq!(subjects("$filter=contains(subject,'call')&$top=1").await, ["Materials call"]);
    let (_, masters) = app.graph(&token, "/me/events?$filter=type eq 'seriesMaster'&$select=subject").await;
    assert_eq!(masters["value"].as_array().unwrap().len(), 4);
}
