//! Facts about the permissions an app can ask of a Microsoft 365 tenant. No I/O: the tables are compiled in, and a
//! lookup neither allocates nor waits for anything to be built.

mod lifecycle;
mod permission;
mod risk;
mod role;
mod table;

pub use lifecycle::Lifecycle;
pub use permission::{Kind, Month, Permission, Resource};
pub use risk::{Act, Reach, Risk};
pub use role::{Grants, ROLES, Role, least_role};
pub use table::{MANAGED_POLICY_SINCE, all, delegated, find};
