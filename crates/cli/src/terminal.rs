//! The terminal's side of the ports.

use std::path::PathBuf;
use std::sync::Mutex;

use microsoft::Endpoints;
use onboarding::{Browser, Desk, Journal, JournalFault, OpenFault, SignInPage, Stage};

/// Opens the sign-in page, or prints its address when asked to.
pub(crate) struct TerminalBrowser {
    pub(crate) endpoints: Endpoints,
    pub(crate) print: bool,
}

impl Browser for TerminalBrowser {
    fn open_page(&self, page: &SignInPage) -> Result<(), OpenFault> {
        if !self.endpoints.allows(page.expose()) {
            return Err(OpenFault::NotAllowed);
        }
        if self.print {
            println!("{}", page.expose());
            return Ok(());
        }
        eprintln!("Continue in the browser that opens now.");
        open::that(page.expose()).map_err(|_| OpenFault::NothingOpened)
    }
}

/// A terminal hands letters over by printing them (`greenlightctl request`), so nothing here opens.
pub(crate) struct NoDesk;

impl Desk for NoDesk {
    fn open_mail(&self, _: &str) -> Result<(), OpenFault> {
        Err(OpenFault::NothingOpened)
    }

    fn save_file(&self, _: &str, _: &[u8]) -> Result<PathBuf, OpenFault> {
        Err(OpenFault::NotWritten)
    }

    fn open_file(&self, _: &str, _: &[u8]) -> Result<PathBuf, OpenFault> {
        Err(OpenFault::NothingOpened)
    }

    fn copy(&self, _: &str, _: Option<&str>) -> Result<(), OpenFault> {
        Err(OpenFault::NothingOpened)
    }

    fn open_link(&self, _: &str) -> Result<(), OpenFault> {
        Err(OpenFault::NothingOpened)
    }

    fn notify(&self, _: &str, body: &str) {
        eprintln!("{body}");
    }
}

/// One run of `connect` is one journey: the window's own state is left alone.
#[derive(Default)]
pub(crate) struct RunJournal(Mutex<Option<Stage>>);

impl Journal for RunJournal {
    fn load(&self) -> Result<Option<Stage>, JournalFault> {
        Ok(self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone())
    }

    fn save(&self, stage: &Stage) -> Result<(), JournalFault> {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(stage.clone());
        Ok(())
    }
}
