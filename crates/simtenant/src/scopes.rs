use std::collections::BTreeSet;

use permissions::{Kind, Permission, Resource};

use crate::lang::Lang;
use crate::options::VendorApp;

/// Canonical values (`Calendars.Read`, not `calendars.read`) of delegated Graph permissions.
pub(crate) type ScopeSet = BTreeSet<String>;

/// The scopes that say who the user is. A refresh token needs `offline_access`; Entra never echoes that one.
pub(crate) const OIDC: [&str; 4] = ["openid", "profile", "email", "offline_access"];

const GRAPH_PREFIXES: [&str; 2] = ["https://graph.microsoft.com/", "00000003-0000-0000-c000-000000000000/"];

/// A requested scope that Graph does not have (AADSTS650053), or one of another resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnknownScope(pub(crate) String);

/// Reads a space-separated `scope`. `.default` stands for everything in the registration.
pub(crate) fn requested(scope: &str, app: &VendorApp) -> Result<ScopeSet, UnknownScope> {
    let mut set = ScopeSet::new();
    for word in scope.split_ascii_whitespace() {
        let value = GRAPH_PREFIXES.iter().find_map(|prefix| word.strip_prefix(prefix)).unwrap_or(word);
        if value == ".default" {
            set.extend(registered(app));
        } else {
            set.insert(canonical(value, app).ok_or_else(|| UnknownScope(value.to_owned()))?);
        }
    }
    Ok(set)
}

/// The registration's static list.
pub(crate) fn registered(app: &VendorApp) -> ScopeSet {
    app.scopes.iter().filter_map(|scope| canonical(scope, app)).collect()
}

/// The first in the registration that signing in does not need.
pub(crate) fn first_beyond_sign_in(app: &VendorApp) -> Option<String> {
    app.scopes.iter().filter_map(|scope| canonical(scope, app)).find(|scope| !is_oidc(scope) && scope != "User.Read")
}

pub(crate) fn is_oidc(scope: &str) -> bool {
    OIDC.contains(&scope)
}

/// The `scope` of a token response: what the access token is good for, then the sign-in scopes, without offline_access.
pub(crate) fn echoed(granted: &ScopeSet) -> String {
    let resource = granted.iter().map(String::as_str).filter(|scope| !is_oidc(scope));
    let sign_in = ["openid", "profile", "email"].into_iter().filter(|scope| granted.contains(*scope));
    resource.chain(sign_in).collect::<Vec<_>>().join(" ")
}

/// The lines of a consent page: Microsoft folds `openid` and `profile` into the line of `User.Read` when both are asked.
pub(crate) fn listed(asked: &ScopeSet) -> impl Iterator<Item = &str> {
    let folded = |scope: &str| asked.contains("User.Read") && matches!(scope, "openid" | "profile" | "email");
    asked.iter().map(String::as_str).filter(move |scope| !folded(scope))
}

/// Microsoft's own name for a permission, for a consent page. A registration may list those of other APIs too.
pub(crate) fn display(scope: &str, lang: Lang) -> String {
    let anywhere = [
        (Resource::Graph, Kind::Delegated),
        (Resource::Graph, Kind::Application),
        (Resource::ExchangeOnline, Kind::Delegated),
        (Resource::SharePoint, Kind::Delegated),
        (Resource::ExchangeOnline, Kind::Application),
        (Resource::SharePoint, Kind::Application),
    ];
    match anywhere.into_iter().find_map(|(resource, kind)| permissions::find(resource, kind, scope)) {
        Some(Permission { display_en, display_ja, .. }) => {
            lang.pick(display_en, display_ja.unwrap_or(scope)).to_owned()
        }
        None => scope.to_owned(),
    }
}

/// A registration can only list what exists, so a scope that the facts do not hold is taken from there.
fn canonical(value: &str, app: &VendorApp) -> Option<String> {
    let fact = permissions::delegated(value).map(|permission| permission.value.to_owned());
    fact.or_else(|| app.scopes.iter().find(|scope| scope.eq_ignore_ascii_case(value)).cloned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn scopes_are_read_without_case_and_with_either_prefix() {
        let set =
            requested("openid https://graph.microsoft.com/calendars.read user.read", &VendorApp::default()).unwrap();
        assert_eq!(set.into_iter().collect::<Vec<_>>(), ["Calendars.Read", "User.Read", "openid"]);
    }

    #[test]
    fn default_means_the_registration() {
        let scopes = ["User.Read", "calendars.read", "New.Scope"].map(str::to_owned).to_vec();
        let app = VendorApp { scopes, ..VendorApp::default() };
        let set = requested("https://graph.microsoft.com/.default", &app).unwrap();
        assert_eq!(set.into_iter().collect::<Vec<_>>(), ["Calendars.Read", "New.Scope", "User.Read"]);
    }

    #[test]
    fn a_scope_graph_does_not_have_is_refused() {
        let wanted = "Calendars.ReadBasic.Shared";
        assert_eq!(requested(wanted, &VendorApp::default()), Err(UnknownScope(wanted.to_owned())));
    }

    #[test]
    fn offline_access_is_never_echoed() {
        let set = requested("openid profile offline_access User.Read", &VendorApp::default()).unwrap();
        assert_eq!(echoed(&set), "User.Read openid profile");
    }
}
