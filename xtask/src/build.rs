//! The built UI and the binaries that carry it.

use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::npm::{self, Package};
use crate::repository;
use crate::run;

/// The window, with the UI of this moment inside it, and `greenlightctl`. Both in one build, also for those who start only
/// one: by itself each would take its own set of features, and with it most dependencies once more.
pub(crate) fn window() -> Result<()> {
    ui()?;
    run::run(run::cargo().args(["build", "--package", "greenlight", "--package", "greenlightctl"]))
}

/// The binaries as they are published, each by itself: together, the window would take on what only `greenlightctl` asks of
/// their shared dependencies.
pub(crate) fn release() -> Result<()> {
    ui()?;
    for binary in ["greenlight", "greenlightctl"] {
        run::run(smallest(run::cargo().args(["build", "--locked", "--release", "--package", binary])))?;
    }
    Ok(())
}

/// What Tauri's own command sets for `removeUnusedCommands`.
pub(crate) fn smallest(cargo: &mut Command) -> &mut Command {
    cargo.env("REMOVE_UNUSED_COMMANDS", repository::root())
}

/// `ui/dist`, unless it was already built from the very same files: a new build would relink the window.
pub(crate) fn ui() -> Result<()> {
    npm::install(Package::Ui)?;
    let folder = Package::Ui.folder();
    let stamp = repository::target().join("xtask/ui-built");
    let sources = fingerprint(&folder)?.to_string();
    if folder.join("dist/index.html").is_file() && fs::read_to_string(&stamp).is_ok_and(|built| built == sources) {
        return Ok(());
    }
    run::run(&mut npm::script(Package::Ui, "build"))?;
    fs::create_dir_all(repository::target().join("xtask"))?;
    fs::write(stamp, sources)?;
    Ok(())
}

/// A number that changes when any file under `folder` does, what is installed or built aside.
fn fingerprint(folder: &Path) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let mut entries = fs::read_dir(&folder)
            .and_then(Iterator::collect::<std::io::Result<Vec<_>>>)
            .with_context(|| format!("{} cannot be read", folder.display()))?;
        entries.sort_by_key(fs::DirEntry::path);
        for entry in entries {
            let path = entry.path();
            if entry.file_type()?.is_dir() {
                if !["node_modules", "dist"].iter().any(|skipped| entry.file_name() == *skipped) {
                    folders.push(path);
                }
            } else {
                hasher.write(path.as_os_str().as_encoded_bytes());
                hasher.write(&fs::read(&path)?);
            }
        }
    }
    Ok(hasher.finish())
}
