//! What a test run left behind: states, logs, reports, caches, its own output. At its end all of it is searched for the
//! secrets that the simulated tenants of the run gave out.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use aho_corasick::AhoCorasick;
use anyhow::{Context as _, Result};

use crate::{repository, run};

/// Where the simulated tenants write their secrets down (`crates/simtenant/src/secrets.rs`).
pub(crate) fn record() -> PathBuf {
    repository::target().join("xtask/secrets.jsonl")
}

/// Where tests leave what they would throw away otherwise.
pub(crate) fn folder() -> PathBuf {
    repository::target().join("xtask/left")
}

/// Nothing of an earlier run is searched.
pub(crate) fn forget() -> Result<()> {
    for old in [record(), folder()] {
        match if old.is_dir() { fs::remove_dir_all(&old) } else { fs::remove_file(&old) } {
            Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => return Err(fault.into()),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(fs::create_dir_all(folder())?)
}

/// What the suites print is left behind, too.
pub(crate) fn output() -> Result<File> {
    Ok(OpenOptions::new().create(true).append(true).open(folder().join("output.log"))?)
}

pub(crate) struct Searched {
    pub(crate) secrets: usize,
    pub(crate) files: usize,
    /// A line each: which kind of secret is in which file.
    pub(crate) found: Vec<String>,
}

/// Looks through all of it.
pub(crate) fn search() -> Result<Searched> {
    let target = repository::target();
    let recorded = fs::read_to_string(record()).unwrap_or_default();
    let places = [folder(), target.join("e2e"), target.join("xtask/graph.jsonl"), target.join("xtask/vitest.json")];
    search_in(&recorded, &places)
}

fn search_in(recorded: &str, places: &[PathBuf]) -> Result<Searched> {
    let secrets = recorded.lines().map(Secret::read).collect::<Result<Vec<_>>>()?;
    let marks: Vec<(&str, Vec<u8>)> =
        secrets.iter().flat_map(|secret| secret.marks().map(|mark| (secret.kind.as_str(), mark))).collect();
    let any = AhoCorasick::new(marks.iter().map(|(_, mark)| mark))?;
    let mut searched = Searched { secrets: secrets.len(), files: 0, found: vec![] };
    for file in places.iter().map(|place| below(place)).collect::<Result<Vec<_>>>()?.concat() {
        let bytes = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        searched.files += 1;
        let mut kinds: Vec<&str> = any.find_iter(&bytes).map(|found| marks[found.pattern()].0).collect();
        kinds.sort_unstable();
        kinds.dedup();
        searched.found.extend(kinds.iter().map(|kind| format!("{kind} in {}", run::shown(&file))));
    }
    Ok(searched)
}

struct Secret {
    kind: String,
    secret: String,
}

/// Nobody writes this many characters of a secret by chance.
const TELLING: usize = 32;

impl Secret {
    fn read(line: &str) -> Result<Self> {
        let line: serde_json::Value = serde_json::from_str(line).context("the record of secrets has a broken line")?;
        let text = |name: &str| line[name].as_str().map(str::to_owned);
        let read = || Some(Secret { kind: text("kind")?, secret: text("secret")? });
        read().with_context(|| format!("a record of secrets has no {line}"))
    }

    /// Its beginning and its end, as bytes and as UTF-16: half a secret is a start. All id tokens begin alike.
    fn marks(&self) -> impl Iterator<Item = Vec<u8>> {
        let cut = TELLING.min(self.secret.len());
        let (head, tail) = (&self.secret[..cut], &self.secret[self.secret.len() - cut..]);
        let parts = if self.kind == "id_token" { vec![tail] } else { vec![head, tail] };
        parts.into_iter().flat_map(|part| {
            let wide = part.encode_utf16().flat_map(u16::to_le_bytes).collect();
            [part.as_bytes().to_vec(), wide]
        })
    }
}

/// Every file at or below the place.
fn below(place: &Path) -> Result<Vec<PathBuf>> {
    // A link leads to what is somewhere else.
    let Ok(kind) = fs::symlink_metadata(place).map(|found| found.file_type()) else { return Ok(vec![]) };
    if !kind.is_dir() {
        return Ok(if kind.is_file() { vec![place.to_owned()] } else { vec![] });
    }
    let mut files = vec![];
    for entry in fs::read_dir(place)? {
        files.extend(below(&entry?.path())?);
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const ACCESS: &str = "EwSim.c3VwcG9zZWRseS1yYW5kb20tYnl0ZXMtb2YtYW4tYWNjZXNzLXRva2VuLWZvci1vbmUtdGVzdA";
    const RECORD: &str = concat!(
        r#"{"kind":"access_token","secret":"EwSim.c3VwcG9zZWRseS1yYW5kb20tYnl0ZXMtb2YtYW4tYWNjZXNzLXRva2VuLWZvci1vbmUtdGVzdA"}"#,
        "\n",
        r#"{"kind":"id_token","secret":"eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmVkLWJ5LXRoZS1zaW11bGF0ZWQtdGVuYW50LW9uY2U"}"#,
    );

    /// What is found in a log of these bytes, two folders down.
    fn found_in(name: &str, bytes: &[u8]) -> Vec<String> {
        let place = std::env::temp_dir().join(format!("leftovers-{}-{name}", std::process::id()));
        let logs = place.join("data/logs");
        fs::create_dir_all(&logs).unwrap();
        fs::write(logs.join("greenlight.log"), bytes).unwrap();
        fs::write(logs.join("quiet.log"), "nothing to see").unwrap();
        let searched = search_in(RECORD, std::slice::from_ref(&place)).unwrap();
        fs::remove_dir_all(place).unwrap();
        assert_eq!((searched.secrets, searched.files), (2, 2));
        searched.found
    }

    #[test]
    fn a_token_in_a_log_is_found_whole_in_half_and_in_wide_characters() {
        let whole = format!("GET /me with {ACCESS}\n");
        let (head, tail) = ACCESS.split_at(ACCESS.len() / 2);
        let wide: Vec<u8> = whole.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let planted = [("whole", whole.into_bytes()), ("head", head.into()), ("tail", tail.into()), ("wide", wide)];
        for (name, bytes) in planted {
            let found = found_in(name, &bytes);
            assert!(
                matches!(&found[..], [one] if one.starts_with("access_token in ") && one.ends_with("greenlight.log")),
                "{name}: {found:?}"
            );
        }
    }

    #[test]
    fn what_every_token_shares_is_no_secret() {
        assert_eq!(
            found_in("shared", b"EwSim. 1.AXsim. eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0"),
            [""; 0]
        );
    }
}
