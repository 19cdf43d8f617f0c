//! What is bundled into the window's page, by the source maps of a build: what the lock file lists beside it are tools.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::RULE;
use crate::npm::Package;
use crate::{repository, run};

/// Names of packages.
pub(super) struct Bundle(BTreeSet<String>);

impl Bundle {
    pub(super) fn build() -> Result<Self> {
        let output = repository::target().join("xtask/notices-ui");
        run::run(
            run::node_tool("npx")
                .args(["vite", "build", "--sourcemap", "--logLevel=warn", "--emptyOutDir", "--outDir"])
                .arg(&output)
                .current_dir(Package::Ui.folder()),
        )?;
        let mut names = BTreeSet::new();
        for map in maps(&output)? {
            let map: Value = serde_json::from_str(&fs::read_to_string(map)?)?;
            let sources = map["sources"].as_array().context("a source map without sources")?;
            names.extend(sources.iter().filter_map(|source| package_of(source.as_str()?)));
        }
        if names.is_empty() {
            bail!("the source maps of the window name no package");
        }
        Ok(Bundle(names))
    }

    pub(super) fn licences(&self) -> Result<String> {
        let mut text = String::new();
        for name in &self.0 {
            let folder = Package::Ui.folder().join("node_modules").join(name);
            let manifest: Value = serde_json::from_str(&fs::read_to_string(folder.join("package.json"))?)?;
            let licence = licence_text(&folder).with_context(|| format!("{name} brings no licence text"))?;
            let word = |field: &str| manifest[field].as_str().unwrap_or_default().to_owned();
            write!(text, "{RULE}\n{}\n\nUsed by: {name} {}\n\n{licence}\n", word("license"), word("version"))?;
        }
        Ok(text)
    }

    /// Of npm's bill of the lock file what is in the page, and how many components that is.
    pub(super) fn materials(&self) -> Result<(String, usize)> {
        let all = run::answer(
            run::node_tool("npm")
                .args(["sbom", "--sbom-format=cyclonedx", "--sbom-type=application", "--package-lock-only"])
                .current_dir(Package::Ui.folder()),
        )?;
        let mut bill: Value = serde_json::from_str(&all)?;
        let root = bill["metadata"]["component"]["bom-ref"].clone();
        let components = bill["components"].as_array_mut().context("a bill of materials without components")?;
        components.retain(|component| component["name"].as_str().is_some_and(|name| self.0.contains(name)));
        for name in &self.0 {
            if !components.iter().any(|component| component["name"] == name.as_str()) {
                bail!("{name} is in the page and not in npm's bill of materials");
            }
        }
        let kept: Vec<Value> = components.iter().map(|component| component["bom-ref"].clone()).collect();
        let dependencies = bill["dependencies"].as_array_mut().context("a bill of materials without dependencies")?;
        dependencies.retain(|one| one["ref"] == root || kept.contains(&one["ref"]));
        for one in dependencies {
            if let Some(on) = one["dependsOn"].as_array_mut() {
                on.retain(|name| kept.contains(name));
            }
        }
        Ok((serde_json::to_string_pretty(&bill)?, kept.len()))
    }
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
