//! Whole random tenants over real sockets: whatever the rules, the app, the person and the request, nothing is granted
//! that the rules keep from the person, and whoever is refused is told why.
//!
//! The same tenants in every run; `PROPTEST_CASES` and `PROPTEST_RNG_SEED` look further.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestCaseResult};
use reqwest::StatusCode;
use serde_json::{Value, json};
use simtenant::{Options, Running, start};

use crate::oracle::{Answer, Before, Case, Expected, Rules, Scopes, Who};
use crate::support::{App, Browser, Shown, text};

fn config() -> Config {
    let looked_further = |name| std::env::var_os(name).is_some();
    let mut config = Config { failure_persistence: None, ..Config::default() };
    if !looked_further("PROPTEST_CASES") {
        config.cases = 48;
    }
    if !looked_further("PROPTEST_RNG_SEED") {
        config.rng_seed = RngSeed::Fixed(5);
    }
    config
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_grant_exceeds_the_rules_and_every_refusal_names_its_reason(case in cases()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(play(&case))?;
    }
}

async fn play(case: &Case) -> TestCaseResult {
    let mut options = Options { scenario: case.before.scenario().into(), seed: case.seed, ..Options::default() };
    options.vendor_app.verified = case.verified;
    options.vendor_app.scopes = case.registered.iter().cloned().collect();
    let tenant = start(options).await.unwrap();
    let app = App::new(&tenant);
    let state = app.control("policy", case.rules.as_json()).await;
    let before = held(&state, &tenant);

    let authority = match case.who {
        Who::Personal => format!("{}/consumers", tenant.origin()),
        Who::User | Who::Reader | Who::AppAdmin | Who::GlobalAdmin => tenant.authority(),
    };
    let mut browser = Browser::new();
    let page = browser.open(&app.authorize_url_at(&authority, &case.scope(), &[])).await;
    let theirs = if case.who == Who::Personal { Scopes::new() } else { before.clone() };
    let expected = case.expected(&theirs);
    if let Expected::Returned(number) = expected {
        return described(&page.reply()["error_description"], number);
    }
    let (upn, password) = case.who.signs_in_with();
    let page = browser.sign_in(&page, upn, password).await;
    match expected {
        Expected::Returned(_) => {}
        Expected::Stopped(number) => {
            explained(&page, number)?;
            prop_assert!(!page.has("<form") && !page.has("id=\"return\""), "{page:?}");
        }
        Expected::Wall(number) => {
            explained(&page, number)?;
            prop_assert!(page.has("id=\"return\"") && !page.has("name=\"accept\""), "{page:?}");
            accept_all_the_same(&app, &authority, &page).await;
        }
        Expected::Through => redeem(case, &app, &authority, &page).await?,
        Expected::Ask => {
            let answered = match case.answer {
                Answer::Decline => browser.submit(&page, &[], "cancel").await,
                Answer::Accept => browser.submit(&page, &[], "accept").await,
                Answer::ForEverybody => browser.submit(&page, &[("organization", "1")], "accept").await,
            };
            match case.answer {
                Answer::Decline => described(&answered.reply()["error_description"], 65_004)?,
                Answer::Accept | Answer::ForEverybody if case.kept_out() => explained(&answered, 50_105)?,
                Answer::Accept | Answer::ForEverybody => redeem(case, &app, &authority, &answered).await?,
            }
        }
    }
    let state = app.control("clock", json!({ "advance_seconds": 0 })).await;
    nothing_beyond_the_rules(case, &state, &tenant, &before)?;
    prop_assert_eq!(tenant.unexpected(), []);
    Ok(())
}

/// The code brings what is granted and nothing else; so does the refresh token, and it says what is missing.
async fn redeem(case: &Case, app: &App<'_>, authority: &str, page: &Shown) -> TestCaseResult {
    let (status, tokens) = app.redeem_at(authority, &page.reply()["code"]).await;
    prop_assert_eq!(status, StatusCode::OK, "{}", tokens);
    let scopes = |tokens: &Value| text(tokens, "scope").split(' ').map(str::to_owned).collect::<Scopes>();
    let granted = case.granted_now(&scopes(&tokens));
    prop_assert!(case.asked.is_subset(&granted), "{:?} of {:?}", granted, case.asked);
    let Some(refresh) = tokens["refresh_token"].as_str() else { return Ok(()) };
    let more: Vec<&str> = case.more.iter().map(String::as_str).collect();
    let (status, answer) = app.refresh_at(authority, refresh, &more.join(" ")).await;
    if case.more.iter().any(|scope| !case.exists(scope)) {
        described(text(&answer, "error_description"), 650_053)
    } else if status == StatusCode::OK {
        prop_assert!(case.more.is_subset(&case.granted_now(&scopes(&answer))), "{}", answer);
        Ok(())
    } else {
        prop_assert!(!case.more.is_subset(&granted), "{} of {:?}", answer, granted);
        prop_assert_eq!(
            (status, text(&answer, "error"), text(&answer, "suberror"), &answer["error_codes"]),
            (StatusCode::BAD_REQUEST, "invalid_grant", "consent_required", &json!([65_001]))
        );
        described(text(&answer, "error_description"), 65_001)
    }
}

/// The page's own buttons are not what protects the tenant.
async fn accept_all_the_same(app: &App<'_>, authority: &str, wall: &Shown) {
    let context = wall.html.split("return?ctx=").nth(1).unwrap().split('"').next().unwrap();
    for fields in [[("ctx", context), ("accept", "1")], [("ctx", context), ("organization", "1")]] {
        app.http.post(format!("{authority}/consent")).form(&fields).send().await.unwrap();
    }
}

fn nothing_beyond_the_rules(case: &Case, state: &Value, tenant: &Running, before: &Scopes) -> TestCaseResult {
    let (upn, _) = case.who.signs_in_with();
    for grant in state["grants"].as_array().unwrap() {
        let to = text(grant, "to");
        let own: Scopes = serde_json::from_value(grant["scopes"].clone()).unwrap();
        if to == "everyone" {
            let decided = case.who == Who::GlobalAdmin && case.answer == Answer::ForEverybody && own == case.asked;
            prop_assert!(decided || &own == before || grant["tenant"] != tenant.tenant_id(), "{}", grant);
        } else {
            prop_assert_eq!(to, upn);
            prop_assert!(own.is_subset(&case.asked), "{}", grant);
            prop_assert!(own.iter().all(|scope| case.may_grant(scope)), "{}", grant);
        }
    }
    Ok(())
}

/// What everybody in the organisation has.
fn held(state: &Value, tenant: &Running) -> Scopes {
    let grants = state["grants"].as_array().unwrap().iter();
    let ours = grants.filter(|grant| grant["to"] == "everyone" && grant["tenant"] == tenant.tenant_id());
    ours.flat_map(|grant| serde_json::from_value::<Scopes>(grant["scopes"].clone()).unwrap()).collect()
}

/// What an app hears.
fn described(description: &str, number: u32) -> TestCaseResult {
    prop_assert!(description.starts_with(&format!("AADSTS{number}: ")), "{number}: {description}");
    for line in ["\r\nTrace ID: ", "\r\nCorrelation ID: ", "\r\nTimestamp: "] {
        prop_assert!(description.contains(line), "{description}");
    }
    Ok(())
}

/// What a person sees where the app hears nothing.
fn explained(page: &Shown, number: u32) -> TestCaseResult {
    for part in [&format!("AADSTS{number}: "), "Request Id:", "Correlation Id:", "Timestamp:"] {
        prop_assert!(page.has(part), "{part}: {page:?}");
    }
    Ok(())
}

fn cases() -> impl Strategy<Value = Case> {
    let who = prop_oneof![
        6 => Just(Who::User), 1 => Just(Who::Reader), 1 => Just(Who::AppAdmin), 2 => Just(Who::GlobalAdmin), 1 => Just(Who::Personal)
    ];
    let before = prop_oneof![
        4 => Just(Before::Nothing), 2 => Just(Before::EarlierVersion), 1 => Just(Before::Everything), 1 => Just(Before::ForTheAssigned)
    ];
    let answer = prop_oneof![4 => Just(Answer::Accept), 2 => Just(Answer::ForEverybody), 1 => Just(Answer::Decline)];
    let app = (prop::option::of(any::<bool>()), scopes(0..6));
    (rules(), who, before, answer, app, scopes(1..6), scopes(1..4), 0..4_u64).prop_map(
        |(rules, who, before, answer, (verified, mut registered), asked, more, seed)| {
            registered.remove("Nowhere.Read");
            registered.extend(["openid", "User.Read"].map(str::to_owned));
            Case { rules, who, before, answer, verified, registered, asked, more, seed }
        },
    )
}

fn rules() -> impl Strategy<Value = Rules> {
    let consent = prop::sample::select(vec!["off", "low-impact", "managed", "allow"]);
    let access = prop::option::weighted(0.1, prop::sample::select(vec!["block", "compliant-device"]));
    (consent, any::<bool>(), scopes(0..8), any::<bool>(), access, prop::bool::weighted(0.05)).prop_map(
        |(user_consent, risk_step_up, low_impact, workflow, access_rule, network_restricts_tenants)| Rules {
            user_consent,
            risk_step_up,
            low_impact,
            workflow,
            access_rule,
            network_restricts_tenants,
        },
    )
}

/// `Daybook.Visits` exists where the app has registered it, `Nowhere.Read` never.
fn scopes(size: std::ops::Range<usize>) -> impl Strategy<Value = Scopes> {
    let known = prop_oneof![
        8 => prop::sample::select(vec![
            "openid", "profile", "email", "offline_access", "User.Read", "Calendars.Read", "Calendars.ReadWrite",
            "Contacts.Read", "Mail.Read", "Files.Read", "Application.ReadWrite.All", "Directory.Read.All",
        ]),
        1 => prop::sample::select(vec!["Daybook.Visits", "Nowhere.Read"]),
    ];
    prop::collection::btree_set(known.prop_map(str::to_owned), size)
}
