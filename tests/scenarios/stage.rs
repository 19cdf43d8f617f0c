#![allow(dead_code, reason = "no test uses all of it")]
#![allow(unreachable_pub, reason = "a module of the scenario tests")]

//! The journey on a test bench: real client, real simulated tenant, real sockets; time, desktop and key store in our hands.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use graph_contract::Contract;
use jiff::{SignedDuration, Timestamp};
use keychain::Vault;
use microsoft::{Endpoints, Microsoft, Timing};
use onboarding::*;
use profile::{Lang, Profile};
use simtenant::{Options, Running, TenantTime, VendorApp};
use tokio::sync::{mpsc, watch};

use crate::folder::folder;
use crate::person::Person;

pub const NORA: &str = "nora.lindqvist@northbank.example";

pub struct Bench {
    pub tenant: Held,
    pub journey: Journey,
    pub clock: Arc<TestClock>,
    pub desk: Arc<TestDesk>,
    pages: mpsc::UnboundedReceiver<String>,
    ports: Ports,
    _folder: tempfile::TempDir,
}

/// Whatever a test is about: every request the client makes of Graph is one that Microsoft describes.
pub struct Held(Running);

impl std::ops::Deref for Held {
    type Target = Running;

    fn deref(&self) -> &Running {
        &self.0
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let Some(contract) = Contract::here().filter(|_| !std::thread::panicking()) else { return };
        for entry in self.0.ledger() {
            let Some(path) = entry.path.strip_prefix("/graph/v1.0") else { continue };
            let broken = contract.request(&entry.method, path, entry.parameters.iter().map(String::as_str), None);
            assert!(broken.is_empty(), "{broken:?}");
        }
    }
}

impl Bench {
    pub async fn open(scenario: &str) -> Self {
        Self::with(scenario, Arc::new(Vault::in_memory())).await
    }

    pub async fn with(scenario: &str, tokens: Arc<dyn TokenStore>) -> Self {
        Self::built(scenario, tokens, None).await
    }

    pub async fn built(scenario: &str, tokens: Arc<dyn TokenStore>, journal: Option<Arc<dyn Journal>>) -> Self {
        Self::assembled(scenario, Profile::demo(), tokens, journal, Time::InOurHands).await
    }

    /// As the demo is played: any profile, by the tenant's own clock.
    pub async fn playing(scenario: &str, profile: Profile) -> Self {
        Self::assembled(scenario, profile, Arc::new(Vault::in_memory()), None, Time::OfTheTenant).await
    }

    async fn assembled(
        scenario: &str,
        profile: Profile,
        tokens: Arc<dyn TokenStore>,
        journal: Option<Arc<dyn Journal>>,
        time: Time,
    ) -> Self {
        let tenant = simtenant::start(Options {
            scenario: scenario.to_owned(),
            vendor_app: VendorApp { verified: None, ..registration::of(&profile) },
            ..Options::default()
        })
        .await
        .unwrap();
        let endpoints = Endpoints::loopback(&tenant.origin(), &tenant.graph()).unwrap();
        let quick = Timing { pause: std::time::Duration::ZERO, ..Timing::default() };
        let microsoft = Arc::new(Microsoft::new(endpoints, profile.app.client_id.as_str(), quick).unwrap());
        let (opened, pages) = mpsc::unbounded_channel();
        let folder = folder();
        let clock = Arc::new(TestClock::default());
        let desk = Arc::new(TestDesk::default());
        let ports = Ports {
            identity: microsoft.clone(),
            calendar: microsoft,
            tokens,
            browser: Arc::new(TestBrowser(opened)),
            desk: desk.clone(),
            clock: match time {
                Time::InOurHands => clock.clone(),
                Time::OfTheTenant => Arc::new(TenantClock(tenant.time())),
            },
            journal: journal.unwrap_or_else(|| Arc::new(FileJournal::open(folder.path()).unwrap())),
        };
        let journey = Journey::open(ports.clone(), profile, Lang::En);
        Self { tenant: Held(tenant), journey, clock, desk, pages, ports, _folder: folder }
    }

    /// Ends the process as far as the journey can tell, and starts it again on what was written down.
    pub async fn restart(self) -> Self {
        let Self { journey, ports, .. } = self;
        journey.close().await;
        let journey = Journey::open(ports.clone(), Profile::demo(), Lang::En);
        Self { journey, ports, ..self }
    }

    pub fn act(&self, intent: Intent) {
        self.journey.act(intent).unwrap();
    }

    /// Waits until the screen is as asked; every change is looked at once.
    pub async fn until<T>(&self, what: &str, mut see: impl FnMut(&View) -> Option<T>) -> T {
        let mut views = self.journey.views();
        let look = async {
            loop {
                let seen = see(&views.borrow_and_update());
                if let Some(seen) = seen {
                    return seen;
                }
                views.changed().await.unwrap();
            }
        };
        match tokio::time::timeout(std::time::Duration::from_secs(60), look).await {
            Ok(seen) => seen,
            Err(_) => panic!("never came to {what}; the screen is {:?}", self.journey.view().screen),
        }
    }

    pub async fn page(&mut self) -> String {
        self.pages.recv().await.unwrap()
    }

    pub fn nora(&self) -> Person {
        self.user(0)
    }

    pub fn admin(&self) -> Person {
        self.user(1)
    }

    fn user(&self, number: usize) -> Person {
        let user = self.tenant.users().swap_remove(number);
        Person::new(&user.upn, &user.password)
    }

    pub async fn control(&self, action: &str, body: serde_json::Value) {
        let url = format!("{}/{action}", self.tenant.control());
        let answer = reqwest::Client::builder().no_proxy().build().unwrap().post(url).json(&body).send().await.unwrap();
        assert!(answer.status().is_success(), "{action}: {}", answer.text().await.unwrap());
    }

    /// From the welcome to the sign-in page.
    pub async fn reach_the_page(&mut self) -> String {
        self.act(Intent::Start);
        self.act(Intent::TypeAddress { text: NORA.to_owned() });
        self.until("a found tenant", |view| match &view.screen {
            Screen::Address(AddressScreen { lookup: LookupView::Found(found), .. }) => Some(found.clone()),
            _ => None,
        })
        .await;
        self.act(Intent::Continue);
        self.act(Intent::SignIn);
        self.page().await
    }

    /// From the welcome to the waiting room of the managed policy.
    pub async fn reach_the_waiting_room(&mut self) {
        let page = self.reach_the_page().await;
        let wall = self.nora().go_through(&page).await;
        assert!(wall.says("Need admin approval"), "{}", wall.url);
        self.act(Intent::TellPage { card: diagnosis::Card::NeedAdminApproval });
        self.act(Intent::AskIt);
        self.act(Intent::Sent);
        self.until("the waiting room", |view| matches!(view.screen, Screen::Waiting(_)).then_some(())).await;
    }

    /// What the support details say of the key store, if they do.
    pub async fn key_store_line(&self) -> Option<String> {
        self.act(Intent::Copy { what: Copyable::SupportDetails });
        let details = self.until("the support details", |_| self.desk.copied.lock().unwrap().pop()).await;
        details.lines().find(|line| line.starts_with("Key store")).map(str::to_owned)
    }

    pub async fn connected(&self) -> ConnectedScreen {
        self.until("a loaded week", |view| match &view.screen {
            Screen::Connected(screen) if matches!(screen.week, WeekView::Loaded { .. }) => Some(screen.clone()),
            _ => None,
        })
        .await
    }
}

struct TestBrowser(mpsc::UnboundedSender<String>);

impl Browser for TestBrowser {
    fn open_page(&self, page: &SignInPage) -> Result<(), OpenFault> {
        self.0.send(page.expose().to_owned()).map_err(|_| OpenFault::NothingOpened)
    }
}

#[derive(Default)]
pub struct TestDesk {
    pub notified: Mutex<Vec<String>>,
    pub drafts: Mutex<Vec<Vec<u8>>>,
    /// Files kept without being opened, by name.
    pub saved: Mutex<Vec<(String, Vec<u8>)>>,
    pub links: Mutex<Vec<String>>,
    pub copied: Mutex<Vec<String>>,
}

impl Desk for TestDesk {
    fn open_mail(&self, _: &str) -> Result<(), OpenFault> {
        Err(OpenFault::NothingOpened)
    }

    fn save_file(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, OpenFault> {
        self.saved.lock().unwrap().push((name.to_owned(), bytes.to_vec()));
        Ok(PathBuf::from(name))
    }

    fn open_file(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, OpenFault> {
        self.drafts.lock().unwrap().push(bytes.to_vec());
        Ok(PathBuf::from(name))
    }

    fn copy(&self, text: &str, _: Option<&str>) -> Result<(), OpenFault> {
        self.copied.lock().unwrap().push(text.to_owned());
        Ok(())
    }

    fn open_link(&self, url: &str) -> Result<(), OpenFault> {
        self.links.lock().unwrap().push(url.to_owned());
        Ok(())
    }

    fn notify(&self, _: &str, body: &str) {
        self.notified.lock().unwrap().push(body.to_owned());
    }
}

/// Which clock the journey lives by.
#[derive(Clone, Copy)]
enum Time {
    InOurHands,
    OfTheTenant,
}

struct TenantClock(TenantTime);

#[async_trait]
impl Clock for TenantClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    async fn sleep_until(&self, at: Timestamp) {
        self.0.sleep_until(at).await;
    }
}

/// Stands still until it is moved.
pub struct TestClock(watch::Sender<Timestamp>);

impl Default for TestClock {
    fn default() -> Self {
        Self(watch::Sender::new(Timestamp::now()))
    }
}

impl TestClock {
    pub fn advance(&self, by: SignedDuration) {
        self.0.send_modify(|now| *now += by);
    }
}

#[async_trait]
impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.borrow()
    }

    async fn sleep_until(&self, at: Timestamp) {
        let _ = self.0.subscribe().wait_for(|now| *now >= at).await;
    }
}

/// A key store in one of its two bad states.
pub struct BadStore(pub StoreFault);

#[async_trait]
impl TokenStore for BadStore {
    async fn load(&self, _: &AccountKey) -> Result<Option<TokenRecord>, StoreFault> {
        Err(self.0)
    }

    async fn save(&self, _: &TokenRecord) -> Result<(), StoreFault> {
        Err(self.0)
    }

    async fn remove(&self, _: &AccountKey) -> Result<(), StoreFault> {
        Err(self.0)
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreFault> {
        Err(self.0)
    }
}

/// A key store that can be read and keeps nothing.
pub struct Forgetful(pub Vault);

#[async_trait]
impl TokenStore for Forgetful {
    async fn load(&self, key: &AccountKey) -> Result<Option<TokenRecord>, StoreFault> {
        self.0.load(key).await
    }

    async fn save(&self, _: &TokenRecord) -> Result<(), StoreFault> {
        Err(StoreFault::Unavailable)
    }

    async fn remove(&self, key: &AccountKey) -> Result<(), StoreFault> {
        self.0.remove(key).await
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreFault> {
        self.0.accounts().await
    }

    async fn self_test(&self) -> Result<(), StoreFault> {
        Err(StoreFault::Unavailable)
    }
}
