//! The directory side of Graph, which an admin's tool works with: enterprise applications, grants, assignments,
//! policies and the queue of requests. Work accounts only; a personal account has no directory.

mod assignments;
mod filter;
mod grants;
mod organization;
mod policies;
mod principals;
mod queue;
mod reply;
mod rights;

pub(crate) use assignments::{assign, assigned_to};
pub(crate) use grants::{delete_grant, grant, grants, new_grant, update_grant};
pub(crate) use organization::organization;
pub(crate) use policies::{authorization_policy, request_policy};
pub(crate) use principals::{keyed_principal, new_principal, principal, principals, update_keyed, update_principal};
pub(crate) use queue::{request, requests, user_requests};
