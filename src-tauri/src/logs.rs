//! Where the app writes about itself, and the way there for the person.

use std::io;
use std::path::PathBuf;

use directories::ProjectDirs;

/// To stderr and into the log folder, panics included.
pub(crate) fn start() {
    let folder = folder();
    ::logs::Logs::wanted(folder.clone()).start();
    if let Some(folder) = folder {
        let program = ::logs::Program { name: "Greenlight", version: env!("CARGO_PKG_VERSION") };
        ::logs::report_panics(program, folder);
    }
}

/// Shows the folder in the system's own program for files. It is made first: an app that logged nothing has none.
pub(crate) fn open_folder() -> io::Result<()> {
    let folder = folder().ok_or(io::ErrorKind::NotFound)?;
    std::fs::create_dir_all(&folder)?;
    open::that_detached(folder)
}

fn folder() -> Option<PathBuf> {
    ProjectDirs::from("app", "Greenlight", "Greenlight").map(|dirs| dirs.data_local_dir().join("logs"))
}
