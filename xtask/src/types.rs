//! The TypeScript side of the contract between engine and window, generated from the Rust types.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::{repository, run};

/// Writes the generated files anew.
pub(crate) fn regenerate() -> Result<()> {
    run::run(run::cargo().args(["test", "--quiet", "--package", "onboarding", "--features", "types", "export_types"]))
}

/// Writes them anew and fails when that changed anything.
///
/// # Errors
/// Names the files that were out of date; they are up to date afterwards.
pub(crate) fn check() -> Result<()> {
    let folder = repository::root().join("ui/src/ipc");
    let before = contents(&folder)?;
    regenerate()?;
    let after = contents(&folder)?;
    let changed: Vec<String> = before
        .keys()
        .chain(after.keys().filter(|path| !before.contains_key(*path)))
        .filter(|path| before.get(*path) != after.get(*path))
        .map(|path| run::shown(path))
        .collect();
    if !changed.is_empty() {
        bail!("these did not match the Rust types, and were regenerated: {}", changed.join(", "));
    }
    Ok(())
}

fn contents(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(contents(&path)?);
        } else {
            files.insert(path.clone(), fs::read(&path)?);
        }
    }
    Ok(files)
}
