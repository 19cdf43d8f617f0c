use onboarding::Cloud;
use url::{Host, Origin, Url};

/// `9188040d-…`: the one tenant that holds every personal account (v2-protocols-oidc.md).
pub(crate) const PERSONAL_TENANT: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

/// Where sign-in and Graph live: Microsoft's clouds as compiled in, or one server on this computer that speaks the
/// same protocol. Nothing a server answers and nothing a person types can add a host.
#[derive(Clone, Debug)]
pub struct Endpoints(Place);

#[derive(Clone, Debug)]
enum Place {
    Microsoft,
    Loopback { authority: String, origin: Origin, graph: String },
}

/// One cloud's hosts (authentication-national-cloud.md, graph deployments.md).
struct Hosts {
    authority: &'static str,
    graph: &'static str,
    /// Bases of the `iss` claim; the first is what the authority writes today.
    issuers: &'static [&'static str],
}

const PUBLIC: Hosts = Hosts {
    authority: "https://login.microsoftonline.com",
    graph: "https://graph.microsoft.com/v1.0",
    issuers: &["https://login.microsoftonline.com"],
};
const US_GOVERNMENT: Hosts = Hosts {
    authority: "https://login.microsoftonline.us",
    graph: "https://graph.microsoft.us/v1.0",
    issuers: &["https://login.microsoftonline.us"],
};
/// DoD shares the government cloud's sign-in; its Graph takes no other tokens, and the other takes none of its.
const US_DEFENSE: Hosts = Hosts { graph: "https://dod-graph.microsoft.us/v1.0", ..US_GOVERNMENT };
const CHINA: Hosts = Hosts {
    authority: "https://login.partner.microsoftonline.cn",
    graph: "https://microsoftgraph.chinacloudapi.cn/v1.0",
    issuers: &["https://login.partner.microsoftonline.cn", "https://login.chinacloudapi.cn"],
};

fn hosts(cloud: Cloud) -> &'static Hosts {
    match cloud {
        Cloud::Public => &PUBLIC,
        Cloud::UsGovernment => &US_GOVERNMENT,
        Cloud::UsDefense => &US_DEFENSE,
        Cloud::China => &CHINA,
    }
}

/// The address given for a simulated tenant is not on this computer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not an http(s) address on localhost, 127.0.0.1 or [::1]")]
pub struct NotLoopback(String);

impl Endpoints {
    /// The real thing: public cloud, US Government and China.
    pub fn microsoft() -> Self {
        Self(Place::Microsoft)
    }

    /// A server on this computer. `authority_origin` counts up to its port; `graph` is the base that `/me` is added to.
    ///
    /// # Errors
    /// Refuses every host but `localhost`, `127.0.0.1` and `[::1]`, so that a setting can never send a token elsewhere.
    pub fn loopback(authority_origin: &str, graph: &str) -> Result<Self, NotLoopback> {
        let origin = loopback_url(authority_origin)?.origin();
        let graph = loopback_url(graph)?;
        Ok(Self(Place::Loopback {
            authority: origin.ascii_serialization(),
            origin,
            graph: graph.as_str().trim_end_matches('/').to_owned(),
        }))
    }

    /// Scheme, host and port of the sign-in service, without a trailing slash.
    pub fn authority_base(&self, cloud: Cloud) -> &str {
        match &self.0 {
            Place::Microsoft => hosts(cloud).authority,
            Place::Loopback { authority, .. } => authority,
        }
    }

    /// Hosts whose pages may be opened in the browser.
    pub fn page_hosts(&self) -> Vec<String> {
        match &self.0 {
            Place::Microsoft => [&PUBLIC, &US_GOVERNMENT, &CHINA]
                .iter()
                .filter_map(|cloud| cloud.authority.strip_prefix("https://").map(str::to_owned))
                .collect(),
            Place::Loopback { origin, .. } => match origin {
                Origin::Tuple(_, host, _) => vec![host.to_string()],
                Origin::Opaque(_) => Vec::new(),
            },
        }
    }

    /// Whether `address` is a page of this sign-in service: for the adapter that opens the browser.
    pub fn allows(&self, address: &str) -> bool {
        let Ok(url) = Url::parse(address) else { return false };
        let plain = url.username().is_empty() && url.password().is_none();
        let known = match &self.0 {
            Place::Microsoft => {
                url.scheme() == "https"
                    && url.port().is_none()
                    && url.host_str().is_some_and(|host| self.page_hosts().iter().any(|known| known == host))
            }
            Place::Loopback { origin, .. } => url.origin() == *origin,
        };
        plain && known
    }

    /// The cloud that `cloud_instance_name` of a discovery answer names. One that is not in the table cannot be signed
    /// in to by this version. A server on this computer names itself.
    pub(crate) fn cloud_named(&self, instance: &str) -> Option<Cloud> {
        match (instance, &self.0) {
            ("microsoftonline.com", _) => Some(Cloud::Public),
            ("microsoftonline.us", _) => Some(Cloud::UsGovernment),
            ("partner.microsoftonline.cn" | "chinacloudapi.cn", _) => Some(Cloud::China),
            (other, Place::Loopback { authority, .. }) => {
                authority.split_once("://").is_some_and(|(_, own)| own == other).then_some(Cloud::Public)
            }
            (_, Place::Microsoft) => None,
        }
    }

    pub(crate) fn graph_base(&self, cloud: Cloud) -> &str {
        match &self.0 {
            Place::Microsoft => hosts(cloud).graph,
            Place::Loopback { graph, .. } => graph,
        }
    }

    /// `{authority}/{tenant}/oauth2/v2.0/{leaf}`.
    pub(crate) fn oauth2(&self, cloud: Cloud, tenant: &str, leaf: &str) -> String {
        format!("{}/{}/oauth2/v2.0/{leaf}", self.authority_base(cloud), segment(tenant))
    }

    /// Whether `issuer` is the one this cloud writes for `tenant_id`: the template with the token's own `tid`, compared
    /// whole (access-tokens.md). A prefix or suffix match would let `login.microsoftonline.com.evil.tld` through.
    pub(crate) fn issues(&self, cloud: Cloud, tenant_id: &str, issuer: &str) -> bool {
        let written_by = |base: &str| issuer == format!("{base}/{tenant_id}/v2.0");
        match &self.0 {
            Place::Microsoft => hosts(cloud).issuers.iter().any(|base| written_by(base)),
            Place::Loopback { authority, .. } => written_by(authority),
        }
    }

    /// A server on this computer is reached without the system's proxy.
    pub(crate) fn needs_proxy(&self) -> bool {
        matches!(self.0, Place::Microsoft)
    }
}

/// The path segment for a tenant; personal accounts go by `consumers` in every documented URL.
fn segment(tenant: &str) -> &str {
    if tenant.eq_ignore_ascii_case(PERSONAL_TENANT) { "consumers" } else { tenant }
}

fn loopback_url(text: &str) -> Result<Url, NotLoopback> {
    let refused = || NotLoopback(text.to_owned());
    let url = Url::parse(text).map_err(|_| refused())?;
    let local = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip == std::net::Ipv4Addr::LOCALHOST,
        Some(Host::Ipv6(ip)) => ip == std::net::Ipv6Addr::LOCALHOST,
        None => false,
    };
    let plain = url.username().is_empty() && url.password().is_none();
    if local && plain && matches!(url.scheme(), "http" | "https") { Ok(url) } else { Err(refused()) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const TID: &str = "6babcaad-604b-40ac-a9d7-9fd97c0b779f";

    #[test]
    fn only_this_computer_can_stand_in_for_microsoft() {
        for good in ["http://localhost:8080", "https://127.0.0.1:1", "http://[::1]:9/x/"] {
            assert!(Endpoints::loopback(good, good).is_ok(), "{good}");
        }
        for bad in [
            "http://localhost.evil.tld",
            "http://127.0.0.1.nip.io",
            "http://10.0.0.1",
            "http://user@localhost",
            "ftp://localhost",
            "file:///etc/passwd",
            "http://0.0.0.0:80",
            "",
        ] {
            assert!(Endpoints::loopback(bad, "http://localhost:1").is_err(), "{bad}");
            assert!(Endpoints::loopback("http://localhost:1", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_browser_opens_https_pages_of_the_cloud_table_only() {
        let real = Endpoints::microsoft();
        assert!(real.allows("https://login.microsoftonline.com/x/oauth2/v2.0/authorize?a=b"));
        assert!(real.allows("https://login.partner.microsoftonline.cn/"));
        for bad in [
            "http://login.microsoftonline.com/",
            "https://login.microsoftonline.com.evil.tld/",
            "https://evil.tld/login.microsoftonline.com",
            "https://login.microsoftonline.com@evil.tld/",
            "https://user@login.microsoftonline.com/",
            "https://login.microsoftonline.com:8443/",
            "http://localhost:80/",
            "file:///bin/sh",
            "javascript:alert(1)",
            "not a url",
        ] {
            assert!(!real.allows(bad), "{bad}");
        }
        let local = Endpoints::loopback("http://localhost:4000/tenant", "http://localhost:4000/graph/").unwrap();
        assert!(local.allows("http://localhost:4000/any"));
        assert!(!local.allows("http://localhost:4001/any"));
        assert!(!local.allows("https://login.microsoftonline.com/"));
        assert_eq!(local.authority_base(Cloud::China), "http://localhost:4000");
        assert_eq!(local.graph_base(Cloud::Public), "http://localhost:4000/graph");
    } // C1: 40

    #[test]
    fn a_look_alike_issuer_host_is_not_microsoft() {
        let real = Endpoints::microsoft();
        let issued = |issuer: &str| real.issues(Cloud::Public, TID, issuer);
        assert!(issued(&format!("https://login.microsoftonline.com/{TID}/v2.0")));
        for bad in [
            format!("https://login.microsoftonline.com.evil.tld/{TID}/v2.0"),
            format!("https://evil-login.microsoftonline.com/{TID}/v2.0"),
            format!("http://login.microsoftonline.com/{TID}/v2.0"),
            format!("https://login.microsoftonline.us/{TID}/v2.0"),
            format!("https://login.microsoftonline.com/{TID}/v2.0/"),
            format!("https://login.microsoftonline.com/{TID}/v1.0"),
            "https://login.microsoftonline.com/{tenantid}/v2.0".to_owned(),
        ] {
            assert!(!issued(&bad), "{bad}");
        }
        let government = format!("https://login.microsoftonline.us/{TID}/v2.0");
        assert!(real.issues(Cloud::UsGovernment, TID, &government) && real.issues(Cloud::UsDefense, TID, &government));
        assert!(real.issues(Cloud::China, TID, &format!("https://login.chinacloudapi.cn/{TID}/v2.0")));
    } // C1: 47

    #[test]
    fn personal_accounts_use_the_consumers_segment() {
        let real = Endpoints::microsoft();
        assert!(real.oauth2(Cloud::Public, PERSONAL_TENANT, "token").ends_with("/consumers/oauth2/v2.0/token"));
        assert!(
            real.oauth2(Cloud::UsGovernment, TID, "token").starts_with("https://login.microsoftonline.us/6babcaad")
        );
    }

    #[test]
    fn every_cloud_is_asked_at_its_own_hosts() {
        let real = Endpoints::microsoft();
        for (cloud, authority, graph) in [
            (Cloud::Public, "login.microsoftonline.com", "graph.microsoft.com"),
            (Cloud::UsGovernment, "login.microsoftonline.us", "graph.microsoft.us"),
            (Cloud::UsDefense, "login.microsoftonline.us", "dod-graph.microsoft.us"),
            (Cloud::China, "login.partner.microsoftonline.cn", "microsoftgraph.chinacloudapi.cn"),
        ] {
            assert_eq!(real.authority_base(cloud), format!("https://{authority}"));
            assert_eq!(real.graph_base(cloud), format!("https://{graph}/v1.0"));
            assert!(real.allows(&format!("https://{authority}/x")));
        }
    }
}
