use onboarding::{AccountKind, Cloud, Discovery, EmailAddress, NetworkFault, Tenant};
use reqwest::StatusCode;
use url::Url;
use uuid::Uuid;

use crate::endpoints::{Endpoints, PERSONAL_TENANT};
use crate::http::{Answer, TOKEN_CAP, Way};
use crate::wire::error::OAuthError;
use crate::wire::openid::Configuration;

/// Domains Microsoft itself gives to persons. They are no tenant's, so discovery cannot be relied on for them.
const CONSUMER_DOMAINS: [&str; 8] =
    ["outlook.com", "outlook.jp", "hotmail.com", "live.com", "live.jp", "msn.com", "passport.com", "windowslive.com"];
/// The same with a country behind: `hotmail.co.uk`, `live.fr`, `outlook.de`.
const CONSUMER_NAMES: [&str; 3] = ["outlook", "hotmail", "live"];
const COUNTRIES: [&str; 16] = [
    "co.jp", "co.uk", "co.kr", "co.id", "com.au", "com.br", "com.tr", "com.ar", "ca", "de", "dk", "es", "fr", "it",
    "nl", "se",
];

pub(crate) async fn discover(way: &Way, endpoints: &Endpoints, email: &EmailAddress) -> Discovery {
    let domain = email.domain();
    if is_consumer(domain) {
        return Discovery::Found(tenant(PERSONAL_TENANT, domain, Cloud::Public));
    }
    // The public cloud's endpoint knows the tenants of the others too and names the cloud they are in.
    let base = endpoints.authority_base(Cloud::Public);
    let address = format!("{base}/{domain}/v2.0/.well-known/openid-configuration");
    match way.send(way.get(address), TOKEN_CAP).await {
        Ok(answer) => read(&answer, domain, endpoints),
        Err(trouble) => Discovery::Unreachable(trouble.fault()),
    }
}

fn read(answer: &Answer, domain: &str, endpoints: &Endpoints) -> Discovery {
    if answer.status == StatusCode::OK {
        let found =
            answer.json::<Configuration>().and_then(|known| Some((tenant_id(&known)?, cloud(&known, endpoints)?)));
        return match found {
            Some((id, cloud)) => Discovery::Found(tenant(&id, domain, cloud)),
            None => Discovery::Unreachable(NetworkFault::NotTheService),
        };
    }
    if !answer.status.is_client_error() || answer.status == StatusCode::TOO_MANY_REQUESTS {
        return Discovery::Unreachable(answer.fault());
    }
    match answer.json::<OAuthError>() {
        Some(refusal) if says_no_such_tenant(&refusal) => Discovery::NotFound,
        // The endpoint is known to fail in passing with a 400 of its own (90041).
        Some(_) => Discovery::Unreachable(NetworkFault::ServiceFault),
        None => Discovery::Unreachable(answer.fault()),
    }
}

/// 90002: no tenant has this domain. 900023: it is not even a name that could be one.
fn says_no_such_tenant(refusal: &OAuthError) -> bool {
    refusal.error == "invalid_tenant" || refusal.has_code(90002) || refusal.has_code(900_023)
}

/// The GUID that issuer and token endpoint agree on.
fn tenant_id(known: &Configuration) -> Option<String> {
    let from_issuer = guid_in_path(&known.issuer);
    let from_token = guid_in_path(&known.token_endpoint);
    match (from_issuer, from_token) {
        (Some(one), Some(other)) if one != other => None,
        (one, other) => one.or(other),
    }
}

fn guid_in_path(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let id = Uuid::try_parse(url.path_segments()?.next()?).ok()?;
    Some(id.hyphenated().to_string())
}

/// Onto our own table: the name decides, and the region corrects it for government tenants found by the public cloud.
fn cloud(known: &Configuration, endpoints: &Endpoints) -> Option<Cloud> {
    let named = match known.cloud_instance_name.as_deref() {
        Some(name) => endpoints.cloud_named(name)?,
        None => Cloud::Public,
    };
    Some(match named {
        Cloud::Public | Cloud::UsGovernment => government(known).unwrap_or(named),
        Cloud::UsDefense | Cloud::China => named,
    })
}

/// GCC High and DoD share their sign-in service and are told apart by the Graph their tenants use, or by their sub-scope:
/// DODCON is GCC High, DOD is DoD. Plain GCC lives in the public cloud.
fn government(known: &Configuration) -> Option<Cloud> {
    let (graph, sub_scope) = (known.msgraph_host.as_deref(), known.tenant_region_sub_scope.as_deref());
    if sub_scope == Some("DOD") || graph == Some("dod-graph.microsoft.us") {
        Some(Cloud::UsDefense)
    } else if sub_scope == Some("DODCON")
        || graph == Some("graph.microsoft.us")
        || known.tenant_region_scope.as_deref() == Some("USGov")
    {
        Some(Cloud::UsGovernment)
    } else {
        None
    }
}

fn is_consumer(domain: &str) -> bool {
    CONSUMER_DOMAINS.contains(&domain)
        || domain
            .split_once('.')
            .is_some_and(|(name, country)| CONSUMER_NAMES.contains(&name) && COUNTRIES.contains(&country))
}

fn tenant(id: &str, domain: &str, cloud: Cloud) -> Tenant {
    let kind = if id == PERSONAL_TENANT { AccountKind::Personal } else { AccountKind::Work };
    Tenant { id: id.to_owned(), domain: domain.to_owned(), cloud, kind }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::microsoft::Timing;
    use crate::proxy::Proxy;
    use serde_json::json;
    use wiremock::matchers::{method, path};
    use wiremock::{Mock, MockServer, ResponseTemplate};

    const TID: &str = "6babcaad-604b-40ac-a9d7-9fd97c0b779f";

    async fn asked(answer: ResponseTemplate) -> Discovery {
        let server = MockServer::start().await;
        Mock::given(method("GET"))
            .and(path("/contoso.example/v2.0/.well-known/openid-configuration"))
            .respond_with(answer)
            .mount(&server)
            .await;
        let endpoints = Endpoints::loopback(&server.uri(), &server.uri()).unwrap();
        let way = Way::open(Proxy::Direct, &Timing::default()).unwrap();
        discover(&way, &endpoints, &EmailAddress::parse("mina@contoso.example").unwrap()).await
    }

    fn found(body: serde_json::Value) -> ResponseTemplate {
        ResponseTemplate::new(200).set_body_json(body)
    }

    fn configuration(instance: &str, sub_scope: &str) -> serde_json::Value {
        json!({
            "issuer": format!("https://login.microsoftonline.com/{TID}/v2.0"),
            "token_endpoint": format!("https://elsewhere.example/{TID}/oauth2/v2.0/token"),
            "cloud_instance_name": instance,
            "tenant_region_sub_scope": sub_scope,
        })
    }

    #[tokio::test]
    async fn a_domain_leads_to_its_tenant_and_cloud() {
        for (instance, sub_scope, cloud) in [
            ("microsoftonline.com", "", Cloud::Public),
            ("microsoftonline.com", "GCC", Cloud::Public),
            ("microsoftonline.com", "DODCON", Cloud::UsGovernment),
            ("microsoftonline.com", "DOD", Cloud::UsDefense),
            ("microsoftonline.us", "DODCON", Cloud::UsGovernment),
            ("microsoftonline.us", "DOD", Cloud::UsDefense),
            ("microsoftonline.us", "", Cloud::UsGovernment),
            ("partner.microsoftonline.cn", "", Cloud::China),
        ] {
            let Discovery::Found(tenant) = asked(found(configuration(instance, sub_scope))).await else {
                panic!("{instance} {sub_scope}")
            };
            assert_eq!((tenant.id.as_str(), tenant.cloud, tenant.kind), (TID, cloud, AccountKind::Work));
            assert_eq!(tenant.domain, "contoso.example");
        }
    }

    #[tokio::test]
    async fn the_graph_a_tenant_names_tells_its_cloud_and_is_never_asked() {
        for (graph, sub_scope, cloud) in [
            ("dod-graph.microsoft.us", "", Cloud::UsDefense),
            ("graph.microsoft.us", "", Cloud::UsGovernment),
            ("graph.microsoft.com", "GCC", Cloud::Public),
            ("graph.evil.example", "", Cloud::Public),
            ("graph.evil.example", "DOD", Cloud::UsDefense),
        ] {
            let mut body = configuration("microsoftonline.com", sub_scope);
            body["msgraph_host"] = json!(graph);
            let Discovery::Found(tenant) = asked(found(body)).await else { panic!("{graph}") };
            assert_eq!(tenant.cloud, cloud, "{graph}");
            assert!(!Endpoints::microsoft().graph_base(tenant.cloud).contains("evil"));
        }
    }

    #[tokio::test]
    async fn a_cloud_that_is_not_in_the_table_is_not_guessed() {
        let answer = asked(found(configuration("sovcloud-identity.fr", ""))).await;
        assert_eq!(answer, Discovery::Unreachable(NetworkFault::NotTheService));
    }

    #[tokio::test]
    async fn an_unknown_domain_is_told_from_a_failing_service() {
        let refusal = |status: u16, body: serde_json::Value| ResponseTemplate::new(status).set_body_json(body);
        let unknown =
            json!({ "error": "invalid_tenant", "error_codes": [90002], "error_description": "AADSTS90002: …" });
        assert_eq!(asked(refusal(400, unknown.clone())).await, Discovery::NotFound);
        // Whatever a failing or overloaded service says beside its status is not believed.
        assert_eq!(asked(refusal(429, unknown.clone())).await, Discovery::Unreachable(NetworkFault::Throttled));
        assert_eq!(asked(refusal(500, unknown)).await, Discovery::Unreachable(NetworkFault::ServiceFault));
        let bare = json!({ "error": "invalid_request", "error_description": "AADSTS900023: Specified tenant…" });
        assert_eq!(asked(refusal(400, bare)).await, Discovery::NotFound);
        // The word alone says it, and so does each code.
        assert_eq!(asked(refusal(400, json!({ "error": "invalid_tenant" }))).await, Discovery::NotFound);
        let coded = json!({ "error": "invalid_request", "error_codes": [90002] });
        assert_eq!(asked(refusal(400, coded)).await, Discovery::NotFound);
        // 900021 begins with the digits of 90002 and is something else.
        let longer = json!({ "error": "invalid_request", "error_description": "AADSTS900021: …" });
        assert_eq!(asked(refusal(400, longer)).await, Discovery::Unreachable(NetworkFault::ServiceFault));
        let passing = json!({ "error": "server_error", "error_codes": [90041] });
        assert_eq!(asked(refusal(400, passing)).await, Discovery::Unreachable(NetworkFault::ServiceFault));
    }

    #[tokio::test]
    async fn whatever_else_answers_is_named_and_never_taken_for_a_tenant() {
        let other = json!({ "issuer": format!("https://x.example/{TID}/"), "token_endpoint": "https://x.example/7e4b8db1-2a05-49cb-9b0a-0f5fdd7e4d3f/" });
        for (answer, fault) in [
            (
                ResponseTemplate::new(200).set_body_string("<html>Welcome to our hotel</html>"),
                NetworkFault::NotTheService,
            ),
            (ResponseTemplate::new(200), NetworkFault::NotTheService),
            (ResponseTemplate::new(200).set_body_string("{\"issuer\":\"https://lo"), NetworkFault::NotTheService),
            (found(json!({ "issuer": "https://login.example/{tenantid}/v2.0" })), NetworkFault::NotTheService),
            (found(other), NetworkFault::NotTheService),
            (
                ResponseTemplate::new(302).insert_header("location", "http://portal.example/"),
                NetworkFault::NotTheService,
            ),
            (ResponseTemplate::new(404).set_body_string("<html>"), NetworkFault::NotTheService),
            (ResponseTemplate::new(500), NetworkFault::ServiceFault),
            (ResponseTemplate::new(503).insert_header("retry-after", "20"), NetworkFault::Throttled),
            (ResponseTemplate::new(429), NetworkFault::Throttled),
            (ResponseTemplate::new(407), NetworkFault::ProxySignIn),
        ] {
            assert_eq!(asked(answer).await, Discovery::Unreachable(fault));
        }
    } // C1: 55 56 57 110

    #[tokio::test]
    async fn microsofts_own_consumer_domains_are_personal_without_a_request() {
        let endpoints = Endpoints::loopback("http://localhost:1", "http://localhost:1").unwrap();
        let way = Way::open(Proxy::Direct, &Timing::default()).unwrap();
        for address in ["a@outlook.com", "a@hotmail.co.jp", "a@live.jp", "a@msn.com"] {
            let email = EmailAddress::parse(address).unwrap();
            let Discovery::Found(tenant) = discover(&way, &endpoints, &email).await else { panic!("{address}") };
            assert_eq!((tenant.kind, tenant.id.as_str()), (AccountKind::Personal, PERSONAL_TENANT));
        }
        assert!(!is_consumer("live.example"));
        assert!(!is_consumer("notoutlook.com"));
    }
}
