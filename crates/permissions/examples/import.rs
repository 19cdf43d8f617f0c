//! Writes `data/*.tsv` from Microsoft's published facts, byte for byte the same every time:
//!
//! ```text
//! cargo run -p permissions --example import -- PERMISSIONS.csv EXCLUSIONS.csv
//! ```
//!
//! `PERMISSIONS.csv` has the columns value, type, id, admin_consent_required, display_en, display_ja, resource (the
//! resource's application id); `EXCLUSIONS.csv` lists what Microsoft's managed policy bars as value, type, id, resource.
//! A blank cell means that no source says anything.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// Microsoft's sources disagree on whether these need an administrator, so nothing is claimed: the published permission
/// data says yes, the live service principal says no.
const DISPUTED: [(&str, &str, &str); 1] =
    [("00000003-0000-0000-c000-000000000000", "delegated", "Calendars.ReadBasic")];

fn main() {
    let [permissions, exclusions] = <[String; 2]>::try_from(std::env::args().skip(1).collect::<Vec<_>>())
        .expect("two files: permissions, exclusions");
    let barred: HashSet<[String; 3]> =
        rows(&exclusions).map(|[value, kind, _, resource, ..]| [resource, kind, value]).collect();

    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for [value, kind, id, admin, en, ja, resource] in rows(&permissions) {
        let disputed = DISPUTED.contains(&(resource.as_str(), kind.as_str(), value.as_str()));
        let admin = match admin.as_str() {
            "true" if !disputed => "yes",
            "false" if !disputed => "no",
            _ => "-",
        };
        let since = if barred.contains(&[resource.clone(), kind.clone(), value.clone()]) { wave(&value) } else { "-" };
        let ja = if ja.is_empty() { "-" } else { &ja };
        let line = [&value, &id, admin, since, &en, ja].join("\t");
        files.entry(format!("{}-{kind}.tsv", room(&resource))).or_default().push(line);
    }
    for (name, mut lines) in files {
        lines.sort_by_cached_key(|line| line.split('\t').next().unwrap().to_ascii_lowercase());
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(&name);
        std::fs::write(path, lines.join("\n") + "\n").unwrap();
        println!("{name}: {} permissions", lines.len());
    }
}

/// The month in which tenants saw the value join the policy's list: files and sites first (message MC1097272), then
/// mail, calendars, chats and meetings, then contacts, people and tasks.
fn wave(value: &str) -> &'static str {
    match value.split('.').next().unwrap() {
        "Files" | "Sites" => "2025-07",
        "Contacts" | "People" | "Tasks" => "2026-07",
        _ => "2025-11",
    }
}

fn room(app_id: &str) -> &'static str {
    match app_id {
        "00000003-0000-0000-c000-000000000000" => "graph",
        "00000002-0000-0ff1-ce00-000000000000" => "exchange",
        "00000003-0000-0ff1-ce00-000000000000" => "sharepoint",
        other => panic!("no room for the resource {other}"),
    }
}

/// The first seven cells of each row; a shorter row is filled up with blanks.
fn rows(path: &str) -> impl Iterator<Item = [String; 7]> {
    let reader = csv::Reader::from_path(path).unwrap_or_else(|fault| panic!("{path}: {fault}"));
    reader.into_records().map(|record| {
        let record = record.unwrap();
        std::array::from_fn(|cell| record.get(cell).unwrap_or_default().trim().to_owned())
    })
}
