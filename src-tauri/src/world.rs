//! Which Microsoft the journey talks to: the real one, or the simulated tenant on this computer. They differ in the
//! endpoints and in the name of the key store's service, and in nothing else.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use keychain::Vault;
use microsoft::{Endpoints, Microsoft, Timing};
use onboarding::{
    DemoCard, FileJournal, Journal, JournalFault, Journey, OpenJournalError, Ports, Stage, SystemClock, TokenStore,
};
use profile::{Lang, Profile, Verification};
use simtenant::{Options, Running, VendorApp};

use crate::browser::SystemBrowser;
use crate::desk::SystemDesk;

/// The same numbers every time, so that a request mailed before a restart still leads somewhere.
const SEED: u64 = 20_251_101;

pub(crate) struct World {
    pub(crate) journey: Journey,
    pub(crate) demo: Option<Demo>,
}

pub(crate) struct Demo {
    pub(crate) scenario: String,
    pub(crate) card: DemoCard,
    tenant: Running,
}

impl Demo {
    pub(crate) fn port(&self) -> Option<u16> {
        self.tenant.origin().rsplit_once(':').and_then(|(_, port)| port.parse().ok())
    }
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum WorldFault {
    #[error("the simulated tenant could not start")]
    Tenant(#[from] simtenant::StartError),
    #[error("the simulated tenant's address was refused")]
    Endpoints(#[from] microsoft::NotLoopback),
    #[error("the client could not be built")]
    Client(#[from] microsoft::BuildError),
}

impl World {
    pub(crate) fn real(folder: &Path, profile: Profile, language: Lang) -> Result<Self, WorldFault> {
        let ports = ports(Endpoints::microsoft(), &profile, Vault::open("Greenlight"), folder)?;
        Ok(Self { journey: Journey::open(ports, profile, language), demo: None })
    }

    /// `port` is tried first, so that links in a mailed request outlive a restart.
    pub(crate) async fn demo(folder: &Path, scenario: &str, port: u16, language: Lang) -> Result<Self, WorldFault> {
        let profile = Profile::demo();
        let tenant = simtenant::start(Options {
            scenario: scenario.to_owned(),
            port,
            state_file: Some(folder.join("tenant.json")),
            seed: SEED,
            vendor_app: vendor_app(&profile),
            // Events have one language, so the tenant speaks the app's.
            language: Some(match language {
                Lang::En => simtenant::Lang::En,
                Lang::Ja => simtenant::Lang::Ja,
            }),
        })
        .await?;
        let endpoints = Endpoints::loopback(&tenant.origin(), &tenant.graph())?;
        let ports = ports(endpoints, &profile, demo_vault(), folder)?;
        let card = card(&tenant, scenario);
        let journey = Journey::open(ports, profile, language);
        Ok(Self { journey, demo: Some(Demo { scenario: scenario.to_owned(), card, tenant }) })
    }

    /// Ends the journey and frees its journal and ports; the state stays.
    pub(crate) async fn close(self) {
        self.journey.close().await;
        if let Some(demo) = self.demo {
            demo.tenant.stop().await;
        }
    }
}

/// Forgets everything the demo left: its state, its tenant, its tokens.
pub(crate) async fn forget_demo(folder: &Path) {
    let vault = demo_vault();
    for account in vault.accounts().await.unwrap_or_default() {
        if let Err(fault) = vault.remove(&account.key()).await {
            tracing::warn!(%fault, "a demo token stays in the key store");
        }
    }
    for file in ["journey.json", "tenant.json"] {
        if let Err(fault) = std::fs::remove_file(folder.join(file))
            && fault.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%fault, file, "a demo file stays");
        }
    }
}

fn demo_vault() -> Vault {
    Vault::open("Greenlight demo")
}

fn ports(endpoints: Endpoints, profile: &Profile, vault: Vault, folder: &Path) -> Result<Ports, WorldFault> {
    let microsoft = Arc::new(Microsoft::new(endpoints.clone(), profile.app.client_id.as_str(), Timing::default())?);
    Ok(Ports {
        identity: microsoft.clone(),
        calendar: microsoft,
        tokens: Arc::new(vault),
        browser: Arc::new(SystemBrowser::new(endpoints.clone())),
        desk: Arc::new(SystemDesk::new(endpoints)),
        clock: Arc::new(SystemClock),
        journal: journal(folder),
    })
}

fn journal(folder: &Path) -> Arc<dyn Journal> {
    match FileJournal::open(folder) {
        Ok(journal) => Arc::new(journal),
        Err(fault) => {
            tracing::warn!(%fault, "this session's state will not be kept");
            Arc::new(Unkept(fault))
        }
    }
}

/// Stands in where the state folder cannot be used or belongs to another process: the journey runs and says so.
struct Unkept(OpenJournalError);

impl Journal for Unkept {
    fn load(&self) -> Result<Option<Stage>, JournalFault> {
        Err(self.fault())
    }

    fn save(&self, _: &Stage) -> Result<(), JournalFault> {
        Err(self.fault())
    }
}

impl Unkept {
    fn fault(&self) -> JournalFault {
        JournalFault::Io(std::io::Error::other(self.0.to_string()))
    }
}

fn vendor_app(profile: &Profile) -> VendorApp {
    VendorApp {
        client_id: profile.app.client_id.as_str().to_owned(),
        name: simtenant::Words::new(&profile.app.name, &profile.app.name),
        publisher: profile.app.publisher.clone(),
        verified: match profile.app.verified {
            Verification::Yes => Some(true),
            Verification::No => Some(false),
            Verification::Unknown => None,
        },
        scopes: profile.permissions.iter().map(|asked| asked.value.clone()).collect(),
    }
}

fn card(tenant: &Running, scenario: &str) -> DemoCard {
    let users = tenant.users();
    let person = users.first();
    DemoCard {
        scenario: scenario.to_owned(),
        email: person.map(|user| user.upn.clone()).unwrap_or_default(),
        password: person.map(|user| user.password.clone()).unwrap_or_default(),
        admin_email: users.get(1).map(|user| user.upn.clone()).unwrap_or_default(),
        admin_page: format!("{}/admin", tenant.origin()),
    }
}

/// Where the real journey and the demo keep their state.
pub(crate) struct Folders {
    pub(crate) real: PathBuf,
    pub(crate) demo: PathBuf,
}
