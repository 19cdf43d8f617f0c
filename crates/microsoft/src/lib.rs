//! The Microsoft identity platform and Microsoft Graph, behind the journey's ports. Wire types stop here.

mod authorize;
mod calendar;
mod discovery;
mod endpoints;
mod http;
mod id_token;
mod listener;
mod microsoft;
mod retry_after;
mod sign_in;
mod token;
mod wire;

pub use endpoints::{Endpoints, NotLoopback};
pub use microsoft::{BuildError, Microsoft, Timing};
