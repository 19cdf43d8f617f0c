use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use profile::{AskedPermission, Profile, Resource};
use url::{Host, Url};

use crate::case::Case;

/// RFC 3986 unreserved characters stay; everything else is encoded, so that no value can end its own parameter.
pub(crate) const PARAMETER: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// An address within the query: RFC 3986 lets these two stand there, and each one encoded twice would take five bytes of
/// a mail link.
const PAGE: &AsciiSet = &PARAMETER.remove(b':').remove(b'/');

/// The address where an administrator of this tenant approves the app for the whole organisation.
///
/// With a landing page, the v2 endpoint: every scope spelled out where all of them are delegated and of Microsoft Graph,
/// else `.default`, which stands for everything registered with every resource; application permissions can only be asked
/// for that way, and the two must not be mixed. Without a landing page, the v1 endpoint with the client id alone: it asks
/// for the same registered list, and v2 would need an address to return to. A loopback address never counts as a landing
/// page, because the administrator sits at another computer.
///
/// Source: Microsoft, "Admin consent on the Microsoft identity platform" and "Scopes and permissions".
pub fn approval_link(profile: &Profile, case: &Case<'_>) -> String {
    let authority = case.authority.trim_end_matches('/');
    let tenant = utf8_percent_encode(&case.tenant_id, PARAMETER);
    let client_id = &profile.app.client_id;
    match landing_page(profile) {
        Some(page) => {
            let scope = scope(profile);
            let scope = utf8_percent_encode(&scope, PARAMETER);
            let page = utf8_percent_encode(page, PAGE);
            format!("{authority}/{tenant}/v2.0/adminconsent?client_id={client_id}&scope={scope}&redirect_uri={page}")
        }
        None => format!("{authority}/{tenant}/adminconsent?client_id={client_id}"),
    }
}

/// Where the administrator lands after approving, if that is a page another computer can open.
pub(crate) fn landing_page(profile: &Profile) -> Option<&str> {
    let page = profile.links.admin_approval.as_ref()?.as_str();
    let url = Url::parse(page).ok()?;
    let elsewhere = match url.host()? {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            name != "localhost" && !name.ends_with(".localhost")
        }
        Host::Ipv4(address) => !address.is_loopback() && !address.is_unspecified(),
        Host::Ipv6(address) => !address.is_loopback() && !address.is_unspecified(),
    };
    elsewhere.then_some(page)
}

/// What an approval by the link grants beyond what the profile asks for at its tier: Microsoft knows no tiers, and only a
/// link that spells its scopes out can leave some of the registered ones out.
pub fn link_also_grants(profile: &Profile) -> Vec<&str> {
    if landing_page(profile).is_some() && spelled_out(profile) {
        return Vec::new();
    }
    let asked = |one: &AskedPermission| profile.permissions.iter().any(|own| own.is_same_as(one));
    profile.in_any_tier().into_iter().filter(|one| !asked(one)).map(|one| one.value.as_str()).collect()
}

fn spelled_out(profile: &Profile) -> bool {
    profile.delegated_only() && profile.permissions.iter().all(|asked| asked.resource == Resource::Graph)
}

/// Microsoft Graph goes by its application id, the same in every cloud: its host name differs between them.
fn scope(profile: &Profile) -> String {
    if spelled_out(profile) {
        let scopes: Vec<&str> = profile.permissions.iter().map(|asked| asked.value.as_str()).collect();
        return scopes.join(" ");
    }
    format!("{}/.default", Resource::Graph.app_id())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use jiff::civil::date;

    fn case(tenant: &str) -> Case<'static> {
        Case {
            tenant_id: tenant.to_owned(),
            tenant_domain: "northbank.example".to_owned(),
            requester: None,
            authority: "https://login.microsoftonline.com/".to_owned(),
            verdict: None,
            today: date(2026, 11, 20),
            answer_by: None,
        }
    }

    const TENANT: &str = "5f4f0c7e-64d4-4c0f-9a53-8f7f3a1f2b6d";

    fn without_page() -> Profile {
        let mut profile = Profile::demo();
        profile.links.admin_approval = None;
        profile
    }

    #[test]
    fn what_the_link_grants_beyond_the_letter_is_known_for_every_tier_and_kind_of_link() {
        let more = |profile: &Profile, tier: &str| -> Vec<String> {
            link_also_grants(&profile.at(tier).unwrap()).into_iter().map(str::to_owned).collect()
        };
        for tier in ["basic", "read", "write"] {
            assert!(more(&Profile::demo(), tier).is_empty(), "the link spells the scopes of {tier} out");
        }
        assert_eq!(more(&without_page(), "read"), ["Calendars.ReadBasic", "Calendars.ReadWrite"]);
        assert_eq!(more(&without_page(), "write"), ["Calendars.ReadBasic", "Calendars.Read"]);
        assert!(link_also_grants(profile::shipped_as("learning-suite").unwrap()).is_empty(), "it has no tiers");
    }

    #[test]
    fn without_a_landing_page_the_link_holds_tenant_and_client_id_and_nothing_else() {
        assert_eq!(
            approval_link(&without_page(), &case(TENANT)),
            format!(
                "https://login.microsoftonline.com/{TENANT}/adminconsent?client_id=3b1f0c62-8f1e-4a7d-9c55-2f60d7c1e9ab"
            )
        );
    }

    #[test]
    fn with_a_landing_page_every_scope_is_spelled_out() {
        let profile = with_page("https://daybook.example/approved?from=it");
        let link = url::Url::parse(&approval_link(&profile, &case(TENANT))).unwrap();
        assert_eq!(link.path(), format!("/{TENANT}/v2.0/adminconsent"));
        let pairs: Vec<(String, String)> = link.query_pairs().into_owned().collect();
        assert_eq!(
            pairs[1],
            ("scope".to_owned(), "Calendars.ReadWrite User.Read offline_access openid profile".to_owned())
        );
        assert_eq!(pairs[2], ("redirect_uri".to_owned(), "https://daybook.example/approved?from=it".to_owned()));
        assert_eq!(pairs.len(), 3);
    }

    fn with_page(page: &str) -> Profile {
        let mut profile = Profile::demo();
        profile.links.admin_approval = Some(page.to_owned().try_into().unwrap());
        profile
    }

    #[test]
    fn application_permissions_and_other_resources_are_asked_for_by_default_alone() {
        let mut applications = with_page("https://daybook.example/approved");
        applications.permissions[0].kind = profile::Kind::Application;
        let mut exchange = with_page("https://daybook.example/approved");
        exchange.permissions[0].resource = Resource::ExchangeOnline;
        for profile in [applications, exchange] {
            let link = url::Url::parse(&approval_link(&profile, &case(TENANT))).unwrap();
            let scope = link.query_pairs().find(|(name, _)| name == "scope").unwrap().1.into_owned();
            assert_eq!(scope, "00000003-0000-0000-c000-000000000000/.default");
        }
    }

    #[test]
    fn an_address_of_the_administrators_own_computer_is_no_landing_page() {
        let plain = approval_link(&without_page(), &case(TENANT));
        for page in [
            "https://localhost:8400/approved",
            "https://LOCALHOST./approved",
            "https://app.localhost/",
            "https://127.0.0.1/approved",
            "https://127.1/approved",
            "https://[::1]/approved",
            "https://0.0.0.0/approved",
        ] {
            assert_eq!(approval_link(&with_page(page), &case(TENANT)), plain, "{page}");
        }
    }

    #[test]
    fn a_national_cloud_keeps_its_own_host_and_a_strange_tenant_cannot_change_the_path() {
        let mut case = case("x/../common?client_id=evil");
        case.authority = "https://login.microsoftonline.us".to_owned();
        let link = url::Url::parse(&approval_link(&without_page(), &case)).unwrap();
        assert_eq!(link.host_str(), Some("login.microsoftonline.us"));
        assert_eq!(link.path_segments().unwrap().count(), 2);
        assert_eq!(link.query_pairs().count(), 1);
    }
}
