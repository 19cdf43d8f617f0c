//! docs/test-list.md holds what it promises: every case has its row, and every test it names is in the source.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The rows by their number: what shows the case, or why it cannot exist.
fn rows() -> BTreeMap<u32, String> {
    let list = fs::read_to_string(repository().join("docs/test-list.md")).unwrap();
    let mut rows = BTreeMap::new();
    for line in list.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [number, _, shown] = cells[..] else { continue };
        let Ok(number) = number.parse() else { continue };
        assert!(rows.insert(number, shown.to_owned()).is_none(), "case {number} comes twice");
    }
    rows
}

/// `file::test`, as the list writes it.
fn tests_in(cell: &str) -> Vec<(&str, &str)> {
    cell.split('`').filter_map(|word| word.split_once(".rs::")).collect()
}

/// `file.test.ts::title`, for what needs the real window.
fn walks_in(cell: &str) -> Vec<(&str, &str)> {
    cell.split('`').filter_map(|word| word.split_once(".test.ts::")).collect()
}

#[test]
fn every_one_of_the_115_cases_has_a_row_that_says_something() {
    let rows = rows();
    assert_eq!(rows.keys().copied().collect::<Vec<_>>(), (1..=115).collect::<Vec<_>>());
    for (number, shown) in rows {
        assert!(
            !tests_in(&shown).is_empty() || !walks_in(&shown).is_empty() || shown.contains(' '),
            "case {number}: {shown}"
        );
    }
}

#[test]
fn every_test_the_list_names_is_in_the_source() {
    let mut sources = BTreeMap::new();
    let mut named = 0;
    for (number, shown) in rows() {
        for (file, title) in walks_in(&shown) {
            let source = fs::read_to_string(repository().join(format!("{file}.test.ts"))).unwrap_or_default();
            assert!(source.contains(&format!("journey('{title}',")), "case {number}: {file}.test.ts has no {title}");
        }
        for (file, test) in tests_in(&shown) {
            let path = repository().join(format!("{file}.rs"));
            let source = sources.entry(path.clone()).or_insert_with(|| fs::read_to_string(&path).unwrap_or_default());
            // The attribute is looked for too: a function that nobody runs shows nothing.
            let function = source.find(&format!("fn {test}("));
            let attributed = function.is_some_and(|at| {
                let before: Vec<&str> = source[..at].lines().rev().take(3).collect();
                before.iter().any(|line| line.contains("#[test]") || line.contains("#[tokio::test"))
            });
            assert!(attributed, "case {number}: {file}.rs has no test {test}");
            named += 1;
        }
    }
    assert!(named > 115, "{named}");
}
