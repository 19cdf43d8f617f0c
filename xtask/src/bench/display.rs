//! A virtual X display whose pixels are a file: Xvfb keeps its framebuffer in XWD format, mapped, in `-fbdir`.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::run;

const WIDTH: usize = 1280;
const HEIGHT: u64 = 800;

pub(super) struct Display {
    /// For `DISPLAY`: ":7".
    pub(super) name: String,
    server: Child,
    folder: PathBuf,
}

impl Display {
    pub(super) fn start() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("greenlight-display-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        // `-displayfd 1` lets the server choose a free number and say so once it listens.
        let mut server = run::program("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", &format!("{WIDTH}x{HEIGHT}x24"), "-nolisten", "tcp", "-fbdir"])
            .arg(&folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb could not be started")?;
        let mut number = String::new();
        BufReader::new(server.stdout.take().context("no output")?).read_line(&mut number)?;
        Ok(Display { name: format!(":{}", number.trim()), server, folder })
    }

    /// How many pixels in every eighth line of the screen are exactly `colour` (0xRRGGBB). To look at them all would
    /// take a processor from the window that is being measured.
    pub(super) fn pixels_of(&self, colour: u32) -> Result<usize> {
        let mut file = File::open(self.folder.join("Xvfb_screen0"))?;
        // XWD: header size in the first word, number of colour map entries of 12 bytes in the twentieth, big-endian.
        let mut header = [0; 100];
        file.read_exact(&mut header)?;
        let word = |index: usize| {
            u32::from_be_bytes([header[index * 4], header[index * 4 + 1], header[index * 4 + 2], header[index * 4 + 3]])
        };
        let first = u64::from(word(0)) + u64::from(word(19)) * 12;
        let wanted = colour.to_le_bytes();
        let mut line = [0; WIDTH * 4];
        let mut found = 0;
        for number in (0..HEIGHT).step_by(8) {
            file.seek(SeekFrom::Start(first + number * line.len() as u64))?;
            file.read_exact(&mut line)?;
            found += line.chunks_exact(4).filter(|pixel| pixel[..3] == wanted[..3]).count();
        }
        Ok(found)
    }

    /// Returns once the window of the run before is gone from the screen.
    pub(super) fn wait_until_blank(&self, colour: u32) -> Result<()> {
        let started = Instant::now();
        while self.pixels_of(colour)? > 0 {
            if started.elapsed() > Duration::from_secs(10) {
                bail!("an earlier window is still on the screen");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}
