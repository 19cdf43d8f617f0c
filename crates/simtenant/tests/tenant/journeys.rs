//! Each scenario from discovery to the calendar view, as the app and the browser see it.

use crate::support::{App, Browser, CALENDAR, SIGN_IN, claims, tenant, text};
use reqwest::StatusCode;
use serde_json::{Value, json};

const NORA: &str = "nora.lindqvist@northbank.example";
const ADMIN: &str = "adrian.osei@northbank.example";
const DAYS: &str = "startDateTime=2026-11-23T00:00:00Z&endDateTime=2026-11-30T00:00:00Z";

#[tokio::test]
async fn open_goes_from_the_address_to_the_week() {
    let tenant = tenant("open").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());

    let url = format!("{}/{}/v2.0/.well-known/openid-configuration", tenant.origin(), tenant.domain());
    let found: Value = app.http.get(url).send().await.unwrap().json().await.unwrap();
    assert_eq!(text(&found, "issuer"), format!("{}/v2.0", tenant.authority()));
    assert_eq!(text(&found, "token_endpoint"), format!("{}/oauth2/v2.0/token", tenant.authority()));

    let page = browser.open(&app.authorize_url(CALENDAR, &[])).await;
    let page = browser.sign_in(&page, NORA, "northbank").await;
    assert!(page.has("Permissions requested") && page.has("Read user calendars"), "{page:?}");
    let page = browser.submit(&page, &[], "accept").await;
    let reply = page.reply();
    assert_eq!(reply["state"], "st-1");

    let (status, tokens) = app.redeem(&reply["code"]).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    assert_eq!(text(&tokens, "scope"), "Calendars.Read User.Read openid profile");
    assert!(text(&tokens, "refresh_token").len() > 1_000, "as long as Microsoft's");
    let claims = claims(text(&tokens, "id_token"));
    assert_eq!(text(&claims, "nonce"), "no-1");
    assert_eq!(text(&claims, "tid"), tenant.tenant_id());
    assert_eq!(text(&claims, "preferred_username"), NORA);

    let access = text(&tokens, "access_token");
    let (_, me) = app.graph(access, "/me").await;
    assert_eq!(text(&me, "displayName"), "Nora Lindqvist");
    assert_eq!(me["id"], claims["oid"]);
    let (status, week) = app.graph(access, &format!("/me/calendarView?{DAYS}")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(week["value"].as_array().unwrap().len() > 5);
    assert!(tenant.ledger().iter().all(|entry| !entry.unexpected));
}

#[tokio::test]
async fn managed_policy_lets_sign_in_pass_and_walls_the_calendar_until_an_admin_approves() {
    let tenant = tenant("managed-policy").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let tokens = app.sign_in_as_nora(&mut browser).await;
    assert_eq!(text(&tokens, "scope"), "User.Read openid profile");

    // Second leg, same browser: single sign-on straight to the wall.
    let wall = browser.open(&app.authorize_url(CALENDAR, &[("login_hint", NORA)])).await;
    assert!(wall.has("Need admin approval") && wall.has("AADSTS90094"), "{wall:?}");

    let refresh = text(&tokens, "refresh_token");
    let (status, pending) = app.refresh(refresh, CALENDAR).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(text(&pending, "error"), "invalid_grant");
    assert_eq!(text(&pending, "suberror"), "consent_required");
    assert_eq!(pending["error_codes"], json!([65001]));
    let (status, _) = app.refresh(refresh, SIGN_IN).await;
    assert_eq!(status, StatusCode::OK, "what is granted can still be redeemed");

    let mut admins = Browser::new();
    let link = format!("{}/adminconsent?client_id={}", tenant.authority(), tenant.client_id());
    let page = admins.open(&link).await;
    let page = admins.sign_in(&page, ADMIN, "northbank").await;
    assert!(page.has("Review for your organisation"), "{page:?}");
    let page = admins.submit(&page, &[], "accept").await;
    assert!(page.has("Approved for your organisation"), "{page:?}");

    let (status, tokens) = app.refresh(refresh, CALENDAR).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    assert!(text(&tokens, "scope").contains("Calendars.Read"));
    let (status, _) = app.graph(text(&tokens, "access_token"), &format!("/me/calendarView?{DAYS}")).await;
    assert_eq!(status, StatusCode::OK);
    let silent = browser.open(&app.authorize_url(CALENDAR, &[("login_hint", NORA), ("prompt", "none")])).await;
    assert!(silent.reply().contains_key("code"));
}

#[tokio::test]
async fn consent_off_walls_sign_in_itself() {
    let tenant = tenant("consent-off").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let page = browser.open(&app.authorize_url(SIGN_IN, &[])).await;
    let page = browser.sign_in(&page, NORA, "northbank").await;
    assert!(page.has("Need admin approval"), "{page:?}");
}

#[tokio::test]
async fn denied_answers_7000112_on_the_third_attempt_after_the_wall() {
    let tenant = tenant("denied").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let tokens = app.sign_in_as_nora(&mut browser).await;
    browser.open(&app.authorize_url(CALENDAR, &[("login_hint", NORA)])).await;

    let refresh = text(&tokens, "refresh_token");
    for _ in 0..2 {
        assert_eq!(app.refresh(refresh, CALENDAR).await.1["error_codes"], json!([65001]));
    }
    let (status, denied) = app.refresh(refresh, CALENDAR).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(denied["error_codes"], json!([7000112]));
    assert_eq!(text(&denied, "error"), "unauthorized_client");
    let again = browser.open(&app.authorize_url(CALENDAR, &[("login_hint", NORA)])).await;
    assert!(again.has("AADSTS7000112"), "a page without a way back: {again:?}");
}

#[tokio::test]
async fn denied_also_comes_with_time_and_by_the_control_api() {
    for by_time in [true, false] {
        let tenant = tenant("denied").await;
        let (app, mut browser) = (App::new(&tenant), Browser::new());
        let tokens = app.sign_in_as_nora(&mut browser).await;
        browser.open(&app.authorize_url(CALENDAR, &[("login_hint", NORA)])).await;
        let state = if by_time {
            app.control("clock", json!({ "advance_seconds": 1_800 })).await
        } else {
            app.control("deny", json!({})).await
        };
        assert_eq!(text(&state, "access"), "blocked");
        assert_eq!(app.refresh(text(&tokens, "refresh_token"), SIGN_IN).await.1["error_codes"], json!([7000112]));
    }
}

#[tokio::test]
async fn a_personal_account_decides_for_itself_in_any_scenario() {
    let tenant = tenant("consent-off").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let url = format!("{}/outlook.example/v2.0/.well-known/openid-configuration", tenant.origin());
    let found: Value = app.http.get(url).send().await.unwrap().json().await.unwrap();
    assert!(text(&found, "issuer").contains("9188040d-6c67-4c5b-b112-36a304b66dad"));

    let authority = format!("{}/consumers", tenant.origin());
    let page =
        browser.open(&app.authorize_url_at(&authority, CALENDAR, &[("login_hint", "nora@outlook.example")])).await;
    let page = browser.sign_in(&page, "nora@outlook.example", "personal").await;
    let page = browser.submit(&page, &[], "accept").await;
    let (_, tokens) = app.redeem_at(&authority, &page.reply()["code"]).await;
    let (status, calendars) = app.graph(text(&tokens, "access_token"), "/me/calendars").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(calendars["value"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn japanese_pages_and_events_are_japanese() {
    let options =
        simtenant::Options { language: Some(simtenant::Lang::Ja), scenario: "open".into(), ..Default::default() };
    let tenant = simtenant::start(options).await.unwrap();
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let page = browser.open(&app.authorize_url(CALENDAR, &[])).await;
    assert!(page.has("<html lang=\"ja\">") && page.has("サインイン"));
    let page = browser.sign_in(&page, NORA, "northbank").await;
    assert!(page.has("ユーザーの予定表の読み取り"));
    let page = browser.submit(&page, &[], "accept").await;
    let (_, tokens) = app.redeem(&page.reply()["code"]).await;
    let (_, calendars) = app.graph(text(&tokens, "access_token"), "/me/calendars").await;
    assert_eq!(text(&calendars["value"][0], "name"), "予定表");
}
