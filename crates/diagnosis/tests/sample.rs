//! Labelled real-world texts, checked where they are at hand. They are not part of this repository.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::path::Path;

use diagnosis::{Context, Evidence, Wall, diagnose};
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    id: String,
    channel: String,
    raw: String,
    aadsts: Vec<u32>,
    label: String,
    #[serde(default)]
    also_ok: Vec<String>,
}

#[test]
fn every_labelled_text_meets_its_wall() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/aadsts-sample.jsonl");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: no sample at {}", path.display());
        return;
    };
    let mut wrong = Vec::new();
    for row in text.lines().map(|line| serde_json::from_str::<Row>(line).unwrap()) {
        let evidence = match row.channel.as_str() {
            "authorize_redirect" => Evidence::Redirect(row.raw),
            "token_endpoint" => Evidence::Token(row.raw),
            "graph_api" => Evidence::Graph(row.raw),
            _ => Evidence::Page(row.raw),
        };
        let verdict = diagnose(std::slice::from_ref(&evidence), &Context::default());
        let wall = verdict.wall.name();
        if wall != row.label && !row.also_ok.iter().any(|ok| ok == wall) {
            wrong.push(format!("{}: {wall}, not {}", row.id, row.label));
        }
        let numbers: Vec<u32> = verdict.codes.iter().map(|code| code.number).collect();
        if numbers != row.aadsts {
            wrong.push(format!("{}: codes {numbers:?}, not {:?}", row.id, row.aadsts));
        }
        if let Some(words) = &verdict.words {
            eprintln!("{} [{}] {words:?}", row.id, verdict.wall.name());
            if words.contains("Correlation") || words.contains("state=") {
                wrong.push(format!("{}: words {words:?}", row.id));
            }
        }
        assert_eq!(
            matches!(verdict.wall, Wall::AdminApprovalRequired(_)),
            row.label == "admin_approval_required",
            "{}",
            row.id
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
