#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::role::DirectoryRole;

fn user(roles: &[DirectoryRole]) -> User {
    User {
        id: Uuid::nil(),
        tenant: Uuid::nil(),
        upn: "a@b".into(),
        given: "A".into(),
        family: "B".into(),
        display_name: "A B".into(),
        password: "p".into(),
        roles: roles.to_vec(),
    }
}

fn set(scopes: &[&str]) -> ScopeSet {
    scopes.iter().map(|scope| (*scope).to_owned()).collect()
}

fn verified(policy: &Policy) -> Setting<'_> {
    Setting { policy, kind: TenantKind::Work, publisher_verified: true, assignment_required: false }
}

const SIGN_IN: [&str; 4] = ["openid", "profile", "offline_access", "User.Read"];

/// The setting, what is asked, and what is refused for which reason.
type Row = (UserConsent, &'static [&'static str], Option<(&'static [&'static str], Why)>);

#[test]
fn each_policy_draws_its_own_line() {
    use UserConsent::{Allow, LowImpact, Managed, Off};
    let rows: [Row; 10] = [
        (Allow, &SIGN_IN, None),
        (Allow, &["Calendars.Read", "User.Read"], None),
        (Allow, &["No.Such.Scope", "User.Read"], Some((&["No.Such.Scope"], Why::AdminOnly))),
        (LowImpact, &SIGN_IN, None),
        (LowImpact, &["Calendars.Read", "User.Read"], Some((&["Calendars.Read"], Why::NotLowImpact))),
        (Managed, &SIGN_IN, None),
        (Managed, &["Calendars.Read", "User.Read"], Some((&["Calendars.Read"], Why::ManagedExclusion))),
        (Managed, &["email"], None),
        (Off, &["openid"], Some((&["openid"], Why::ConsentOff))),
        (Off, &[], None),
    ];
    for (consent, asked, walled) in rows {
        let policy = Policy::new(consent);
        let expected = match walled {
            _ if asked.is_empty() => Consent::NothingMissing,
            None => Consent::UserMay(set(asked)),
            Some((scopes, why)) => Consent::AdminMust(Walled { scopes: set(scopes), why }),
        };
        assert_eq!(judge(&verified(&policy), &user(&[]), set(asked)), expected, "{consent:?} {asked:?}");
    }
}

#[test]
fn an_unverified_publisher_gets_no_further_than_sign_in_where_risk_is_stepped_up() {
    let policy = Policy::new(UserConsent::Allow);
    let risky = Setting { publisher_verified: false, ..verified(&policy) };
    assert_eq!(judge(&risky, &user(&[]), set(&SIGN_IN)), Consent::UserMay(set(&SIGN_IN)));
    let walled = Walled { scopes: set(&["Calendars.Read"]), why: Why::RiskyApp };
    assert_eq!(judge(&risky, &user(&[]), set(&["Calendars.Read", "openid"])), Consent::AdminMust(walled));
    let lenient = Policy { risk_step_up: false, ..Policy::new(UserConsent::Allow) };
    let asked = set(&["Calendars.Read"]);
    assert_eq!(judge(&Setting { policy: &lenient, ..risky }, &user(&[]), asked.clone()), Consent::UserMay(asked));
}

#[test]
fn administrators_and_personal_accounts_decide_for_themselves_and_a_reader_does_not() {
    let policy = Policy::new(UserConsent::Off);
    let asked = set(&["Calendars.Read"]);
    for role in [
        DirectoryRole::ApplicationAdministrator,
        DirectoryRole::CloudApplicationAdministrator,
        DirectoryRole::GlobalAdministrator,
        DirectoryRole::PrivilegedRoleAdministrator,
    ] {
        assert_eq!(judge(&verified(&policy), &user(&[role]), asked.clone()), Consent::UserMay(asked.clone()));
    }
    let reader = judge(&verified(&policy), &user(&[DirectoryRole::GlobalReader]), asked.clone());
    assert!(matches!(reader, Consent::AdminMust(_)));
    let personal = Setting { kind: TenantKind::Personal, ..verified(&policy) };
    assert_eq!(judge(&personal, &user(&[]), asked.clone()), Consent::UserMay(asked));
}

fn policies() -> impl Strategy<Value = Policy> {
    let consent = prop_oneof![
        Just(UserConsent::Off),
        Just(UserConsent::LowImpact),
        Just(UserConsent::Managed),
        Just(UserConsent::Allow)
    ];
    (consent, any::<bool>(), scopes()).prop_map(|(user_consent, risk_step_up, low)| Policy {
        risk_step_up,
        low_impact: low.into_iter().collect(),
        ..Policy::new(user_consent)
    })
}

fn scopes() -> impl Strategy<Value = ScopeSet> {
    let known = prop::sample::select(vec![
        "openid",
        "profile",
        "email",
        "offline_access",
        "User.Read",
        "Calendars.Read",
        "Calendars.ReadWrite",
        "Contacts.Read",
        "Mail.Read",
        "Application.ReadWrite.All",
        "Directory.Read.All",
        "Made.Up",
    ]);
    prop::collection::btree_set(known.prop_map(str::to_owned), 0..8)
}

proptest! {
    /// What the table says is held against each policy's meaning, written down a second time and scope by scope.
    #[test]
    fn a_grant_never_exceeds_the_policy_and_every_refusal_names_its_reason(
        policy in policies(),
        asked in scopes(),
        publisher_verified: bool,
        assignment_required: bool,
        personal in prop::bool::weighted(0.1),
        role in prop::option::weighted(0.2, prop::sample::select(vec![
            DirectoryRole::GlobalAdministrator,
            DirectoryRole::CloudApplicationAdministrator,
            DirectoryRole::GlobalReader,
        ])),
    ) {
        let kind = if personal { TenantKind::Personal } else { TenantKind::Work };
        let setting = Setting { policy: &policy, kind, publisher_verified, assignment_required };
        let own_master = personal || role.is_some_and(|role| role != DirectoryRole::GlobalReader);
        let allowed = |scope: &String| {
            let fact = permissions::delegated(scope);
            let own = fact.as_ref().is_some_and(|fact| fact.admin_consent != Some(true));
            let by_policy = match policy.user_consent {
                UserConsent::Off => false,
                UserConsent::LowImpact => publisher_verified && policy.low_impact.contains(scope),
                UserConsent::Managed => fact.as_ref().is_some_and(|fact| fact.managed_exclusion.is_none()),
                UserConsent::Allow => true,
            };
            let trusted = publisher_verified || !policy.risk_step_up || BASIC.contains(&scope.as_str());
            own_master || (!assignment_required && own && by_policy && trusted)
        };
        match judge(&setting, &user(role.as_slice()), asked.clone()) {
            Consent::NothingMissing => prop_assert!(asked.is_empty()),
            Consent::UserMay(granted) => {
                prop_assert_eq!(&granted, &asked);
                prop_assert!(granted.iter().all(allowed), "{:?}", granted);
            }
            Consent::AdminMust(Walled { scopes, why }) => {
                let forbidden: ScopeSet = asked.iter().filter(|scope| !allowed(scope)).cloned().collect();
                prop_assert_eq!(&scopes, &forbidden);
                prop_assert!(!scopes.is_empty());
                let holds = scopes.iter().any(|scope| refusal(&setting, scope) == Some(why));
                prop_assert!(holds, "{:?} is the reason of none of {:?}", why, scopes);
            }
        }
    }
}
