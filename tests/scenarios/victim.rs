#![allow(unreachable_pub, reason = "a module of the scenario tests")]

//! The processes that are killed: the window's engine on the state it finds, and a terminal that refreshes beside it.
//! Both say what they do, a line each, and both write it into one file as well, where the order is the true one.

use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use keychain::Vault;
use microsoft::{Endpoints, Microsoft, Timing};
use onboarding::*;
use profile::{Lang, Profile};
use tokio_util::sync::CancellationToken;

/// Where everything is, handed down in the environment.
pub struct Place {
    pub folder: PathBuf,
    pub log: PathBuf,
    pub origin: String,
    pub graph: String,
    pub epoch: Timestamp,
}

pub const SERVICE: &str = "Greenlight test";
pub const NORA: &str = "nora.lindqvist@northbank.example";
const VARIABLES: [&str; 5] = ["KILLS_FOLDER", "KILLS_LOG", "KILLS_ORIGIN", "KILLS_GRAPH", "KILLS_EPOCH"];

/// Hours of the journey pass in a second, in every process by the same clock.
const SPEED: i32 = 10_000;

impl Place {
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let path = |path: &PathBuf| path.to_str().unwrap().to_owned();
        let values =
            [path(&self.folder), path(&self.log), self.origin.clone(), self.graph.clone(), self.epoch.to_string()];
        VARIABLES.into_iter().zip(values).collect()
    }

    pub fn inherited() -> Self {
        let [folder, log, origin, graph, epoch] = VARIABLES.map(|name| std::env::var(name).unwrap());
        Self { folder: folder.into(), log: log.into(), origin, graph, epoch: epoch.parse().unwrap() }
    }

    fn microsoft(&self) -> Arc<Microsoft> {
        let endpoints = Endpoints::loopback(&self.origin, &self.graph).unwrap();
        let quick = Timing { pause: Duration::ZERO, ..Timing::default() };
        Arc::new(Microsoft::new(endpoints, Profile::demo().app.client_id.as_str(), quick).unwrap())
    }

    fn said(&self, who: &'static str) -> Arc<Said> {
        Arc::new(Said { who, file: File::options().append(true).create(true).open(&self.log).unwrap() })
    }
}

/// One `write` a line, so that lines of several processes stand whole and in the order they were written.
struct Said {
    who: &'static str,
    file: File,
}

impl Said {
    fn line(&self, what: &str) {
        let line = format!("{} {what}\n", self.who);
        (&self.file).write_all(line.as_bytes()).unwrap();
        std::io::stdout().write_all(line.as_bytes()).unwrap();
        std::io::stdout().flush().unwrap();
    }
}

/// The journey, taken up where the state file left it and carried on by somebody who always says yes. Never ends.
pub async fn window(place: &Place, leave: bool) {
    let said = place.said("window");
    let microsoft = place.microsoft();
    let journal = FileJournal::open(&place.folder).expect("a dead process holds no lock");
    let ports = Ports {
        identity: Arc::new(Watched { inner: microsoft.clone(), said: said.clone() }),
        calendar: microsoft,
        tokens: Arc::new(Kept { vault: Vault::open(SERVICE), said: said.clone() }),
        browser: Arc::new(Printed(said.clone())),
        desk: Arc::new(Bare),
        clock: Arc::new(Fast(place.epoch)),
        journal: Arc::new(journal),
    };
    let journey = Journey::open(ports, Profile::demo(), Lang::En);
    let mut views = journey.views();
    let mut last = "";
    loop {
        let (now, intent) = next(&views.borrow_and_update().screen, leave);
        if now != last {
            said.line(&format!("screen {now}"));
            last = now;
            if let Some(intent) = intent {
                journey.act(intent).unwrap();
            }
        }
        if leave && now == "welcome" {
            journey.close().await;
            return said.line("left");
        }
        views.changed().await.unwrap();
    }
}

/// Refreshes as `greenlightctl calendar` does, again and again.
pub async fn terminal(place: &Place) {
    let said = place.said("terminal");
    let identity = Watched { inner: place.microsoft(), said: said.clone() };
    let tokens = Kept { vault: Vault::open(SERVICE), said };
    let scopes = Scopes::of(Profile::demo().calendar_scopes());
    loop {
        let account = tokens.accounts().await.unwrap().remove(0);
        let _alone = tokens.lease(&account.key()).await.unwrap();
        let mut record = tokens.load(&account.key()).await.unwrap().expect("the account is never lost");
        match identity.redeem(&record, &scopes).await {
            Redemption::Granted(grant) => {
                record.refresh = grant.refresh.unwrap_or(record.refresh);
                record.obtained_at = Timestamp::now();
                tokens.save(&record).await.unwrap();
            }
            other => panic!("{other:?}"),
        }
    }
}

/// Where the journey stands, in a word, and what somebody does there who wants to get on.
fn next(screen: &Screen, leave: bool) -> (&'static str, Option<Intent>) {
    match screen {
        Screen::Welcome if leave => ("welcome", None),
        Screen::Welcome => ("welcome", Some(Intent::Start)),
        Screen::Address(address) => match &address.lookup {
            LookupView::Idle => ("address", Some(Intent::TypeAddress { text: NORA.to_owned() })),
            LookupView::Looking { .. } => ("looking", None),
            LookupView::Found(_) => ("found", Some(Intent::Continue)),
            LookupView::NotFound { .. }
            | LookupView::NotTaken { .. }
            | LookupView::Invalid { .. }
            | LookupView::Unreachable { .. } => {
                panic!("the tenant is there")
            }
        },
        Screen::Permissions(_) => ("permissions", Some(Intent::SignIn)),
        Screen::Browser(browser) => match browser.page {
            PageView::Preparing => ("preparing", None),
            PageView::Open => ("open", None),
            PageView::NotOpened(_) | PageView::Interrupted | PageView::Failed(_) => {
                ("interrupted", Some(Intent::SignIn))
            }
        },
        Screen::SomeoneElse(_) => panic!("nobody else has the password"),
        Screen::Blocked(_) => ("blocked", Some(Intent::AskIt)),
        Screen::Compose(_) => ("compose", Some(Intent::Sent)),
        Screen::Waiting(waiting) => match waiting.watch {
            WatchView::Remind => ("reminded", Some(Intent::TryAgain)),
            WatchView::Next { .. } | WatchView::Now { .. } | WatchView::Paused { .. } | WatchView::Locked { .. } => {
                ("waiting", None)
            }
        },
        Screen::Connected(connected) => match connected.week {
            WeekView::Loaded { .. } => ("connected", leave.then_some(Intent::SignOut)),
            WeekView::Loading | WeekView::Failed { .. } => ("loading", None),
        },
        Screen::Denied(_) => panic!("nobody denied it"),
    }
}

/// Says when a refresh begins and when its answer is there.
struct Watched {
    inner: Arc<Microsoft>,
    said: Arc<Said>,
}

#[async_trait]
impl IdentityProvider for Watched {
    fn authority(&self, cloud: Cloud) -> String {
        self.inner.authority(cloud)
    }

    async fn discover(&self, email: &EmailAddress) -> Discovery {
        self.inner.discover(email).await
    }

    async fn sign_in(
        &self,
        order: SignInOrder,
        live: tokio::sync::mpsc::Sender<SignInNews>,
        cancel: CancellationToken,
    ) -> SignInEnd {
        self.inner.sign_in(order, live, cancel).await
    }

    async fn preflight(&self, cloud: Cloud) -> Preflight {
        IdentityProvider::preflight(&*self.inner, cloud).await
    }

    async fn redeem(&self, record: &TokenRecord, scopes: &Scopes) -> Redemption {
        self.said.line("begin");
        let redemption = self.inner.redeem(record, scopes).await;
        self.said.line("end");
        redemption
    }
}

/// Says when the key store has taken a record, or given one up.
struct Kept {
    vault: Vault,
    said: Arc<Said>,
}

#[async_trait]
impl TokenStore for Kept {
    async fn load(&self, key: &AccountKey) -> Result<Option<TokenRecord>, StoreFault> {
        self.vault.load(key).await
    }

    async fn save(&self, record: &TokenRecord) -> Result<(), StoreFault> {
        self.vault.save(record).await.inspect(|()| self.said.line("stored"))
    }

    async fn remove(&self, key: &AccountKey) -> Result<(), StoreFault> {
        self.said.line("removing");
        self.vault.remove(key).await
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreFault> {
        self.vault.accounts().await
    }

    async fn self_test(&self) -> Result<(), StoreFault> {
        self.vault.self_test().await
    }

    async fn lease(&self, key: &AccountKey) -> Result<Lease, StoreFault> {
        self.vault.lease(key).await
    }
}

struct Printed(Arc<Said>);

impl Browser for Printed {
    fn open_page(&self, page: &SignInPage) -> Result<(), OpenFault> {
        self.0.line(&format!("page {}", page.expose()));
        Ok(())
    }
}

/// A desk with nothing on it.
struct Bare;

impl Desk for Bare {
    fn open_mail(&self, _: &str) -> Result<(), OpenFault> {
        Err(OpenFault::NothingOpened)
    }

    fn save_file(&self, _: &str, _: &[u8]) -> Result<PathBuf, OpenFault> {
        Err(OpenFault::NotWritten)
    }

    fn open_file(&self, _: &str, _: &[u8]) -> Result<PathBuf, OpenFault> {
        Err(OpenFault::NothingOpened)
    }

    fn copy(&self, _: &str, _: Option<&str>) -> Result<(), OpenFault> {
        Err(OpenFault::NothingOpened)
    }

    fn open_link(&self, _: &str) -> Result<(), OpenFault> {
        Err(OpenFault::NothingOpened)
    }

    fn notify(&self, _: &str, _: &str) {}
}

/// Begins with the test and never goes back, whichever process reads it.
struct Fast(Timestamp);

#[async_trait]
impl Clock for Fast {
    fn now(&self) -> Timestamp {
        self.0 + Timestamp::now().duration_since(self.0) * SPEED
    }

    async fn sleep_until(&self, at: Timestamp) {
        let left = at.duration_since(self.now()).max(SignedDuration::ZERO) / SPEED;
        tokio::time::sleep(left.unsigned_abs()).await;
    }
}
