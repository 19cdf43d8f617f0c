//! Who plays, on what wire, and what the presenter's clock and faults do to it.

use crate::support::{App, Browser, CALENDAR, SIGN_IN, claims, http, tenant, text};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use reqwest::StatusCode;
use serde_json::{Value, json};
use simtenant::{Cast, Options, Surroundings, scenarios, start, start_in};

#[tokio::test]
async fn the_japanese_cast_lives_in_its_own_organisation() {
    let surroundings = Surroundings { cast: Cast::Japanese, ..Surroundings::default() };
    let tenant = start_in(Options { scenario: "open".into(), ..Options::default() }, surroundings).await.unwrap();
    let users = tenant.users();
    assert_eq!((users[0].display_name.as_str(), tenant.domain()), ("佐伯 美緒", "kitahama.example"));
    assert_eq!(users[1].roles, ["Cloud Application Administrator"]);
    let (app, mut browser) = (App::new(&tenant), Browser::speaking("ja"));
    let page = browser.open(&app.authorize_url(SIGN_IN, &[])).await;
    assert!(page.has("北浜商事") && page.has(&users[0].upn), "{page:?}");
    let page = browser.sign_in(&page, &users[0].upn, &users[0].password).await;
    let page = browser.submit(&page, &[], "accept").await;
    let (_, tokens) = app.redeem(&page.reply()["code"]).await;
    let (_, me) = app.graph(text(&tokens, "access_token"), "/me").await;
    assert_eq!((text(&me, "givenName"), text(&me, "surname")), ("美緒", "佐伯"));
    assert_eq!(text(&claims(text(&tokens, "id_token")), "tid"), tenant.tenant_id());
}

#[tokio::test]
async fn in_the_personal_story_the_personal_account_comes_first() {
    let tenant = tenant("personal-account").await;
    assert_eq!(tenant.users()[0].upn, "nora@outlook.example");
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let page = browser.open(&app.authorize_url(CALENDAR, &[])).await;
    let page = browser.sign_in(&page, "nora@outlook.example", "personal").await;
    let page = browser.submit(&page, &[], "accept").await;
    assert_eq!(app.redeem(&page.reply()["code"]).await.0, StatusCode::OK);
}

#[tokio::test]
async fn every_scenario_starts_and_resets_to_the_same_state() {
    for scenario in scenarios() {
        let tenant = tenant(&scenario.name).await;
        let app = App::new(&tenant);
        let strip = |mut state: Value| {
            for changing in ["now", "revision", "grants"] {
                state.as_object_mut().unwrap().remove(changing);
            }
            state
        };
        let before = app.http.get(format!("{}/state", tenant.control())).send().await.unwrap().json().await.unwrap();
        app.control("block", json!({})).await;
        app.control("clock", json!({ "freeze": true })).await;
        assert_eq!(strip(app.control("reset", json!({})).await), strip(before), "{}", scenario.name);
    }
}

#[tokio::test]
async fn the_same_seed_gives_the_same_ids_and_another_seed_others() {
    let ids = async |seed| {
        let tenant = start(Options { seed, scenario: "assignment".into(), ..Options::default() }).await.unwrap();
        tenant.tenant_id()
    };
    assert_eq!(ids(7).await, ids(7).await);
    assert_ne!(ids(7).await, ids(8).await);
}

#[tokio::test]
async fn the_clock_can_be_set_and_stopped() {
    let tenant = tenant("open").await;
    let app = App::new(&tenant);
    let state = app.control("clock", json!({ "set": "2027-03-01T09:00:00Z", "freeze": true })).await;
    assert_eq!((state["clock_frozen"].as_bool(), &text(&state, "now")[..16]), (Some(true), "2027-03-01T09:00"));
    let later = app.control("clock", json!({ "advance_seconds": 60 })).await;
    assert_eq!(&text(&later, "now")[..16], "2027-03-01T09:01");
    let again = app.control("clock", json!({ "advance_seconds": 0 })).await;
    assert_eq!(text(&again, "now"), text(&later, "now"));
    assert_eq!(app.control("clock", json!({ "freeze": false })).await["clock_frozen"], false);
}

#[tokio::test]
async fn a_server_with_a_wrong_clock_or_an_old_key_can_be_ordered() {
    let tenant = tenant("open").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let tokens = app.sign_in_as_nora(&mut browser).await;
    let refresh = text(&tokens, "refresh_token");
    let issued = |tokens: &Value| claims(text(tokens, "id_token"))["iat"].as_i64().unwrap();
    app.control("fault", json!({ "route": "token", "wrong_clock_seconds": 90_000 })).await;
    assert!(issued(&app.refresh(refresh, SIGN_IN).await.1) > issued(&tokens) + 80_000);

    app.control("fault", json!({ "route": "token", "retired_key": true })).await;
    let (_, forged) = app.refresh(refresh, SIGN_IN).await;
    let keys: Value =
        app.http.get(format!("{}/discovery/v2.0/keys", tenant.authority())).send().await.unwrap().json().await.unwrap();
    let key = DecodingKey::from_rsa_components(text(&keys["keys"][0], "n"), text(&keys["keys"][0], "e")).unwrap();
    let mut rules = Validation::new(Algorithm::RS256);
    rules.set_audience(&[tenant.client_id()]);
    assert!(jsonwebtoken::decode::<Value>(text(&tokens, "id_token"), &key, &rules).is_ok());
    assert!(jsonwebtoken::decode::<Value>(text(&forged, "id_token"), &key, &rules).is_err());
}

#[tokio::test]
async fn access_tokens_can_be_made_to_expire_while_refresh_tokens_stay() {
    let tenant = tenant("open").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let tokens = app.sign_in_as_nora(&mut browser).await;
    assert_eq!(app.graph(text(&tokens, "access_token"), "/me").await.0, StatusCode::OK);
    app.control("expire-access-tokens", json!({})).await;
    assert_eq!(app.graph(text(&tokens, "access_token"), "/me").await.0, StatusCode::UNAUTHORIZED);
    app.control("clock", json!({ "advance_seconds": 1 })).await;
    let (_, fresh) = app.refresh(text(&tokens, "refresh_token"), SIGN_IN).await;
    assert_eq!(app.graph(text(&fresh, "access_token"), "/me").await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_flaky_network_heals_by_being_asked_again() {
    let tenant = tenant("flaky-network").await;
    let app = App::new(&tenant);
    let url = format!("{}/v2.0/.well-known/openid-configuration", tenant.authority());
    let get = async || app.http.get(&url).send().await.unwrap();
    let first = get().await;
    assert_eq!(
        (first.status(), first.headers()["retry-after"].to_str().unwrap()),
        (StatusCode::SERVICE_UNAVAILABLE, "1")
    );
    assert_eq!(get().await.status(), StatusCode::OK);
    app.control("reset", json!({})).await;
    assert_eq!(get().await.status(), StatusCode::SERVICE_UNAVAILABLE, "a reset starts the story again");
}

#[tokio::test]
async fn https_is_vouched_for_by_the_ca_it_writes_and_by_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let surroundings = Surroundings { tls: Some(folder.path().to_owned()), ..Surroundings::default() };
    let tenant = start_in(Options::default(), surroundings).await.unwrap();
    assert!(tenant.authority().starts_with("https://localhost:"));
    let url = format!("{}/v2.0/.well-known/openid-configuration", tenant.authority());
    assert!(http().get(&url).send().await.is_err(), "nobody trusts it unasked");
    let ca = reqwest::Certificate::from_pem(&std::fs::read(tenant.ca().unwrap()).unwrap()).unwrap();
    let trusting = reqwest::Client::builder().no_proxy().tls_certs_only([ca]).build().unwrap();
    let found: Value = trusting.get(&url).send().await.unwrap().json().await.unwrap();
    assert_eq!(text(&found, "issuer"), format!("{}/v2.0", tenant.authority()));
}
