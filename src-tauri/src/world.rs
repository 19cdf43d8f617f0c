//! Which Microsoft the journey talks to: the real one, or the simulated tenant on this computer. They differ in the
//! endpoints, in the name of the key store's service, and in a demo's desk and clock: its mail stays, its time is the tenant's.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use keychain::Vault;
use microsoft::{Endpoints, Microsoft, Proxy, Timing};
use onboarding::{FileJournal, Journal, JournalFault, Journey, OpenJournalError, Ports, Stage, SystemClock};
use profile::{Lang, Profile};

use crate::browser::SystemBrowser;
use crate::demo::{Demo, DemoClock, vault};
use crate::demo_desk::DemoDesk;
use crate::desk::SystemDesk;
use crate::memory::Play;
use crate::stage::Curtain;

pub(crate) struct World {
    pub(crate) journey: Journey,
    pub(crate) demo: Option<Demo>,
    pub(crate) microsoft: Arc<Microsoft>,
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
    pub(crate) fn real(folder: &Path, profile: Profile, language: Lang, proxy: Proxy) -> Result<Self, WorldFault> {
        let microsoft = microsoft(proxy, Endpoints::microsoft(), &profile)?;
        let ports = ports(&microsoft, Vault::open("Greenlight"), folder);
        Ok(Self { journey: Journey::open(ports, profile, language), demo: None, microsoft })
    }

    /// `port` is tried first, so that links in a mailed request outlive a restart.
    pub(crate) async fn demo(
        folder: &Path,
        (play, profile): (Play, Profile),
        port: u16,
        language: Lang,
        curtain: &Arc<Curtain>,
    ) -> Result<Self, WorldFault> {
        let demo = Demo::start(folder, play, registration::of(&profile), port, language).await?;
        let endpoints = Endpoints::loopback(&demo.tenant.origin(), &demo.tenant.graph())?;
        let microsoft = microsoft(Proxy::Direct, endpoints.clone(), &profile)?;
        let desk = DemoDesk {
            desk: SystemDesk::new(endpoints),
            mailroom: demo.tenant.mailroom(),
            curtain: Arc::clone(curtain),
            vendor: profile.links.support_email.as_ref().map(ToString::to_string),
        };
        let clock = DemoClock(demo.tenant.time());
        let ports = Ports { desk: Arc::new(desk), clock: Arc::new(clock), ..ports(&microsoft, vault(), folder) };
        let journey = Journey::open(ports, profile, language);
        Ok(Self { journey, demo: Some(demo), microsoft })
    }

    /// Ends the journey and frees its journal and ports; the state stays.
    pub(crate) async fn close(self) {
        self.journey.close().await;
        if let Some(demo) = self.demo {
            demo.tenant.stop().await;
        }
    }
}

fn microsoft(proxy: Proxy, endpoints: Endpoints, profile: &Profile) -> Result<Arc<Microsoft>, WorldFault> {
    let client_id = profile.app.client_id.as_str();
    Ok(Arc::new(Microsoft::through(proxy, endpoints, client_id, Timing::default())?))
}

fn ports(microsoft: &Arc<Microsoft>, vault: Vault, folder: &Path) -> Ports {
    let endpoints = microsoft.endpoints().clone();
    Ports {
        identity: microsoft.clone(),
        calendar: microsoft.clone(),
        tokens: Arc::new(vault),
        browser: Arc::new(SystemBrowser::new(endpoints.clone())),
        desk: Arc::new(SystemDesk::new(endpoints)),
        clock: Arc::new(SystemClock),
        journal: journal(folder),
    }
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

/// Where the real journey and the demo keep their state.
pub(crate) struct Folders {
    pub(crate) real: PathBuf,
    pub(crate) demo: PathBuf,
}
