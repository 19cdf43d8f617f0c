//! What an id_token says, who of several is meant, and what a client hears that asks wrongly.

use crate::protocol::code;
use crate::support::{App, Browser, REDIRECT, SIGN_IN, VERIFIER, claims, tenant, text};
use reqwest::StatusCode;
use serde_json::{Value, json};
use simtenant::{Options, Running, start};

const NORA: (&str, &str) = ("nora.lindqvist@northbank.example", "northbank");
const GLOBAL: (&str, &str) = ("marit.solheim@northbank.example", "northbank");
const MIO: (&str, &str) = ("mio.saeki@kitahama.example", "kitahama");

/// The id_token's claims, for everything that is asked.
async fn introduced(tenant: &Running, scope: &str, (upn, password): (&str, &str)) -> Value {
    let (app, mut browser) = (App::new(tenant), Browser::new());
    let capabilities = r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#;
    let page = browser.open(&app.authorize_url(scope, &[("claims", capabilities)])).await;
    let page = browser.sign_in(&page, upn, password).await;
    let page = browser.submit(&page, &[], "accept").await;
    let (_, tokens) = app.redeem(&page.reply()["code"]).await;
    claims(text(&tokens, "id_token"))
}

#[tokio::test]
async fn an_id_token_says_who_for_whom_and_nothing_that_was_not_asked() {
    let tenant = tenant("open").await;
    let nora = introduced(&tenant, "openid profile email", NORA).await;
    assert_eq!((text(&nora, "ver"), text(&nora, "nonce")), ("2.0", "no-1"));
    assert_eq!((text(&nora, "aud"), text(&nora, "tid")), (tenant.client_id(), tenant.tenant_id().as_str()));
    for claim in ["preferred_username", "login_hint", "email"] {
        assert_eq!(text(&nora, claim), NORA.0, "{claim}");
    }
    assert!(nora.get("wids").is_none(), "no role: {nora}");
    let admin = introduced(&tenant, "openid", GLOBAL).await;
    assert_eq!(admin["wids"], json!(["62e90394-69f5-4237-9190-012177145e10"]));
    for claim in ["name", "oid", "preferred_username", "login_hint", "email"] {
        assert!(admin.get(claim).is_none(), "{claim} was not asked: {admin}");
    }
}

#[tokio::test]
async fn two_apps_know_a_person_by_one_oid_and_by_two_subs() {
    let of = async |client_id: &str| {
        let mut options = Options { scenario: "open".into(), ..Options::default() };
        options.vendor_app.client_id = client_id.to_owned();
        introduced(&start(options).await.unwrap(), "openid profile", NORA).await
    };
    let one = of("11111111-1111-4111-8111-111111111111").await;
    let other = of("22222222-2222-4222-8222-222222222222").await;
    assert_eq!((&one["oid"], &one["tid"]), (&other["oid"], &other["tid"]));
    assert_ne!(one["sub"], other["sub"]);
    assert_ne!(one["sub"], introduced(&tenant("open").await, "openid profile", GLOBAL).await["sub"]);
}

#[tokio::test]
async fn a_client_that_asks_wrongly_hears_the_number_of_its_mistake() {
    let tenant = tenant("open").await;
    let app = App::new(&tenant);
    let code = code(&app).await;
    let ours = tenant.client_id();
    let good = [
        ("client_id", ours),
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", REDIRECT),
        ("code_verifier", VERIFIER),
    ];
    let home = tenant.tenant_id();
    for (segment, change, status, error, number) in [
        (home.as_str(), ("client_secret", "s"), 401, "invalid_client", 700_025),
        (&home, ("client_id", "00000000-0000-0000-0000-000000000001"), 400, "unauthorized_client", 700_016),
        (&home, ("grant_type", ""), 400, "invalid_request", 900_144),
        (&home, ("code", "1.AXsim.nonsense"), 400, "invalid_grant", 70_000),
        ("kitahama.example", ("code", &code), 400, "invalid_grant", 700_005),
        ("nowhere.example", ("code", &code), 400, "invalid_tenant", 90_002),
    ] {
        let mut fields: std::collections::BTreeMap<_, _> = good.into();
        fields.insert(change.0, change.1);
        fields.retain(|_, value| !value.is_empty());
        let url = format!("{}/{segment}/oauth2/v2.0/token", tenant.origin());
        let answer = app.http.post(url).form(&fields).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{number}");
        let body: Value = answer.json().await.unwrap();
        assert_eq!((text(&body, "error"), &body["error_codes"]), (error, &json!([number])), "{body}");
    }
    assert_eq!(app.redeem(&code).await.0, StatusCode::OK, "a mistake does not spend the code");
}

#[tokio::test]
async fn a_refresh_token_dies_of_ninety_days_unused() {
    let tenant = tenant("open").await;
    let app = App::new(&tenant);
    let tokens = app.sign_in_as_nora(&mut Browser::new()).await;
    app.control("clock", json!({ "advance_seconds": 89 * 86_400 })).await;
    let (status, renewed) = app.refresh(text(&tokens, "refresh_token"), SIGN_IN).await;
    assert_eq!(status, StatusCode::OK);
    app.control("clock", json!({ "advance_seconds": 2 * 86_400 })).await;
    let (_, dead) = app.refresh(text(&tokens, "refresh_token"), SIGN_IN).await;
    assert_eq!((&dead["error_codes"], text(&dead, "suberror")), (&json!([700_082]), "bad_token"));
    assert_eq!(app.refresh(text(&renewed, "refresh_token"), SIGN_IN).await.0, StatusCode::OK, "the newer one is young");
}

#[tokio::test]
async fn of_two_people_signed_in_a_hint_names_one_and_without_one_a_page_asks() {
    let tenant = tenant("open").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let authority = format!("{}/organizations", tenant.origin());
    for (upn, password) in [NORA, MIO] {
        let page = browser.open(&app.authorize_url_at(&authority, SIGN_IN, &[("prompt", "login")])).await;
        let page = browser.sign_in(&page, upn, password).await;
        browser.submit(&page, &[], "accept").await;
    }
    let picker = browser.open(&app.authorize_url_at(&authority, SIGN_IN, &[])).await;
    assert!(picker.has(NORA.0) && picker.has(MIO.0) && picker.has("value=\"other\""), "{picker:?}");
    let chosen = browser.submit(&picker, &[("account", MIO.0)], "account").await;
    assert!(chosen.reply().contains_key("code"));
    for hint in [("domain_hint", "kitahama.example"), ("login_hint", MIO.0)] {
        let reply = browser.open(&app.authorize_url_at(&authority, SIGN_IN, &[hint])).await.reply();
        let (_, tokens) = app.redeem_at(&authority, &reply["code"]).await;
        assert_eq!(text(&claims(text(&tokens, "id_token")), "preferred_username"), MIO.0, "{hint:?}");
    }
    let unknown = browser.open(&app.authorize_url_at(&authority, SIGN_IN, &[("login_hint", GLOBAL.0)])).await;
    assert!(unknown.has("name=\"passwd\"") && unknown.has(GLOBAL.0), "filled in: {unknown:?}");
}
