//! What crosses between the engine and a window besides the view. The commands themselves are listed in `commands.rs`.

use profile::{Lang, Localised};
use serde::{Deserialize, Serialize};

use crate::presentation::Presentation;
use crate::view::View;

/// The event that carries a new [`Snapshot`] to the window after every change.
pub const CHANGED: &str = "changed";

/// Everything the window shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Snapshot {
    pub view: View,
    pub settings: Settings,
    /// What "follow the system" means here.
    pub system_language: Lang,
    /// Present while the simulated tenant answers instead of Microsoft.
    pub demo: Option<DemoCard>,
    /// The scenarios the demo can play.
    pub scenarios: Vec<ScenarioCard>,
    pub version: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DemoCard {
    pub scenario: String,
    /// The simulated person's address and password: fiction, so they may be shown.
    pub email: String,
    pub password: String,
    pub admin_email: String,
    /// The simulated IT's own page, where a request is approved or refused.
    pub admin_page: String,
    /// Seconds the simulated clock is ahead of this computer's: every time in the view is by the simulated one.
    pub ahead_seconds: i64,
    /// While the presenter's stage is up.
    pub presentation: Option<Presentation>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ScenarioCard {
    pub name: String,
    pub title: Localised,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Settings {
    #[serde(default)]
    pub language: LanguageChoice,
    #[serde(default)]
    pub theme: ThemeChoice,
    #[serde(default)]
    pub proxy: ProxyChoice,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum LanguageChoice {
    #[default]
    System,
    En,
    Ja,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    #[default]
    System,
    Light,
    Dark,
}

/// How the app's requests leave this computer. The simulated tenant, which is on it, is asked directly.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum ProxyChoice {
    #[default]
    System,
    None,
    /// `host:port`, with or without its scheme; never a name or a password.
    Address {
        address: String,
    },
}

impl LanguageChoice {
    pub fn resolve(self, system: Lang) -> Lang {
        match self {
            LanguageChoice::System => system,
            LanguageChoice::En => Lang::En,
            LanguageChoice::Ja => Lang::Ja,
        }
    }
}

/// A command that could not be carried out. The UI turns the code into words; `message` and `hint` are for its details fold and logs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Problem {
    pub code: ProblemCode,
    pub message: String,
    pub hint: String,
}

/// Closed, and only what the UI acts on differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// The window sent something the engine does not take: too long, or out of place.
    InvalidInput,
    /// The text is not the address of a proxy; nothing was changed.
    NotAProxy,
    /// The demo could not start on this computer.
    DemoUnavailable,
    /// No browser took the page.
    NotOpened,
    /// The engine has stopped; restarting the app is the way on.
    EngineStopped,
    /// The settings could not be written; they hold until the app closes.
    NotSaved,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_that_was_chosen_holds_and_the_systems_otherwise() {
        for system in [Lang::En, Lang::Ja] {
            assert_eq!(LanguageChoice::System.resolve(system), system);
            assert_eq!(LanguageChoice::En.resolve(system), Lang::En);
            assert_eq!(LanguageChoice::Ja.resolve(system), Lang::Ja);
        }
    }
}
