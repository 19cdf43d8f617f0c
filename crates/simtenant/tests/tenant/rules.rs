//! What an organisation's own settings do to a request, beyond the stories that come with the tenant.

use crate::support::{App, Browser, CALENDAR, SIGN_IN, Shown, tenant, text};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use reqwest::StatusCode;
use serde_json::{Value, json};
use simtenant::{Options, start};

const NORA: &str = "nora.lindqvist@northbank.example";
const GLOBAL: &str = "marit.solheim@northbank.example";

async fn sign_in(app: &App<'_>, browser: &mut Browser, scope: &str, upn: &str) -> Shown {
    let page = browser.open(&app.authorize_url(scope, &[])).await;
    browser.sign_in(&page, upn, "northbank").await
}

#[tokio::test]
async fn what_no_approval_lifts_has_its_page_and_its_number() {
    for (rule, number, heading, in_japanese) in [
        (json!({ "access_rule": "block" }), 53_003, "You cannot get there from here", "ここからはアクセスできません"),
        (
            json!({ "access_rule": "compliant-device" }),
            53_000,
            "This device has to be managed",
            "管理対象のデバイスが必要です",
        ),
        (
            json!({ "network_restricts_tenants": true }),
            500_021,
            "This network does not let you in",
            "このネットワークからは利用できません",
        ),
    ] {
        let tenant = tenant("open").await;
        let (app, mut browser) = (App::new(&tenant), Browser::new());
        app.control("approve", json!({})).await;
        let mut policy = json!({ "user_consent": "allow" });
        policy.as_object_mut().unwrap().extend(rule.as_object().unwrap().clone());
        app.control("policy", policy).await;
        let page = sign_in(&app, &mut browser, SIGN_IN, NORA).await;
        assert!(page.has(heading) && page.has(&format!("AADSTS{number}: ")), "{page:?}");
        assert!(!page.has("<form") && !page.has("id=\"return\""), "a page without a way back");
        assert!(browser.open(&app.authorize_url(SIGN_IN, &[("mkt", "ja-JP")])).await.has(in_japanese), "{number}");
        let silent = browser.open(&app.authorize_url(SIGN_IN, &[("prompt", "none")])).await.reply();
        assert_eq!(silent["error"], "interaction_required");
        assert!(silent["error_description"].starts_with(&format!("AADSTS{number}: ")), "{silent:?}");
    }
}

#[tokio::test]
async fn what_changes_after_the_sign_in_is_said_when_a_token_is_renewed() {
    let tenant = tenant("open").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let tokens = app.sign_in_as_nora(&mut browser).await;
    let refused = async |error: &str| {
        let (status, body) = app.refresh(text(&tokens, "refresh_token"), SIGN_IN).await;
        assert_eq!((status, text(&body, "error")), (StatusCode::BAD_REQUEST, error), "{body}");
        body
    };
    for (rule, number) in [("block", 53_003), ("compliant-device", 53_000)] {
        app.control("policy", json!({ "user_consent": "allow", "access_rule": rule })).await;
        let body = refused("invalid_grant").await;
        assert_eq!((&body["error_codes"], text(&body, "suberror")), (&json!([number]), "message_only"));
        let claims: Value = serde_json::from_str(text(&body, "claims")).unwrap();
        assert!(claims["access_token"]["capolids"]["values"][0].is_string(), "{claims}");
    }
    app.control("policy", json!({ "user_consent": "allow" })).await;
    assert_eq!(app.refresh(text(&tokens, "refresh_token"), SIGN_IN).await.0, StatusCode::OK);
    app.control("block", json!({})).await;
    assert_eq!(refused("unauthorized_client").await["error_codes"], json!([7_000_112]));
}

#[tokio::test]
async fn an_unverified_publisher_has_a_number_of_its_own_where_requests_are_taken() {
    let tenant = tenant("managed-policy").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    app.control("policy", json!({ "user_consent": "allow", "workflow": { "expires_after_days": 30 } })).await;
    app.sign_in_as_nora(&mut browser).await;
    let form = browser.open(&app.authorize_url(CALENDAR, &[])).await;
    assert!(form.has("AADSTS900981: ") && form.has("name=\"justification\""), "{form:?}");
}

#[tokio::test]
async fn what_is_classified_as_low_impact_is_the_persons_to_grant() {
    let mut options = Options { scenario: "managed-policy".into(), ..Options::default() };
    options.vendor_app.verified = Some(true);
    let tenant = start(options).await.unwrap();
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let low = ["openid", "profile", "offline_access", "User.Read", "Calendars.Read"];
    app.control("policy", json!({ "user_consent": "low-impact", "low_impact": low })).await;
    let page = sign_in(&app, &mut browser, CALENDAR, NORA).await;
    let reply = browser.submit(&page, &[], "accept").await.reply();
    assert_eq!(app.redeem(&reply["code"]).await.0, StatusCode::OK);
    let more = browser.open(&app.authorize_url("Calendars.ReadWrite", &[])).await;
    assert!(more.has("Need admin approval"), "{more:?}");
}

#[tokio::test]
async fn a_blocked_request_is_mailed_to_whoever_asked_unless_mails_are_switched_off() {
    for (mails, expected) in [(true, vec!["requested", "requested", "blocked"]), (false, vec![])] {
        let tenant = tenant("workflow").await;
        let (app, mut browser) = (App::new(&tenant), Browser::new());
        let workflow = json!({ "expires_after_days": 30, "mails": mails });
        app.control("policy", json!({ "user_consent": "managed", "workflow": workflow })).await;
        let form = sign_in(&app, &mut browser, CALENDAR, NORA).await;
        browser.submit(&form, &[("justification", "please")], "request").await;
        let state = app.control("block", json!({})).await;
        assert_eq!((text(&state["requests"][0], "standing"), text(&state, "access")), ("block", "blocked"));
        let sent: Value =
            app.http.get(format!("{}/mails", tenant.control())).send().await.unwrap().json().await.unwrap();
        let about: Vec<_> = sent.as_array().unwrap().iter().map(|mail| text(mail, "about")).collect();
        assert_eq!(about, expected);
    }
}

#[tokio::test]
async fn a_global_administrator_who_ticks_the_box_grants_all_that_was_asked() {
    let tenant = tenant("new-permission-later").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let more = "openid profile offline_access User.Read Calendars.Read Calendars.ReadWrite";
    let page = sign_in(&app, &mut browser, more, GLOBAL).await;
    assert!(!page.has("<code>User.Read</code>"), "only what is missing is shown: {page:?}");
    let reply = browser.submit(&page, &[("organization", "1")], "accept").await.reply();
    let (_, tokens) = app.redeem(&reply["code"]).await;
    for scope in more.split(' ').filter(|scope| *scope != "offline_access") {
        assert!(text(&tokens, "scope").contains(scope), "{scope}: {tokens}");
    }
    let (_, of_nora) = {
        let reply = sign_in(&app, &mut Browser::new(), more, NORA).await.reply();
        app.redeem(&reply["code"]).await
    };
    assert_eq!(of_nora["scope"], tokens["scope"]);
}

#[tokio::test]
async fn other_rules_hold_until_the_story_begins_again() {
    let tenant = tenant("workflow").await;
    let app = App::new(&tenant);
    let state = app.control("policy", json!({ "user_consent": "off" })).await;
    assert_eq!(
        (text(&state["policy"], "user_consent"), &state["policy"]["workflow"], text(&state, "scenario")),
        ("off", &Value::Null, "workflow")
    );
    let refused = |body: Value| app.http.post(format!("{}/policy", tenant.control())).json(&body).send();
    for wrong in [json!({}), json!({ "user_consent": "perhaps" }), json!({ "user_consent": "off", "colour": "red" })] {
        assert_eq!(refused(wrong).await.unwrap().status(), StatusCode::BAD_REQUEST);
    }
    let state = app.control("reset", json!({})).await;
    assert_eq!(text(&state["policy"], "user_consent"), "managed");
    assert!(state["policy"]["workflow"].is_object());
}

#[tokio::test]
async fn a_challenged_token_is_replaced_by_one_that_was_asked_for_with_its_claims() {
    for settled_by in ["redemption", "sign_in"] {
        let tenant = tenant("open").await;
        let (app, mut browser) = (App::new(&tenant), Browser::new());
        let tokens = app.sign_in_as_nora(&mut browser).await;
        let me = async |tokens: &Value| app.graph(text(tokens, "access_token"), "/me").await.0;
        assert_eq!(me(&tokens).await, StatusCode::OK);
        app.control("challenge", json!({ "settled_by": settled_by })).await;

        let address = format!("{}/me", tenant.graph());
        let challenged = app.http.get(address).bearer_auth(text(&tokens, "access_token")).send().await.unwrap();
        assert_eq!(challenged.status(), StatusCode::UNAUTHORIZED);
        let header = challenged.headers()["www-authenticate"].to_str().unwrap().to_owned();
        assert!(header.contains("error=\"insufficient_claims\""), "{header}");
        let encoded = header.split("claims=\"").nth(1).unwrap().split('"').next().unwrap();
        let claims = String::from_utf8(STANDARD.decode(encoded).unwrap()).unwrap();

        // Without the claims, or with others, a new token is no better than the old one.
        let refresh = text(&tokens, "refresh_token");
        assert_eq!(me(&app.refresh(refresh, SIGN_IN).await.1).await, StatusCode::UNAUTHORIZED);
        let redeemed = async |claims: &str| {
            app.token(&[
                ("grant_type", "refresh_token"),
                ("refresh_token", refresh),
                ("scope", SIGN_IN),
                ("claims", claims),
            ])
            .await
        };
        let other = claims.replace("\"value\":\"", "\"value\":\"9");
        assert_eq!(me(&redeemed(&other).await.1).await, StatusCode::UNAUTHORIZED);
        let (status, body) = redeemed(&claims).await;
        match settled_by {
            "redemption" => assert_eq!(me(&body).await, StatusCode::OK),
            _ => assert_eq!((status, text(&body, "claims")), (StatusCode::BAD_REQUEST, claims.as_str()), "{body}"),
        }

        // The browser knows Nora, and with the claims she has to prove herself anew.
        let silent = browser.open(&app.authorize_url(SIGN_IN, &[])).await.reply();
        assert_eq!(me(&app.redeem(&silent["code"]).await.1).await, StatusCode::UNAUTHORIZED);
        let page = browser.open(&app.authorize_url(SIGN_IN, &[("claims", &claims)])).await;
        assert!(page.has("name=\"passwd\""), "{page:?}");
        let answered = browser.sign_in(&page, NORA, "northbank").await.reply();
        assert_eq!(me(&app.redeem(&answered["code"]).await.1).await, StatusCode::OK);
    }
}
