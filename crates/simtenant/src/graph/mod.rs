//! Microsoft Graph v1.0, as far as a calendar client and an admin's tool use it.

mod calendars;
mod caller;
mod directory;
mod event;
mod me;
mod refusal;
mod view;
mod week;

pub(crate) use calendars::{calendar, calendars, default_calendar};
pub(crate) use directory::*;
pub(crate) use me::me;
pub(crate) use view::{default_view, view};
