//! Runs the stage machine: one mailbox, one stage, one view. Every event goes through `step`; the new stage is written
//! down before its effects begin, so that a kill at any instant comes back to where the person was.

mod desk;
mod effects;
mod files;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::{Timestamp, tz::TimeZone};
use profile::{Lang, Profile};
use tokio::sync::{mpsc, watch};
use tokio::task::{JoinHandle, JoinSet};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::connection::Connection;
use crate::event::{Copyable, Effect, Event, Intent};
use crate::ports::{Clock, JournalFault, OpenFault, Ports, StoreFault};
use crate::present::{GuideCache, System, present};
use crate::schedule::next_wake;
use crate::secret::SignInPage;
use crate::sessions::Sessions;
use crate::stage::{Attempt, Stage};
use crate::step::{Context, resume, step};
use crate::view::{Copied, Notice, View};

/// A running journey. Dropping it stops it; the stage stays in the journal.
pub struct Journey {
    mail: mpsc::UnboundedSender<Mail>,
    views: watch::Receiver<View>,
    running: JoinHandle<()>,
}

#[derive(Debug, thiserror::Error)]
#[error("the journey has ended")]
pub struct JourneyClosed;

enum Mail {
    Event(Event),
    Store(Result<(), StoreFault>),
    Copied(Copyable, Result<(), OpenFault>),
    Language(Lang),
    Close,
}

impl Journey {
    /// Takes up the journey where the journal left it. Call inside a tokio runtime.
    pub fn open(ports: Ports, profile: Profile, language: Lang) -> Self {
        let (mail, inbox) = mpsc::unbounded_channel();
        let store_mail = mail.clone();
        let sessions = Sessions::new(&ports, move |outcome| {
            let _ = store_mail.send(Mail::Store(outcome));
        });
        let (stage, notices, saving) = match ports.journal.load() {
            Ok(stage) => (stage.unwrap_or(Stage::Welcome), BTreeSet::new(), Saving::On),
            Err(JournalFault::SetAside { kept_at }) => {
                tracing::warn!(kept_at = %kept_at.display(), "the saved state was set aside");
                (Stage::Welcome, BTreeSet::from([Notice::StateSetAside]), Saving::On)
            }
            Err(fault @ (JournalFault::Io(_) | JournalFault::Encode(_))) => {
                tracing::warn!(%fault, "the saved state could not be read");
                (Stage::Welcome, BTreeSet::from([Notice::StateNotSaved]), Saving::Off)
            }
        };
        let desk = Arc::clone(&ports.desk);
        let mut driver = Driver {
            mail: mail.clone(),
            system: System::new(Box::new(move || desk.system())),
            ports,
            profile: Arc::new(profile.clone()),
            declared: profile,
            sessions,
            language,
            zone: TimeZone::system(),
            stage,
            notices,
            copied: None,
            connection: Connection::default(),
            key_store: None,
            guide: GuideCache::default(),
            attempt: 0,
            sign_in: None,
            served: None,
            saving,
            writes: TaskTracker::new(),
            work: JoinSet::new(),
        };
        driver.wake_up();
        let (views_in, views) = watch::channel(driver.view());
        let running = tokio::spawn(async move { driver.run(inbox, views_in).await });
        Self { mail, views, running }
    }

    pub fn view(&self) -> View {
        self.views.borrow().clone()
    }

    /// Changes whenever the view does.
    pub fn views(&self) -> watch::Receiver<View> {
        self.views.clone()
    }

    pub fn act(&self, intent: Intent) -> Result<(), JourneyClosed> {
        self.mail.send(Mail::Event(Event::Intent(intent))).map_err(|_| JourneyClosed)
    }

    /// The language of pages, letters and notifications from now on.
    pub fn speak(&self, language: Lang) -> Result<(), JourneyClosed> {
        self.mail.send(Mail::Language(language)).map_err(|_| JourneyClosed)
    }

    /// Ends the journey and waits until its port and its journal are free.
    pub async fn close(mut self) {
        let _ = self.mail.send(Mail::Close);
        let _ = (&mut self.running).await;
    }
}

impl Drop for Journey {
    fn drop(&mut self) {
        self.running.abort();
    }
}

struct Driver {
    mail: mpsc::UnboundedSender<Mail>,
    ports: Ports,
    /// What the vendor declares, every tier of it.
    declared: Profile,
    /// The same at the tier the person chose: everything that is asked for comes from here.
    profile: Arc<Profile>,
    sessions: Arc<Sessions>,
    language: Lang,
    zone: TimeZone,
    stage: Stage,
    notices: BTreeSet<Notice>,
    copied: Option<Copied>,
    connection: Connection,
    /// What its last call came to; the self-test at the start is the first.
    key_store: Option<Result<(), StoreFault>>,
    system: System,
    guide: GuideCache,
    attempt: Attempt,
    sign_in: Option<RunningSignIn>,
    /// The last wake-up that was acted on.
    served: Option<Timestamp>,
    saving: Saving,
    /// Key store writes: a journey that ends waits for them.
    writes: TaskTracker,
    /// Everything else that is under way: it ends with the journey.
    work: JoinSet<()>,
}

/// A saved state that could not be read is never written over: it may be readable the next time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Saving {
    On,
    Off,
}

/// The attempt in the browser, if one is running. The page's address stays here: it never enters a stage or a view.
struct RunningSignIn {
    attempt: Attempt,
    cancel: CancellationToken,
    page: Option<SignInPage>,
}

impl Drop for RunningSignIn {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

impl Driver {
    fn wake_up(&mut self) {
        self.probe_store();
        self.follow_tier();
        let profile = Arc::clone(&self.profile);
        let stage = std::mem::replace(&mut self.stage, Stage::Welcome);
        let (stage, effects) = resume(stage, &self.context(&profile));
        self.settle(stage, effects);
    }

    async fn run(&mut self, mut inbox: mpsc::UnboundedReceiver<Mail>, views: watch::Sender<View>) {
        loop {
            while self.work.try_join_next().is_some() {}
            let next = self.view();
            views.send_if_modified(|view| {
                let changed = *view != next;
                *view = next;
                changed
            });
            // An instant that was served is past: it must not come again at once.
            let wake = next_wake(&self.stage).filter(|at| self.served != Some(*at));
            let clock = Arc::clone(&self.ports.clock);
            tokio::select! {
                mail = inbox.recv() => match mail {
                    Some(Mail::Event(event)) => self.on(event),
                    Some(Mail::Store(outcome)) => self.note_store(outcome),
                    Some(Mail::Copied(what, outcome)) => self.note_copy(what, outcome),
                    Some(Mail::Language(language)) => self.language = language,
                    Some(Mail::Close) | None => return self.finish().await,
                },
                () = sleep_until(clock, wake) => {
                    self.served = wake;
                    self.on(Event::Tick);
                }
            }
        }
    }

    /// Frees the sign-in's port and lets key store writes under way come to their end, so that nothing is written
    /// after the next journey has begun.
    async fn finish(&mut self) {
        self.sign_in = None;
        self.work.shutdown().await;
        self.writes.close();
        self.writes.wait().await;
    }

    fn on(&mut self, event: Event) {
        let Some(event) = self.admit(event) else { return };
        let profile = Arc::clone(&self.profile);
        let stage = std::mem::replace(&mut self.stage, Stage::Welcome);
        let before = stage.clone();
        let (stage, effects) = step(stage, event, &self.context(&profile));
        if before == stage && effects.is_empty() {
            self.stage = stage;
            return;
        }
        self.settle(stage, effects);
    }

    /// Writes the stage down, then begins its effects.
    fn settle(&mut self, stage: Stage, effects: Vec<Effect>) {
        self.stage = stage;
        self.follow_tier();
        if self.saving == Saving::On {
            self.write_down();
        }
        for effect in effects {
            self.carry_out(effect);
        }
    }

    /// A tier the profile no longer declares is forgotten: then all of it is asked for, as without a choice.
    fn follow_tier(&mut self) {
        let chosen = self.stage.known().target.and_then(|target| target.tier.clone());
        if chosen.is_some() && chosen == self.profile.chosen {
            return;
        }
        let narrowed = chosen.and_then(|tier| self.declared.at(&tier).ok());
        let next = narrowed.as_ref().unwrap_or(&self.declared);
        if *next != *self.profile {
            self.profile = Arc::new(next.clone());
        }
    }

    fn write_down(&mut self) {
        match self.ports.journal.save(&self.stage) {
            Ok(()) => {
                self.notices.remove(&Notice::StateNotSaved);
            }
            Err(fault) => {
                tracing::warn!(%fault, "the state was not saved");
                self.notices.insert(Notice::StateNotSaved);
            }
        }
    }

    fn context<'a>(&mut self, profile: &'a Profile) -> Context<'a> {
        self.attempt += 1;
        Context {
            profile,
            language: self.language,
            now: self.ports.clock.now(),
            zone: self.zone.clone(),
            fresh: self.attempt,
        }
    }

    fn view(&self) -> View {
        present(&self.stage, &desk::surroundings(self, &|cloud| self.ports.identity.authority(cloud)))
    }
}

async fn sleep_until(clock: Arc<dyn Clock>, wake: Option<Timestamp>) {
    match wake {
        Some(at) => clock.sleep_until(at).await,
        None => std::future::pending().await,
    }
}
