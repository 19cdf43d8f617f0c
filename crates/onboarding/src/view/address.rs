//! The address and what the app asks for.

use profile::Localised;
use serde::Serialize;

use crate::model::{AccountKind, AddressFault, Cloud};
use crate::ports::NetworkFault;
use crate::view::TierCard;

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct AddressScreen {
    pub typed: String,
    pub lookup: LookupView,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum LookupView {
    Idle,
    Invalid {
        fault: AddressFault,
    },
    Looking {
        domain: String,
    },
    Found(FoundView),
    /// The app's registration lets no account of this kind in.
    NotTaken {
        domain: String,
        kind: AccountKind,
    },
    NotFound {
        domain: String,
    },
    Unreachable {
        fault: NetworkFault,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FoundView {
    pub domain: String,
    pub tenant_id: String,
    pub cloud: Cloud,
    pub kind: AccountKind,
    pub forecast: Forecast,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Forecast {
    /// A personal account: nobody else decides.
    NoItNeeded,
    /// These scopes are on the list Microsoft's managed policy keeps from users, since `since` ("2025-11").
    ItProbablyDecides { scopes: Vec<String>, since: String },
    /// None of the scopes is on that list.
    ProbablyYours,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PermissionsScreen {
    pub email: String,
    /// Host of the sign-in page, to compare with the browser's address bar.
    pub host: String,
    /// The levels of access to choose from; empty where there is no choice.
    pub tiers: Vec<TierCard>,
    pub permissions: Vec<PermissionView>,
    pub cannot: Vec<Localised>,
    /// ISO date of the vendor's last review of the profile.
    pub reviewed_on: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PermissionView {
    pub name: Localised,
    pub value: String,
    pub reason: Localised,
    /// Who will probably have to say yes, for this account.
    pub decides: Decides,
    pub hints: Vec<PermissionHint>,
}

/// What a permission's value does not say, or says wrongly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum PermissionHint {
    /// ".All", asked for as the signed-in person: still only what that person can open.
    NotAll,
    /// An account with an administrator's role must not be the one that says yes.
    OrdinaryAccount,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Decides {
    You,
    ProbablyIt,
    It,
}
