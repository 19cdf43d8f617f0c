//! Who is answered, what goes wrong on purpose, and what is written down.

use std::time::Duration;

use crate::protocol::code;
use crate::support::{App, VERIFIER, tenant, text};
use reqwest::{StatusCode, header};
use serde_json::{Value, json};

#[tokio::test]
async fn both_loopback_addresses_answer_and_other_names_do_not() {
    let tenant = tenant("open").await;
    let port: u16 = tenant.origin().rsplit(':').next().unwrap().parse().unwrap();
    let http = crate::support::http();
    for host in ["127.0.0.1", "localhost", "[::1]"] {
        let answer = http.get(format!("http://{host}:{port}/control/state")).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{host}");
    }
    let stranger =
        http.get(format!("http://127.0.0.1:{port}/control/state")).header(header::HOST, format!("evil.example:{port}"));
    assert_eq!(stranger.send().await.unwrap().status(), StatusCode::MISDIRECTED_REQUEST);
    let pressed = http.post(format!("http://127.0.0.1:{port}/control/approve")).header("sec-fetch-site", "cross-site");
    assert_eq!(pressed.send().await.unwrap().status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn faults_spoil_a_route_as_often_as_told() {
    let tenant = tenant("open").await;
    let app = App::new(&tenant);
    let url = format!("{}/v2.0/.well-known/openid-configuration", tenant.authority());
    let get = || app.http.get(&url).timeout(Duration::from_secs(20)).send();

    app.control("fault", json!({ "route": "discovery", "status": 503, "retry_after": "2.128", "times": 2 })).await;
    for _ in 0..2 {
        let answer = get().await.unwrap();
        assert_eq!(
            (answer.status(), answer.headers()["retry-after"].to_str().unwrap()),
            (StatusCode::SERVICE_UNAVAILABLE, "2.128")
        );
    }
    assert_eq!(get().await.unwrap().status(), StatusCode::OK);
    for body in ["html", "garbage", "empty", "truncated"] {
        app.control("fault", json!({ "route": "discovery", "body": body })).await;
        let answer = get().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        assert!(answer.json::<Value>().await.is_err(), "{body}");
    }
    app.control("fault", json!({ "route": "discovery", "drop": true })).await;
    assert!(get().await.is_err());
    app.control("fault", json!({ "route": "discovery", "latency_ms": 1 })).await;
    assert_eq!(get().await.unwrap().status(), StatusCode::OK);

    let dropped = tenant.ledger().into_iter().filter(|entry| entry.status.is_none()).count();
    assert_eq!(dropped, 1);
    let refused =
        app.http.post(format!("{}/fault", tenant.control())).json(&json!({ "route": "token" })).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_ledger_marks_the_unexpected_and_holds_no_secret() {
    let tenant = tenant("open").await;
    let app = App::new(&tenant);
    let code = code(&app).await;
    let (_, tokens) = app.redeem(&code).await;
    app.http.get(format!("{}/graph/v1.0/me/messages", tenant.origin())).send().await.unwrap();
    app.http.get(format!("{}/oauth2/v2.0/token", tenant.authority())).send().await.unwrap();
    let ledger = tenant.ledger();
    let unexpected: Vec<_> =
        ledger.iter().filter(|entry| entry.unexpected).map(|entry| (entry.method.as_str(), entry.status)).collect();
    assert_eq!(unexpected, [("GET", Some(404)), ("GET", Some(405))]);
    let redeemed = ledger.iter().find(|entry| entry.route == "token").unwrap();
    assert_eq!(redeemed.details["grant_type"], "authorization_code");
    let printed = format!("{ledger:?}{tenant:?}");
    for secret in
        [code.as_str(), VERIFIER, text(&tokens, "refresh_token"), text(&tokens, "access_token"), "passwd", "ctx=c."]
    {
        assert!(!printed.contains(secret), "{secret}");
    }
}
