//! `icons/` in every format the three systems need, from one drawing.

use std::fs;

use anyhow::Result;

use crate::{repository, run};

const KEPT: [&str; 6] = ["32x32.png", "128x128.png", "128x128@2x.png", "icon.png", "icon.ico", "icon.icns"];

pub(crate) fn regenerate() -> Result<()> {
    let icons = repository::root().join("icons");
    // The generator also writes tiles for phones and the Windows store, which nothing here ships.
    let everything = repository::target().join("xtask/icons");
    run::run(
        run::node_tool("npx")
            .args(["--yes", "@tauri-apps/cli@2.12.5", "icon"])
            .arg(icons.join("greenlight.svg"))
            .arg("--output")
            .arg(&everything),
    )?;
    for name in KEPT {
        fs::copy(everything.join(name), icons.join(name))?;
        println!("icons/{name}");
    }
    Ok(())
}
