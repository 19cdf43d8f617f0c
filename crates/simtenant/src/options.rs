use std::path::PathBuf;

use crate::lang::{Lang, Words};

/// What a simulated tenant is started with.
#[derive(Clone, Debug)]
pub struct Options {
    /// Name of a scenario, see [`crate::scenarios`].
    pub scenario: String,
    /// Tried first; 0, or a port that is taken, means any free port.
    pub port: u16,
    /// Where grants, service principals and the clock are kept. `None`: in memory only.
    ///
    /// Tokens and browser sessions need no file: they are sealed with a key derived from `seed` and outlive the process.
    pub state_file: Option<PathBuf>,
    /// Every id and every key follows from it, but for the one that signs id_tokens, which the state file keeps.
    pub seed: u64,
    pub vendor_app: VendorApp,
    /// Pins the language of pages and events. `None`: the browser chooses for pages, events are in English.
    pub language: Option<Lang>,
}

/// The application registration the vendor made in its own, other tenant.
#[derive(Clone, Debug)]
pub struct VendorApp {
    pub client_id: String,
    pub name: Words,
    pub publisher: String,
    /// Whether the publisher is verified; `None` when the profile does not say, which pages treat as unverified.
    pub verified: Option<bool>,
    /// The delegated scopes registered: what v1 `adminconsent` and `.default` stand for.
    pub scopes: Vec<String>,
    /// The page an administrator is sent on to after approving, as it is registered.
    pub landing_page: Option<String>,
}

impl Default for VendorApp {
    fn default() -> Self {
        Self {
            client_id: "5f1c2d9e-3b7a-4c86-9d20-6a4e8b1f7c35".to_owned(),
            name: Words::new("Daybook", "Daybook"),
            publisher: "Daybook Labs".to_owned(),
            verified: Some(false),
            scopes: ["openid", "profile", "offline_access", "User.Read", "Calendars.Read"].map(str::to_owned).to_vec(),
            landing_page: None,
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            scenario: "managed-policy".to_owned(),
            port: 0,
            state_file: None,
            seed: 1,
            vendor_app: VendorApp::default(),
            language: None,
        }
    }
}
