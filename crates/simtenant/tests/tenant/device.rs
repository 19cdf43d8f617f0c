//! The device code flow.

use crate::support::{App, Browser, CALENDAR, SIGN_IN, Shown, tenant, text};
use reqwest::StatusCode;
use serde_json::{Value, json};
use simtenant::Running;

const NORA: &str = "nora.lindqvist@northbank.example";

async fn begin(app: &App<'_>, tenant: &Running, scope: &str) -> Value {
    let url = format!("{}/oauth2/v2.0/devicecode", tenant.authority());
    let fields = [("client_id", tenant.client_id()), ("scope", scope)];
    let answer = app.http.post(url).form(&fields).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    answer.json().await.unwrap()
}

async fn poll(app: &App<'_>, begun: &Value) -> (StatusCode, Value) {
    let grant = "urn:ietf:params:oauth:grant-type:device_code";
    app.token(&[("grant_type", grant), ("device_code", text(begun, "device_code"))]).await
}

async fn enter(browser: &mut Browser, begun: &Value) -> Shown {
    let page = browser.open(text(begun, "verification_uri")).await;
    let page = browser.submit(&page, &[("otc", &text(begun, "user_code").to_lowercase())], "next").await;
    browser.sign_in(&page, NORA, "northbank").await
}

#[tokio::test]
async fn a_device_gets_its_tokens_once_the_user_has_said_yes_elsewhere() {
    let tenant = tenant("open").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let begun = begin(&app, &tenant, CALENDAR).await;
    let (status, pending) = poll(&app, &begun).await;
    assert_eq!((status, text(&pending, "error")), (StatusCode::BAD_REQUEST, "authorization_pending"));
    assert_eq!(pending["error_codes"], json!([70016]));
    let page = enter(&mut browser, &begun).await;
    let done = browser.submit(&page, &[], "accept").await;
    assert!(done.has("signed in on your device"), "{done:?}");
    let (status, tokens) = poll(&app, &begun).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    assert!(text(&tokens, "scope").contains("Calendars.Read") && tokens["refresh_token"].is_string());
    assert_eq!(text(&poll(&app, &begun).await.1, "error"), "expired_token", "a code is good once");
}

#[tokio::test]
async fn a_declined_code_says_so_and_a_wrong_one_stays_on_the_form() {
    let tenant = tenant("open").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let begun = begin(&app, &tenant, SIGN_IN).await;
    let form = browser.open(text(&begun, "verification_uri")).await;
    let wrong = browser.submit(&form, &[("otc", "NOPE")], "next").await;
    assert!(wrong.has("AADSTS70018") && wrong.has("name=\"otc\""), "{wrong:?}");
    let page = enter(&mut browser, &begun).await;
    browser.submit(&page, &[], "cancel").await;
    assert_eq!(text(&poll(&app, &begun).await.1, "error"), "authorization_declined");
}

#[tokio::test]
async fn a_wall_on_the_other_screen_is_not_heard_of_until_the_code_dies() {
    let tenant = tenant("managed-policy").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let begun = begin(&app, &tenant, CALENDAR).await;
    let wall = enter(&mut browser, &begun).await;
    assert!(wall.has("Need admin approval"), "{wall:?}");
    assert_eq!(text(&poll(&app, &begun).await.1, "error"), "authorization_pending");
    app.control("clock", json!({ "advance_seconds": 901 })).await;
    let (_, dead) = poll(&app, &begun).await;
    assert_eq!((text(&dead, "error"), &dead["error_codes"]), ("expired_token", &json!([70020])));
}
