mod presenter;

use std::io;
use std::path::{Path, PathBuf};

use tokio::task::JoinHandle;

pub use self::presenter::TenantTime;
use crate::cast::{Cast, Crowd};
use crate::directory::{Tenant, User, UserCard};
use crate::ledger::LedgerEntry;
use crate::options::Options;
use crate::record::StateFile;
use crate::scenario::{Account, named};
use crate::server::{self, Listeners};
use crate::sim::{Parts, Shared, Sim};
use crate::tls;

/// A tenant that is being served. Dropping it stops it.
#[derive(Debug)]
pub struct Running {
    sim: Handle,
    task: JoinHandle<()>,
    ca: Option<PathBuf>,
}

/// Where and for whom a tenant is served, beyond what [`Options`] say.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Serve https, and write the certificate authority that vouches for it into this folder. `None`: plain http.
    #[cfg(feature = "tls")]
    pub tls: Option<PathBuf>,
    pub cast: Cast,
    /// Further organisations, to see what many people weigh.
    pub crowd: Option<Crowd>,
}

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("there is no scenario called {0}")]
    UnknownScenario(String),
    #[error("no loopback port could be opened")]
    Port(#[source] io::Error),
    #[error("the state file could not be read")]
    StateFile(#[source] io::Error),
    #[error("https could not be set up")]
    Tls(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Starts serving on 127.0.0.1 and, where the machine has it, on `[::1]`, same port.
///
/// Must be called on a tokio runtime; the tenant lives on it until [`Running::stop`] or drop.
///
/// # Errors
/// When the scenario does not exist, no port is free, or the state file exists and cannot be read. A state file that
/// is not one is kept aside and is no error.
pub async fn start(options: Options) -> Result<Running, StartError> {
    start_in(options, Surroundings::default()).await
}

/// As [`start`], over https, with another cast, or among many more people.
///
/// # Errors
/// As [`start`]; and when a certificate cannot be made or written.
pub async fn start_in(options: Options, surroundings: Surroundings) -> Result<Running, StartError> {
    if named(&options.scenario).is_none() {
        return Err(StartError::UnknownScenario(options.scenario));
    }
    let listeners = Listeners::bind(options.port).await.map_err(StartError::Port)?;
    let file = StateFile(options.state_file);
    let record = file.load(options.seed, &options.scenario).map_err(StartError::StateFile)?;
    let (acceptor, ca) = tls::wanted(&surroundings).map_err(|error| StartError::Tls(error.into()))?.unzip();
    let sim = Shared::new(Sim::new(Parts {
        https: acceptor.is_some(),
        port: listeners.port,
        seed: options.seed,
        app: options.vendor_app,
        language: options.language,
        cast: surroundings.cast,
        crowd: surroundings.crowd,
        file,
        record,
    }));
    let task = tokio::spawn(server::serve(listeners, Shared::clone(&sim), acceptor));
    tracing::info!(port = sim.port, scenario = %options.scenario, "the simulated tenant is being served");
    Ok(Running { sim: Handle(sim), task, ca })
}

impl Running {
    /// `http://localhost:PORT/{tenant id}`, of the organisation, or of personal accounts where the story has one.
    pub fn authority(&self) -> String {
        format!("{}/{}", self.origin(), self.tenant_id())
    }

    /// `http://localhost:PORT`, what a client puts in place of `https://login.microsoftonline.com`.
    pub fn origin(&self) -> String {
        self.sim.0.origin().to_owned()
    }

    /// The certificate authority's file, when served over https.
    pub fn ca(&self) -> Option<&Path> {
        self.ca.as_deref()
    }

    /// What `/me` is appended to; stands for `https://graph.microsoft.com/v1.0`.
    pub fn graph(&self) -> String {
        format!("{}/graph/v1.0", self.origin())
    }

    /// What `/state`, `/reset`, `/approve` and the other controls are appended to.
    pub fn control(&self) -> String {
        format!("{}/control", self.origin())
    }

    /// The page a simulated admin works on.
    pub fn admin_page(&self) -> String {
        format!("{}/admin", self.origin())
    }

    /// The tenant of whoever's story it is.
    pub fn tenant_id(&self) -> String {
        self.home().id.to_string()
    }

    /// The domain of whoever's story it is.
    pub fn domain(&self) -> &str {
        &self.home().domain
    }

    fn home(&self) -> &Tenant {
        let directory = &self.sim.0.directory;
        match self.sim.0.scenario().account {
            Account::Work => directory.home(),
            Account::Personal => directory.personal(),
        }
    }

    pub fn client_id(&self) -> &str {
        &self.sim.0.app.client_id
    }

    /// The person whose story it is first; then the rest of the cast, an admin before the other colleagues.
    pub fn users(&self) -> Vec<UserCard> {
        let sim = &self.sim.0;
        sim.directory.players(sim.scenario().account).into_iter().map(User::card).collect()
    }

    /// Name of the scenario now; the control API may have changed it since the start.
    pub fn scenario(&self) -> &'static str {
        &self.sim.0.scenario().name
    }

    pub fn ledger(&self) -> Vec<LedgerEntry> {
        self.sim.0.ledger.entries()
    }

    /// Requests that nothing here answers: a client that sends one is wrong, and a test should fail.
    pub fn unexpected(&self) -> Vec<LedgerEntry> {
        self.ledger().into_iter().filter(|entry| entry.unexpected).collect()
    }

    /// Closes both ports and every connection. Nothing needs to be written: the state file is always current.
    pub async fn stop(mut self) {
        self.task.abort();
        if let Err(error) = (&mut self.task).await
            && !error.is_cancelled()
        {
            tracing::error!(%error, "the simulated tenant had failed");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Keeps keys and grants out of `Debug`.
struct Handle(Shared);

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.origin())
    }
}
