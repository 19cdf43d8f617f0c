#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::time::Duration;

use common::{OpenPage, Service, browser, ok, one_stage, tokens, two_stage};
use diagnosis::Evidence;
use microsoft::Timing;
use onboarding::{IdentityProvider, Leg, NetworkFault, ScopePlan, Scopes, SignInEnd, SignInFault};
use serde_json::json;
use tokio::net::TcpStream;
use wiremock::ResponseTemplate;

#[tokio::test]
async fn two_legs_run_in_one_tab_and_prove_the_same_person() {
    let service = Service::start().await;
    let mut running = service.begin(two_stage());

    let first = running.page().await;
    assert_eq!(first.query["scope"], "User.Read offline_access openid profile");
    assert_eq!(first.query["login_hint"], "Mina.Ito@contoso.example");
    service.token(ok(&service.tokens(&first, "openid profile User.Read")), 1).await;
    let onward = first.answer(&[("code", "one")]).await;
    // The app knew before the tab went on.
    let identified = running.identified().await;
    assert_eq!(identified.account.name, "Mina Ito");

    assert_eq!(onward.status(), 303);
    let second = OpenPage::at(onward.headers()["location"].to_str().unwrap());
    assert!(onward.text().await.unwrap().contains("<a href="));
    assert_eq!(second.query["login_hint"], "mina.ito@contoso.example");
    assert_eq!(second.query["scope"], "Calendars.Read User.Read offline_access openid profile");
    assert_eq!(second.query["redirect_uri"], first.query["redirect_uri"]);
    for name in ["state", "nonce", "code_challenge"] {
        assert_ne!(second.query[name], first.query[name], "{name}");
    }
    service.token(ok(&service.tokens(&second, "User.Read Calendars.Read")), 1).await;
    let last = second.answer(&[("code", "two")]).await;
    assert_eq!(last.status(), 200);
    assert!(last.text().await.unwrap().contains("You are signed in"));
    let signed = running.signed().await;
    assert!(signed.grant.scopes.cover(&onboarding::Scopes::of(["Calendars.Read"])));
    assert!(signed.grant.refresh.is_some());

    let forms = service.token_forms().await;
    assert_eq!(forms.len(), 2);
    for (form, (page, code)) in forms.iter().zip([(&first, "one"), (&second, "two")]) {
        assert_eq!(form["code"], code);
        assert_eq!(form["redirect_uri"], page.query["redirect_uri"]);
        let verifier = oauth2::PkceCodeVerifier::new(form["code_verifier"].clone());
        assert_eq!(
            oauth2::PkceCodeChallenge::from_code_verifier_sha256(&verifier).as_str(),
            page.query["code_challenge"]
        );
    }
} // C1: 1 36 42

#[tokio::test]
async fn what_was_granted_before_needs_no_second_leg() {
    let service = Service::start().await;
    let mut running = service.begin(two_stage());
    let page = running.page().await;
    service.token(ok(&service.tokens(&page, "User.Read Calendars.Read")), 1).await;
    assert_eq!(page.answer(&[("code", "one")]).await.status(), 200);
    running.identified().await;
    assert!(running.signed().await.grant.scopes.cover(&onboarding::Scopes::of(["Calendars.Read"])));
}

#[tokio::test]
async fn an_error_names_its_leg_and_comes_along_as_it_was() {
    let service = Service::start().await;
    let mut running = service.begin(two_stage());
    let page = running.page().await;
    let shown = page.answer(&[("error", "access_denied"), ("error_subcode", "cancel")]).await;
    assert!(shown.text().await.unwrap().contains("return to Greenlight"));
    let SignInEnd::Refused { leg: Leg::Identity, evidence: Evidence::Redirect(raw) } = running.end.await.unwrap()
    else {
        panic!()
    };
    assert_eq!(raw, "error=access_denied&error_subcode=cancel");

    let mut running = service.begin(two_stage());
    let first = running.page().await;
    service.token(ok(&service.tokens(&first, "User.Read")), 1).await;
    let onward = first.answer(&[("code", "one")]).await;
    running.identified().await;
    let second = OpenPage::at(onward.headers()["location"].to_str().unwrap());
    second.answer(&[("error", "consent_required"), ("error_description", "AADSTS65004: User declined.")]).await;
    let SignInEnd::Refused { leg: Leg::Calendar, evidence: Evidence::Redirect(raw) } = running.end.await.unwrap()
    else {
        panic!()
    };
    assert_eq!(raw, "error=consent_required&error_description=AADSTS65004%3A+User+declined.");
} // C1: 53 54

#[tokio::test]
async fn a_refusal_of_the_token_endpoint_is_kept_verbatim() {
    let service = Service::start().await;
    let mut running = service.begin(one_stage());
    let page = running.page().await;
    let body = r#"{"error":"invalid_grant","suberror":"consent_required","error_codes":[65001,7654321],"claims":"{\"x\":1}","error_description":"AADSTS65001: …"}"#;
    service.token(ResponseTemplate::new(400).set_body_string(body), 1).await;
    page.answer(&[("code", "one")]).await;
    let SignInEnd::Refused { leg: Leg::Calendar, evidence } = running.end.await.unwrap() else { panic!() };
    assert_eq!(evidence, Evidence::Token(body.to_owned()));
} // C1: 54 60

#[tokio::test]
async fn a_token_endpoint_that_does_not_answer_properly_is_a_network_fault() {
    let html = "<html>Log in to the airport network</html>";
    for (answer, fault) in [
        (ResponseTemplate::new(200).set_body_string(html), NetworkFault::NotTheService),
        (ResponseTemplate::new(200), NetworkFault::NotTheService),
        (ResponseTemplate::new(200).set_body_string("{\"access_token\":\"x"), NetworkFault::NotTheService),
        (ResponseTemplate::new(200).set_body_string("[]"), NetworkFault::NotTheService),
        (ResponseTemplate::new(200).set_body_bytes(vec![b' '; 1024 * 1024 + 1]), NetworkFault::NotTheService),
        (ResponseTemplate::new(302).insert_header("location", "https://portal.example/"), NetworkFault::NotTheService),
        (ResponseTemplate::new(400).set_body_string(html), NetworkFault::NotTheService),
        (ResponseTemplate::new(400).set_body_string("{}"), NetworkFault::NotTheService),
        (ResponseTemplate::new(500).set_body_string(html), NetworkFault::ServiceFault),
        (ResponseTemplate::new(429), NetworkFault::Throttled),
    ] {
        let service = Service::start().await;
        let mut running = service.begin(one_stage());
        let page = running.page().await;
        service.token(answer, 9).await;
        page.answer(&[("code", "one")]).await;
        let SignInEnd::Failed(SignInFault::Network(found)) = running.end.await.unwrap() else { panic!("{fault}") };
        assert_eq!(found, fault);
        // A code is good once: whatever went wrong, it is not sent again.
        assert_eq!(service.token_forms().await.len(), 1, "{fault}");
    }
} // C1: 55 56 57 58 59 61

#[tokio::test]
async fn tokens_that_are_not_for_this_attempt_are_refused() {
    let other_tenant = "7e4b8db1-2a05-49cb-9b0a-0f5fdd7e4d3f";
    for (claim, value) in [
        ("aud", json!("another-app")),
        ("nonce", json!("another-attempt")),
        ("iss", json!(format!("http://localhost:1/{}/v2.0", common::TID))),
        ("iss", json!(format!("https://login.microsoftonline.com/{}/v2.0", common::TID))),
        ("tid", json!(other_tenant)),
    ] {
        let service = Service::start().await;
        let mut running = service.begin(one_stage());
        let page = running.page().await;
        let mut claims = service.claims(&page);
        claims[claim] = value;
        service.token(ok(&tokens(&claims, "Calendars.Read")), 1).await;
        page.answer(&[("code", "one")]).await;
        assert!(matches!(running.end.await.unwrap(), SignInEnd::Failed(SignInFault::NotOurs)), "{claim}");
    }
} // C1: 43 44 45 47

#[tokio::test]
async fn another_account_in_the_second_leg_is_not_taken_for_the_first() {
    let service = Service::start().await;
    let mut running = service.begin(two_stage());
    let first = running.page().await;
    service.token(ok(&service.tokens(&first, "User.Read")), 1).await;
    let onward = first.answer(&[("code", "one")]).await;
    running.identified().await;
    let second = OpenPage::at(onward.headers()["location"].to_str().unwrap());
    let mut claims = service.claims(&second);
    claims["oid"] = json!("o-2");
    service.token(ok(&tokens(&claims, "User.Read Calendars.Read")), 1).await;
    second.answer(&[("code", "two")]).await;
    assert!(matches!(running.end.await.unwrap(), SignInEnd::Failed(SignInFault::NotOurs)));
} // C1: 52

#[tokio::test]
async fn whoever_was_not_meant_ends_the_attempt_before_anything_is_asked_in_their_name() {
    let known = onboarding::Intended::Account(common::record().account);
    for (intended, claim, value) in [
        (common::order(one_stage()).intended, "preferred_username", json!("ren@contoso.example")),
        (common::order(one_stage()).intended, "preferred_username", json!("")),
        (known, "oid", json!("o-2")),
    ] {
        for plan in [two_stage(), one_stage()] {
            let service = Service::start().await;
            let order = onboarding::SignInOrder { intended: intended.clone(), ..common::order(plan) };
            let mut running = service.begin_with(order);
            let page = running.page().await;
            let mut claims = service.claims(&page);
            claims[claim] = value.clone();
            service.token(ok(&tokens(&claims, "User.Read")), 9).await;
            let shown = page.answer(&[("code", "one")]).await;
            assert_eq!(shown.status(), 200, "the tab does not go on to leg two");
            // Beside somebody known it may be an administrator who approves: then nobody is asked anything.
            let heading = match &intended {
                onboarding::Intended::Address(_) => "Greenlight has a question",
                onboarding::Intended::Account(_) => "Back to Greenlight",
            };
            assert!(shown.text().await.unwrap().contains(heading));
            assert!(running.news.recv().await.is_none(), "nobody is told of as the one identified");
            let signed = running.signed().await;
            assert!(!intended.is(&signed.account));
            assert_eq!(signed.grant.refresh.unwrap().expose(), "refresh-canary");
            assert_eq!(service.token_forms().await.len(), 1);
            assert!(closed(&page).await);
        }
    }
} // C1: 52

#[tokio::test]
async fn who_proved_themselves_is_hinted_by_their_user_name_and_chosen_anew_when_asked() {
    let service = Service::start().await;
    let known = onboarding::Account { username: "mina@northbank.example".to_owned(), ..common::record().account };
    let order = onboarding::SignInOrder {
        intended: onboarding::Intended::Account(known),
        prompt: onboarding::Prompt::SelectAccount,
        ..common::order(two_stage())
    };
    let mut running = service.begin_with(order);
    let first = running.page().await;
    assert_eq!(first.query["login_hint"], "mina@northbank.example");
    assert_eq!(first.query["prompt"], "select_account");
    // Their address has changed meanwhile; they have not.
    service.token(ok(&service.tokens(&first, "User.Read")), 1).await;
    let onward = first.answer(&[("code", "one")]).await;
    running.identified().await;
    let second = OpenPage::at(onward.headers()["location"].to_str().unwrap());
    assert!(!second.query.contains_key("prompt"), "chosen once");
    running.cancel.cancel();
} // C1: 52

#[tokio::test]
async fn a_grant_says_what_it_holds_and_not_what_was_asked() {
    let service = Service::start().await;
    let mut running = service.begin(one_stage());
    let page = running.page().await;
    let mut body = service.tokens(&page, "openid User.Read");
    body.as_object_mut().unwrap().remove("refresh_token");
    body["expires_in"] = json!("4200");
    service.token(ok(&body), 1).await;
    page.answer(&[("code", "one")]).await;
    let grant = running.signed().await.grant;
    assert!(grant.refresh.is_none());
    assert!(!grant.scopes.cover(&onboarding::Scopes::of(["Calendars.Read"])));
    assert_eq!(grant.expires_in, Duration::from_secs(4200));
} // C1: 49 50

#[tokio::test]
async fn an_issuer_beside_the_code_has_to_be_the_one_expected() {
    let service = Service::start().await;
    let mut running = service.begin(one_stage());
    let page = running.page().await;
    page.answer(&[("code", "one"), ("iss", "https://login.evil.example/common/v2.0")]).await;
    assert!(matches!(running.end.await.unwrap(), SignInEnd::Failed(SignInFault::NotOurs)));
    assert!(service.token_forms().await.is_empty());

    let mut running = service.begin(one_stage());
    let page = running.page().await;
    service.token(ok(&service.tokens(&page, "Calendars.Read")), 1).await;
    let issuer = format!("{}/{}/v2.0", service.server.uri(), common::TID);
    page.answer(&[("code", "one"), ("iss", &issuer)]).await;
    running.signed().await;
}

#[tokio::test]
async fn a_code_in_the_address_bar_is_never_redeemed() {
    let service = Service::start().await;
    let mut running = service.begin(one_stage());
    let page = running.page().await;
    let address = format!("{}/?code=seen&state={}", page.query["redirect_uri"], page.query["state"]);
    let shown = browser().get(address).send().await.unwrap().text().await.unwrap();
    assert!(shown.contains("Do not share the address") && !shown.contains("seen"), "{shown}");
    assert!(matches!(running.end.await.unwrap(), SignInEnd::Failed(SignInFault::Unreadable)));
    assert!(service.token_forms().await.is_empty());
} // C1: 2

#[tokio::test]
async fn cancelling_frees_the_port_wherever_the_attempt_stands() {
    let service = Service::start().await;
    let mut running = service.begin(two_stage());
    let page = running.page().await;
    running.cancel.cancel();
    assert!(matches!(running.end.await.unwrap(), SignInEnd::Cancelled));
    assert!(closed(&page).await);

    // While the code is being redeemed.
    let mut running = service.begin(two_stage());
    let page = running.page().await;
    service.token(ok(&json!({})).set_delay(Duration::from_secs(600)), 1).await;
    let (redirect_uri, state) = (page.query["redirect_uri"].clone(), page.query["state"].clone());
    let tab = tokio::spawn(browser().post(redirect_uri).form(&[("code", "one"), ("state", &state)]).send());
    while service.token_forms().await.is_empty() {
        tokio::task::yield_now().await;
    }
    running.cancel.cancel();
    assert!(matches!(running.end.await.unwrap(), SignInEnd::Cancelled));
    assert!(closed(&page).await);
    drop(tab.await);

    // Before anything began.
    let cancel = tokio_util::sync::CancellationToken::new();
    cancel.cancel();
    let (live, _news) = tokio::sync::mpsc::channel(1);
    let order = onboarding::SignInOrder { language: profile::Lang::Ja, ..common::order(one_stage()) };
    assert!(matches!(service.microsoft.sign_in(order, live, cancel).await, SignInEnd::Cancelled));
} // C1: 28

#[tokio::test]
async fn a_page_left_open_too_long_ends_the_attempt_and_frees_the_port() {
    let service = Service::with(Timing { sign_in: Duration::from_millis(50), ..common::timing() }).await;
    let mut running = service.begin(one_stage());
    let page = running.page().await;
    assert!(matches!(running.end.await.unwrap(), SignInEnd::Failed(SignInFault::Expired)));
    assert!(closed(&page).await);
} // C1: 29

#[tokio::test]
async fn an_answer_after_the_attempt_finds_a_closed_port() {
    let service = Service::start().await;
    let mut running = service.begin(one_stage());
    let page = running.page().await;
    service.token(ok(&service.tokens(&page, "Calendars.Read")), 1).await;
    page.answer(&[("code", "one")]).await;
    running.signed().await;
    assert!(closed(&page).await);
    assert_eq!(service.token_forms().await.len(), 1);
} // C1: 35 61

#[tokio::test]
async fn the_answer_of_an_earlier_attempt_does_not_count_in_the_next() {
    let service = Service::start().await;
    let mut running = service.begin(one_stage());
    let earlier = running.page().await;
    running.cancel.cancel();
    running.end.await.unwrap();
    let mut running = service.begin(one_stage());
    let page = running.page().await;
    let late = OpenPage { query: page.query.clone(), address: page.address.clone() };
    let mut stale = late.query.clone();
    stale.insert("state".to_owned(), earlier.query["state"].clone());
    let refused = OpenPage { query: stale, ..late }.answer(&[("code", "one")]).await;
    assert_eq!(refused.status(), 400);
    service.token(ok(&service.tokens(&page, "Calendars.Read")), 1).await;
    page.answer(&[("code", "two")]).await;
    running.signed().await;
} // C1: 33

#[tokio::test]
async fn nothing_secret_can_be_printed() {
    let service = Service::start().await;
    let mut running = service.begin(one_stage());
    let page = running.page().await;
    service.token(ok(&service.tokens(&page, "Calendars.Read")), 1).await;
    page.answer(&[("code", "one")]).await;
    let signed = running.signed().await;
    for printed in [format!("{signed:?}"), format!("{:?}", service.microsoft), format!("{:?}", common::record())] {
        assert!(!printed.contains("canary") && !printed.contains("old-refresh"), "{printed}");
        assert!(!printed.contains("mina.ito"), "{printed}");
    }
} // C1: 104

#[tokio::test]
async fn whatever_is_asked_the_answer_has_to_say_who_gave_it() {
    let service = Service::start().await;
    let mut running = service.begin(ScopePlan::OneStage(Scopes::of(["Calendars.Read"])));
    assert_eq!(running.page().await.query["scope"], "Calendars.Read openid profile");
}

async fn closed(page: &OpenPage) -> bool {
    let port: u16 = page.query["redirect_uri"].rsplit(':').next().unwrap().parse().unwrap();
    TcpStream::connect(("127.0.0.1", port)).await.is_err() && TcpStream::connect(("::1", port)).await.is_err()
}
