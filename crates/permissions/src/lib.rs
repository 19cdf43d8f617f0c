//! Facts about the permissions an app can ask of a Microsoft 365 tenant. No I/O: the table is compiled in.

mod permission;
mod table;

pub use permission::{Kind, Month, Permission, Resource};
pub use table::{MANAGED_POLICY_SINCE, all, delegated, find};
