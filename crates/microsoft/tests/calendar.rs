#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Service, ok};
use jiff::civil::date;
use onboarding::{AccessToken, Calendar, CalendarEvent, CalendarFault, NetworkFault, When};
use serde_json::{Value, json};
use wiremock::matchers::{header, method, path, query_param, query_param_is_missing};
use wiremock::{Mock, ResponseTemplate};

fn token() -> AccessToken {
    AccessToken::new("access-canary".to_owned())
}

async fn week(service: &Service, ids: &[&str]) -> Result<Vec<CalendarEvent>, CalendarFault> {
    let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    let (from, to) = ("2026-11-09T00:00:00Z".parse().unwrap(), "2026-11-16T00:00:00Z".parse().unwrap());
    service.microsoft.between(onboarding::Cloud::Public, &token(), &ids, from, to).await
}

async fn view(service: &Service, answer: ResponseTemplate) {
    Mock::given(method("GET"))
        .and(path("/graph/me/calendars/c/calendarView"))
        .respond_with(answer)
        .mount(&service.server)
        .await;
}

fn event(id: &str, more: &Value) -> Value {
    let mut event = json!({
        "id": id, "subject": "Stand-up",
        "start": { "dateTime": "2026-11-10T09:00:00.0000000", "timeZone": "UTC" },
        "end": { "dateTime": "2026-11-10T09:30:00.0000000", "timeZone": "UTC" },
    });
    for (name, value) in more.as_object().unwrap() {
        event[name] = value.clone();
    }
    event
}

#[tokio::test]
async fn calendars_are_listed_over_all_pages_with_the_token() {
    let service = Service::start().await;
    let next = format!("{}/graph/me/calendars?$skiptoken=two", service.server.uri());
    let calendars = || {
        Mock::given(method("GET")).and(path("/graph/me/calendars")).and(header("authorization", "Bearer access-canary"))
    };
    calendars()
        .and(query_param_is_missing("$skiptoken"))
        .and(query_param("$top", "100"))
        .and(header("prefer", "IdType=\"ImmutableId\""))
        .respond_with(ok(&json!({ "value": [], "@odata.nextLink": next })))
        .mount(&service.server)
        .await;
    calendars()
        .and(query_param("$skiptoken", "two"))
        .respond_with(ok(&json!({ "value": [
            { "id": "c1", "name": "Calendar", "isDefaultCalendar": true, "canEdit": true, "hexColor": null },
            { "id": "c2", "name": null },
        ] })))
        .mount(&service.server)
        .await;
    let found = service.microsoft.calendars(onboarding::Cloud::Public, &token()).await.unwrap();
    assert_eq!(found.len(), 2);
    assert!(found[0].is_default && found[0].can_edit && found[0].name == "Calendar");
    assert!(!found[1].is_default && !found[1].can_edit);
}

#[tokio::test]
async fn a_next_link_to_another_origin_is_not_followed() {
    for elsewhere in
        ["http://localhost:1/graph/x", "https://graph.microsoft.com/v1.0/x", "//evil.example/x", "not a link"]
    {
        let service = Service::start().await;
        view(&service, ok(&json!({ "value": [], "@odata.nextLink": elsewhere }))).await;
        assert_eq!(week(&service, &["c"]).await, Err(CalendarFault::Unreadable), "{elsewhere}");
        assert_eq!(service.server.received_requests().await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn links_that_go_round_in_circles_end() {
    let service = Service::start().await;
    let own = format!("{}/graph/me/calendars/c/calendarView", service.server.uri());
    view(&service, ok(&json!({ "value": [], "@odata.nextLink": own }))).await;
    assert_eq!(week(&service, &["c"]).await, Err(CalendarFault::Unreadable));
}

#[tokio::test]
async fn an_event_becomes_instants_and_an_all_day_event_becomes_dates() {
    let service = Service::start().await;
    let midnight = |day: &str, zone: &str| json!({ "dateTime": format!("{day}T00:00:00.0000000"), "timeZone": zone });
    let all_day = json!({ "isAllDay": true, "start": midnight("2026-11-12", "Tokyo Standard Time"), "end": midnight("2026-11-14", "Tokyo Standard Time") });
    let one_day =
        json!({ "isAllDay": true, "start": midnight("2026-11-12", "UTC"), "end": midnight("2026-11-13", "UTC") });
    let in_tokyo = json!({ "start": { "dateTime": "2026-11-10T09:00:00", "timeZone": "Asia/Tokyo" }, "showAs": "Tentative", "sensitivity": "private" });
    let unknown = json!({ "showAs": "somethingNew", "sensitivity": "somethingNew", "subject": null });
    view(&service, ok(&json!({ "value": [
        event("timed", &json!({ "showAs": "busy", "sensitivity": "normal", "type": "occurrence" })),
        event("two days", &all_day), event("one day", &one_day), event("tokyo", &in_tokyo), event("unknown", &unknown),
        event("cancelled", &json!({ "isCancelled": true })),
        event("no zone we know", &json!({ "start": { "dateTime": "2026-11-10T09:00:00", "timeZone": "tzone://Microsoft/Custom" } })),
    ] }))).await;
    let events = week(&service, &["c"]).await.unwrap();
    let ids: Vec<_> = events.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(ids, ["timed", "two days", "one day", "tokyo", "unknown"]);
    assert_eq!(
        events[0].when,
        When::Timed { start: "2026-11-10T09:00:00Z".parse().unwrap(), end: "2026-11-10T09:30:00Z".parse().unwrap() }
    );
    assert!(!events[0].private && !events[0].tentative && events[0].calendar_id == "c");
    assert_eq!(events[1].when, When::AllDay { first: date(2026, 11, 12), last: date(2026, 11, 13) });
    assert_eq!(events[2].when, When::AllDay { first: date(2026, 11, 12), last: date(2026, 11, 12) });
    assert!(matches!(events[3].when, When::Timed { start, .. } if start == "2026-11-10T00:00:00Z".parse().unwrap()));
    assert!(events[3].tentative && events[3].private);
    assert!(!events[4].tentative && events[4].private && events[4].subject.is_empty());
}

#[tokio::test]
async fn several_calendars_are_read_in_their_order_and_a_deleted_one_is_empty() {
    let service = Service::start().await;
    for id in ["a/b=", "c", "d", "e"] {
        let at = format!("/graph/me/calendars/{}/calendarView", id.replace('/', "%2F"));
        Mock::given(path(at))
            .and(query_param("startDateTime", "2026-11-09T00:00:00Z"))
            .and(query_param("endDateTime", "2026-11-16T00:00:00Z"))
            .respond_with(ok(&json!({ "value": [event(id, &json!({}))] })))
            .mount(&service.server)
            .await;
    }
    let gone = json!({ "error": { "code": "ErrorItemNotFound", "message": "" } });
    Mock::given(path("/graph/me/calendars/gone/calendarView"))
        .respond_with(ResponseTemplate::new(404).set_body_json(gone))
        .mount(&service.server)
        .await;
    let events = week(&service, &["a/b=", "gone", "c", "d", "e"]).await.unwrap();
    let places: Vec<_> = events.iter().map(|event| event.calendar_id.as_str()).collect();
    assert_eq!(places, ["a/b=", "c", "d", "e"]);
}

#[tokio::test]
async fn every_refusal_of_graph_means_one_thing() {
    let error =
        |code: &str| json!({ "error": { "code": code, "message": "words", "innerError": { "request-id": "r" } } });
    let nested = json!({ "error": { "code": "", "innererror": { "code": "mailboxnotenabledforrestapi" } } });
    for (answer, fault) in [
        (ResponseTemplate::new(401).set_body_json(error("InvalidAuthenticationToken")), CalendarFault::SignInAgain),
        (ResponseTemplate::new(401), CalendarFault::SignInAgain),
        (ResponseTemplate::new(403).set_body_json(error("ErrorAccessDenied")), CalendarFault::NotAllowed),
        (
            ResponseTemplate::new(403).set_body_string("<html>blocked by proxy"),
            CalendarFault::Network(NetworkFault::NotTheService),
        ),
        (ResponseTemplate::new(404).set_body_json(error("MailboxNotEnabledForRESTAPI")), CalendarFault::NoMailbox),
        (ResponseTemplate::new(404).set_body_json(nested), CalendarFault::NoMailbox),
        (ResponseTemplate::new(403).set_body_json(error("MailboxNotHostedInExchangeOnline")), CalendarFault::NoMailbox),
        (ResponseTemplate::new(400).set_body_json(error("ErrorInvalidRequest")), CalendarFault::Unreadable),
        (ResponseTemplate::new(200).set_body_string("{\"value\": 3}"), CalendarFault::Unreadable),
        (
            ResponseTemplate::new(200).set_body_string("<html>hotel"),
            CalendarFault::Network(NetworkFault::NotTheService),
        ),
        (ResponseTemplate::new(302), CalendarFault::Network(NetworkFault::NotTheService)),
        (ResponseTemplate::new(500), CalendarFault::Network(NetworkFault::ServiceFault)),
        (
            ResponseTemplate::new(429).insert_header("retry-after", "11"),
            CalendarFault::Network(NetworkFault::Throttled),
        ),
    ] {
        let service = Service::start().await;
        view(&service, answer).await;
        assert_eq!(week(&service, &["c"]).await, Err(fault));
    }
}

#[tokio::test]
async fn a_short_throttle_is_sat_out_once_and_a_long_one_is_not() {
    let calls = async |wait: &str| {
        let service = Service::start().await;
        Mock::given(method("GET"))
            .respond_with(ResponseTemplate::new(429).insert_header("retry-after", wait))
            .up_to_n_times(1)
            .mount(&service.server)
            .await;
        view(&service, ok(&json!({ "value": [] }))).await;
        let outcome = week(&service, &["c"]).await;
        (outcome.is_ok(), service.server.received_requests().await.unwrap().len())
    };
    assert_eq!(calls("0.01").await, (true, 2));
    assert_eq!(calls("10.1").await, (false, 1));
} // C1: 70

#[tokio::test]
async fn a_week_of_two_megabytes_is_read() {
    let service = Service::start().await;
    let long = "x".repeat(2 * 1024 * 1024);
    view(&service, ok(&json!({ "value": [event("e", &json!({ "subject": long }))] }))).await;
    let events = week(&service, &["c"]).await.unwrap();
    assert_eq!(events[0].subject.len(), 2 * 1024 * 1024);
}
