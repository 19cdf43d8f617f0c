//! From the window's errors to what crosses to the UI: every variant by name, a code only where the UI acts on it.

use onboarding::{JourneyClosed, Problem, ProblemCode};

use crate::settings::SettingsFault;
use crate::world::WorldFault;

#[derive(Debug, thiserror::Error)]
pub(crate) enum DesktopFault {
    #[error(transparent)]
    Closed(#[from] JourneyClosed),
    #[error("no scenario is called {0:?}")]
    NoSuchScenario(String),
    #[error("only a demo can be directed")]
    NoDemo,
    #[error("no profile is called {0:?}")]
    NoSuchProfile(String),
    #[error("the simulated clock would be too far ahead")]
    TooFarAhead,
    #[error("the window did not open")]
    NoWindow(#[source] tauri::Error),
    #[error("no browser opened the page")]
    NotOpened(#[source] std::io::Error),
    #[error("nothing showed the folder")]
    NoFolder(#[source] std::io::Error),
    #[error(transparent)]
    Proxy(#[from] microsoft::NotAProxy),
    #[error("the client could not go another way")]
    Way(#[from] microsoft::BuildError),
    #[error(transparent)]
    World(#[from] WorldFault),
    #[error(transparent)]
    Settings(#[from] SettingsFault),
}

impl From<DesktopFault> for Problem {
    fn from(fault: DesktopFault) -> Self {
        let (code, hint) = match &fault {
            DesktopFault::Closed(_) => (ProblemCode::EngineStopped, "Close Greenlight and open it again"),
            DesktopFault::NoSuchScenario(_) => (ProblemCode::InvalidInput, "Choose a scenario from the list"),
            DesktopFault::NoDemo => (ProblemCode::InvalidInput, "Open the demo first"),
            DesktopFault::NoSuchProfile(_) => (ProblemCode::InvalidInput, "Choose a profile from the list"),
            DesktopFault::TooFarAhead => (ProblemCode::InvalidInput, "Reset the demo to return to today"),
            DesktopFault::NoWindow(_) => (ProblemCode::NotOpened, "Try again, or show the notes from paper"),
            DesktopFault::NotOpened(_) => (ProblemCode::NotOpened, "Open the address in a browser yourself"),
            DesktopFault::NoFolder(_) => (ProblemCode::NotOpened, "Open the app's data folder yourself"),
            DesktopFault::Proxy(_) => (ProblemCode::NotAProxy, "Write it as host:port, without a name or a password"),
            DesktopFault::Way(_) | DesktopFault::World(WorldFault::Client(_)) => {
                (ProblemCode::EngineStopped, "Check the proxy and certificate settings of this computer, then restart")
            }
            DesktopFault::World(WorldFault::Tenant(_) | WorldFault::Endpoints(_)) => {
                (ProblemCode::DemoUnavailable, "Try again, or restart the app")
            }
            DesktopFault::Settings(_) => (ProblemCode::NotSaved, "Check that the settings folder can be written"),
        };
        Self { code, message: with_sources(&fault), hint: hint.to_owned() }
    }
}

fn with_sources(fault: &dyn std::error::Error) -> String {
    let mut text = fault.to_string();
    let mut source = fault.source();
    while let Some(inner) = source {
        text = format!("{text}: {inner}");
        source = inner.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_direction_that_cannot_be_followed_is_out_of_place() {
        let unknown = DesktopFault::NoSuchProfile("acme".to_owned());
        for fault in [DesktopFault::NoDemo, unknown, DesktopFault::TooFarAhead] {
            assert_eq!(Problem::from(fault).code, ProblemCode::InvalidInput);
        }
    }
}
