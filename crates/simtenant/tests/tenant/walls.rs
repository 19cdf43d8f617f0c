//! Each reason not to be let in, and what lifts it.

use crate::support::{App, Browser, CALENDAR, SIGN_IN, Shown, tenant, text};
use reqwest::StatusCode;
use serde_json::{Value, json};
use simtenant::{Lang, Options, Running, start};

const NORA: &str = "nora.lindqvist@northbank.example";
const ADMIN: &str = "adrian.osei@northbank.example";
const GLOBAL: &str = "marit.solheim@northbank.example";

async fn sign_in(app: &App<'_>, browser: &mut Browser, scope: &str, upn: &str) -> Shown {
    let page = browser.open(&app.authorize_url(scope, &[])).await;
    browser.sign_in(&page, upn, "northbank").await
}

async fn get(app: &App<'_>, tenant: &Running, what: &str) -> Value {
    app.http.get(format!("{}/{what}", tenant.control())).send().await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn a_request_goes_from_the_form_to_the_queue_and_the_mails_say_so() {
    let tenant = tenant("workflow").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let tokens = app.sign_in_as_nora(&mut browser).await;
    let form = browser.open(&app.authorize_url(CALENDAR, &[("login_hint", NORA)])).await;
    assert!(form.has("Approval required") && form.has("AADSTS90095"), "{form:?}");
    assert!(!form.has("<script") && form.has("for=\"justification\""));

    let again = browser.submit(&form, &[("justification", "  ")], "request").await;
    assert!(again.has("role=\"alert\""), "{again:?}");
    let sent = browser.submit(&again, &[("justification", "Client <visits>")], "request").await;
    assert!(sent.has("id=\"request-sent\"") && !sent.has("<form"), "{sent:?}");
    let waiting = browser.open(&app.authorize_url(CALENDAR, &[("login_hint", NORA)])).await;
    assert!(waiting.has("id=\"request-waits\""), "{waiting:?}");
    assert_eq!(browser.follow(&waiting, "return").await.reply()["error_subcode"], "cancel");

    let mut reviewer = Browser::new();
    let console = reviewer.open(&tenant.admin_page()).await;
    assert!(console.has("Client &lt;visits&gt;") && console.has("name=\"block\""), "{console:?}");
    let mails = get(&app, &tenant, "mails").await;
    let told: Vec<_> = mails.as_array().unwrap().iter().map(|mail| (text(mail, "about"), text(mail, "to"))).collect();
    assert_eq!(told, [("requested", ADMIN), ("requested", GLOBAL)]);

    reviewer.submit(&console, &[], "approve").await;
    let (status, tokens) = app.refresh(text(&tokens, "refresh_token"), CALENDAR).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    let mails = get(&app, &tenant, "mails").await;
    let last = mails.as_array().unwrap().last().unwrap();
    assert_eq!((text(last, "about"), text(last, "to")), ("approved", NORA));
    assert!(tenant.unexpected().is_empty());
}

#[tokio::test]
async fn a_denied_request_may_be_sent_again_and_an_unanswered_one_expires() {
    let tenant = tenant("workflow").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let tokens = app.sign_in_as_nora(&mut browser).await;
    let url = app.authorize_url(CALENDAR, &[("login_hint", NORA)]);
    let form = browser.open(&url).await;
    browser.submit(&form, &[("justification", "please")], "request").await;
    let state = app.control("deny", json!({})).await;
    assert_eq!((text(&state, "access"), text(&state["requests"][0], "standing")), ("none", "deny"));
    assert_eq!(app.refresh(text(&tokens, "refresh_token"), CALENDAR).await.1["error_codes"], json!([65001]));

    let form = browser.open(&url).await;
    let sent = browser.submit(&form, &[("justification", "again")], "request").await;
    assert!(sent.has("id=\"request-sent\""), "{sent:?}");
    let state = app.control("clock", json!({ "advance_seconds": 31 * 86_400 })).await;
    assert_eq!(text(&state["requests"][1], "standing"), "expired");
    assert!(browser.open(&url).await.has("name=\"justification\""), "an expired request is not in the way");
    let mails = get(&app, &tenant, "mails").await;
    let about: Vec<_> = mails.as_array().unwrap().iter().map(|mail| text(mail, "about")).collect();
    assert_eq!(about, ["requested", "requested", "denied", "requested", "requested", "expired"]);
}

#[tokio::test]
async fn it_blocks_the_app_once_somebody_has_asked() {
    let tenant = tenant("blocked-by-it").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let tokens = app.sign_in_as_nora(&mut browser).await;
    let refresh = text(&tokens, "refresh_token");
    let url = app.authorize_url(CALENDAR, &[("login_hint", NORA)]);
    let form = browser.open(&url).await;
    for _ in 0..4 {
        assert_eq!(app.refresh(refresh, CALENDAR).await.1["error_codes"], json!([65001]), "nobody has asked yet");
    }
    browser.submit(&form, &[("justification", "please")], "request").await;
    assert_eq!(app.refresh(refresh, CALENDAR).await.1["error_codes"], json!([7000112]));
    let page = browser.open(&url).await;
    assert!(page.has("switched off here") && page.has("AADSTS7000112"), "{page:?}");
    assert!(!page.has("name=\"justification\""), "no request can be sent any more");
}

#[tokio::test]
async fn an_app_for_assigned_people_names_50105_until_somebody_is_assigned() {
    let tenant = tenant("assignment").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let page = sign_in(&app, &mut browser, SIGN_IN, NORA).await;
    assert!(page.has("not assigned to this app") && page.has("AADSTS50105"), "{page:?}");
    assert!(!page.has("id=\"return\"") && !page.has("<form"), "a page without a way back");
    let silent = browser.open(&app.authorize_url(SIGN_IN, &[("prompt", "none")])).await.reply();
    assert!(silent["error"] == "interaction_required" && silent["error_description"].starts_with("AADSTS50105"));

    let state = app.control("assign", json!({})).await;
    assert_eq!(state["assigned"], json!([NORA]));
    let reply = browser.open(&app.authorize_url(CALENDAR, &[])).await.reply();
    assert_eq!(app.redeem(&reply["code"]).await.0, StatusCode::OK);
}

#[tokio::test]
async fn assignment_without_admin_consent_is_the_wall_first() {
    let tenant = tenant("assignment").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    app.control("revoke", json!({})).await;
    let page = sign_in(&app, &mut browser, SIGN_IN, NORA).await;
    assert!(page.has("Need admin approval") && page.has("AADSTS90094"), "{page:?}");
    app.control("approve", json!({})).await;
    assert!(browser.open(&app.authorize_url(SIGN_IN, &[])).await.has("AADSTS50105"));
}

#[tokio::test]
async fn conditional_access_blocks_whatever_is_granted() {
    let tenant = tenant("conditional-access").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    app.control("approve", json!({})).await;
    let page = sign_in(&app, &mut browser, SIGN_IN, NORA).await;
    assert!(page.has("AADSTS53003") && page.has("access rule"), "{page:?}");
}

#[tokio::test]
async fn an_unverified_publisher_is_walled_beyond_sign_in_with_its_own_number() {
    let tenant = tenant("risky-app").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    app.sign_in_as_nora(&mut browser).await;
    let wall = browser.open(&app.authorize_url(CALENDAR, &[("login_hint", NORA)])).await;
    assert!(wall.has("AADSTS900941") && wall.has("unverified"), "{wall:?}");
}

#[tokio::test]
async fn low_impact_lets_sign_in_pass_and_walls_the_calendar() {
    let tenant = tenant("low-impact").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    app.sign_in_as_nora(&mut browser).await;
    let wall = browser.open(&app.authorize_url(CALENDAR, &[("login_hint", NORA)])).await;
    assert!(wall.has("Need admin approval") && wall.has("AADSTS90094"), "{wall:?}");
    assert_eq!(get(&app, &tenant, "state").await["wall"]["why"], "not-low-impact");
}

#[tokio::test]
async fn what_was_granted_is_taken_back_an_hour_later() {
    let tenant = tenant("revoked-later").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let page = sign_in(&app, &mut browser, CALENDAR, NORA).await;
    let (_, tokens) = app.redeem(&page.reply()["code"]).await;
    let refresh = text(&tokens, "refresh_token");
    app.control("clock", json!({ "advance_seconds": 3_000 })).await;
    assert_eq!(app.refresh(refresh, CALENDAR).await.0, StatusCode::OK);
    app.control("clock", json!({ "advance_seconds": 700 })).await;
    assert_eq!(app.refresh(refresh, CALENDAR).await.1["error_codes"], json!([65001]));
    app.control("approve", json!({})).await;
    assert_eq!(app.refresh(refresh, CALENDAR).await.0, StatusCode::OK, "it is taken back once");
}

#[tokio::test]
async fn an_update_that_asks_for_more_meets_the_wall_while_the_old_scopes_still_work() {
    let scopes = ["Calendars.ReadWrite", "User.Read", "offline_access", "openid", "profile"].map(str::to_owned);
    let mut options = Options { scenario: "new-permission-later".into(), ..Options::default() };
    options.vendor_app.scopes = scopes.to_vec();
    let tenant = start(options).await.unwrap();
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let page = sign_in(&app, &mut browser, SIGN_IN, NORA).await;
    let (_, tokens) = app.redeem(&page.reply()["code"]).await;
    let more = "openid profile offline_access User.Read Calendars.ReadWrite";
    assert!(browser.open(&app.authorize_url(more, &[])).await.has("Need admin approval"));
    let refresh = text(&tokens, "refresh_token");
    assert_eq!(app.refresh(refresh, more).await.1["error_codes"], json!([65001]));
    assert_eq!(app.refresh(refresh, SIGN_IN).await.0, StatusCode::OK);
    app.control("approve", json!({})).await;
    assert_eq!(app.refresh(refresh, more).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_second_approval_replaces_the_first() {
    let tenant = tenant("managed-policy").await;
    let app = App::new(&tenant);
    let approve = async |scope: &str| {
        let mut browser = Browser::new();
        let base = format!("{}/v2.0/adminconsent?client_id={}", tenant.authority(), tenant.client_id());
        let page = browser.open(&format!("{base}&scope={scope}&redirect_uri=http://localhost:49152")).await;
        let page = browser.sign_in(&page, ADMIN, "northbank").await;
        browser.submit(&page, &[], "accept").await;
        get(&app, &tenant, "state").await["grants"].clone()
    };
    assert_eq!(approve("User.Read%20Calendars.Read").await[0]["scopes"], json!(["Calendars.Read", "User.Read"]));
    let grants = approve("Contacts.Read").await;
    assert_eq!(grants.as_array().unwrap().len(), 1);
    assert_eq!(grants[0]["scopes"], json!(["Contacts.Read"]));
}

#[tokio::test]
async fn the_vendors_landing_page_counts_as_registered_and_nobody_is_sent_off_this_computer() {
    let mut options = Options::default();
    options.vendor_app.landing_page = Some("https://daybook.example/approved".into());
    let tenant = start(options).await.unwrap();
    let app = App::new(&tenant);
    let link = |page: &str| {
        let base = format!("{}/v2.0/adminconsent?client_id={}", tenant.authority(), tenant.client_id());
        format!("{base}&scope=User.Read%20Calendars.Read&redirect_uri={page}")
    };
    let mut browser = Browser::new();
    let refused = browser.open(&link("https%3A%2F%2Fdaybook.example%2Fapproved%2F")).await;
    assert!(refused.has("AADSTS50011"), "{refused:?}");
    let page = browser.open(&link("https%3A%2F%2Fdaybook.example%2Fapproved")).await;
    let page = browser.sign_in(&page, ADMIN, "northbank").await;
    let done = browser.submit(&page, &[], "accept").await;
    assert!(done.has("Approved for your organisation"), "{done:?}");
    assert_eq!(get(&app, &tenant, "state").await["grants"][0]["scopes"], json!(["Calendars.Read", "User.Read"]));
}

#[tokio::test]
async fn an_approval_takes_its_time_to_arrive() {
    let tenant = tenant("managed-policy").await;
    let (app, mut browser) = (App::new(&tenant), Browser::new());
    let tokens = app.sign_in_as_nora(&mut browser).await;
    let refresh = text(&tokens, "refresh_token");
    app.control("propagation", json!({ "seconds": 90 })).await;
    app.control("approve", json!({})).await;
    assert_eq!(app.refresh(refresh, CALENDAR).await.1["error_codes"], json!([65001]));
    app.control("clock", json!({ "advance_seconds": 90 })).await;
    assert_eq!(app.refresh(refresh, CALENDAR).await.0, StatusCode::OK);
}

#[tokio::test]
async fn only_a_global_administrator_is_offered_to_consent_for_the_organisation() {
    let tenant = tenant("managed-policy").await;
    let app = App::new(&tenant);
    let page = sign_in(&app, &mut Browser::new(), CALENDAR, ADMIN).await;
    assert!(page.has("name=\"accept\"") && !page.has("name=\"organization\""), "{page:?}");
    let mut browser = Browser::new();
    let page = sign_in(&app, &mut browser, CALENDAR, GLOBAL).await;
    let reply = browser.submit(&page, &[("organization", "1")], "accept").await.reply();
    assert!(reply.contains_key("code"));
    assert_eq!(get(&app, &tenant, "state").await["access"], "approved");
    let page = sign_in(&app, &mut Browser::new(), CALENDAR, "ravi.menon@northbank.example").await;
    assert!(page.reply().contains_key("code"), "granted for everybody, a reader too");
}

/// The page's own button is not what protects the tenant.
#[tokio::test]
async fn accepting_where_nothing_was_offered_grants_nothing() {
    let walled = ["low-impact", "managed-policy", "consent-off", "workflow", "risky-app", "new-permission-later"];
    for scenario in walled {
        let tenant = tenant(scenario).await;
        let (app, mut browser) = (App::new(&tenant), Browser::new());
        let scope = "openid User.Read Calendars.Read Calendars.ReadWrite Application.ReadWrite.All";
        let wall = sign_in(&app, &mut browser, scope, NORA).await;
        assert!(wall.has("id=\"return\""), "{scenario}: {wall:?}");
        let before = get(&app, &tenant, "state").await["grants"].clone();
        let context = wall.html.split("return?ctx=").nth(1).unwrap().split('"').next().unwrap();
        for fields in [[("ctx", context), ("accept", "1")], [("ctx", context), ("organization", "1")]] {
            let url = format!("{}/consent", tenant.authority());
            app.http.post(url).form(&fields).send().await.unwrap();
        }
        assert_eq!(get(&app, &tenant, "state").await["grants"], before, "{scenario}");
    }
}

#[tokio::test]
async fn every_stop_is_said_in_japanese_too() {
    for (scenario, scope, heading) in [
        ("workflow", CALENDAR, "承認が必要です"),
        ("assignment", SIGN_IN, "このアプリに割り当てられていません"),
        ("conditional-access", SIGN_IN, "ここからはアクセスできません"),
    ] {
        let options = Options { scenario: scenario.into(), language: Some(Lang::Ja), ..Options::default() };
        let tenant = start(options).await.unwrap();
        let page = sign_in(&App::new(&tenant), &mut Browser::new(), scope, NORA).await;
        assert!(page.has(heading) && page.has("シミュレーションの組織です"), "{page:?}");
    }
}
