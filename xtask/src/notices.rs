//! What the binaries are made of: the licence texts that have to travel with them, and a bill of materials. Written into
//! `target/notices` for whoever publishes a release; nothing of it is committed, so nothing of it grows old.

use std::collections::BTreeSet;
use std::fmt::Write as _;
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
    let window = bundled()?;
    for (binary, manifest) in BINARIES {
        let mut text = licences(about, manifest)?;
        if binary == "greenlight" {
            text.push_str(&window);
        }
        let path = folder.join(format!("{binary}-THIRD-PARTY-NOTICES.txt"));
        fs::write(&path, &text)?;
        println!("{} ({} licence texts)", run::shown(&path), text.matches(RULE).count());
        let path = folder.join(format!("{binary}.cdx.json"));
        println!("{} ({} components)", run::shown(&path), materials(cyclonedx, manifest, &path)?);
    }
    let path = folder.join("greenlight-ui.cdx.json");
    let sbom = run::answer(
        run::node_tool("npm")
            .args(["sbom", "--sbom-format=cyclonedx", "--sbom-type=application", "--package-lock-only"])
            .current_dir(Package::Ui.folder()),
    )?;
    fs::write(&path, sbom)?;
    println!("{}", run::shown(&path));
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

/// The npm packages of which code is in the window: those that a build's source maps name.
fn bundled() -> Result<String> {
    let output = repository::target().join("xtask/notices-ui");
    run::run(
        run::node_tool("npx")
            .args(["vite", "build", "--sourcemap", "--logLevel=warn", "--emptyOutDir", "--outDir"])
            .arg(&output)
            .current_dir(Package::Ui.folder()),
    )?;
    let mut names = BTreeSet::new();
    for map in maps(&output)? {
        let map: serde_json::Value = serde_json::from_str(&fs::read_to_string(map)?)?;
        let sources = map["sources"].as_array().context("a source map without sources")?;
        names.extend(sources.iter().filter_map(|source| package_of(source.as_str()?)));
    }
    if names.is_empty() {
        bail!("the source maps of the window name no package");
    }
    let mut text = String::new();
    for name in names {
        let folder = Package::Ui.folder().join("node_modules").join(&name);
        let manifest: serde_json::Value = serde_json::from_str(&fs::read_to_string(folder.join("package.json"))?)?;
        let licence = licence_text(&folder).with_context(|| format!("{name} brings no licence text"))?;
        let word = |field: &str| manifest[field].as_str().unwrap_or_default().to_owned();
        write!(text, "{RULE}\n{} \n\nUsed by: {name} {}\n\n{licence}\n", word("license"), word("version"))?;
    }
    Ok(text)
}

/// `@scope/name` or `name` behind the last `node_modules/` of a path.
fn package_of(source: &str) -> Option<String> {
    let (_, path) = source.rsplit_once("node_modules/")?;
    let mut parts = path.split('/');
    let first = parts.next()?;
    Some(if first.starts_with('@') { format!("{first}/{}", parts.next()?) } else { first.to_owned() })
}

fn licence_text(package: &Path) -> Result<String> {
    let mut texts = vec![];
    for entry in fs::read_dir(package)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        if name.starts_with("LICENSE") || name.starts_with("LICENCE") {
            texts.push(fs::read_to_string(path)?);
        }
    }
    if texts.is_empty() {
        bail!("no file is called LICENSE");
    }
    texts.sort();
    Ok(texts.join("\n"))
}

fn maps(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = vec![];
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(maps(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "map") {
            found.push(path);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::package_of;

    #[test]
    fn a_source_names_its_package() {
        let named = |source| package_of(source);
        assert_eq!(named("../../node_modules/svelte/src/internal/client/runtime.js").as_deref(), Some("svelte"));
        assert_eq!(named("../node_modules/@tauri-apps/api/core.js").as_deref(), Some("@tauri-apps/api"));
        assert_eq!(named("../node_modules/a/node_modules/b/x.js").as_deref(), Some("b"));
        assert_eq!(named("../src/App.svelte"), None);
    }
}
