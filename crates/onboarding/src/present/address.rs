use permissions::Kind;
use profile::{AccountRule, AskedPermission, Profile};

use super::{Surroundings, host, tier};
use crate::model::{AccountKind, Target};
use crate::stage::{AddressStage, Lookup};
use crate::view::*;

pub(super) fn address_screen(address: &AddressStage, around: &Surroundings<'_>) -> AddressScreen {
    let lookup = match &address.lookup {
        Lookup::Idle => LookupView::Idle,
        Lookup::Invalid { fault } => LookupView::Invalid { fault: *fault },
        Lookup::Looking { email, .. } => LookupView::Looking { domain: email.domain().to_owned() },
        Lookup::NotFound { email } => LookupView::NotFound { domain: email.domain().to_owned() },
        Lookup::Unreachable { fault, .. } => LookupView::Unreachable { fault: *fault },
        Lookup::Found { target } => match &target.tenant {
            None => LookupView::NotFound { domain: target.email.domain().to_owned() },
            Some(tenant) if !tenant.kind.is_taken_by(around.profile.app.accounts) => {
                LookupView::NotTaken { domain: tenant.domain.clone(), kind: tenant.kind }
            }
            Some(tenant) => LookupView::Found(FoundView {
                domain: tenant.domain.clone(),
                tenant_id: tenant.id.clone(),
                cloud: tenant.cloud,
                kind: tenant.kind,
                forecast: forecast(tenant.kind, around.profile),
            }),
        },
    };
    AddressScreen { typed: address.typed.clone(), lookup }
}

/// A forecast, not a finding: the tenant may have changed Microsoft's default, so the words stay "probably".
fn forecast(kind: AccountKind, profile: &Profile) -> Forecast {
    let excluded = profile.excluded_scopes();
    match (kind, excluded.iter().map(|(_, since)| *since).min()) {
        (AccountKind::Personal, _) => Forecast::NoItNeeded,
        (AccountKind::Work, None) => Forecast::ProbablyYours,
        (AccountKind::Work, Some(since)) => Forecast::ItProbablyDecides {
            scopes: excluded.iter().map(|(value, _)| (*value).to_owned()).collect(),
            since: since.to_owned(),
        },
    }
}

pub(super) fn permissions_screen(target: &Target, around: &Surroundings<'_>) -> PermissionsScreen {
    PermissionsScreen {
        email: target.email.as_str().to_owned(),
        host: host(target, around),
        tiers: tier::cards(around.profile),
        permissions: around
            .profile
            .permissions
            .iter()
            .map(|asked| PermissionView {
                name: asked.name.clone(),
                value: asked.value.clone(),
                reason: asked.reason.clone(),
                decides: decides(asked, target.kind(), around.profile),
                hints: hints(asked),
            })
            .collect(),
        cannot: around.profile.cannot.clone(),
        reviewed_on: around.profile.app.reviewed_on.to_string(),
    }
}

/// Who will probably have to say yes.
pub(super) fn decides(asked: &AskedPermission, account: AccountKind, profile: &Profile) -> Decides {
    let excluded = || profile.excluded_scopes().iter().any(|(value, _)| *value == asked.value);
    match (account, asked.kind) {
        (AccountKind::Personal, _) => Decides::You,
        (AccountKind::Work, Kind::Application) => Decides::It,
        (AccountKind::Work, Kind::Delegated) => match asked.who {
            profile::Consenter::Admin => Decides::It,
            profile::Consenter::User if excluded() => Decides::ProbablyIt,
            profile::Consenter::User => Decides::You,
        },
    }
}

fn hints(asked: &AskedPermission) -> Vec<PermissionHint> {
    let not_all = asked.kind == Kind::Delegated && asked.value.ends_with(".All");
    let ordinary = match asked.account_must_be {
        AccountRule::NonAdmin => true,
        AccountRule::Any => false,
    };
    let told = [(not_all, PermissionHint::NotAll), (ordinary, PermissionHint::OrdinaryAccount)];
    told.into_iter().filter(|(applies, _)| *applies).map(|(_, hint)| hint).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use profile::shipped_as;

    use super::*;

    /// Value, kind and what the screen adds to it, for every permission of the suite that has something added.
    #[test]
    fn a_value_that_says_all_and_an_account_that_must_be_ordinary_are_explained() {
        let suite = shipped_as("learning-suite").unwrap();
        let told: Vec<(&str, Kind, Vec<PermissionHint>)> = suite
            .permissions
            .iter()
            .map(|asked| (asked.value.as_str(), asked.kind, hints(asked)))
            .filter(|(_, _, hints)| !hints.is_empty())
            .collect();
        assert!(told.contains(&("User.Read.All", Kind::Delegated, vec![PermissionHint::NotAll])), "{told:?}");
        assert!(told.contains(&("Mail.Send", Kind::Delegated, vec![PermissionHint::OrdinaryAccount])), "{told:?}");
        assert!(told.iter().all(|(_, kind, _)| *kind == Kind::Delegated), "without a user, All means all: {told:?}");
    }

    #[test]
    fn the_levels_are_offered_with_what_breaks_and_the_chosen_one_marked() {
        let cards = tier::cards(&Profile::demo().at("read").unwrap());
        let told: Vec<(&str, bool, bool)> =
            cards.iter().map(|card| (card.id.as_str(), card.breaks.is_some(), card.chosen)).collect();
        assert_eq!(told, [("basic", true, false), ("read", true, true), ("write", false, false)]);
        assert!(tier::cards(shipped_as("learning-suite").unwrap()).is_empty());
    }
}
