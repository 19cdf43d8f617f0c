//! docs/seed-coverage.md holds what it promises: every requirement has its line, and every test it names is in the
//! source of the crate it names.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The lines by their number: what shows the requirement, or that nothing does yet.
fn lines() -> BTreeMap<String, String> {
    let list = fs::read_to_string(repository().join("docs/seed-coverage.md")).unwrap();
    let mut lines = BTreeMap::new();
    for line in list.lines().filter(|line| line.starts_with("| S")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [number, asked, place, shown] = cells[..] else { panic!("{line}") };
        assert!(!asked.is_empty() && !place.is_empty() && !shown.is_empty(), "{line}");
        assert!(lines.insert(number.to_owned(), shown.to_owned()).is_none(), "{number} comes twice");
    }
    lines
}

/// Every test of a line with its crate, which is the word before it, or that of the one before.
fn named(shown: &str) -> Vec<(String, String)> {
    let mut of = String::new();
    let mut tests = Vec::new();
    for (index, part) in shown.split('`').enumerate() {
        if index % 2 == 1 {
            tests.push((of.clone(), part.to_owned()));
        } else if let Some(word) = part.split_whitespace().next_back().filter(|word| *word != ",") {
            of = word.to_owned();
        }
    }
    tests
}

fn sources(folder: &Path, out: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.to_string_lossy().ends_with(".rs") || path.to_string_lossy().ends_with(".test.ts") {
            out.push(fs::read_to_string(path).unwrap());
        }
    }
}

/// `ui` stands for the window, whose tests are called by their sentences.
fn tests_of(crate_name: &str) -> Vec<String> {
    if crate_name == "ui" {
        let mut all = Vec::new();
        sources(&repository().join("ui/src"), &mut all);
        return all;
    }
    let folder = repository().join("crates").join(crate_name);
    let mut all = Vec::new();
    sources(&folder.join("src"), &mut all);
    sources(&folder.join("tests"), &mut all);
    all
}

/// The attribute is looked for too: a function that nobody runs shows nothing.
fn is_a_test(source: &str, name: &str) -> bool {
    if name.contains(' ') {
        return source.lines().any(|line| line.contains("it") && line.contains(&format!("('{name}'")));
    }
    source.find(&format!("fn {name}(")).is_some_and(|at| {
        let before: Vec<&str> = source[..at].lines().rev().take(4).collect();
        before.iter().any(|line| line.contains("#[test]") || line.contains("#[tokio::test"))
    })
}

#[test]
fn every_requirement_of_both_pages_has_a_line() {
    let mut expected: Vec<String> = (1..=30).map(|number| format!("S0-{number}")).collect();
    expected.extend((1..=50).map(|number| format!("S3-{number}")));
    expected.sort();
    assert_eq!(lines().into_keys().collect::<Vec<_>>(), expected);
}

#[test]
fn every_line_names_a_test_or_says_that_it_is_open() {
    for (number, shown) in lines() {
        assert!(!named(&shown).is_empty() || shown.contains("open"), "{number}: {shown}");
    }
}

#[test]
fn every_test_the_lines_name_is_in_the_crate_they_name() {
    let mut crates: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (number, shown) in lines() {
        for (of, test) in named(&shown) {
            let sources = crates.entry(of.clone()).or_insert_with(|| tests_of(&of));
            assert!(sources.iter().any(|source| is_a_test(source, &test)), "{number}: {of} has no test {test}");
        }
    }
    assert!(crates.len() > 5, "{:?}", crates.keys());
}
