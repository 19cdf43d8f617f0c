//! The journey from an address to a connected calendar: a pure stage machine, the ports it acts through,
//! and the one view a window renders. Knows neither Tauri nor Microsoft's wire formats.

mod commands;
mod connection;
mod contract;
mod driver;
mod event;
mod file_journal;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
mod intended;
mod model;
mod ports;
mod present;
mod presentation;
mod schedule;
mod secret;
mod sessions;
mod stage;
mod step;
mod system_clock;
#[cfg(all(test, feature = "types"))]
mod typescript;
mod view;

pub use connection::*;
pub use contract::*;
pub use driver::{Journey, JourneyClosed};
pub use event::{Announcement, CheckOutcome, Copyable, Effect, Event, Intent, LoadedWeek, ProfileLink};
pub use file_journal::{FileJournal, OpenJournalError};
pub use intended::Intended;
pub use model::*;
pub use ports::*;
pub use present::present;
pub use presentation::*;
pub use schedule::{next_wake, week_around};
pub use secret::{AccessToken, RefreshToken, SignInPage};
pub use stage::*;
pub use step::{Context, Turn, resume, step};
pub use system_clock::SystemClock;
pub use view::*;
