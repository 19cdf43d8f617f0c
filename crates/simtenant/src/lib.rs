//! A simulated Microsoft tenant: the identity platform and Graph, on loopback, for the demo and for every test.
//!
//! It shares the protocol with the client and none of its code, so that it can disagree with it. Behaviour is data
//! (`scenarios/*.toml`); every page says that it is simulated; it binds to loopback only. The endpoints, the names of
//! every control and what is not simulated are listed in `docs/simtenant.md`.

mod admin;
mod cast;
mod challenge;
mod clock;
mod consent;
mod control;
mod decisions;
mod directory;
mod entra;
mod fault;
mod graph;
mod lang;
mod ledger;
mod mailroom;
mod options;
mod overview;
mod pages;
mod params;
mod policy;
mod queue;
mod record;
mod recording;
mod role;
mod routes;
mod running;
mod scenario;
mod scopes;
mod secrets;
mod seed;
mod server;
mod signing;
mod sim;
#[cfg_attr(not(feature = "tls"), path = "no_tls.rs")]
mod tls;

pub use cast::{Cast, Crowd};
pub use directory::UserCard;
pub use lang::{Lang, Words};
pub use ledger::LedgerEntry;
pub use mailroom::{InboxMail, Letter, Mailroom, Matter};
pub use options::{Options, VendorApp};
pub use overview::{AppStanding, ConsentLine, ConsentPage, Overview, QueueOutcome, QueuedRequest};
pub use policy::{AccessRule, Policy, UserConsent, Workflow};
pub use running::{Running, StartError, Surroundings, TenantTime, start, start_in};
pub use scenario::{Account, AdminConsent, Answer, Decision, Revocation, Scenario, Start, scenarios};
