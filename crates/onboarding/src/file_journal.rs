//! The stage on disk: one small JSON file, replaced whole. Holds no secrets; the type system keeps them out of [`Stage`].

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::ports::{Journal, JournalFault};
use crate::stage::Stage;

/// Raised when the format changes in a way older versions cannot read.
const VERSION: u32 = 1;
const FILE: &str = "journey.json";

pub struct FileJournal {
    folder: PathBuf,
    /// Held for as long as the journal: one process writes it.
    _lock: fs::File,
}

#[derive(Debug, thiserror::Error)]
pub enum OpenJournalError {
    #[error("another Greenlight is already using {0}")]
    InUse(PathBuf),
    #[error("the folder {folder} cannot be used")]
    Folder {
        folder: PathBuf,
        #[source]
        source: io::Error,
    },
}

#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    stage: &'a Stage,
}

#[derive(Deserialize)]
struct Envelope {
    version: u32,
    stage: serde_json::Value,
}

impl FileJournal {
    /// Opens the journal in `folder`, which is created for this user alone.
    pub fn open(folder: &Path) -> Result<Self, OpenJournalError> {
        let fault = |source| OpenJournalError::Folder { folder: folder.to_owned(), source };
        private_folder(folder).map_err(fault)?;
        let lock = fs::File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.join("journey.lock"))
            .map_err(fault)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { folder: folder.to_owned(), _lock: lock }),
            Err(fs::TryLockError::WouldBlock) => Err(OpenJournalError::InUse(folder.to_owned())),
            Err(fs::TryLockError::Error(source)) => Err(fault(source)),
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// Moves an unreadable file out of the way, so that it is neither lost nor read again at every start.
    fn set_aside(&self) -> JournalFault {
        let mut number = 1;
        let kept_at = loop {
            let name = self.folder.join(format!("journey.kept-{number}.json"));
            if !name.exists() {
                break name;
            }
            number += 1;
        };
        match fs::rename(self.path(), &kept_at) {
            Ok(()) => JournalFault::SetAside { kept_at },
            Err(source) => JournalFault::Io(source),
        }
    }
}

impl Journal for FileJournal {
    fn load(&self) -> Result<Option<Stage>, JournalFault> {
        let text = match fs::read(self.path()) {
            Ok(text) => text,
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(fault) => return Err(JournalFault::Io(fault)),
        };
        match read(&text) {
            Some(stage) => Ok(Some(stage)),
            None => Err(self.set_aside()),
        }
    }

    fn save(&self, stage: &Stage) -> Result<(), JournalFault> {
        let text = written(stage).map_err(JournalFault::Encode)?;
        replace(&self.folder, FILE, &text).map_err(JournalFault::Io)
    }
}

/// What is not a stage of this version is nothing.
pub(crate) fn read(text: &[u8]) -> Option<Stage> {
    let envelope = serde_json::from_slice::<Envelope>(text).ok()?;
    if envelope.version == VERSION { serde_json::from_value(envelope.stage).ok() } else { None }
}

pub(crate) fn written(stage: &Stage) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec_pretty(&Written { version: VERSION, stage })
}

/// Writes beside the old file, then renames over it: a crash leaves the old or the new file, whole.
fn replace(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let fresh = folder.join(format!("{name}.new"));
    let mut options = fs::File::options();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&fresh)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&fresh, folder.join(name))
}

fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_was_saved_is_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let journal = FileJournal::open(folder.path()).unwrap();
        assert!(journal.load().unwrap().is_none());
        journal.save(&Stage::Welcome).unwrap();
        assert_eq!(journal.load().unwrap(), Some(Stage::Welcome));
    }

    #[test]
    fn a_broken_or_newer_file_is_kept_aside_and_does_not_come_back() {
        for text in
            ["{ not json", r#"{"version":99,"stage":{"stage":"welcome"}}"#, r#"{"version":1,"stage":{"stage":"moon"}}"#]
        {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join(FILE), text).unwrap();
            let journal = FileJournal::open(folder.path()).unwrap();
            let Err(JournalFault::SetAside { kept_at }) = journal.load() else { panic!("{text} was read") };
            assert_eq!(fs::read_to_string(kept_at).unwrap(), text);
            assert!(journal.load().unwrap().is_none());
        }
    }

    #[test]
    fn every_file_that_was_kept_aside_stays() {
        let folder = tempfile::tempdir().unwrap();
        let journal = FileJournal::open(folder.path()).unwrap();
        let kept: Vec<PathBuf> = ["first", "second", "third"]
            .into_iter()
            .map(|text| {
                fs::write(folder.path().join(FILE), text).unwrap();
                let Err(JournalFault::SetAside { kept_at }) = journal.load() else { panic!("{text} was read") };
                kept_at
            })
            .collect();
        assert_eq!(
            kept.iter().map(|path| fs::read_to_string(path).unwrap()).collect::<Vec<_>>(),
            ["first", "second", "third"]
        );
        assert!(kept[2].ends_with("journey.kept-3.json"));
    }

    #[test]
    fn a_file_that_is_there_and_cannot_be_read_is_no_fresh_start() {
        let folder = tempfile::tempdir().unwrap();
        let journal = FileJournal::open(folder.path()).unwrap();
        fs::create_dir(folder.path().join(FILE)).unwrap();
        assert!(matches!(journal.load(), Err(JournalFault::Io(_))));
    }

    #[test]
    fn a_second_process_is_told_instead_of_sharing_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let _first = FileJournal::open(folder.path()).unwrap();
        assert!(matches!(FileJournal::open(folder.path()), Err(OpenJournalError::InUse(_))));
    }

    #[cfg(unix)]
    #[test]
    fn only_this_user_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("state");
        let journal = FileJournal::open(&inner).unwrap();
        journal.save(&Stage::Welcome).unwrap();
        assert_eq!(fs::metadata(inner.join(FILE)).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(&inner).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
