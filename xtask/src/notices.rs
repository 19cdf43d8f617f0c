//! What the binaries are made of: the licence texts that have to travel with them, and a bill of materials. Written into
//! `target/notices` for whoever publishes a release; nothing of it is committed, so nothing of it grows old.

mod window;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::npm::{self, Package};
use crate::tools::{ABOUT, CYCLONEDX, Tool};
use crate::{repository, run};

/// The published binaries and the manifests they are built from.
const BINARIES: [(&str, &str); 2] = [("greenlight", "Cargo.toml"), ("greenlightctl", "crates/cli/Cargo.toml")];

pub(crate) fn notices() -> Result<()> {
    let folder = repository::target().join("notices");
    fs::create_dir_all(&folder)?;
    npm::install(Package::Ui)?;
    // The texts come from the packages themselves, and no server is asked for any.
    run::run(run::cargo().args(["fetch", "--locked"]))?;
    let (about, cyclonedx) = (ABOUT.prepare()?.wait()?, CYCLONEDX.prepare()?.wait()?);
    let window = window::Bundle::build()?;
    for (binary, manifest) in BINARIES {
        let mut text = licences(about, manifest)?;
        if binary == "greenlight" {
            text.push_str(&window.licences()?);
        }
        let path = folder.join(format!("{binary}-THIRD-PARTY-NOTICES.txt"));
        fs::write(&path, &text)?;
        println!("{} ({} licence texts)", run::shown(&path), text.matches(RULE).count());
        let path = folder.join(format!("{binary}.cdx.json"));
        println!("{} ({} components)", run::shown(&path), materials(cyclonedx, manifest, &path)?);
    }
    let path = folder.join("greenlight-ui.cdx.json");
    let (bill, components) = window.materials()?;
    fs::write(&path, bill)?;
    println!("{} ({components} components)", run::shown(&path));
    Ok(())
}

/// Above every licence text.
const RULE: &str = "--------------------------------------------------------------------------------";

fn licences(about: Tool, manifest: &str) -> Result<String> {
    let mut command = about.command();
    command
        .args(["generate", "--frozen", "--fail", "--config", "xtask/notices/about.toml", "--manifest-path", manifest])
        .arg("xtask/notices/about.hbs");
    let text = run::answer(&mut command)?;
    if !text.contains(RULE) {
        bail!("cargo-about wrote no licence text for {manifest}");
    }
    Ok(text + "\n")
}

/// cargo-cyclonedx writes beside the manifest of every package of the workspace; the one asked for is moved away.
fn materials(cyclonedx: Tool, manifest: &str, to: &Path) -> Result<usize> {
    const NAME: &str = "greenlight-bill-of-materials";
    run::run(cyclonedx.command().args([
        "--manifest-path",
        manifest,
        "--format",
        "json",
        "--target",
        "all",
        "--override-filename",
        NAME,
    ]))?;
    let written = repository::root().join(manifest).with_file_name(format!("{NAME}.json"));
    let text = fs::read_to_string(&written).with_context(|| format!("no {}", written.display()))?;
    for package in packages()? {
        let _ = fs::remove_file(package.with_file_name(format!("{NAME}.json")));
    }
    // Where it was built is nobody's business, and would make two bills of one version differ.
    let text = text.replace(&repository::root().display().to_string(), "");
    fs::write(to, &text)?;
    let bill: serde_json::Value = serde_json::from_str(&text)?;
    bill["components"].as_array().map(Vec::len).context("a bill of materials without components")
}

/// Manifests of the workspace's packages.
fn packages() -> Result<Vec<PathBuf>> {
    let metadata = run::answer(run::cargo().args(["metadata", "--no-deps", "--format-version=1", "--locked"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let packages = metadata["packages"].as_array().context("no packages")?;
    Ok(packages.iter().filter_map(|package| package["manifest_path"].as_str()).map(PathBuf::from).collect())
}
