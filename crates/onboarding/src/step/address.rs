use crate::event::{Effect, Event, Intent};
use crate::model::{Account, AccountKind, EmailAddress, Target, Tenant};
use crate::ports::Discovery;
use crate::stage::{AddressStage, Lookup, Stage};

use super::{Context, Turn};

/// More than any address, less than a paste by accident.
const LONGEST: usize = 400;

pub(super) fn empty() -> Stage {
    Stage::Address(AddressStage { typed: String::new(), lookup: Lookup::Idle })
}

/// Back from the permissions: the answer is still known.
pub(super) fn known(target: Target) -> Stage {
    let typed = target.email.as_str().to_owned();
    let lookup = match target.tenant {
        Some(_) => Lookup::Found { target },
        None => Lookup::NotFound { email: target.email },
    };
    Stage::Address(AddressStage { typed, lookup })
}

/// Somebody signed in with an account of a kind the app's registration does not let in, which an address without a known
/// tenant cannot tell: back to the address, which says so.
pub(super) fn turned_away(target: &Target, account: &Account, at: &Context<'_>) -> Option<Turn> {
    let kind = AccountKind::of_tenant(&account.tenant_id);
    if kind.is_taken_by(at.profile.app.accounts) {
        return None;
    }
    Some((known(target_of(account, target)), vec![Effect::StopSignIn, Effect::Forget(account.key())]))
}

/// The account's own tenant, and its own address where its user name is one.
pub(super) fn target_of(account: &Account, before: &Target) -> Target {
    let email = EmailAddress::parse(&account.username).unwrap_or_else(|_| before.email.clone());
    let kind = AccountKind::of_tenant(&account.tenant_id);
    let domain = email.domain().to_owned();
    let tenant = Tenant { id: account.tenant_id.clone(), domain, cloud: before.cloud(), kind };
    Target { email, tenant: Some(tenant), tier: before.tier.clone() }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what does not belong to a stage changes nothing")]
pub(super) fn step(mut stage: AddressStage, event: Event, at: &Context<'_>) -> Turn {
    match event {
        Event::Intent(Intent::Back) => return (Stage::Welcome, vec![]),
        Event::Intent(Intent::TypeAddress { text }) => return typed(stage, &text, at),
        Event::Intent(Intent::RetryLookup) => {
            if let Lookup::Unreachable { email, .. } = stage.lookup {
                return look(stage.typed, email, at);
            }
        }
        Event::Intent(Intent::Continue) => match &stage.lookup {
            Lookup::Found { target } if target.kind().is_taken_by(at.profile.app.accounts) => {
                return (Stage::Permissions(target.clone()), vec![]);
            }
            Lookup::NotFound { email } => {
                return (Stage::Permissions(Target { email: email.clone(), tenant: None, tier: None }), vec![]);
            }
            Lookup::Found { .. }
            | Lookup::Idle
            | Lookup::Invalid { .. }
            | Lookup::Looking { .. }
            | Lookup::Unreachable { .. } => {}
        },
        Event::Discovered { attempt: answered, discovery } => {
            if let Lookup::Looking { email, attempt } = &stage.lookup
                && *attempt == answered
            {
                stage.lookup = found(email.clone(), discovery);
            }
        }
        _ => {}
    }
    (Stage::Address(stage), vec![])
}

fn typed(stage: AddressStage, text: &str, at: &Context<'_>) -> Turn {
    let text: String = text.chars().take(LONGEST).collect();
    if text == stage.typed && !matches!(stage.lookup, Lookup::Idle) {
        return (Stage::Address(stage), vec![]);
    }
    if text.trim().is_empty() {
        return (Stage::Address(AddressStage { typed: text, lookup: Lookup::Idle }), vec![]);
    }
    match EmailAddress::parse(&text) {
        Err(fault) => (Stage::Address(AddressStage { typed: text, lookup: Lookup::Invalid { fault } }), vec![]),
        Ok(email) => look(text, email, at),
    }
}

fn look(typed: String, email: EmailAddress, at: &Context<'_>) -> Turn {
    let effect = Effect::Discover { attempt: at.fresh, email: email.clone() };
    (Stage::Address(AddressStage { typed, lookup: Lookup::Looking { email, attempt: at.fresh } }), vec![effect])
}

fn found(email: EmailAddress, discovery: Discovery) -> Lookup {
    match discovery {
        Discovery::Found(tenant) => Lookup::Found { target: Target { email, tenant: Some(tenant), tier: None } },
        Discovery::NotFound => Lookup::NotFound { email },
        Discovery::Unreachable(fault) => Lookup::Unreachable { email, fault },
    }
}
