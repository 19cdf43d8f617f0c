//! Graph: permission checks, paging, preferences, shapes.

use crate::support::{App, Browser, CALENDAR, tenant, text};
use reqwest::{StatusCode, header};
use serde_json::Value;
use simtenant::Running;

const WEEK: &str = "startDateTime=2026-11-23T00:00:00Z&endDateTime=2026-11-30T00:00:00Z";

pub(crate) async fn access(app: &App<'_>, scope: &str) -> String {
    let mut browser = Browser::new();
    let page = browser.open(&app.authorize_url(scope, &[])).await;
    let page = browser.sign_in(&page, "nora.lindqvist@northbank.example", "northbank").await;
    // Who has consented before is not asked again.
    let page = if page.has("name=\"accept\"") { browser.submit(&page, &[], "accept").await } else { page };
    let (_, tokens) = app.redeem(&page.reply()["code"]).await;
    text(&tokens, "access_token").to_owned()
}

/// On the Friday before the week that is read.
pub(crate) async fn open() -> Running {
    let tenant = tenant("open").await;
    App::new(&tenant).control("clock", serde_json::json!({ "set": "2026-11-20T09:00:00Z", "freeze": true })).await;
    tenant
}

#[tokio::test]
async fn calls_are_checked_by_the_tokens_scopes() {
    let tenant = open().await;
    let app = App::new(&tenant);
    let answer = app.http.get(format!("{}/me", tenant.graph())).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    assert!(answer.headers()[header::WWW_AUTHENTICATE].to_str().unwrap().starts_with("Bearer "));
    assert!(answer.headers().contains_key("request-id"));
    let body: Value = answer.json().await.unwrap();
    assert_eq!(text(&body["error"], "code"), "InvalidAuthenticationToken");
    assert!(body["error"]["innerError"]["request-id"].is_string());

    let sign_in_only = access(&app, "openid User.Read").await;
    let (status, body) = app.graph(&sign_in_only, "/me/calendars").await;
    assert_eq!((status, text(&body["error"], "code")), (StatusCode::FORBIDDEN, "ErrorAccessDenied"));
    assert_eq!(app.graph(&sign_in_only, "/me").await.0, StatusCode::OK);

    app.control("clock", serde_json::json!({ "advance_seconds": 3_600 })).await;
    assert_eq!(app.graph(&sign_in_only, "/me").await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn next_links_lead_through_the_whole_week_once() {
    let tenant = open().await;
    let app = App::new(&tenant);
    let token = access(&app, CALENDAR).await;
    let (_, whole) = app.graph(&token, &format!("/me/calendarView?{WEEK}&$top=100")).await;
    let whole: Vec<&str> = whole["value"].as_array().unwrap().iter().map(|event| text(event, "id")).collect();
    assert!(whole.len() > 10, "more than one default page: {}", whole.len());
    for first in [format!("/me/calendarView?{WEEK}"), format!("/me/calendarView?{WEEK}&$top=3&$select=subject")] {
        let (mut seen, mut next) = (Vec::new(), Some(first));
        while let Some(link) = next {
            let (status, page) = app.graph(&token, &link).await;
            assert_eq!(status, StatusCode::OK);
            assert!(page["value"].as_array().unwrap().len() <= 10);
            seen.extend(page["value"].as_array().unwrap().iter().map(|event| text(event, "id").to_owned()));
            next = page["@odata.nextLink"].as_str().map(str::to_owned);
        }
        assert_eq!(seen, whole);
    }
}

#[tokio::test]
async fn preferences_are_applied_and_echoed() {
    let tenant = open().await;
    let app = App::new(&tenant);
    let token = access(&app, CALENDAR).await;
    let url = format!("{}/me/calendarView?{WEEK}", tenant.graph());
    let plain = app.graph(&token, &url).await.1;
    let asked = app
        .http
        .get(&url)
        .bearer_auth(&token)
        .header("prefer", "outlook.timezone=\"Tokyo Standard Time\", IdType=\"ImmutableId\"");
    let answer = asked.send().await.unwrap();
    let applied = answer.headers()["preference-applied"].to_str().unwrap().to_owned();
    assert!(applied.contains("Tokyo Standard Time") && applied.contains("ImmutableId"), "{applied}");
    let tokyo: Value = answer.json().await.unwrap();
    let (here, there) = (&plain["value"][0], &tokyo["value"][0]);
    assert_eq!((text(&here["start"], "timeZone"), text(&there["start"], "timeZone")), ("UTC", "Tokyo Standard Time"));
    assert_ne!(here["start"]["dateTime"], there["start"]["dateTime"]);
    assert_ne!(here["id"], there["id"]);
    assert!(text(&here["start"], "dateTime").ends_with(".0000000"));
}

#[tokio::test]
async fn what_graph_refuses_is_refused() {
    let tenant = open().await;
    let app = App::new(&tenant);
    let token = access(&app, CALENDAR).await;
    for (path, status) in [
        ("/me/calendarView".to_owned(), 400),
        ("/me/calendarView?startDateTime=soon&endDateTime=later".to_owned(), 400),
        (format!("/me/calendarView?{WEEK}&$select=subjekt"), 400),
        (format!("/me/calendarView?{WEEK}&$top=0"), 400),
        (format!("/me/calendarView?{WEEK}&$filter=x"), 400),
        (format!("/me/calendars/nonsense/calendarView?{WEEK}"), 404),
    ] {
        let (answered, body) = app.graph(&token, &path).await;
        assert_eq!(answered.as_u16(), status, "{path}: {body}");
    }
}

#[tokio::test]
async fn nora_has_four_calendars_with_events_in_each() {
    let tenant = open().await;
    let app = App::new(&tenant);
    let token = access(&app, CALENDAR).await;
    let (_, calendars) = app.graph(&token, "/me/calendars").await;
    let calendars = calendars["value"].as_array().unwrap();
    assert_eq!(
        calendars.iter().map(|one| text(one, "name")).collect::<Vec<_>>(),
        ["Calendar", "Client visits", "Personal", "Birthdays"]
    );
    for calendar in calendars {
        let (_, view) = app.graph(&token, &format!("/me/calendars/{}/calendarView?{WEEK}", text(calendar, "id"))).await;
        assert!(!view["value"].as_array().unwrap().is_empty(), "{calendar}");
    }
    let (_, view) = app.graph(&token, &format!("/me/calendarView?{WEEK}&$top=50")).await;
    let events = view["value"].as_array().unwrap();
    assert!(events.iter().any(|event| event["type"] == "occurrence"
        && event["seriesMasterId"].is_string()
        && event["originalStart"].is_string()));
    assert!(
        events.iter().any(|event| event["isAllDay"] == true && text(&event["start"], "dateTime").contains("T00:00:00"))
    );
}
