//! What the pages promise: the wall, cancelling, who may consent, languages, the watermark.

use crate::support::{App, Browser, CALENDAR, SIGN_IN, Shown, tenant};
use reqwest::StatusCode;
use serde_json::json;

const NORA: &str = "nora.lindqvist@northbank.example";
const ADMIN: &str = "adrian.osei@northbank.example";

async fn to_the_wall(app: &App<'_>, browser: &mut Browser, more: &[(&str, &str)]) -> Shown {
    let page = browser.open(&app.authorize_url(CALENDAR, more)).await;
    let wall = browser.sign_in(&page, NORA, "northbank").await;
    assert!(wall.has("Need admin approval"), "{wall:?}");
    wall
}

#[tokio::test]
async fn the_wall_never_leaves_by_itself() {
    let tenant = tenant("managed-policy").await;
    let wall = to_the_wall(&App::new(&tenant), &mut Browser::new(), &[]).await;
    assert_eq!(wall.status, StatusCode::OK);
    for way_out in ["<script", "http-equiv", "<form", "onload"] {
        assert!(!wall.has(way_out), "{way_out}");
    }
}

#[tokio::test]
async fn the_walls_way_back_is_a_cancel_without_a_code() {
    for mode in ["form_post", "query", "fragment"] {
        let tenant = tenant("managed-policy").await;
        let mut browser = Browser::new();
        let wall = to_the_wall(&App::new(&tenant), &mut browser, &[("response_mode", mode)]).await;
        let reply = browser.follow(&wall, "return").await.reply();
        let expected = [("error", "access_denied"), ("error_subcode", "cancel"), ("state", "st-1")];
        assert_eq!(reply, expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into(), "{mode}");
    }
}

#[tokio::test]
async fn the_walls_other_way_asks_for_an_admins_password() {
    let tenant = tenant("managed-policy").await;
    let app = App::new(&tenant);
    let mut browser = Browser::new();
    let wall = to_the_wall(&app, &mut browser, &[("login_hint", NORA)]).await;
    let page = browser.follow(&wall, "admin-account").await;
    let page = browser.sign_in(&page, ADMIN, "northbank").await;
    assert!(page.has("Permissions requested"), "{page:?}");
}

#[tokio::test]
async fn cancel_on_the_consent_page_says_65004() {
    let tenant = tenant("open").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let page = browser.open(&app.authorize_url(CALENDAR, &[])).await;
    let page = browser.sign_in(&page, NORA, "northbank").await;
    let reply = browser.submit(&page, &[], "cancel").await.reply();
    assert_eq!(reply["error"], "access_denied");
    assert!(reply["error_description"].starts_with("AADSTS65004: "));
    assert!(reply["error_description"].contains("\r\nCorrelation ID: "));
}

#[tokio::test]
async fn a_non_admin_at_the_admin_page_meets_the_wall_and_an_admin_may_cancel() {
    let tenant = tenant("managed-policy").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let link = format!(
        "{}/v2.0/adminconsent?client_id={}&scope=Calendars.Read&redirect_uri=http://localhost:49152&state=s",
        tenant.authority(),
        tenant.client_id()
    );
    let page = browser.open(&link).await;
    let wall = browser.sign_in(&page, NORA, "northbank").await;
    assert!(wall.has("Need admin approval"), "{wall:?}");

    let picker = browser.open(&link).await;
    let form = browser.submit(&picker, &[("account", "other")], "account").await;
    let page = browser.sign_in(&form, ADMIN, "northbank").await;
    let reply = browser.submit(&page, &[], "cancel").await.reply();
    assert_eq!((reply["error"].as_str(), reply["admin_consent"].as_str()), ("access_denied", "True"));
    assert!(!reply.contains_key("tenant"));

    let picker = browser.open(&link).await;
    let page = browser.submit(&picker, &[("account", ADMIN)], "account").await;
    let reply = browser.submit(&page, &[], "accept").await.reply();
    assert_eq!((reply["tenant"].as_str(), reply["scope"].as_str()), (tenant.tenant_id().as_str(), "Calendars.Read"));
    let state = app.control("clock", json!({ "advance_seconds": 0 })).await;
    assert_eq!(state["access"], "approved");
}

#[tokio::test]
async fn prompts_do_what_they_say() {
    let tenant = tenant("open").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let nobody = browser.open(&app.authorize_url(SIGN_IN, &[("prompt", "none")])).await.reply();
    assert_eq!(nobody["error"], "login_required");

    app.sign_in_as_nora(&mut browser).await;
    let granted = browser.open(&app.authorize_url(SIGN_IN, &[("prompt", "none")])).await.reply();
    assert!(granted.contains_key("code"));
    let missing = browser.open(&app.authorize_url(CALENDAR, &[("prompt", "none")])).await.reply();
    assert_eq!(missing["error"], "interaction_required");
    assert!(missing["error_description"].starts_with("AADSTS65001: "));
    assert!(browser.open(&app.authorize_url(SIGN_IN, &[("prompt", "login")])).await.has("name=\"passwd\""));
    assert!(browser.open(&app.authorize_url(SIGN_IN, &[("prompt", "select_account")])).await.has("name=\"account\""));
    assert!(browser.open(&app.authorize_url(SIGN_IN, &[("prompt", "consent")])).await.has("name=\"accept\""));
    let unknown = browser.open(&app.authorize_url(SIGN_IN, &[("prompt", "admin_consent")])).await.reply();
    assert!(unknown["error_description"].starts_with("AADSTS90023: "));
}

#[tokio::test]
async fn asking_for_consent_again_raises_the_wall_again_after_approval() {
    let tenant = tenant("managed-policy").await;
    let app = App::new(&tenant);
    app.control("approve", json!({})).await;
    to_the_wall(&app, &mut Browser::new(), &[("prompt", "consent")]).await;
}

#[tokio::test]
async fn an_app_that_is_wrong_strands_the_user_or_hears_why() {
    let tenant = tenant("open").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let stranded = [
        ("client_id", "00000000-0000-0000-0000-000000000000", "AADSTS700016"),
        ("redirect_uri", "http://localhost:49152/callback", "AADSTS50011"),
        ("redirect_uri", "https://evil.example", "AADSTS50011"),
    ];
    for (name, value, code) in stranded {
        let page = browser.open(&app.authorize_url(SIGN_IN, &[(name, value)])).await;
        assert!(page.status == StatusCode::BAD_REQUEST && page.has(code), "{code}: {page:?}");
    }
    let told = [
        ("scope", "Calendars.ReadBasic.Shared", "AADSTS650053"),
        ("code_challenge", "", "AADSTS900144"),
        ("code_challenge_method", "plain", "AADSTS50147"),
        ("response_type", "token", "AADSTS700054"),
    ];
    for (name, value, code) in told {
        let reply = browser.open(&app.authorize_url(SIGN_IN, &[(name, value)])).await.reply();
        assert!(reply["error_description"].starts_with(code), "{code}: {reply:?}");
    }
}

#[tokio::test]
async fn wrong_address_and_wrong_password_stay_on_the_form() {
    let tenant = tenant("open").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let page = browser.open(&app.authorize_url(SIGN_IN, &[])).await;
    assert!(browser.sign_in(&page, "nobody@northbank.example", "x").await.has("no account with this address"));
    assert!(browser.sign_in(&page, NORA, "x").await.has("does not match"));
    assert!(browser.sign_in(&page, NORA, "").await.has("enter the password"));
    let page = browser.sign_in(&page, "nora@outlook.example", "personal").await;
    assert!(page.has("AADSTS50020"), "{page:?}");
}

#[tokio::test]
async fn staying_signed_in_is_asked_after_the_password_and_holds_over_a_closed_browser() {
    for (press, stays) in [("accept", true), ("cancel", false)] {
        let tenant = tenant("managed-policy").await;
        let (app, mut browser) = (App::new(&tenant), Browser::new());
        let url = app.authorize_url(CALENDAR, &[("mkt", "ja-JP")]);
        let page = browser.open(&url).await;
        let asked = browser.submit(&page, &[("login", NORA), ("passwd", "northbank")], "signin").await;
        assert!(asked.has("サインインの状態を維持しますか") && asked.url.path().ends_with("/kmsi"), "{asked:?}");
        let again = browser.open(asked.url.as_str()).await;
        assert!(again.has("id=\"stay\""), "it can be loaded again");
        let wall = browser.submit(&again, &[], press).await;
        assert!(wall.has("管理者の承認が必要"), "either way it goes on: {wall:?}");
        assert!(browser.open(&url).await.has("管理者の承認が必要"), "signed in until it is closed");
        browser.reopened();
        assert_eq!(browser.open(&url).await.has("name=\"passwd\""), !stays, "{press}");
        let lost = browser.open(&format!("{}/kmsi?ctx=nonsense", tenant.authority())).await;
        assert!(lost.status == StatusCode::BAD_REQUEST && lost.has("AADSTS900144"), "{lost:?}");
    }
}

#[tokio::test]
async fn every_page_says_that_it_is_simulated_in_the_browsers_language() {
    let tenant = tenant("managed-policy").await;
    let app = App::new(&tenant);
    for (language, watermark, heading) in [
        ("en-US,en;q=0.9", "Simulated organisation, not Microsoft", "Need admin approval"),
        ("ja,en;q=0.5", "シミュレーションの組織です。Microsoft ではありません", "管理者の承認が必要"),
    ] {
        let mut browser = Browser::speaking(language);
        let sign_in = browser.open(&app.authorize_url(CALENDAR, &[])).await;
        let wall = browser.sign_in(&sign_in, NORA, "northbank").await;
        assert!(wall.has(heading), "{wall:?}");
        let back = browser.follow(&wall, "return").await;
        let admin = browser.open(&format!("{}/admin", tenant.origin())).await;
        let lost = browser.open(&format!("{}/reprocess?ctx=nonsense", tenant.authority())).await;
        for page in [sign_in, wall, back, admin, lost] {
            assert!(page.has(watermark) && page.has("<title>"), "{page:?}");
        }
    }
    let mut browser = Browser::speaking("en");
    assert!(browser.open(&app.authorize_url(CALENDAR, &[("mkt", "ja-JP")])).await.has("<html lang=\"ja\">"));
}

#[tokio::test]
async fn the_admin_page_approves_blocks_and_resets() {
    let tenant = tenant("managed-policy").await;
    let mut browser = Browser::new();
    let mut page = browser.open(&tenant.admin_page()).await;
    assert!(page.has("Not approved"));
    for (press, shown) in [
        ("approve", "Approved for everyone<small>"),
        ("deny", ">Blocked<small>"),
        ("approve", "lamp yes"),
        ("reset", "Not approved"),
    ] {
        page = browser.submit(&page, &[], press).await;
        assert!(page.has(shown), "{press}: {page:?}");
    }
}
