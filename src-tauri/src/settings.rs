//! What the person chose, in a small file of its own.

use std::fs;
use std::io;
use std::path::PathBuf;

use microsoft::{NotAProxy, Proxy};
use onboarding::{ProxyChoice, Settings};

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

/// How requests go out under this choice.
pub(crate) fn proxy(choice: &ProxyChoice) -> Result<Proxy, NotAProxy> {
    Ok(match choice {
        ProxyChoice::System => Proxy::System,
        ProxyChoice::None => Proxy::Direct,
        ProxyChoice::Address { address } => Proxy::Through(address.parse()?),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn settings_of_before_there_was_a_proxy_are_read_and_new_ones_come_back_as_they_were() {
        let folder = tempfile::tempdir().unwrap();
        let file = SettingsFile::new(folder.path().join("settings.json"));
        fs::write(&file.0, r#"{"language":"ja","theme":"dark"}"#).unwrap();
        let before = file.load();
        assert_eq!((before.language, &before.proxy), (onboarding::LanguageChoice::Ja, &ProxyChoice::System));
        let proxy = ProxyChoice::Address { address: "proxy.northbank.example:8080".to_owned() };
        let now = Settings { proxy, ..before };
        file.save(&now).unwrap();
        assert_eq!(file.load(), now);
    }

    #[test]
    fn every_choice_is_a_way_out_and_a_password_is_none() {
        let through = |address: &str| proxy(&ProxyChoice::Address { address: address.to_owned() });
        assert_eq!(proxy(&ProxyChoice::System), Ok(Proxy::System));
        assert_eq!(proxy(&ProxyChoice::None), Ok(Proxy::Direct));
        assert_eq!(through("proxy.example:8080"), Ok(Proxy::Through("proxy.example:8080".parse().unwrap())));
        for odd in
            ["", "nora:secret@proxy.example:8080", "socks5://proxy.example", "proxy.example/pac", &"x".repeat(5000)]
        {
            assert_eq!(through(odd), Err(NotAProxy), "{odd}");
        }
    } // C1: 111
}
