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
    #[error("no browser opened the page")]
    NotOpened(#[source] std::io::Error),
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
            DesktopFault::NotOpened(_) => (ProblemCode::NotOpened, "Open the address in a browser yourself"),
            DesktopFault::World(WorldFault::Client(_)) => {
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
