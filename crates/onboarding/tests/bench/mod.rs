#![allow(dead_code, reason = "no test uses all of it")]
#![allow(unreachable_pub, reason = "a module of the engine's tests")]

//! The whole engine between a tenant that always answers the same and a desktop that remembers what it was given.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use diagnosis::Evidence;
use jiff::Timestamp;
use onboarding::*;
use profile::{Lang, Profile};
use request::Attachment;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// Planted wherever a secret or an address could come in; none may come out.
pub const CANARIES: [&str; 7] = [
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.eyJ1cG4iOiJjYW5hcnkifQ.c2lnbmF0dXJl",
    "0.AXoAcanaryCodeOfTheProtocol1234567890abcdefghij",
    "1.AQYAcanaryRefreshToken0123456789abcdefghijklmnopq",
    "canary-state-7H5TdviHcEnm",
    "canary.person@northbank.example",
    "canary-secret~8Q",
    "203.0.113.77",
];

pub const PERSON: &str = CANARIES[4];
pub const CORRELATION: &str = "5e5e5e5e-1111-4222-8333-944444444444";

pub fn refusal(code: u32) -> Evidence {
    let [jwt, protocol, refresh, state, person, secret, address] = CANARIES;
    Evidence::Redirect(format!(
        "http://localhost:53122/?error=access_denied&error_description=AADSTS{code}%3a+%27{person}%27+at+{address}+\
         with+{jwt}.%0d%0aCorrelation+ID%3a+{CORRELATION}%0d%0aTimestamp%3a+2026-11-20+09%3a21%3a07Z\
         &code={protocol}&state={state}&refresh_token={refresh}&client_secret={secret}"
    ))
}

pub fn codeless_cancel() -> Evidence {
    Evidence::Redirect("error=access_denied&error_subcode=cancel&state=x".to_owned())
}

/// A tenant that answers every sign-in the same way, and a desktop that remembers.
pub struct Surroundings {
    answer: Evidence,
    pub copied: Mutex<Vec<String>>,
    pub mails: Mutex<Vec<String>>,
    /// What was written, name by name.
    pub files: Mutex<Vec<(String, Vec<u8>)>>,
    pub now: Mutex<Timestamp>,
    clipboard_works: bool,
    /// How often the connection was looked at.
    pub looks: AtomicUsize,
}

#[async_trait]
impl IdentityProvider for Surroundings {
    fn authority(&self, _: Cloud) -> String {
        "https://login.microsoftonline.com".to_owned()
    }

    async fn discover(&self, email: &EmailAddress) -> Discovery {
        Discovery::Found(Tenant {
            id: "7f0d0b0c-1111-4222-8333-944444444444".to_owned(),
            domain: email.domain().to_owned(),
            cloud: Cloud::Public,
            kind: AccountKind::Work,
        })
    }

    async fn sign_in(&self, _: SignInOrder, live: mpsc::Sender<SignInNews>, _: CancellationToken) -> SignInEnd {
        let page = format!("https://login.microsoftonline.com/authorize?state={}", CANARIES[3]);
        live.send(SignInNews::PageReady(SignInPage::new(page))).await.unwrap();
        SignInEnd::Refused { leg: Leg::Identity, evidence: self.answer.clone() }
    }

    async fn preflight(&self, _: Cloud) -> Preflight {
        self.looks.fetch_add(1, Ordering::SeqCst);
        let offline = || onboarding::Service {
            host: "login.example".to_owned(),
            state: ServiceState::Blocked { by: Obstacle::NoConnection },
        };
        Preflight { sign_in: offline(), calendar: offline(), clock: None }
    }

    async fn redeem(&self, _: &TokenRecord, _: &Scopes) -> Redemption {
        Redemption::Unreachable(NetworkFault::Offline)
    }
}

#[async_trait]
impl Calendar for Surroundings {
    async fn calendars(&self, _: Cloud, _: &AccessToken) -> Result<Vec<CalendarInfo>, CalendarFault> {
        Err(CalendarFault::NotAllowed)
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
        Ok(None)
    }

    async fn save(&self, _: &TokenRecord) -> Result<(), StoreFault> {
        Ok(())
    }

    async fn remove(&self, _: &AccountKey) -> Result<(), StoreFault> {
        Ok(())
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreFault> {
        Ok(vec![])
    }
}

impl Browser for Surroundings {
    fn open_page(&self, _: &SignInPage) -> Result<(), OpenFault> {
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

    fn open_link(&self, _: &str) -> Result<(), OpenFault> {
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

    async fn sleep_until(&self, _: Timestamp) {
        std::future::pending().await
    }
}

impl Journal for Surroundings {
    fn load(&self) -> Result<Option<Stage>, JournalFault> {
        Ok(None)
    }

    fn save(&self, _: &Stage) -> Result<(), JournalFault> {
        Ok(())
    }
}

pub struct Bench {
    pub journey: Journey,
    pub around: Arc<Surroundings>,
}

impl Bench {
    /// At the wall that this answer means.
    pub async fn at(answer: Evidence) -> Self {
        Self::with(answer, true).await
    }

    pub async fn with(answer: Evidence, clipboard_works: bool) -> Self {
        Self::of(Profile::demo(), answer, clipboard_works).await
    }

    pub async fn of(profile: Profile, answer: Evidence, clipboard_works: bool) -> Self {
        let (copied, mails, files) = (Mutex::default(), Mutex::default(), Mutex::default());
        let now = Mutex::new("2026-11-20T09:25:00Z".parse().unwrap());
        let around = Arc::new(Surroundings {
            answer,
            copied,
            mails,
            files,
            now,
            clipboard_works,
            looks: AtomicUsize::default(),
        });
        let ports = Ports {
            identity: around.clone(),
            calendar: around.clone(),
            tokens: around.clone(),
            browser: around.clone(),
            desk: around.clone(),
            clock: around.clone(),
            journal: around.clone(),
        };
        let bench = Self { journey: Journey::open(ports, profile, Lang::En), around };
        bench.does(Intent::Start);
        bench.does(Intent::TypeAddress { text: PERSON.to_owned() });
        bench
            .until(|view| matches!(&view.screen, Screen::Address(a) if matches!(a.lookup, LookupView::Found(_))))
            .await;
        bench.does(Intent::Continue);
        bench.does(Intent::SignIn);
        bench.until(|view| matches!(view.screen, Screen::Blocked(_))).await;
        bench
    }

    pub fn does(&self, intent: Intent) {
        self.journey.act(intent).unwrap();
    }

    pub async fn until(&self, seen: impl Fn(&View) -> bool) -> View {
        self.journey.views().wait_for(|view| seen(view)).await.unwrap().clone()
    }

    pub async fn copies(&self, what: Copyable) -> (String, View) {
        let before = self.journey.view().copied.map_or(0, |copied| copied.nth);
        self.does(Intent::Copy { what });
        let view = self.until(|view| view.copied.is_some_and(|copied| copied.nth > before)).await;
        (self.around.copied.lock().unwrap().last().unwrap().clone(), view)
    }

    pub fn screen(&self) -> BlockedScreen {
        match self.journey.view().screen {
            Screen::Blocked(screen) => screen,
            other => panic!("{other:?}"),
        }
    }
}
