//! What a test run left behind: states, logs, reports, caches, its own output and, where no terminal takes it, its
//! standard error. At its end all of it is searched for the
//! secrets that the simulated tenants of the run gave out.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
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
        unless_gone(if old.is_dir() { fs::remove_dir_all(&old) } else { fs::remove_file(&old) })?;
    }
    Ok(fs::create_dir_all(folder())?)
}

/// What the suites print is left behind, too.
pub(crate) fn output() -> Result<File> {
    appended(OUTPUT)
}

pub(crate) fn errors() -> Result<File> {
    appended(ERRORS)
}

/// How much of a test run there was, and so how much it must have left for a search to mean anything.
pub(crate) enum Extent {
    /// A suite that signs in, with all its tests.
    Whole,
    /// Other suites, or some tests: they need not have had a secret.
    Part,
}

#[derive(Default)]
pub(crate) struct Searched {
    pub(crate) secrets: usize,
    pub(crate) files: usize,
    /// A line each: which kind of secret is in which file.
    pub(crate) found: Vec<String>,
    kinds: BTreeSet<String>,
    /// How many of the files tests left, rather than the run itself.
    left: usize,
}

impl Searched {
    /// A sentence each: what was not there to be searched, or to be searched for.
    pub(crate) fn missing(&self, extent: &Extent) -> Vec<String> {
        match extent {
            Extent::Part => vec![],
            Extent::Whole => {
                let unrecorded = KINDS.iter().filter(|kind| !self.kinds.contains(**kind));
                let mut missing: Vec<String> =
                    unrecorded.map(|kind| format!("No {kind} was recorded, so none was looked for.")).collect();
                if self.left == 0 {
                    missing.push("No test left a file, so nothing but the run's own reports was searched.".to_owned());
                }
                missing
            }
        }
    }
}

/// Looks through all of it.
pub(crate) fn search() -> Result<Searched> {
    let target = repository::target();
    let recorded = unless_gone(fs::read_to_string(record())).context("the record of secrets cannot be read")?;
    let others = [target.join("e2e"), target.join("xtask/graph.jsonl"), target.join("xtask/vitest.json")];
    search_in(&recorded.unwrap_or_default(), &folder(), &others)
}

const OUTPUT: &str = "output.log";
const ERRORS: &str = "errors.log";

/// Every kind of secret that one sign-in and one refresh know.
const KINDS: [&str; 5] = ["code", "verifier", "access_token", "refresh_token", "id_token"];

fn appended(name: &str) -> Result<File> {
    Ok(OpenOptions::new().create(true).append(true).open(folder().join(name))?)
}

fn search_in(recorded: &str, left: &Path, others: &[PathBuf]) -> Result<Searched> {
    let secrets = recorded.lines().map(Secret::read).collect::<Result<Vec<_>>>()?;
    let marks: Vec<(&str, Vec<u8>)> =
        secrets.iter().flat_map(|secret| secret.marks().map(|mark| (secret.kind.as_str(), mark))).collect();
    let any = AhoCorasick::new(marks.iter().map(|(_, mark)| mark))?;
    let kinds = secrets.iter().map(|secret| secret.kind.clone()).collect();
    let mut searched = Searched { secrets: secrets.len(), kinds, ..Searched::default() };
    let places = std::iter::once(left).chain(others.iter().map(PathBuf::as_path));
    for file in places.map(below).collect::<Result<Vec<_>>>()?.concat() {
        let bytes = unless_gone(fs::read(&file)).with_context(|| format!("{} cannot be read", file.display()))?;
        let Some(bytes) = bytes else { continue };
        searched.files += 1;
        let own = [OUTPUT, ERRORS].iter().any(|name| file == left.join(name));
        searched.left += usize::from(file.starts_with(left) && !own);
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
    let unread = || format!("{} cannot be searched", place.display());
    // A link leads to what is somewhere else.
    let Some(found) = unless_gone(fs::symlink_metadata(place)).with_context(unread)? else { return Ok(vec![]) };
    if !found.is_dir() {
        return Ok(if found.is_file() { vec![place.to_owned()] } else { vec![] });
    }
    let mut files = vec![];
    for entry in unless_gone(fs::read_dir(place)).with_context(unread)?.into_iter().flatten() {
        files.extend(below(&entry.with_context(unread)?.path())?);
    }
    Ok(files)
}

/// A program may tidy up meanwhile. What is there and cannot be read is a fault.
fn unless_gone<T>(answer: io::Result<T>) -> io::Result<Option<T>> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(fault),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    const ACCESS: &str = "EwSim.c3VwcG9zZWRseS1yYW5kb20tYnl0ZXMtb2YtYW4tYWNjZXNzLXRva2VuLWZvci1vbmUtdGVzdA";
    const RECORD: &str = concat!(
        r#"{"kind":"access_token","secret":"EwSim.c3VwcG9zZWRseS1yYW5kb20tYnl0ZXMtb2YtYW4tYWNjZXNzLXRva2VuLWZvci1vbmUtdGVzdA"}"#,
        "\n",
        r#"{"kind":"id_token","secret":"eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmVkLWJ5LXRoZS1zaW11bGF0ZWQtdGVuYW50LW9uY2U"}"#,
    );

    /// What is found in a log of these bytes, two folders down.
    fn found_in(name: &str, bytes: &[u8]) -> Vec<String> {
        // Tests run beside each other, and some of them plant under the same name.
        static PLACES: AtomicUsize = AtomicUsize::new(0);
        let nth = PLACES.fetch_add(1, Ordering::Relaxed);
        let place = std::env::temp_dir().join(format!("leftovers-{}-{nth}-{name}", std::process::id()));
        let logs = place.join("data/logs");
        fs::create_dir_all(&logs).unwrap();
        fs::write(logs.join("greenlight.log"), bytes).unwrap();
        fs::write(logs.join("quiet.log"), "nothing to see").unwrap();
        let searched = search_in(RECORD, &place, &[]).unwrap();
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

    /// A record of these kinds, and what is searched for them: these files of the run.
    fn searched(name: &str, kinds: &[&str], files: &[&str]) -> Searched {
        let left = std::env::temp_dir().join(format!("leftovers-{}-{name}", std::process::id()));
        fs::create_dir_all(&left).unwrap();
        for file in files {
            fs::write(left.join(file), "nothing to see").unwrap();
        }
        let record: String =
            kinds.iter().map(|kind| format!("{}\n", serde_json::json!({ "kind": kind, "secret": ACCESS }))).collect();
        let searched = search_in(&record, &left, &[left.join("never.there")]).unwrap();
        fs::remove_dir_all(left).unwrap();
        searched
    }

    #[test]
    fn a_whole_run_must_have_had_every_kind_of_secret_and_left_a_file() {
        let whole = searched("whole", &KINDS, &[OUTPUT, ERRORS, "state.json"]);
        assert_eq!(whole.missing(&Extent::Whole), [""; 0]);

        let nothing = searched("nothing", &[], &[]);
        assert_eq!(nothing.missing(&Extent::Whole).len(), KINDS.len() + 1);
        assert_eq!(nothing.missing(&Extent::Part), [""; 0]);

        let no_code = searched("no-code", &KINDS[1..], &["state.json"]);
        assert_eq!(no_code.missing(&Extent::Whole), ["No code was recorded, so none was looked for."]);

        let only_its_own = searched("only-its-own", &KINDS, &[OUTPUT, ERRORS]);
        assert_eq!((only_its_own.files, only_its_own.missing(&Extent::Whole).len()), (2, 1));
    }

    #[test]
    fn only_what_is_gone_is_nothing() {
        let of = |kind: ErrorKind| unless_gone::<()>(Err(kind.into())).map_err(|fault| fault.kind());
        assert_eq!(of(ErrorKind::NotFound), Ok(None));
        assert_eq!(of(ErrorKind::PermissionDenied), Err(ErrorKind::PermissionDenied));
        assert_eq!(of(ErrorKind::InvalidData), Err(ErrorKind::InvalidData));
    }

    #[test]
    fn what_every_token_shares_is_no_secret() {
        assert_eq!(
            found_in("shared", b"EwSim. 1.AXsim. eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0"),
            [""; 0]
        );
    }
}
