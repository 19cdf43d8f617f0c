//! Whether a user may grant what an app asks. Pure: the facts come from `permissions`, the setting from the scenario.

use serde::{Deserialize, Serialize};

use crate::directory::{TenantKind, User};
use crate::scenario::UserConsent;
use crate::scopes::ScopeSet;

/// A delegated grant, as `oauth2PermissionGrant` has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Grant {
    pub(crate) client_id: String,
    pub(crate) tenant: uuid::Uuid,
    pub(crate) to: Grantee,
    pub(crate) scopes: ScopeSet,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Grantee {
    /// `consentType: Principal`
    User(uuid::Uuid),
    /// `consentType: AllPrincipals`
    Everyone,
}

/// Who can lift what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Consent {
    NothingMissing,
    UserMay(ScopeSet),
    /// The scopes that the user may not grant, and only those.
    AdminMust(ScopeSet),
}

pub(crate) fn judge(policy: UserConsent, kind: TenantKind, user: &User, missing: ScopeSet) -> Consent {
    if missing.is_empty() {
        return Consent::NothingMissing;
    }
    match kind {
        // Tenant policies do not exist for personal accounts: consent is the owner's own.
        TenantKind::Personal => Consent::UserMay(missing),
        TenantKind::Work if user.may_grant_for_everyone() => Consent::UserMay(missing),
        TenantKind::Work => {
            let walled: ScopeSet = missing.iter().filter(|scope| !user_may_grant(policy, scope)).cloned().collect();
            if walled.is_empty() { Consent::UserMay(missing) } else { Consent::AdminMust(walled) }
        }
    }
}

fn user_may_grant(policy: UserConsent, scope: &str) -> bool {
    // What the facts do not hold is left to an admin, the careful side.
    let Some(fact) = permissions::delegated(scope) else { return false };
    // Where Microsoft's sources disagree on the flag (`None`), the live service principal says user-consentable.
    let by_definition = fact.admin_consent != Some(true);
    match policy {
        UserConsent::Off => false,
        UserConsent::Allow => by_definition,
        UserConsent::Managed => by_definition && fact.managed_exclusion.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::Role;

    fn user(role: Role) -> User {
        User {
            id: uuid::Uuid::nil(),
            tenant: uuid::Uuid::nil(),
            upn: "a@b".into(),
            display_name: "A".into(),
            password: "p".into(),
            role,
        }
    }

    fn set(scopes: &[&str]) -> ScopeSet {
        scopes.iter().map(|scope| (*scope).to_owned()).collect()
    }

    const SIGN_IN: [&str; 4] = ["openid", "profile", "offline_access", "User.Read"];

    #[test]
    fn each_policy_draws_its_own_line() {
        let rows: [(UserConsent, &[&str], &[&str]); 7] = [
            (UserConsent::Allow, &SIGN_IN, &[]),
            (UserConsent::Allow, &["Calendars.Read", "User.Read"], &[]),
            (UserConsent::Allow, &["No.Such.Scope", "User.Read"], &["No.Such.Scope"]),
            (UserConsent::Managed, &SIGN_IN, &[]),
            (UserConsent::Managed, &["Calendars.Read", "User.Read"], &["Calendars.Read"]),
            (UserConsent::Managed, &["email"], &[]),
            (UserConsent::Off, &["openid"], &["openid"]),
        ];
        for (policy, asked, walled) in rows {
            let expected =
                if walled.is_empty() { Consent::UserMay(set(asked)) } else { Consent::AdminMust(set(walled)) };
            assert_eq!(
                judge(policy, TenantKind::Work, &user(Role::Member), set(asked)),
                expected,
                "{policy:?} {asked:?}"
            );
        }
    }

    #[test]
    fn admins_and_personal_accounts_decide_for_themselves() {
        let asked = set(&["Calendars.Read"]);
        let admin = user(Role::CloudApplicationAdministrator);
        assert_eq!(judge(UserConsent::Off, TenantKind::Work, &admin, asked.clone()), Consent::UserMay(asked.clone()));
        let owner = user(Role::Member);
        assert_eq!(judge(UserConsent::Off, TenantKind::Personal, &owner, asked.clone()), Consent::UserMay(asked));
    }
}
