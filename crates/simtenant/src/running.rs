use std::io;

use tokio::task::JoinHandle;

use crate::directory::UserCard;
use crate::ledger::LedgerEntry;
use crate::options::Options;
use crate::record::StateFile;
use crate::scenario::named;
use crate::server::{self, Listeners};
use crate::sim::{Parts, Shared, Sim};

/// A tenant that is being served. Dropping it stops it.
#[derive(Debug)]
pub struct Running {
    sim: Handle,
    task: JoinHandle<()>,
}

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("there is no scenario called {0}")]
    UnknownScenario(String),
    #[error("no loopback port could be opened")]
    Port(#[source] io::Error),
    #[error("the state file could not be read")]
    StateFile(#[source] io::Error),
}

/// Starts serving on 127.0.0.1 and, where the machine has it, on `[::1]`, same port.
///
/// Must be called on a tokio runtime; the tenant lives on it until [`Running::stop`] or drop.
///
/// # Errors
/// When the scenario does not exist, no port is free, or the state file exists and cannot be read. A state file that
/// is not one is kept aside and is no error.
pub async fn start(options: Options) -> Result<Running, StartError> {
    if named(&options.scenario).is_none() {
        return Err(StartError::UnknownScenario(options.scenario));
    }
    let listeners = Listeners::bind(options.port).await.map_err(StartError::Port)?;
    let file = StateFile(options.state_file);
    let record = file.load(options.seed, &options.scenario).map_err(StartError::StateFile)?;
    let sim = Shared::new(Sim::new(Parts {
        port: listeners.port,
        seed: options.seed,
        app: options.vendor_app,
        language: options.language,
        file,
        record,
    }));
    let task = tokio::spawn(server::serve(listeners, Shared::clone(&sim)));
    tracing::info!(port = sim.port, scenario = %options.scenario, "the simulated tenant is being served");
    Ok(Running { sim: Handle(sim), task })
}

impl Running {
    /// `http://localhost:PORT/{tenant id}`.
    pub fn authority(&self) -> String {
        format!("{}/{}", self.origin(), self.tenant_id())
    }

    /// `http://localhost:PORT`, what a client puts in place of `https://login.microsoftonline.com`.
    pub fn origin(&self) -> String {
        self.sim.0.origin()
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

    /// Northbank's tenant id.
    pub fn tenant_id(&self) -> String {
        self.sim.0.directory.northbank().id.to_string()
    }

    /// Northbank's domain.
    pub fn domain(&self) -> &'static str {
        self.sim.0.directory.northbank().domain
    }

    pub fn client_id(&self) -> &str {
        &self.sim.0.app.client_id
    }

    /// The ordinary user first, then the admin, then everybody else; the personal account last.
    pub fn users(&self) -> Vec<UserCard> {
        self.sim.0.directory.users.iter().map(|user| user.card()).collect()
    }

    /// Name of the scenario now; the control API may have changed it since the start.
    pub fn scenario(&self) -> &'static str {
        &self.sim.0.scenario().name
    }

    pub fn ledger(&self) -> Vec<LedgerEntry> {
        self.sim.0.ledger.entries()
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
        f.write_str(&self.0.origin())
    }
}
