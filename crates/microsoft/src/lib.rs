//! The Microsoft identity platform and Microsoft Graph, behind the journey's ports. Wire types stop here.

mod authorize;
mod calendar;
mod challenge;
mod discovery;
mod endpoints;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
mod http;
mod id_token;
mod listener;
mod microsoft;
mod obstacle;
mod preflight;
mod proxy;
mod retry_after;
mod sign_in;
mod throttle;
#[cfg(test)]
mod tls;
mod token;
mod wire;

pub use endpoints::{Endpoints, NotLoopback};
pub use microsoft::{BuildError, Microsoft, Timing};
pub use proxy::{NotAProxy, Proxy, ProxyAddress};
