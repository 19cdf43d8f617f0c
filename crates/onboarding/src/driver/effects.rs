//! Effects: what `step` asked for, carried out through the ports. Whatever takes time runs beside the loop and reports back as an event.

use std::future::Future;
use std::sync::Arc;

use jiff::Timestamp;
use secrecy::ExposeSecret;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::{Driver, Mail, RunningSignIn, desk, files};
use crate::connection::Connection;
use crate::event::{Copyable, Effect, Event, LoadedWeek};
use crate::model::{AccountKey, Cloud, Scopes};
use crate::ports::{Calendar, CalendarFault, OpenFault, SignInNews, SignInOrder, StoreFault};
use crate::sessions::{Sessions, spent_by};
use crate::stage::Attempt;
use crate::step::calendar_scopes;
use crate::view::{Copied, Notice};

impl Driver {
    /// Only the running attempt may speak, and the page's address goes no further than here.
    pub(super) fn admit(&mut self, event: Event) -> Option<Event> {
        match &event {
            Event::News { attempt, news } => {
                let running = self.sign_in.as_mut().filter(|running| running.attempt == *attempt)?;
                if let SignInNews::PageReady(page) = news {
                    running.page = Some(page.clone());
                }
            }
            Event::SignInEnded { attempt, .. } => {
                self.sign_in.take_if(|running| running.attempt == *attempt)?;
            }
            Event::ConnectionChecked(found) => {
                self.connection = found.clone().into();
                return None;
            }
            Event::Intent(_)
            | Event::Discovered { .. }
            | Event::PageOpened { .. }
            | Event::Checked { .. }
            | Event::Delivered { .. }
            | Event::FilesTried { .. }
            | Event::WeekLoaded { .. }
            | Event::Tick => {}
        }
        Some(event)
    }

    pub(super) fn carry_out(&mut self, effect: Effect) {
        // Work beside the loop gets the ports it needs and never the journal, which must be free when the journey ends.
        let sessions = Arc::clone(&self.sessions);
        let desk = Arc::clone(&self.ports.desk);
        match effect {
            Effect::Discover { attempt, email } => {
                let identity = Arc::clone(&self.ports.identity);
                self.report(async move {
                    let discovery = identity.discover(&email).await;
                    Event::Discovered { attempt, discovery }
                });
            }
            Effect::SignIn { attempt, order } => self.sign_in(attempt, order),
            Effect::StopSignIn => self.sign_in = None,
            Effect::OpenPage { attempt } => self.open_page(attempt),
            Effect::Copy(what) => self.copy(what),
            Effect::Keep(record) => {
                let key = record.account.key();
                sessions.remember(record);
                self.writes.spawn(async move { sessions.persist(&key).await });
            }
            Effect::Hold { key, grant } => sessions.hold(&key, &grant),
            Effect::Forget(key) => {
                sessions.drop_held(&key);
                self.writes.spawn(async move { sessions.erase(&key).await });
            }
            Effect::ForgetOthers => {
                sessions.drop_everybody();
                self.writes.spawn(async move { sessions.erase_others().await });
            }
            Effect::SetAside { key, record, grant } => sessions.set_aside(key, record, &grant),
            Effect::Adopt { key } => {
                sessions.adopt(&key);
                self.writes.spawn(async move { sessions.persist(&key).await });
            }
            Effect::Discard => sessions.discard(),
            Effect::Check { attempt, key } => {
                let scopes = calendar_scopes(&self.profile);
                self.report(async move { Event::Checked { attempt, outcome: sessions.redeem(&key, &scopes).await } });
            }
            Effect::LoadWeek { attempt, key, cloud, scopes, from, to } => {
                let calendar = Arc::clone(&self.ports.calendar);
                let order = WeekOrder { key, cloud, scopes, from, to };
                self.report(async move {
                    let outcome = load_week(calendar.as_ref(), &sessions, &order).await;
                    Event::WeekLoaded { attempt, outcome }
                });
            }
            Effect::TryFiles { attempt } => {
                let tried = files::trial(self);
                // Looking for fonts and setting a page takes a moment.
                self.report_blocking(move || Event::FilesTried { attempt, files: tried(desk.as_ref()) });
            }
            Effect::Deliver { route } => {
                let delivery = desk::delivery(self, route);
                // Starting another program may take a moment; the loop goes on meanwhile.
                self.report_blocking(move || Event::Delivered { route, outcome: delivery(desk.as_ref()) });
            }
            Effect::OpenLink(link) => {
                if let Some(url) = desk::address_of(self, link) {
                    self.off_loop(move || log_unopened(desk.open_link(&url)));
                }
            }
            Effect::OpenApp => {
                if let Some(home) = self.profile.app.home.as_ref().map(ToString::to_string) {
                    self.off_loop(move || log_unopened(desk.open_link(&home)));
                }
            }
            Effect::Notify(announcement) => {
                let (title, body) = desk::words(announcement, self.language, &self.profile.app.name);
                self.off_loop(move || desk.notify(&title, &body));
            }
            Effect::CheckConnection { cloud } => self.check_connection(cloud),
        }
    }

    /// One look at a time: whoever asks again meanwhile gets the answer of the one under way.
    fn check_connection(&mut self, cloud: Cloud) {
        if self.connection == Connection::Checking {
            return;
        }
        self.connection = Connection::Checking;
        let identity = Arc::clone(&self.ports.identity);
        self.report(async move { Event::ConnectionChecked(identity.preflight(cloud).await) });
    }

    fn sign_in(&mut self, attempt: Attempt, order: SignInOrder) {
        let cancel = CancellationToken::new();
        self.sign_in = Some(RunningSignIn { attempt, cancel: cancel.clone(), page: None });
        let (live, mut news) = mpsc::channel(4);
        let identity = Arc::clone(&self.ports.identity);
        let mail = self.mail.clone();
        self.work.spawn(async move {
            let running = identity.sign_in(order, live, cancel);
            tokio::pin!(running);
            let end = loop {
                tokio::select! {
                    biased;
                    Some(news) = news.recv() => {
                        let _ = mail.send(Mail::Event(Event::News { attempt, news }));
                    }
                    end = &mut running => break end,
                }
            };
            while let Ok(news) = news.try_recv() {
                let _ = mail.send(Mail::Event(Event::News { attempt, news }));
            }
            let _ = mail.send(Mail::Event(Event::SignInEnded { attempt, end }));
        });
    }

    fn open_page(&mut self, attempt: Attempt) {
        let Some(page) = self.sign_in.as_ref().and_then(|running| running.page.clone()) else { return };
        let browser = Arc::clone(&self.ports.browser);
        self.report_blocking(move || Event::PageOpened { attempt, opened: browser.open_page(&page) });
    }

    fn copy(&mut self, what: Copyable) {
        let Some(text) = desk::text_of(self, what) else { return };
        let desk = Arc::clone(&self.ports.desk);
        let mail = self.mail.clone();
        tokio::task::spawn_blocking(move || {
            let _ = mail.send(Mail::Copied(what, desk.copy(text.expose_secret(), None)));
        });
    }

    /// Says early whether a key store is there and keeps what it is given, so that nobody is surprised after a restart.
    pub(super) fn probe_store(&mut self) {
        let tokens = Arc::clone(&self.ports.tokens);
        let mail = self.mail.clone();
        self.work.spawn(async move {
            let _ = mail.send(Mail::Store(tokens.self_test().await));
        });
    }

    pub(super) fn note_store(&mut self, outcome: Result<(), StoreFault>) {
        self.key_store = Some(outcome);
        for notice in [Notice::SessionOnly, Notice::KeyStoreLocked, Notice::RecordUnreadable] {
            self.notices.remove(&notice);
        }
        match outcome {
            Ok(()) => {}
            Err(StoreFault::Unavailable) => {
                self.notices.insert(Notice::SessionOnly);
            }
            Err(StoreFault::Locked) => {
                self.notices.insert(Notice::KeyStoreLocked);
            }
            Err(StoreFault::Unreadable) => {
                self.notices.insert(Notice::RecordUnreadable);
            }
        }
    }

    pub(super) fn note_copy(&mut self, what: Copyable, outcome: Result<(), OpenFault>) {
        match outcome {
            Ok(()) => {
                self.notices.remove(&Notice::NotCopied);
                self.copied = Some(Copied { what, nth: self.copied.map_or(1, |before| before.nth + 1) });
            }
            Err(_) => {
                self.notices.insert(Notice::NotCopied);
            }
        }
    }

    fn report(&mut self, work: impl Future<Output = Event> + Send + 'static) {
        let mail = self.mail.clone();
        self.work.spawn(async move {
            let _ = mail.send(Mail::Event(work.await));
        });
    }

    fn report_blocking(&self, work: impl FnOnce() -> Event + Send + 'static) {
        let mail = self.mail.clone();
        tokio::task::spawn_blocking(move || {
            let _ = mail.send(Mail::Event(work()));
        });
    }

    fn off_loop(&self, work: impl FnOnce() + Send + 'static) {
        tokio::task::spawn_blocking(work);
    }
}

fn log_unopened(outcome: Result<(), crate::ports::OpenFault>) {
    if let Err(fault) = outcome {
        tracing::warn!(%fault, "the desktop did not take it");
    }
}

/// What to load, and as whom.
struct WeekOrder {
    key: AccountKey,
    cloud: Cloud,
    scopes: Scopes,
    from: Timestamp,
    to: Timestamp,
}

/// One more try with a fresh token when the held one turned out to be spent.
async fn load_week(
    calendar: &dyn Calendar,
    sessions: &Sessions,
    order: &WeekOrder,
) -> Result<LoadedWeek, CalendarFault> {
    match load_once(calendar, sessions, order).await {
        Err(fault) if spent_by(fault) => {
            sessions.spend(&order.key);
            load_once(calendar, sessions, order).await
        }
        outcome => outcome,
    }
}

async fn load_once(
    calendar: &dyn Calendar,
    sessions: &Sessions,
    order: &WeekOrder,
) -> Result<LoadedWeek, CalendarFault> {
    let token = sessions.access(&order.key, &order.scopes).await?;
    let calendars = calendar.calendars(order.cloud, &token).await?;
    let ids: Vec<String> = calendars.iter().map(|calendar| calendar.id.clone()).collect();
    let events = calendar.between(order.cloud, &token, &ids, order.from, order.to).await?;
    Ok(LoadedWeek { calendars, events })
}
