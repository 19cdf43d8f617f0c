#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::net::SocketAddr;
use std::time::Duration;

use common::Service;
use jiff::{SignedDuration, Timestamp};
use microsoft::{Endpoints, Microsoft, Proxy, Timing};
use onboarding::{Cloud, Finding, IdentityProvider, Obstacle, Preflight, ServiceState};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use wiremock::matchers::{method, path};
use wiremock::{Mock, ResponseTemplate};

const CONFIGURATION: &str = "/organizations/v2.0/.well-known/openid-configuration";
const ME: &str = "/graph/me";

fn configuration() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({ "issuer": "https://login.example/{tenantid}/v2.0" }))
}

fn no_token() -> ResponseTemplate {
    ResponseTemplate::new(401).set_body_json(json!({ "error": { "code": "InvalidAuthenticationToken" } }))
}

fn dated(answer: ResponseTemplate, ahead: SignedDuration) -> ResponseTemplate {
    let theirs = (Timestamp::now() - ahead).to_zoned(jiff::tz::TimeZone::UTC);
    answer.insert_header("date", theirs.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string().as_str())
}

async fn found(sign_in: ResponseTemplate, graph: ResponseTemplate) -> Preflight {
    let service = Service::with(Timing { read: Duration::from_millis(200), ..common::timing() }).await;
    for (at, answer) in [(CONFIGURATION, sign_in), (ME, graph)] {
        Mock::given(method("GET")).and(path(at)).respond_with(answer).mount(&service.server).await;
    }
    let found = service.microsoft.preflight(Cloud::Public).await;
    for request in service.server.received_requests().await.unwrap() {
        assert!(!request.headers.contains_key("authorization") && request.url.query().is_none(), "{request:?}");
    }
    found
}

#[tokio::test]
async fn a_clear_way_is_said_to_be_clear_and_nobody_is_named_on_it() {
    let clear = found(configuration(), no_token()).await;
    assert_eq!(
        (clear.sign_in.state, clear.calendar.state, clear.finding()),
        (ServiceState::Answers, ServiceState::Answers, Finding::Clear)
    );
}

#[tokio::test]
async fn whoever_answers_in_microsofts_place_is_named() {
    let html = || ResponseTemplate::new(200).set_body_string("<html>Welcome to our hotel</html>");
    for (answer, obstacle) in [
        (html(), Obstacle::OtherPage),
        (ResponseTemplate::new(302).insert_header("location", "http://portal.example/"), Obstacle::OtherPage),
        (ResponseTemplate::new(511), Obstacle::OtherPage),
        (ResponseTemplate::new(200).set_body_json(json!({})), Obstacle::OtherPage),
        (ResponseTemplate::new(407), Obstacle::ProxySignIn),
        (ResponseTemplate::new(429), Obstacle::SlowDown),
        (ResponseTemplate::new(500), Obstacle::ServiceFault),
        (configuration().set_delay(Duration::from_secs(600)), Obstacle::Silence),
    ] {
        assert_eq!(found(answer, no_token()).await.finding(), Finding::SignInBlocked { by: obstacle }, "{obstacle:?}");
    }
    assert_eq!(found(configuration(), html()).await.finding(), Finding::CalendarBlocked { by: Obstacle::OtherPage });
    // A hotel's clock says nothing about ours.
    let hotel = found(dated(html(), SignedDuration::from_hours(9)), dated(html(), SignedDuration::from_hours(9))).await;
    assert_eq!(hotel.clock, None);
} // C1: 110

#[tokio::test]
async fn a_clock_that_is_off_is_measured_against_microsofts() {
    for hours in [-26, 3] {
        let off = SignedDuration::from_hours(hours);
        let Finding::WrongClock { seconds_ahead } = found(dated(configuration(), off), no_token()).await.finding()
        else {
            panic!("{hours}")
        };
        let measured = SignedDuration::from_secs(seconds_ahead);
        assert!((measured - off).abs() < SignedDuration::from_mins(1), "{measured}");
    }
}

#[tokio::test]
async fn without_a_network_and_with_a_dead_proxy_the_two_are_told_apart() {
    let free = || std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let nobody = format!("http://{}", free());
    let direct = Microsoft::new(Endpoints::loopback(&nobody, &nobody).unwrap(), "client", common::timing()).unwrap();
    let finding = direct.preflight(Cloud::Public).await.finding();
    assert_eq!(finding, Finding::SignInBlocked { by: Obstacle::NoConnection });

    let dead = Proxy::Through(free().to_string().parse().unwrap());
    let proxied = Microsoft::through(dead, Endpoints::microsoft(), "client", common::timing()).unwrap();
    let found = proxied.preflight(Cloud::UsGovernment).await;
    assert_eq!(found.finding(), Finding::SignInBlocked { by: Obstacle::ProxyUnreachable });
    assert_eq!(found.calendar.state, ServiceState::Blocked { by: Obstacle::ProxyUnreachable });
    assert_eq!(
        (found.sign_in.host.as_str(), found.calendar.host.as_str()),
        ("login.microsoftonline.us", "graph.microsoft.us")
    );
}

#[tokio::test]
async fn another_way_out_counts_from_the_next_request_on() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let dead = || Proxy::Through(free.to_string().parse().unwrap());
    let microsoft = Microsoft::through(dead(), Endpoints::microsoft(), "client", common::timing()).unwrap();
    assert_eq!(
        microsoft.preflight(Cloud::Public).await.finding(),
        Finding::SignInBlocked { by: Obstacle::ProxyUnreachable }
    );

    let asking = asks_for_a_sign_in().await;
    microsoft.go_through(Proxy::Through(asking.to_string().parse().unwrap())).unwrap();
    assert_eq!(
        microsoft.preflight(Cloud::Public).await.finding(),
        Finding::SignInBlocked { by: Obstacle::ProxySignIn }
    );

    // A server on this computer is asked directly, whatever is set.
    let local = format!("http://{asking}");
    let local = Microsoft::new(Endpoints::loopback(&local, &local).unwrap(), "client", common::timing()).unwrap();
    local.go_through(dead()).unwrap();
    assert_eq!(local.preflight(Cloud::Public).await.finding(), Finding::SignInBlocked { by: Obstacle::ProxySignIn });
}

/// A proxy that answers whatever comes with 407.
async fn asks_for_a_sign_in() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n").await;
            let _ = stream.shutdown().await;
        }
    });
    address
}
