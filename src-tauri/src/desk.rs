//! Mail, files, clipboard and notifications of this computer.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use directories::UserDirs;
use microsoft::Endpoints;
use onboarding::{Desk, OpenFault};
use request::{Attachment, Fonts, SystemFonts};

pub(crate) struct SystemDesk {
    endpoints: Endpoints,
    /// One for the app's life: on X11 what was copied is gone when its owner is.
    clipboard: Mutex<Option<arboard::Clipboard>>,
    fonts: SystemFonts,
}

impl SystemDesk {
    pub(crate) fn new(endpoints: Endpoints) -> Self {
        Self { endpoints, clipboard: Mutex::default(), fonts: SystemFonts::default() }
    }
}

impl Desk for SystemDesk {
    fn open_mail(&self, mailto: &str) -> Result<(), OpenFault> {
        if !mailto.starts_with("mailto:") {
            return Err(OpenFault::NotAllowed);
        }
        open::that(mailto).map_err(|_| OpenFault::NothingOpened)
    }

    fn save_file(&self, file_name: &str, bytes: &[u8]) -> Result<PathBuf, OpenFault> {
        let folder = downloads().ok_or(OpenFault::NotWritten)?;
        write_beside(&folder, file_name, bytes).map_err(|_| OpenFault::NotWritten)
    }

    fn save_folder(&self, name: &str, files: &[Attachment]) -> Result<PathBuf, OpenFault> {
        let downloads = downloads().ok_or(OpenFault::NotWritten)?;
        folder_beside(&downloads, name, files).map_err(|_| OpenFault::NotWritten)
    }

    fn fonts(&self) -> &dyn Fonts {
        &self.fonts
    }

    /// The file stays in Downloads, so that it can still be used when no program opens it.
    fn open_file(&self, file_name: &str, bytes: &[u8]) -> Result<PathBuf, OpenFault> {
        let path = self.save_file(file_name, bytes)?;
        if let Err(fault) = open::that(&path) {
            tracing::info!(%fault, "no program opened the file; it stays in the folder");
        }
        Ok(path)
    }

    fn copy(&self, text: &str, html: Option<&str>) -> Result<(), OpenFault> {
        let put = || {
            let mut held = self.clipboard.lock().unwrap_or_else(PoisonError::into_inner);
            let clipboard = match &mut *held {
                Some(clipboard) => clipboard,
                None => held.insert(arboard::Clipboard::new()?),
            };
            match html {
                Some(html) => clipboard.set_html(html, Some(text)),
                None => clipboard.set_text(text),
            }
        };
        put().map_err(|_: arboard::Error| OpenFault::NothingOpened)
    }

    fn open_link(&self, url: &str) -> Result<(), OpenFault> {
        if !(url.starts_with("https://") || self.endpoints.allows(url)) {
            return Err(OpenFault::NotAllowed);
        }
        open::that(url).map_err(|_| OpenFault::NothingOpened)
    }

    fn notify(&self, title: &str, body: &str) {
        if let Err(fault) = notification::show(title, body) {
            tracing::info!(%fault, "the notification was not shown");
        }
    }

    fn system(&self) -> String {
        let system = os_info::get();
        format!("{} {} {}", system.os_type(), system.version(), std::env::consts::ARCH)
    }
}

#[cfg(target_os = "linux")]
mod notification {
    use std::collections::HashMap;

    use zbus::zvariant::Value;

    const SERVICE: &str = "org.freedesktop.Notifications";

    pub(super) fn show(title: &str, body: &str) -> zbus::Result<()> {
        let actions: &[&str] = &[];
        let hints: HashMap<&str, Value<'_>> = HashMap::new();
        let (replaces_none, icon, default_time) = (0_u32, "", -1_i32);
        let message = ("Greenlight", replaces_none, icon, title, body, actions, hints, default_time);
        zbus::blocking::Connection::session()?
            .call_method(Some(SERVICE), "/org/freedesktop/Notifications", Some(SERVICE), "Notify", &message)
            .map(drop)
    }
}

#[cfg(not(target_os = "linux"))]
mod notification {
    pub(super) fn show(title: &str, body: &str) -> notify_rust::error::Result<()> {
        notify_rust::Notification::new().appname("Greenlight").summary(title).body(body).show().map(drop)
    }
}

fn downloads() -> Option<PathBuf> {
    let folders = UserDirs::new()?;
    Some(folders.download_dir().map_or_else(|| folders.home_dir().join("Downloads"), Path::to_path_buf))
}

/// Never writes over an earlier draft: the person may have changed it.
fn write_beside(folder: &Path, file_name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let (stem, extension) = file_name.rsplit_once('.').unwrap_or((file_name, "eml"));
    let mut number = 1;
    loop {
        let name = if number == 1 { file_name.to_owned() } else { format!("{stem} ({number}).{extension}") };
        let path = folder.join(name);
        match fs::File::create_new(&path) {
            Ok(mut file) => return file.write_all(bytes).map(|()| path),
            Err(fault) if fault.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(fault) => return Err(fault),
        }
    }
}

/// A folder of its own, so that two requests never mix.
fn folder_beside(parent: &Path, name: &str, files: &[Attachment]) -> io::Result<PathBuf> {
    fs::create_dir_all(parent)?;
    let mut number = 1;
    let folder = loop {
        let folder = parent.join(if number == 1 { name.to_owned() } else { format!("{name} ({number})") });
        match fs::create_dir(&folder) {
            Ok(()) => break folder,
            Err(fault) if fault.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(fault) => return Err(fault),
        }
    };
    for file in files {
        write_beside(&folder, &file.name, &file.bytes)?;
    }
    Ok(folder)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_earlier_draft_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let first = write_beside(folder.path(), "Request.eml", b"one").unwrap();
        let second = write_beside(folder.path(), "Request.eml", b"two").unwrap();
        assert_eq!(fs::read(first).unwrap(), b"one");
        assert_eq!(second.file_name().unwrap(), "Request (2).eml");
    }

    #[test]
    fn a_request_with_its_files_gets_a_folder_of_its_own_each_time() {
        let parent = tempfile::tempdir().unwrap();
        let file = |name: &str| Attachment { name: name.into(), media_type: "text/csv".into(), bytes: b"one".to_vec() };
        let files = [file("letter.html"), file("permissions.csv")];
        let first = folder_beside(parent.path(), "Request", &files).unwrap();
        let second = folder_beside(parent.path(), "Request", &files).unwrap();
        assert_eq!(fs::read(first.join("permissions.csv")).unwrap(), b"one");
        assert_eq!(second.file_name().unwrap(), "Request (2)");
        assert_eq!(fs::read_dir(second).unwrap().count(), 2);
    }

    #[test]
    fn only_mail_links_and_https_pages_leave_the_app() {
        let desk = SystemDesk::new(Endpoints::microsoft());
        assert_eq!(desk.open_mail("file:///etc/passwd"), Err(OpenFault::NotAllowed));
        assert_eq!(desk.open_link("http://example.com"), Err(OpenFault::NotAllowed));
        assert_eq!(desk.open_link("smb://host/share"), Err(OpenFault::NotAllowed));
    }
}
