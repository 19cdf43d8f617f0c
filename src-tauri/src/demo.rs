//! A demo that is being played: the simulated tenant, and what the window is told of it.

use std::path::Path;

use async_trait::async_trait;
use jiff::Timestamp;
use keychain::Vault;
use onboarding::{Clock, DemoCard, TokenStore as _};
use profile::{Lang, Profile};
use simtenant::{Cast, Options, Running, StartError, Surroundings, TenantTime, VendorApp};
use tokio::sync::watch;

use crate::memory::Play;
use crate::presentation::presentation;

/// The same numbers every time, so that a request mailed before a restart still leads somewhere.
const SEED: u64 = 20_251_101;

pub(crate) struct Demo {
    pub(crate) play: Play,
    pub(crate) tenant: Running,
}

impl Demo {
    /// `port` is tried first, so that links in a mailed request outlive a restart.
    pub(crate) async fn start(
        folder: &Path,
        play: Play,
        app: VendorApp,
        port: u16,
        language: Lang,
    ) -> Result<Self, StartError> {
        let options = Options {
            scenario: play.scenario.clone(),
            port,
            state_file: Some(folder.join("tenant.json")),
            seed: SEED,
            vendor_app: app,
            // Events have one language, so the tenant speaks the app's.
            language: Some(spoken(language)),
        };
        let cast = match play.cast {
            Lang::En => Cast::English,
            Lang::Ja => Cast::Japanese,
        };
        let tenant = simtenant::start_in(options, Surroundings { cast, ..Surroundings::default() }).await?;
        Ok(Self { play, tenant })
    }

    pub(crate) fn port(&self) -> Option<u16> {
        self.tenant.origin().rsplit_once(':').and_then(|(_, port)| port.parse().ok())
    }

    /// With what the stage shows while it is up: `playable` are the profiles to switch to.
    pub(crate) fn card(&self, language: Lang, playable: Option<Vec<&Profile>>) -> DemoCard {
        let person = self.tenant.users().into_iter().next();
        let (email, password) = person.map(|user| (user.upn, user.password)).unwrap_or_default();
        DemoCard {
            scenario: self.play.scenario.clone(),
            email,
            password,
            admin_email: self.tenant.admin().map(|admin| admin.upn).unwrap_or_default(),
            admin_page: self.tenant.admin_page(),
            ahead_seconds: self.tenant.ahead_seconds(),
            presentation: playable
                .map(|playable| presentation(self.tenant.overview(spoken(language)), &playable, &self.play.profile)),
        }
    }

    /// Marked as changed whenever anything in the tenant changes.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.tenant.changes()
    }
}

/// Forgets everything the demo left: its state, its tenant, its tokens.
pub(crate) async fn forget(folder: &Path) {
    let vault = vault();
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

pub(crate) fn vault() -> Vault {
    Vault::open("Greenlight demo")
}

fn spoken(language: Lang) -> simtenant::Lang {
    match language {
        Lang::En => simtenant::Lang::En,
        Lang::Ja => simtenant::Lang::Ja,
    }
}

/// The simulated tenant's time: what waits for a moment goes on when a presenter sets the clock ahead.
pub(crate) struct DemoClock(pub(crate) TenantTime);

#[async_trait]
impl Clock for DemoClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    async fn sleep_until(&self, at: Timestamp) {
        self.0.sleep_until(at).await;
    }
}

#[cfg(test)]
mod tests;
