//! A tenant that always answers the same, and a desktop that remembers what it was given.

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use async_trait::async_trait;
use diagnosis::Evidence;
use jiff::Timestamp;
use onboarding::*;
use profile::Lang;
use request::Attachment;
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;

use super::{CANARIES, PERSON};

fn person() -> Account {
    Account {
        tenant_id: "7f0d0b0c-1111-4222-8333-944444444444".to_owned(),
        object_id: "0a0b0c0d-0000-4000-8000-000000000001".to_owned(),
        name: "Canary Person".to_owned(),
        username: PERSON.to_owned(),
    }
}

fn granted(scopes: Scopes) -> Grant {
    Grant {
        access: AccessToken::new("access".to_owned()),
        refresh: Some(RefreshToken::new("refresh".to_owned())),
        scopes,
        expires_in: std::time::Duration::from_secs(3600),
    }
}

/// A tenant that answers every sign-in the same way, and a desktop that remembers.
pub struct Surroundings {
    /// `None`: it signs everybody in and grants all that was asked for.
    pub answer: Option<Evidence>,
    /// How the calendar answers, and how often it was asked.
    pub calendar: Mutex<CalendarFault>,
    pub loads: AtomicUsize,
    pub redemptions: AtomicUsize,
    pub kept: Mutex<Option<TokenRecord>>,
    /// What the key store's trial at the start comes to.
    pub trial: Mutex<Option<StoreFault>>,
    /// How long the key store takes to keep a record.
    pub store_takes: Mutex<std::time::Duration>,
    /// The pages that were opened.
    pub links: Mutex<Vec<String>>,
    pub copied: Mutex<Vec<String>>,
    pub mails: Mutex<Vec<String>>,
    /// What was written, name by name.
    pub files: Mutex<Vec<(String, Vec<u8>)>>,
    pub now: Mutex<Timestamp>,
    /// The clock was put forward.
    pub moved: Notify,
    pub sign_ins: AtomicUsize,
    /// The languages in which the sign-in's pages were asked for, and the pages that the browser got.
    pub languages: Mutex<Vec<Lang>>,
    pub pages: Mutex<Vec<String>>,
    pub clipboard_works: bool,
    /// How often the connection was looked at.
    pub looks: AtomicUsize,
    /// How long the tenant takes to tell whose a domain is.
    pub discovery_takes: Mutex<std::time::Duration>,
    /// Nobody walks the sign-in's page; how often one was called off.
    pub nobody_walks: AtomicBool,
    pub called_off: AtomicUsize,
    /// What the journal holds at the start, and all that was written into it.
    pub found: Mutex<Option<Result<Stage, JournalFault>>>,
    pub saved: Mutex<Vec<Stage>>,
}

impl Surroundings {
    /// A tenant that gives this answer, or grants all that is asked for.
    pub fn new(answer: Option<Evidence>) -> Self {
        Self {
            answer,
            calendar: Mutex::new(CalendarFault::NotAllowed),
            loads: AtomicUsize::default(),
            redemptions: AtomicUsize::default(),
            kept: Mutex::default(),
            trial: Mutex::default(),
            store_takes: Mutex::default(),
            links: Mutex::default(),
            copied: Mutex::default(),
            mails: Mutex::default(),
            files: Mutex::default(),
            now: Mutex::new("2026-11-20T09:25:00Z".parse().unwrap()),
            moved: Notify::new(),
            sign_ins: AtomicUsize::default(),
            languages: Mutex::default(),
            pages: Mutex::default(),
            clipboard_works: true,
            looks: AtomicUsize::default(),
            discovery_takes: Mutex::default(),
            nobody_walks: AtomicBool::default(),
            called_off: AtomicUsize::default(),
            found: Mutex::default(),
            saved: Mutex::default(),
        }
    }
}

#[async_trait]
impl IdentityProvider for Surroundings {
    fn authority(&self, _: Cloud) -> String {
        "https://login.microsoftonline.com".to_owned()
    }

    async fn discover(&self, email: &EmailAddress) -> Discovery {
        let takes = *self.discovery_takes.lock().unwrap();
        tokio::time::sleep(takes).await;
        Discovery::Found(Tenant {
            id: "7f0d0b0c-1111-4222-8333-944444444444".to_owned(),
            domain: email.domain().to_owned(),
            cloud: Cloud::Public,
            kind: AccountKind::Work,
        })
    }

    async fn sign_in(&self, order: SignInOrder, live: mpsc::Sender<SignInNews>, off: CancellationToken) -> SignInEnd {
        self.sign_ins.fetch_add(1, Ordering::SeqCst);
        self.languages.lock().unwrap().push(order.language);
        let page = format!("https://login.microsoftonline.com/authorize?state={}", CANARIES[3]);
        live.send(SignInNews::PageReady(SignInPage::new(page))).await.unwrap();
        if self.nobody_walks.load(Ordering::SeqCst) {
            off.cancelled().await;
            self.called_off.fetch_add(1, Ordering::SeqCst);
            return SignInEnd::Cancelled;
        }
        match &self.answer {
            Some(evidence) => SignInEnd::Refused { leg: Leg::Identity, evidence: evidence.clone() },
            None => {
                let scopes = match order.plan {
                    ScopePlan::OneStage(scopes) => scopes,
                    ScopePlan::TwoStage { identity, calendar } => identity.and(&calendar),
                };
                SignInEnd::Signed(SignedIn { account: person(), grant: granted(scopes) })
            }
        }
    }

    async fn preflight(&self, _: Cloud) -> Preflight {
        self.looks.fetch_add(1, Ordering::SeqCst);
        let offline = || onboarding::Service {
            host: "login.example".to_owned(),
            state: ServiceState::Blocked { by: Obstacle::NoConnection },
        };
        Preflight { sign_in: offline(), calendar: offline(), clock: None }
    }

    async fn redeem(&self, _: &TokenRecord, scopes: &Scopes) -> Redemption {
        self.redemptions.fetch_add(1, Ordering::SeqCst);
        match self.answer {
            Some(_) => Redemption::Unreachable(NetworkFault::Offline),
            None => Redemption::Granted(granted(scopes.clone())),
        }
    }
}

#[async_trait]
impl Calendar for Surroundings {
    async fn calendars(&self, _: Cloud, _: &AccessToken) -> Result<Vec<CalendarInfo>, CalendarFault> {
        self.loads.fetch_add(1, Ordering::SeqCst);
        Err(*self.calendar.lock().unwrap())
    }

    async fn between(
        &self,
        _: Cloud,
        _: &AccessToken,
        _: &[String],
        _: Timestamp,
        _: Timestamp,
    ) -> Result<Vec<CalendarEvent>, CalendarFault> {
        Err(CalendarFault::NotAllowed)
    }
}

#[async_trait]
impl TokenStore for Surroundings {
    async fn load(&self, _: &AccountKey) -> Result<Option<TokenRecord>, StoreFault> {
        Ok(self.kept.lock().unwrap().clone())
    }

    async fn save(&self, record: &TokenRecord) -> Result<(), StoreFault> {
        let takes = *self.store_takes.lock().unwrap();
        tokio::time::sleep(takes).await;
        *self.kept.lock().unwrap() = Some(record.clone());
        Ok(())
    }

    async fn remove(&self, _: &AccountKey) -> Result<(), StoreFault> {
        Ok(())
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreFault> {
        Ok(vec![])
    }

    async fn self_test(&self) -> Result<(), StoreFault> {
        self.trial.lock().unwrap().map_or(Ok(()), Err)
    }
}

impl Browser for Surroundings {
    fn open_page(&self, page: &SignInPage) -> Result<(), OpenFault> {
        self.pages.lock().unwrap().push(page.expose().to_owned());
        Ok(())
    }
}

impl Desk for Surroundings {
    fn open_mail(&self, mailto: &str) -> Result<(), OpenFault> {
        self.mails.lock().unwrap().push(mailto.to_owned());
        Ok(())
    }

    fn save_file(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, OpenFault> {
        self.files.lock().unwrap().push((name.to_owned(), bytes.to_vec()));
        Ok(PathBuf::from(name))
    }

    fn save_folder(&self, name: &str, files: &[Attachment]) -> Result<PathBuf, OpenFault> {
        for file in files {
            self.save_file(&format!("{name}/{}", file.name), &file.bytes)?;
        }
        Ok(PathBuf::from(name))
    }

    fn open_file(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, OpenFault> {
        self.save_file(name, bytes)
    }

    fn copy(&self, text: &str, _: Option<&str>) -> Result<(), OpenFault> {
        self.copied.lock().unwrap().push(text.to_owned());
        if self.clipboard_works { Ok(()) } else { Err(OpenFault::NothingOpened) }
    }

    fn open_link(&self, url: &str) -> Result<(), OpenFault> {
        self.links.lock().unwrap().push(url.to_owned());
        Ok(())
    }

    fn notify(&self, _: &str, _: &str) {}

    fn system(&self) -> String {
        "Windows 11 24H2".to_owned()
    }
}

#[async_trait]
impl Clock for Surroundings {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    async fn sleep_until(&self, at: Timestamp) {
        loop {
            let moved = self.moved.notified();
            if at <= self.now() {
                return;
            }
            moved.await;
        }
    }
}

impl Journal for Surroundings {
    fn load(&self) -> Result<Option<Stage>, JournalFault> {
        self.found.lock().unwrap().take().transpose()
    }

    fn save(&self, stage: &Stage) -> Result<(), JournalFault> {
        self.saved.lock().unwrap().push(stage.clone());
        Ok(())
    }
}
