//! The person's own browser, for the hosts of the cloud table only.

use microsoft::Endpoints;
use onboarding::{Browser, OpenFault, SignInPage};

pub(crate) struct SystemBrowser {
    endpoints: Endpoints,
}

impl SystemBrowser {
    pub(crate) fn new(endpoints: Endpoints) -> Self {
        Self { endpoints }
    }
}

impl Browser for SystemBrowser {
    fn open_page(&self, page: &SignInPage) -> Result<(), OpenFault> {
        if !self.endpoints.allows(page.expose()) {
            return Err(OpenFault::NotAllowed);
        }
        open::that(page.expose()).map_err(|_| OpenFault::NothingOpened)
    }
}
