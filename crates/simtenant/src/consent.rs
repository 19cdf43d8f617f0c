//! Whether a user may grant what an app asks. Pure: the facts come from `permissions`, the policy from the tenant.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::directory::{TenantKind, User};
use crate::policy::{Policy, UserConsent};
use crate::scopes::ScopeSet;

/// A delegated grant, as `oauth2PermissionGrant` has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Grant {
    pub(crate) id: String,
    pub(crate) client_id: String,
    pub(crate) tenant: Uuid,
    pub(crate) to: Grantee,
    pub(crate) scopes: ScopeSet,
    /// From when tokens carry it.
    pub(crate) effective: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Grantee {
    /// `consentType: Principal`
    User(Uuid),
    /// `consentType: AllPrincipals`
    Everyone,
}

/// What decides beside the user and the scopes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) kind: TenantKind,
    pub(crate) publisher_verified: bool,
    /// "Assignment required?" on the app's service principal.
    pub(crate) assignment_required: bool,
}

/// Who can lift what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Consent {
    NothingMissing,
    UserMay(ScopeSet),
    AdminMust(Walled),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Walled {
    /// The scopes that the user may not grant, and only those.
    pub(crate) scopes: ScopeSet,
    /// Of the first of them in the order of `RULES`.
    pub(crate) why: Why,
}

/// Why a user may not grant a scope, in the order in which it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Why {
    /// Assignment required makes user consent impossible, whatever the policy.
    AssignmentRequired,
    ConsentOff,
    /// By its definition, or because no fact says otherwise, which is the careful side.
    AdminOnly,
    /// Low-impact consent is for verified publishers.
    PublisherNotVerified,
    NotLowImpact,
    /// On the exclusion list of the policy that Microsoft manages.
    ManagedExclusion,
    /// Risk step-up: a multi-tenant app of an unverified publisher asks for more than sign-in.
    RiskyApp,
}

type Rule = fn(&Setting<'_>, scope: &str) -> bool;

/// First row that holds is the reason. Risk comes last: it steps up only what the user could grant otherwise.
const RULES: [(Why, Rule); 7] = [
    (Why::AssignmentRequired, |setting, _| setting.assignment_required),
    (Why::ConsentOff, |setting, _| setting.policy.user_consent == UserConsent::Off),
    (Why::AdminOnly, |_, scope| {
        // Where Microsoft's sources disagree on the flag (`None`), the live service principal says user-consentable.
        permissions::delegated(scope).is_none_or(|fact| fact.admin_consent == Some(true))
    }),
    (Why::PublisherNotVerified, |setting, _| {
        setting.policy.user_consent == UserConsent::LowImpact && !setting.publisher_verified
    }),
    (Why::NotLowImpact, |setting, scope| {
        let low = || setting.policy.low_impact.iter().any(|known| known.eq_ignore_ascii_case(scope));
        setting.policy.user_consent == UserConsent::LowImpact && !low()
    }),
    (Why::ManagedExclusion, |setting, scope| {
        setting.policy.user_consent == UserConsent::Managed
            && permissions::delegated(scope).is_some_and(|fact| fact.managed_exclusion.is_some())
    }),
    (Why::RiskyApp, |setting, scope| {
        setting.policy.risk_step_up && !setting.publisher_verified && !BASIC.contains(&scope)
    }),
];

/// What an app of an unverified publisher may still ask of a user: sign-in and the basic profile.
const BASIC: [&str; 5] = ["openid", "profile", "email", "offline_access", "User.Read"];

pub(crate) fn judge(setting: &Setting<'_>, user: &User, missing: ScopeSet) -> Consent {
    if missing.is_empty() {
        return Consent::NothingMissing;
    }
    match setting.kind {
        // Tenant policies do not exist for personal accounts: consent is the owner's own.
        TenantKind::Personal => Consent::UserMay(missing),
        TenantKind::Work if user.may_grant_for_everyone() => Consent::UserMay(missing),
        TenantKind::Work => {
            let refused = missing.iter().filter_map(|scope| Some((scope.clone(), refusal(setting, scope)?)));
            let refused: Vec<(String, Why)> = refused.collect();
            match refused.iter().map(|(_, why)| *why).min() {
                None => Consent::UserMay(missing),
                Some(why) => {
                    Consent::AdminMust(Walled { scopes: refused.into_iter().map(|(scope, _)| scope).collect(), why })
                }
            }
        }
    }
}

fn refusal(setting: &Setting<'_>, scope: &str) -> Option<Why> {
    RULES.iter().find(|(_, holds)| holds(setting, scope)).map(|(why, _)| *why)
}

#[cfg(test)]
mod tests;
