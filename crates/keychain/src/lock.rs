//! Locks between processes: the window and `greenlightctl` may run at the same time. The system frees a lock when its
//! process ends, however it ends, so none is ever stale.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use onboarding::{AccountKey, StoreFault};
use sha2::{Digest, Sha256};
use tokio::time::Instant;

/// How long to wait for another process's refresh: longer than two requests at their deadlines.
pub(crate) const LEASE_DEADLINE: Duration = Duration::from_secs(150);
/// Between two looks at a lock another process holds.
const LOOK: Duration = Duration::from_millis(50);

/// The lock files of one service. Clones share them.
#[derive(Clone)]
pub(crate) struct Locks {
    /// `None`: no other process can reach this store.
    folder: Option<Arc<PathBuf>>,
    service: Arc<str>,
}

impl Locks {
    pub(crate) fn none() -> Self {
        Self { folder: None, service: "".into() }
    }

    pub(crate) fn of(service: &str) -> Self {
        let folder = directories::ProjectDirs::from("app", "Greenlight", "Greenlight")
            .map(|dirs| dirs.data_local_dir().join("locks"));
        if folder.is_none() {
            tracing::warn!("no home folder: other processes are not kept away from the key store");
        }
        Self { folder: folder.map(Arc::new), service: service.into() }
    }

    #[cfg(test)]
    pub(crate) fn inside(folder: &Path) -> Self {
        Self { folder: Some(Arc::new(folder.to_owned())), service: "test".into() }
    }

    /// For one call to the store. Blocks; a folder that cannot be written keeps nobody from their tokens.
    pub(crate) fn store(&self) -> Option<File> {
        let file = self.open("store")?;
        match file.lock() {
            Ok(()) => Some(file),
            Err(error) => unlocked(&error),
        }
    }

    /// For one account, over a whole refresh.
    ///
    /// # Errors
    /// `Locked` when another process does not let go within [`LEASE_DEADLINE`].
    pub(crate) async fn account(&self, key: &AccountKey) -> Result<Option<File>, StoreFault> {
        let Some(file) = self.open(&key.0) else { return Ok(None) };
        let deadline = Instant::now() + LEASE_DEADLINE;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Some(file)),
                Err(TryLockError::Error(error)) => return Ok(unlocked(&error)),
                Err(TryLockError::WouldBlock) if Instant::now() >= deadline => return Err(StoreFault::Locked),
                Err(TryLockError::WouldBlock) => tokio::time::sleep(LOOK).await,
            }
        }
    }

    /// The file's name is a digest, so that no account can be read off it.
    fn open(&self, what: &str) -> Option<File> {
        let folder = self.folder.as_ref()?;
        let digest = Sha256::digest(format!("{}\n{what}", self.service));
        let name: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let opened = private(folder).and_then(|()| {
            File::options().create(true).truncate(false).write(true).open(folder.join(format!("{name}.lock")))
        });
        match opened {
            Ok(file) => Some(file),
            Err(error) => unlocked(&error),
        }
    }
}

fn unlocked(error: &io::Error) -> Option<File> {
    tracing::warn!(%error, "other processes are not kept away from the key store");
    None
}

fn private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
