//! The demo's desk: what a person sends from the app also arrives in the simulated IT's inbox, and while the presenter's
//! stage is up it arrives there only.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use onboarding::{Desk, OpenFault};
use request::{Attachment, Fonts};
use simtenant::{Letter, Mailroom};

use crate::stage::Curtain;

pub(crate) struct DemoDesk<D> {
    /// This computer's.
    pub(crate) desk: D,
    pub(crate) mailroom: Mailroom,
    pub(crate) curtain: Arc<Curtain>,
    /// Where the vendor is written to: that is not the organisation's mail.
    pub(crate) vendor: Option<String>,
}

impl<D: Desk> DemoDesk<D> {
    /// Hands the letter over as the desk does, or with the stage up not at all; it arrives if it left.
    fn send<T>(
        &self,
        letter: Letter,
        outside: impl FnOnce() -> Result<T, OpenFault>,
        on_stage: impl FnOnce() -> Result<T, OpenFault>,
    ) -> Result<T, OpenFault> {
        let sent = if self.curtain.is_up() { on_stage()? } else { outside()? };
        if !self.is_for_the_vendor(&letter) {
            self.mailroom.receive(letter);
        }
        Ok(sent)
    }

    fn is_for_the_vendor(&self, letter: &Letter) -> bool {
        let theirs = |to: &String| self.vendor.as_ref().is_some_and(|vendor| vendor.eq_ignore_ascii_case(to));
        !letter.to.is_empty() && letter.to.iter().all(theirs)
    }
}

impl<D: Desk> Desk for DemoDesk<D> {
    fn open_mail(&self, mailto: &str) -> Result<(), OpenFault> {
        match Letter::in_link(mailto) {
            Some(letter) => self.send(letter, || self.desk.open_mail(mailto), || Ok(())),
            None => self.desk.open_mail(mailto),
        }
    }

    fn save_file(&self, file_name: &str, bytes: &[u8]) -> Result<PathBuf, OpenFault> {
        let save = || self.desk.save_file(file_name, bytes);
        match letter_in(file_name, bytes) {
            Some(letter) => self.send(letter, save, save),
            None => save(),
        }
    }

    fn save_folder(&self, name: &str, files: &[Attachment]) -> Result<PathBuf, OpenFault> {
        self.desk.save_folder(name, files)
    }

    fn fonts(&self) -> &dyn Fonts {
        self.desk.fonts()
    }

    /// On stage a letter is a file like any other: nothing opens it.
    fn open_file(&self, file_name: &str, bytes: &[u8]) -> Result<PathBuf, OpenFault> {
        let open = || self.desk.open_file(file_name, bytes);
        match letter_in(file_name, bytes) {
            Some(letter) => self.send(letter, open, || self.desk.save_file(file_name, bytes)),
            None => open(),
        }
    }

    fn copy(&self, text: &str, html: Option<&str>) -> Result<(), OpenFault> {
        self.desk.copy(text, html)
    }

    fn open_link(&self, url: &str) -> Result<(), OpenFault> {
        match Letter::in_link(url) {
            Some(letter) => self.send(letter, || self.desk.open_link(url), || Ok(())),
            None => self.desk.open_link(url),
        }
    }

    fn notify(&self, title: &str, body: &str) {
        self.desk.notify(title, body);
    }

    fn system(&self) -> String {
        self.desk.system()
    }
}

fn letter_in(file_name: &str, bytes: &[u8]) -> Option<Letter> {
    let is_mail = Path::new(file_name).extension().is_some_and(|kind| kind.eq_ignore_ascii_case("eml"));
    is_mail.then(|| Letter::in_file(bytes)).flatten()
}

#[cfg(test)]
mod tests;
