//! Microsoft Graph v1.0, as far as a calendar client and an admin's tool use it.

mod answers;
mod batch;
mod calendars;
mod caller;
mod delta;
mod desk;
mod directory;
mod draft;
mod event;
mod events;
mod me;
mod prefer;
mod query;
mod recurring;
mod refusal;
mod schedule;
mod settings;
mod store;
mod view;
mod zone;

pub(crate) use answers::{accept, cancel, decline, dismiss_reminder, snooze_reminder, tentatively_accept};
pub(crate) use batch::batch;
pub(crate) use calendars::{calendar, calendars, default_calendar, new_calendar};
pub(crate) use delta::{default_delta, delta};
pub(crate) use directory::*;
pub(crate) use events::{default_events, delete_event, event, events, new_default_event, new_event, update_event};
pub(crate) use me::me;
pub(crate) use schedule::schedule;
pub(crate) use settings::{mailbox_settings, outlook};
pub(crate) use store::{Hosting, Mailboxes};
pub(crate) use view::{default_view, instances, view};
