//! The address and what the app asks for.

use profile::Localised;
use serde::Serialize;

use crate::model::{AccountKind, AddressFault, Cloud};
use crate::ports::NetworkFault;

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
    Invalid { fault: AddressFault },
    Looking { domain: String },
    Found(FoundView),
    NotFound { domain: String },
    Unreachable { fault: NetworkFault },
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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Decides {
    You,
    ProbablyIt,
    It,
}
