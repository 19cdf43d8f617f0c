use permissions::Kind;
use profile::{AskedPermission, Profile};

use super::{Surroundings, host};
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
    let excluded: Vec<&str> = around.profile.excluded_scopes().iter().map(|(value, _)| *value).collect();
    let decides = |asked: &AskedPermission| match (target.kind(), asked.kind) {
        (AccountKind::Personal, _) => Decides::You,
        (AccountKind::Work, Kind::Application) => Decides::It,
        (AccountKind::Work, Kind::Delegated) => match asked.who {
            profile::Consenter::Admin => Decides::It,
            profile::Consenter::User if excluded.contains(&asked.value.as_str()) => Decides::ProbablyIt,
            profile::Consenter::User => Decides::You,
        },
    };
    PermissionsScreen {
        email: target.email.as_str().to_owned(),
        host: host(target, around),
        permissions: around
            .profile
            .permissions
            .iter()
            .map(|asked| PermissionView {
                name: asked.name.clone(),
                value: asked.value.clone(),
                reason: asked.reason.clone(),
                decides: decides(asked),
            })
            .collect(),
        cannot: around.profile.cannot.clone(),
        reviewed_on: around.profile.app.reviewed_on.to_string(),
    }
}
