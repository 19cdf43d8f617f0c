//! A simulated Microsoft tenant: the identity platform and Graph, on loopback, for the demo and for every test.
//!
//! It shares the protocol with the client and none of its code, so that it can disagree with it. Behaviour is data
//! (`scenarios/*.toml`); every page says that it is simulated; it binds to loopback only. The endpoints, the names of
//! every control and what is not simulated are listed in `docs/simtenant.md`.

mod admin;
mod clock;
mod consent;
mod control;
mod directory;
mod entra;
mod fault;
mod graph;
mod lang;
mod ledger;
mod options;
mod pages;
mod params;
mod record;
mod routes;
mod running;
mod scenario;
mod scopes;
mod seed;
mod server;
mod signing;
mod sim;

pub use directory::UserCard;
pub use lang::{Lang, Words};
pub use ledger::LedgerEntry;
pub use options::{Options, VendorApp};
pub use running::{Running, StartError, start};
pub use scenario::{Answer, Decision, Scenario, UserConsent, scenarios};
