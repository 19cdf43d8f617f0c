use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::PathBuf;

use crate::lines::LONGEST;

/// As large as one file gets, in bytes.
const LARGEST: u64 = 512 * 1024;
/// Earlier files that are kept beside the current one.
const EARLIER: u32 = 3;

/// The whole folder's log files together never get larger than this, in bytes.
pub const BOUND: u64 = LARGEST * (EARLIER as u64 + 1);

/// `greenlight.log`, and the ones before it as `greenlight.1.log` and up: the larger the number, the older. Only the
/// person whose computer this is can read them, where the system knows the difference.
///
/// No library: the ones that bound files by size panic where a folder cannot be made, and bring a second calendar along.
pub struct Files {
    folder: PathBuf,
    current: Option<(File, u64)>,
}

impl Files {
    /// Begins with the first line: an app that logs nothing leaves no file.
    pub fn within(folder: PathBuf) -> Self {
        Self { folder, current: None }
    }

    fn path(&self, earlier: u32) -> PathBuf {
        match earlier {
            0 => self.folder.join("greenlight.log"),
            nth => self.folder.join(format!("greenlight.{nth}.log")),
        }
    }

    /// The file the next `size` bytes go into.
    fn with_room_for(&mut self, size: u64) -> io::Result<&mut (File, u64)> {
        let full = match &self.current {
            Some((_, length)) => length + size > LARGEST,
            None => fs::metadata(self.path(0)).is_ok_and(|found| found.len() + size > LARGEST),
        };
        if full {
            // Closed first: Windows renames no open file.
            self.current = None;
            for nth in (0..EARLIER).rev() {
                let _ = fs::rename(self.path(nth), self.path(nth + 1));
            }
            // Whatever could not be moved away must not grow.
            let _ = fs::remove_file(self.path(0));
        }
        let opened = match self.current.take() {
            Some(current) => current,
            None => self.open()?,
        };
        Ok(self.current.insert(opened))
    }

    fn open(&self) -> io::Result<(File, u64)> {
        fs::create_dir_all(&self.folder)?;
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(self.path(0))?;
        let length = file.metadata()?.len();
        Ok((file, length))
    }
}

impl Write for Files {
    /// Takes a line whole; `Lines` sends no longer ones.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let line = line.get(..=LONGEST).unwrap_or(line);
        let (file, length) = self.with_room_for(line.len() as u64)?;
        file.write_all(line)?;
        *length += line.len() as u64;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.current.as_mut().map_or(Ok(()), |(file, _)| file.flush())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn found(folder: &std::path::Path) -> Vec<(String, u64)> {
        let mut found: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| {
                let entry = entry.unwrap();
                (entry.file_name().into_string().unwrap(), entry.metadata().unwrap().len())
            })
            .collect();
        found.sort();
        found
    }

    #[test]
    fn the_files_never_outgrow_their_bound_and_the_newest_lines_stay() {
        let folder = tempfile::tempdir().unwrap();
        let line = format!("{}\n", "x".repeat(999));
        let lines = 3 * BOUND / line.len() as u64;
        let mut files = Files::within(folder.path().join("logs"));
        for nth in 0..lines {
            if nth % 500 == 0 {
                // The app was closed and opened again.
                files = Files::within(folder.path().join("logs"));
            }
            files.write_all(format!("{nth} {line}").as_bytes()).unwrap();
        }
        let found = found(&folder.path().join("logs"));
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["greenlight.1.log", "greenlight.2.log", "greenlight.3.log", "greenlight.log"]);
        assert!(found.iter().all(|(_, size)| *size <= LARGEST), "{found:?}");
        assert!(found.iter().map(|(_, size)| size).sum::<u64>() <= BOUND);
        let newest = fs::read_to_string(folder.path().join("logs/greenlight.log")).unwrap();
        assert!(newest.lines().last().unwrap().starts_with(&format!("{} ", lines - 1)));
        let before = fs::read_to_string(folder.path().join("logs/greenlight.1.log")).unwrap();
        let first: u64 = newest.split(' ').next().unwrap().parse().unwrap();
        assert!(before.lines().last().unwrap().starts_with(&format!("{} ", first - 1)));
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_an_answer_and_no_panic() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "").unwrap();
        assert!(Files::within(folder.path().join("file/logs")).write_all(b"line\n").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_on_this_computer_can_read_them() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        Files::within(folder.path().to_owned()).write_all(b"line\n").unwrap();
        let mode = fs::metadata(folder.path().join("greenlight.log")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
