//! Startup, measured from outside: from starting the process to the first painted stage on a virtual display.

mod display;
mod memory;
pub(crate) mod sign_in;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::repository::{self, Profile};
use crate::{build, debian, run};
use display::Display;
use memory::Memory;

/// Odd, so that the median is a run that happened.
pub(crate) const RUNS: usize = 11;

/// The fill of the primary button, `go` in the light theme, which the bare window paints as well. No other part of
/// either window has it, and nothing has it before the first stage is drawn.
const PRIMARY_BUTTON: u32 = 0x000B_6B44;
/// Fewer pixels of it than this, in every eighth line, are not a button.
const BUTTON_PIXELS: usize = 125;
const GIVE_UP: Duration = Duration::from_secs(30);

#[derive(Clone, Copy)]
struct Sample {
    painted: Duration,
    memory: Memory,
}

/// The window and a bare window from the same lock file, in turns.
pub(crate) fn startup(runs: usize) -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("startup is measured on Linux, where a virtual display's pixels can be read");
    }
    debian::require(debian::SCREENLESS)?;
    build::ui()?;
    // In one go: built apart, cargo would unify the features of their shared dependencies differently.
    run::run(build::smallest(run::cargo().args([
        "build",
        "--release",
        "--package",
        "greenlight",
        "--package",
        "bare-window",
    ])))?;
    let (bare, window) = (repository::binary(Profile::Release, "bare-window"), repository::window(Profile::Release));

    let display = Display::start()?;
    // The first start of each reads its libraries from disk; it is not counted.
    measure(&bare, &display)?;
    measure(&window, &display)?;
    let (mut of_bare, mut of_window) = (vec![], vec![]);
    for _ in 0..runs {
        of_bare.push(measure(&bare, &display)?);
        of_window.push(measure(&window, &display)?);
    }
    report(&of_bare, &of_window, fs::metadata(&window)?.len(), fs::metadata(&bare)?.len());
    Ok(())
}

/// One start in a home of its own, on a session bus of its own with a key store.
fn measure(binary: &Path, display: &Display) -> Result<Sample> {
    let home = Home::new()?;
    // Not `exec`: the key store must stay outside the tree whose memory is measured.
    let script = r#"printf bench | gnome-keyring-daemon --unlock --foreground --components=secrets >/dev/null 2>&1 &
        gdbus wait --session --timeout 10 org.freedesktop.secrets; printf 'ready\n'; read -r go; "$0""#;
    let mut session = run::program("dbus-run-session")
        .args(["--", "sh", "-c", script])
        .arg(binary)
        .env("HOME", &home.0)
        .env("XDG_CONFIG_HOME", home.0.join("config"))
        .env("XDG_DATA_HOME", home.0.join("data"))
        .env("XDG_CACHE_HOME", home.0.join("cache"))
        // Without a graphics card shaders are compiled by the processor, once a machine; both windows start warm.
        .env("MESA_SHADER_CACHE_DIR", repository::target().join("xtask/shaders"))
        .env("XDG_RUNTIME_DIR", &home.0)
        .env("DISPLAY", &display.name)
        .env("GDK_BACKEND", "x11")
        .env("LANG", "C.UTF-8")
        .env("NO_AT_BRIDGE", "1")
        .env_remove("WAYLAND_DISPLAY")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut ready = [0; 6];
    let mut output = session.stdout.take().context("no output")?;
    std::io::Read::read_exact(&mut output, &mut ready).context("the session did not start")?;
    display.wait_until_blank(PRIMARY_BUTTON)?;

    let started = Instant::now();
    std::io::Write::write_all(&mut session.stdin.take().context("no input")?, b"go\n")?;
    let outcome = loop {
        if display.pixels_of(PRIMARY_BUTTON)? >= BUTTON_PIXELS {
            let painted = started.elapsed();
            break Memory::of_descendant(session.id(), binary).map(|memory| Sample { painted, memory });
        }
        if started.elapsed() > GIVE_UP {
            break Err(anyhow::anyhow!(
                "{} painted no primary button within {} s",
                binary.display(),
                GIVE_UP.as_secs()
            ));
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    memory::end_tree(session.id())?;
    session.wait()?;
    outcome
}

fn report(bare: &[Sample], window: &[Sample], window_bytes: u64, bare_bytes: u64) {
    let row = |name: &str, bare: f64, window: f64, unit: &str, goal: &str| {
        println!("{name:<34} {bare:>9.1} {window:>9.1} {unit:<4} {:>6.2}x  {goal}", window / bare);
    };
    println!("\nMedian of {} starts each, in turns{:>10} {:>9}", bare.len(), "bare", "window");
    let millis = |sample: &Sample| sample.painted.as_secs_f64() * 1e3;
    row("process start to painted stage", median(bare, millis), median(window, millis), "ms", "goal at most 1.15x");
    let main = |sample: &Sample| sample.memory.main;
    row("peak memory, main process", median(bare, main), median(window, main), "MiB", "goal at most 1.10x");
    let tree = |sample: &Sample| sample.memory.with_children;
    row("peak memory, with web processes", median(bare, tree), median(window, tree), "MiB", "");
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    row("release binary", megabytes(bare_bytes), megabytes(window_bytes), "MB", "goal at most 12 MB");
}

fn median<T>(samples: &[T], of: impl Fn(&T) -> f64) -> f64 {
    let mut values: Vec<f64> = samples.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// A home directory that goes when the run ends.
struct Home(PathBuf);

impl Home {
    fn new() -> Result<Self> {
        let path = std::env::temp_dir().join(format!("greenlight-bench-{}", std::process::id()));
        if path.exists() {
            fs::remove_dir_all(&path)?;
        }
        fs::create_dir_all(&path)?;
        run::answer(run::program("chmod").arg("700").arg(&path))?;
        Ok(Home(path))
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
