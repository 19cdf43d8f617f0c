#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use base64::Engine as _;
use common::{Service, ok, record};
use diagnosis::Evidence;
use onboarding::{
    Calendar, CalendarFault, Cloud, Grant, IdentityProvider, Intended, NetworkFault, Redemption, Scopes, SignInOrder,
};
use serde_json::json;
use wiremock::matchers::{method, path};
use wiremock::{Mock, ResponseTemplate};

const CLAIMS: &str = r#"{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}"#;

/// Graph asks of every token for these claims.
async fn challenging() -> Service {
    let header = format!(
        r#"Bearer realm="", error="insufficient_claims", claims="{}""#,
        base64::engine::general_purpose::STANDARD.encode(CLAIMS)
    );
    let service = Service::start().await;
    Mock::given(method("GET"))
        .and(path("/graph/me/calendars"))
        .respond_with(ResponseTemplate::new(401).insert_header("www-authenticate", header.as_str()))
        .mount(&service.server)
        .await;
    service
}

fn calendar() -> Scopes {
    Scopes::of(["Calendars.Read", "offline_access"])
}

async fn redeem(service: &Service) -> Redemption {
    service.microsoft.redeem(&record(), &calendar()).await
}

fn granted(redemption: Redemption) -> Grant {
    match redemption {
        Redemption::Granted(grant) => grant,
        other @ (Redemption::Refused(_) | Redemption::Unreachable(_)) => panic!("{other:?}"),
    }
}

fn unreachable(redemption: Redemption) -> NetworkFault {
    match redemption {
        Redemption::Unreachable(fault) => fault,
        other @ (Redemption::Granted(_) | Redemption::Refused(_)) => panic!("{other:?}"),
    }
}

fn fresh() -> ResponseTemplate {
    ok(
        &json!({ "access_token": "a", "refresh_token": "new", "scope": "https://graph.microsoft.com/Calendars.Read", "expires_in": 3600 }),
    )
}

#[tokio::test]
async fn a_refresh_token_is_redeemed_at_its_tenant_for_the_scopes_asked() {
    let service = Service::start().await;
    service.token(fresh(), 1).await;
    let grant = granted(redeem(&service).await);
    assert_eq!(grant.refresh.unwrap().expose(), "new");
    assert!(grant.scopes.cover(&calendar()));
    let forms = service.token_forms().await;
    assert_eq!(forms[0]["grant_type"], "refresh_token");
    assert_eq!(forms[0]["refresh_token"], "old-refresh");
    assert_eq!(forms[0]["scope"], "Calendars.Read offline_access");
    assert_eq!(forms[0]["client_id"], common::CLIENT);
    assert!(!forms[0].contains_key("client_secret"));
}

#[tokio::test]
async fn an_answer_without_a_new_refresh_token_keeps_the_old_one() {
    let service = Service::start().await;
    service.token(ok(&json!({ "access_token": "a", "scope": "Calendars.Read", "expires_in": 3600 })), 1).await;
    assert_eq!(granted(redeem(&service).await).refresh.unwrap().expose(), "old-refresh");
} // C1: 67

#[tokio::test]
async fn a_passing_fault_is_sat_out_once() {
    let service = Service::start().await;
    service.token(ResponseTemplate::new(503), 1).await;
    service.token(fresh(), 1).await;
    granted(redeem(&service).await);
    assert_eq!(service.token_forms().await.len(), 2);

    let failing = Service::start().await;
    failing.token(ResponseTemplate::new(500), 9).await;
    assert_eq!(unreachable(redeem(&failing).await), NetworkFault::ServiceFault);
    assert_eq!(failing.token_forms().await.len(), 2);
} // C1: 71

#[tokio::test]
async fn a_throttled_account_is_not_asked_for_again_before_its_time() {
    for wait in [Some("120"), Some("0.4e9"), Some("Fri, 31 Dec 2100 23:59:59 GMT"), None] {
        let service = Service::start().await;
        let answer = ResponseTemplate::new(429);
        let answer = match wait {
            Some(wait) => answer.insert_header("retry-after", wait),
            None => answer,
        };
        service.token(answer, 9).await;
        for _ in 0..3 {
            assert_eq!(unreachable(redeem(&service).await), NetworkFault::Throttled);
        }
        assert_eq!(service.token_forms().await.len(), 1, "{wait:?}");
    }
    // Told not to wait, the next call goes out.
    let service = Service::start().await;
    service.token(ResponseTemplate::new(429).insert_header("retry-after", "0"), 1).await;
    service.token(fresh(), 1).await;
    assert_eq!(unreachable(redeem(&service).await), NetworkFault::Throttled);
    granted(redeem(&service).await);
} // C1: 70

#[tokio::test]
async fn a_refusal_is_an_answer_and_is_asked_for_once() {
    let service = Service::start().await;
    let body = r#"{"error":"invalid_grant","suberror":"consent_required","error_codes":[65001]}"#;
    service.token(ResponseTemplate::new(400).set_body_string(body), 9).await;
    let Redemption::Refused(evidence) = redeem(&service).await else { panic!() };
    assert_eq!(evidence, Evidence::Token(body.to_owned()));
    assert_eq!(service.token_forms().await.len(), 1);
}

#[tokio::test]
async fn a_refusal_that_only_the_person_can_lift_is_not_asked_for_again_until_they_signed_in() {
    let service = Service::start().await;
    let body = r#"{"error":"invalid_grant","suberror":"bad_token","error_codes":[70000]}"#;
    service.token(ResponseTemplate::new(400).set_body_string(body), 9).await;
    for _ in 0..10 {
        let Redemption::Refused(evidence) = redeem(&service).await else { panic!() };
        assert_eq!(evidence, Evidence::Token(body.to_owned()));
    }
    assert_eq!(service.token_forms().await.len(), 1);

    service.server.reset().await;
    let mut running = service.begin(common::one_stage());
    let page = running.page().await;
    service.token(ok(&service.tokens(&page, "Calendars.Read")), 1).await;
    page.answer(&[("code", "one")]).await;
    running.signed().await;
    service.token(fresh(), 1).await;
    granted(redeem(&service).await);
} // C1: 72

#[tokio::test]
async fn what_it_can_lift_is_asked_for_every_time() {
    let service = Service::start().await;
    let body = r#"{"error":"invalid_grant","suberror":"consent_required","error_codes":[65001]}"#;
    service.token(ResponseTemplate::new(400).set_body_string(body), 2).await;
    service.token(fresh(), 1).await;
    assert!(matches!(redeem(&service).await, Redemption::Refused(_)));
    assert!(matches!(redeem(&service).await, Redemption::Refused(_)));
    granted(redeem(&service).await);
} // C1: 54

#[tokio::test]
async fn a_claims_challenge_is_answered_by_one_silent_try_and_never_by_a_second() {
    let service = challenging().await;
    // As the journey does it: after a 401 the token is spent, a fresh one is fetched and tried.
    for access in ["first", "second", "third"] {
        service.token(ok(&json!({ "access_token": access, "scope": "Calendars.Read", "expires_in": 3600 })), 1).await;
        let grant = granted(redeem(&service).await);
        let refused = service.microsoft.calendars(Cloud::Public, &grant.access).await;
        assert_eq!(refused, Err(CalendarFault::SignInAgain));
    }
    let forms = service.token_forms().await;
    let sent: Vec<_> = forms.iter().map(|form| form.get("claims").map(String::as_str)).collect();
    assert_eq!(sent, [None, Some(CLAIMS), None]);
} // C1: 75

#[tokio::test]
async fn what_is_not_the_service_is_not_asked_twice() {
    let service = Service::start().await;
    service.token(ResponseTemplate::new(200).set_body_string("<html>"), 9).await;
    assert_eq!(unreachable(redeem(&service).await), NetworkFault::NotTheService);
    assert_eq!(service.token_forms().await.len(), 1);
} // C1: 55

#[tokio::test]
async fn without_a_network_the_account_is_merely_offline() {
    let microsoft = {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let nobody = format!("http://{free}");
        let endpoints = microsoft::Endpoints::loopback(&nobody, &nobody).unwrap();
        microsoft::Microsoft::new(endpoints, common::CLIENT, common::timing()).unwrap()
    };
    assert_eq!(unreachable(microsoft.redeem(&record(), &calendar()).await), NetworkFault::Offline);
} // C1: 69

#[tokio::test]
async fn what_a_redemption_could_not_answer_goes_with_the_persons_own_sign_in_until_one_succeeds() {
    let service = challenging().await;
    service.token(ok(&json!({ "access_token": "first", "scope": "Calendars.Read", "expires_in": 3600 })), 1).await;
    let grant = granted(redeem(&service).await);
    assert_eq!(service.microsoft.calendars(Cloud::Public, &grant.access).await, Err(CalendarFault::SignInAgain));
    let refusal = json!({ "error": "invalid_grant", "suberror": "basic_action", "error_codes": [50076] });
    service.token(ResponseTemplate::new(400).set_body_json(refusal), 1).await;
    assert!(matches!(redeem(&service).await, Redemption::Refused(_)));

    let known = || SignInOrder { intended: Intended::Account(record().account), ..common::order(common::one_stage()) };
    // A sign-in that was given up answers nothing; somebody who is merely an address has nothing to answer.
    for (order, carried) in
        [(known(), Some(CLAIMS)), (common::order(common::one_stage()), None), (known(), Some(CLAIMS))]
    {
        let mut running = service.begin_with(order);
        let page = running.page().await;
        assert_eq!(page.query.get("claims").map(String::as_str), carried);
        running.cancel.cancel();
        running.end.await.unwrap();
    }
    let mut running = service.begin_with(known());
    let page = running.page().await;
    service.token(ok(&service.tokens(&page, "User.Read Calendars.Read")), 1).await;
    page.answer(&[("code", "one")]).await;
    let signed = running.signed().await;
    assert_eq!(service.token_forms().await.last().unwrap()["claims"], CLAIMS);

    let mut running = service.begin_with(known());
    assert!(!running.page().await.query.contains_key("claims"), "answered once");
    running.cancel.cancel();
    running.end.await.unwrap();
    // Challenged all the same: not silently again, but by the person.
    assert_eq!(service.microsoft.calendars(Cloud::Public, &signed.grant.access).await, Err(CalendarFault::SignInAgain));
    let mut running = service.begin_with(known());
    assert_eq!(running.page().await.query["claims"], CLAIMS);
    running.cancel.cancel();
} // C1: 75

#[tokio::test]
async fn the_claims_of_a_refusal_come_with_the_next_sign_in_of_that_account() {
    let claims = r#"{"access_token":{"capolids":{"essential":true,"values":["6babcaad"]}}}"#;
    let service = Service::start().await;
    let refusal =
        json!({ "error": "invalid_grant", "suberror": "basic_action", "error_codes": [50076], "claims": claims });
    service.token(ResponseTemplate::new(400).set_body_json(refusal), 1).await;
    assert!(matches!(redeem(&service).await, Redemption::Refused(_)));
    let known = Intended::Account(record().account);
    let mut other = record().account;
    other.object_id = "o-2".to_owned();
    for (intended, carried) in [(Intended::Account(other), None), (known, Some(claims))] {
        let mut running = service.begin_with(SignInOrder { intended, ..common::order(common::one_stage()) });
        assert_eq!(running.page().await.query.get("claims").map(String::as_str), carried);
        running.cancel.cancel();
    }
    assert!(!format!("{:?}", service.microsoft).contains("capolids"));
} // C1: 75

#[tokio::test]
async fn each_cloud_signs_in_at_its_own_address() {
    let microsoft =
        microsoft::Microsoft::new(microsoft::Endpoints::microsoft(), common::CLIENT, common::timing()).unwrap();
    for (cloud, address) in [
        (Cloud::Public, "https://login.microsoftonline.com"),
        (Cloud::UsGovernment, "https://login.microsoftonline.us"),
        (Cloud::UsDefense, "https://login.microsoftonline.us"),
        (Cloud::China, "https://login.partner.microsoftonline.cn"),
    ] {
        assert_eq!(microsoft.authority(cloud), address);
    }
}
