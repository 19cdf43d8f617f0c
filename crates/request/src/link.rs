use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use profile::{Profile, Resource};

use crate::case::Case;

/// RFC 3986 unreserved characters stay; everything else is encoded, so that no value can end its own parameter.
pub(crate) const PARAMETER: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The address where an administrator of this tenant approves the app for the whole organisation.
///
/// With a landing page and only Graph delegated permissions: the v2 endpoint with every scope spelled out. Otherwise the
/// v1 endpoint, which asks for exactly what is registered and needs the client id alone; application permissions cannot
/// be named one by one in v2. Never a loopback address: the administrator sits at another computer.
pub fn approval_link(profile: &Profile, case: &Case<'_>) -> String {
    let authority = case.authority.trim_end_matches('/');
    let tenant = utf8_percent_encode(&case.tenant_id, PARAMETER);
    let client_id = &profile.app.client_id;
    match &profile.links.admin_approval {
        Some(page) if names_every_scope(profile) => {
            let scopes: Vec<&str> = profile.permissions.iter().map(|asked| asked.value.as_str()).collect();
            let scopes = scopes.join(" ");
            let scope = utf8_percent_encode(&scopes, PARAMETER);
            let page = utf8_percent_encode(page.as_str(), PARAMETER);
            format!("{authority}/{tenant}/v2.0/adminconsent?client_id={client_id}&scope={scope}&redirect_uri={page}")
        }
        Some(page) => {
            let page = utf8_percent_encode(page.as_str(), PARAMETER);
            format!("{authority}/{tenant}/adminconsent?client_id={client_id}&redirect_uri={page}")
        }
        None => format!("{authority}/{tenant}/adminconsent?client_id={client_id}"),
    }
}

fn names_every_scope(profile: &Profile) -> bool {
    profile.delegated_only() && profile.permissions.iter().all(|asked| asked.resource == Resource::Graph)
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
        }
    }

    const TENANT: &str = "5f4f0c7e-64d4-4c0f-9a53-8f7f3a1f2b6d";

    #[test]
    fn without_a_landing_page_the_link_holds_tenant_and_client_id_and_nothing_else() {
        assert_eq!(
            approval_link(&Profile::demo(), &case(TENANT)),
            format!(
                "https://login.microsoftonline.com/{TENANT}/adminconsent?client_id=3b1f0c62-8f1e-4a7d-9c55-2f60d7c1e9ab"
            )
        );
    }

    #[test]
    fn with_a_landing_page_every_scope_is_spelled_out() {
        let mut profile = Profile::demo();
        profile.links.admin_approval = Some("https://daybook.example/approved?from=it".to_owned().try_into().unwrap());
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

    #[test]
    fn application_permissions_are_never_named_one_by_one() {
        let mut profile = Profile::demo();
        profile.links.admin_approval = Some("https://daybook.example/approved".to_owned().try_into().unwrap());
        profile.permissions[0].kind = profile::Kind::Application;
        let link = approval_link(&profile, &case(TENANT));
        assert!(!link.contains("scope="), "{link}");
        assert!(link.contains("/adminconsent?client_id="), "{link}");
    }

    #[test]
    fn a_national_cloud_keeps_its_own_host_and_a_strange_tenant_cannot_change_the_path() {
        let mut case = case("x/../common?client_id=evil");
        case.authority = "https://login.microsoftonline.us".to_owned();
        let link = url::Url::parse(&approval_link(&Profile::demo(), &case)).unwrap();
        assert_eq!(link.host_str(), Some("login.microsoftonline.us"));
        assert_eq!(link.path_segments().unwrap().count(), 2);
        assert_eq!(link.query_pairs().count(), 1);
    }
}
