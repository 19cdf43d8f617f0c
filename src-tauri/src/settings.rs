//! Language and theme, in a small file of their own.

use std::fs;
use std::io;
use std::path::PathBuf;

use onboarding::Settings;

pub(crate) struct SettingsFile(PathBuf);

#[derive(Debug, thiserror::Error)]
pub(crate) enum SettingsFault {
    #[error("the settings could not be written")]
    Write(#[source] io::Error),
    #[error("the settings could not be encoded")]
    Encode(#[source] serde_json::Error),
}

impl SettingsFile {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// An absent or unreadable file means the defaults; the next change replaces it.
    pub(crate) fn load(&self) -> Settings {
        fs::read(&self.0).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default()
    }

    pub(crate) fn save(&self, settings: &Settings) -> Result<(), SettingsFault> {
        let text = serde_json::to_vec_pretty(settings).map_err(SettingsFault::Encode)?;
        if let Some(folder) = self.0.parent() {
            fs::create_dir_all(folder).map_err(SettingsFault::Write)?;
        }
        let fresh = self.0.with_extension("new");
        fs::write(&fresh, text).and_then(|()| fs::rename(&fresh, &self.0)).map_err(SettingsFault::Write)
    }
}
