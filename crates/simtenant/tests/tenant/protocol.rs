//! Token errors, keys, discovery, restart.

use crate::support::{App, Browser, CALENDAR, REDIRECT, SIGN_IN, VERIFIER, tenant, text};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use reqwest::StatusCode;
use serde_json::{Value, json};
use simtenant::{Options, Running, start};

pub(crate) async fn code(app: &App<'_>) -> String {
    let mut browser = Browser::new();
    let page = browser.open(&app.authorize_url(SIGN_IN, &[])).await;
    let page = browser.sign_in(&page, "nora.lindqvist@northbank.example", "northbank").await;
    browser.submit(&page, &[], "accept").await.reply()["code"].clone()
}

#[tokio::test]
async fn a_code_is_redeemed_once_and_only_with_its_proof() {
    let tenant = tenant("open").await;
    let app = App::new(&tenant);
    let code = code(&app).await;
    let with = |redirect: &'static str, verifier: &'static str| {
        [
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", redirect),
            ("code_verifier", verifier),
        ]
    };
    let wrong = "wrong-wrong-wrong-wrong-wrong-wrong-wrong-wrong";
    for (fields, expected) in [
        (with(REDIRECT, wrong), 501_481),
        (with(REDIRECT, "short"), 501_491),
        (with("http://localhost:49152/", VERIFIER), 500_112),
    ] {
        let (status, refused) = app.token(&fields).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert_eq!(refused["error_codes"], json!([expected]));
    }
    assert_eq!(app.redeem(&code).await.0, StatusCode::OK);
    let (_, twice) = app.redeem(&code).await;
    assert_eq!((text(&twice, "error"), &twice["error_codes"]), ("invalid_grant", &json!([54005])));
}

#[tokio::test]
async fn a_code_does_not_wait_for_ever() {
    let tenant = tenant("open").await;
    let app = App::new(&tenant);
    let code = code(&app).await;
    app.control("clock", json!({ "advance_seconds": 700 })).await;
    assert_eq!(app.redeem(&code).await.1["error_codes"], json!([70008]));
}

#[tokio::test]
async fn errors_carry_the_full_body() {
    let tenant = tenant("open").await;
    let app = App::new(&tenant);
    let (_, body) = app.token(&[("grant_type", "password")]).await;
    assert_eq!(text(&body, "error"), "unsupported_grant_type");
    let description = text(&body, "error_description");
    for part in ["AADSTS70003: ", "\r\nTrace ID: ", "\r\nCorrelation ID: ", "\r\nTimestamp: "] {
        assert!(description.contains(part), "{part}: {description}");
    }
    for field in ["timestamp", "trace_id", "correlation_id", "error_uri"] {
        assert!(body[field].is_string(), "{field}");
    }
}

#[tokio::test]
async fn the_id_token_is_signed_with_a_published_key() {
    let tenant = tenant("open").await;
    let app = App::new(&tenant);
    let (_, tokens) = app.redeem(&code(&app).await).await;
    assert!(is_signed_by(&app, &tenant, text(&tokens, "id_token")).await);
    let stranger = start(Options { port: 0, ..Options::default() }).await.unwrap();
    assert!(!is_signed_by(&App::new(&stranger), &stranger, text(&tokens, "id_token")).await);
}

/// As a client checks it: by the published key that the token names, for this app, from this issuer.
async fn is_signed_by(app: &App<'_>, tenant: &Running, token: &str) -> bool {
    let keys: Value =
        app.http.get(format!("{}/discovery/v2.0/keys", tenant.authority())).send().await.unwrap().json().await.unwrap();
    let key = &keys["keys"][0];
    let mut rules = Validation::new(Algorithm::RS256);
    rules.set_audience(&[tenant.client_id()]);
    rules.set_issuer(&[format!("{}/v2.0", tenant.authority())]);
    let decoding = DecodingKey::from_rsa_components(text(key, "n"), text(key, "e")).unwrap();
    jsonwebtoken::decode_header(token).unwrap().kid.as_deref() == key["kid"].as_str()
        && jsonwebtoken::decode::<Value>(token, &decoding, &rules).is_ok()
}

#[tokio::test]
async fn refresh_tokens_rotate_and_the_old_one_stays_good() {
    let tenant = tenant("open").await;
    let app = App::new(&tenant);
    let (_, first) = app.redeem(&code(&app).await).await;
    let (_, second) = app.refresh(text(&first, "refresh_token"), SIGN_IN).await;
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    for token in [&first, &second] {
        assert_eq!(app.refresh(text(token, "refresh_token"), SIGN_IN).await.0, StatusCode::OK);
    }
    app.control("end-sessions", json!({})).await;
    let (_, ended) = app.refresh(text(&first, "refresh_token"), SIGN_IN).await;
    assert_eq!((&ended["error_codes"], text(&ended, "suberror")), (&json!([50173]), "bad_token"));
    let (_, garbage) = app.refresh("1.AXsim.nonsense", SIGN_IN).await;
    assert_eq!(garbage["error_codes"], json!([70000]));
}

#[tokio::test]
async fn revoking_takes_the_grants_back() {
    let tenant = tenant("managed-policy").await;
    let app = App::new(&tenant);
    let tokens = app.sign_in_as_nora(&mut Browser::new()).await;
    app.control("approve", json!({})).await;
    let refresh = text(&tokens, "refresh_token");
    assert_eq!(app.refresh(refresh, CALENDAR).await.0, StatusCode::OK);
    app.control("revoke", json!({})).await;
    assert_eq!(app.refresh(refresh, CALENDAR).await.1["error_codes"], json!([65001]));
}

#[tokio::test]
async fn an_unknown_domain_is_90002() {
    let tenant = tenant("open").await;
    let app = App::new(&tenant);
    let url = format!("{}/nowhere.example/v2.0/.well-known/openid-configuration", tenant.origin());
    let answer = app.http.get(url).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    let body: Value = answer.json().await.unwrap();
    assert_eq!((text(&body, "error"), &body["error_codes"]), ("invalid_tenant", &json!([90002])));
    assert!(text(&body, "error_description").starts_with("AADSTS90002: "));
}

#[tokio::test]
async fn common_publishes_a_template_issuer_and_realms_know_work_accounts() {
    let tenant = tenant("open").await;
    let app = App::new(&tenant);
    let get = async |path: &str| -> Value {
        app.http.get(format!("{}{path}", tenant.origin())).send().await.unwrap().json().await.unwrap()
    };
    let common = get("/common/v2.0/.well-known/openid-configuration").await;
    assert!(text(&common, "issuer").ends_with("/{tenantid}/v2.0"));
    assert_eq!(get("/common/discovery/instance?api-version=1.1").await["api-version"], "1.1");
    assert_eq!(
        get("/common/userrealm/nora.lindqvist@northbank.example?api-version=1.0").await["account_type"],
        "Managed"
    );
    assert_eq!(get("/common/userrealm/nora@outlook.example?api-version=1.0").await["account_type"], "Unknown");
}

#[tokio::test]
async fn every_way_to_name_a_tenant_finds_its_configuration() {
    let tenant = tenant("open").await;
    let app = App::new(&tenant);
    let personal = "9188040d-6c67-4c5b-b112-36a304b66dad";
    let home = tenant.tenant_id();
    for (segment, in_addresses, issuer) in [
        (home.as_str(), home.as_str(), home.as_str()),
        (tenant.domain(), &home, &home),
        ("common", "common", "{tenantid}"),
        ("organizations", "organizations", "{tenantid}"),
        ("consumers", "consumers", personal),
        (personal, personal, personal),
    ] {
        let url = format!("{}/{segment}/v2.0/.well-known/openid-configuration", tenant.origin());
        let found: Value = app.http.get(url).send().await.unwrap().json().await.unwrap();
        assert_eq!(text(&found, "issuer"), format!("{}/{issuer}/v2.0", tenant.origin()), "{segment}");
        for endpoint in ["token_endpoint", "authorization_endpoint", "device_authorization_endpoint", "jwks_uri"] {
            let address = text(&found, endpoint);
            assert!(address.starts_with(&format!("{}/{in_addresses}/", tenant.origin())), "{segment}: {address}");
        }
    }
}

#[tokio::test]
async fn signing_out_forgets_the_session_and_goes_only_where_the_app_is_registered() {
    for (back, leaves) in [(REDIRECT, true), ("https://evil.example", false)] {
        let tenant = tenant("open").await;
        let (app, mut browser) = (App::new(&tenant), Browser::new());
        app.sign_in_as_nora(&mut browser).await;
        let query = [("post_logout_redirect_uri", back), ("state", "s")];
        let url = format!("{}/oauth2/v2.0/logout", tenant.authority());
        let shown = browser.open(reqwest::Url::parse_with_params(&url, query).unwrap().as_str()).await;
        assert_eq!(shown.url.as_str() == "http://localhost:49152/?state=s", leaves, "{shown:?}");
        assert!(browser.open(&app.authorize_url(SIGN_IN, &[])).await.has("name=\"passwd\""));
    }
}

#[tokio::test]
async fn a_restart_keeps_ids_grants_scenario_clock_and_refresh_tokens() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { state_file: Some(folder.path().join("tenant.json")), seed: 42, ..Options::default() };
    let first = start(options.clone()).await.unwrap();
    let (port, id) = (first.origin(), first.tenant_id());
    let app = App::new(&first);
    let mut browser = Browser::new();
    let tokens = app.sign_in_as_nora(&mut browser).await;
    app.control("clock", json!({ "advance_seconds": 3_600 })).await;
    first.stop().await;

    let port = port.rsplit(':').next().unwrap().parse().unwrap();
    let second = start(Options { port, ..options.clone() }).await.unwrap();
    assert_eq!(second.tenant_id(), id);
    let app = App::new(&second);
    assert!(is_signed_by(&app, &second, text(&tokens, "id_token")).await, "an id_token from before is still checked");
    let (status, again) = app.refresh(text(&tokens, "refresh_token"), SIGN_IN).await;
    assert_eq!(status, StatusCode::OK, "{again}");
    let silent = browser.open(&app.authorize_url(SIGN_IN, &[("prompt", "none")])).await;
    assert!(silent.reply().contains_key("code"), "the browser is still signed in");
    let state = app.control("approve", json!({})).await;
    assert_eq!(state["clock_shift_seconds"], 3_600);
    second.stop().await;

    let third = start(options.clone()).await.unwrap();
    assert_eq!(App::new(&third).refresh(text(&tokens, "refresh_token"), CALENDAR).await.0, StatusCode::OK);
    third.stop().await;
    let afresh = start(Options { scenario: "consent-off".into(), ..options }).await.unwrap();
    assert_eq!(
        App::new(&afresh).refresh(text(&tokens, "refresh_token"), SIGN_IN).await.1["error_codes"],
        json!([65001])
    );
}

#[tokio::test]
async fn a_broken_state_file_is_kept_aside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tenant.json");
    for broken in ["not json", "{\"version\":99}"] {
        std::fs::write(&path, broken).unwrap();
        let tenant = start(Options { state_file: Some(path.clone()), ..Options::default() }).await.unwrap();
        assert_eq!(tenant.scenario(), "managed-policy");
        assert_eq!(std::fs::read_to_string(path.with_extension("broken")).unwrap(), broken);
    }
}

#[tokio::test]
async fn a_taken_port_is_left_to_its_owner() {
    let first = tenant("open").await;
    let port = first.origin().rsplit(':').next().unwrap().parse().unwrap();
    let second = start(Options { port, ..Options::default() }).await.unwrap();
    assert_ne!(first.origin(), second.origin());
    assert!(start(Options { scenario: "none".into(), ..Options::default() }).await.is_err());
}

#[tokio::test]
async fn switching_scenario_and_resetting_start_the_story_again() {
    let tenant = tenant("open").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    app.sign_in_as_nora(&mut browser).await;
    let state = app.control("scenario", json!({ "name": "consent-off" })).await;
    assert_eq!((text(&state, "scenario"), tenant.scenario()), ("consent-off", "consent-off"));
    assert_eq!(state["grants"], json!([]));
    let page = browser.open(&app.authorize_url(SIGN_IN, &[])).await;
    assert!(page.has("name=\"passwd\""), "a reset signs the browser out");
    app.control("clock", json!({ "advance_seconds": 60 })).await;
    assert_eq!(app.control("reset", json!({})).await["clock_shift_seconds"], 0);
    let unknown =
        app.http.post(format!("{}/scenario", tenant.control())).json(&json!({ "name": "x" })).send().await.unwrap();
    assert_eq!(unknown.status(), StatusCode::BAD_REQUEST);
}
