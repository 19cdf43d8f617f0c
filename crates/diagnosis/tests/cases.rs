//! Our own labelled texts, one a line in `cases.jsonl`: languages, shapes, and much that only sounds like the block.
//! Each was labelled before it was first run.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use diagnosis::{Context, Evidence, Sure, account_used, diagnose};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    id: String,
    channel: String,
    raw: String,
    wall: String,
    kind: Option<String>,
    codes: Vec<u32>,
}

#[test]
fn every_text_meets_the_wall_it_was_labelled_with() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in include_str!("cases.jsonl").lines().map(|line| serde_json::from_str::<Case>(line).unwrap()) {
        count += 1;
        let evidence = match case.channel.as_str() {
            "authorize_redirect" => Evidence::Redirect(case.raw.clone()),
            "token_endpoint" => Evidence::Token(case.raw.clone()),
            "graph_api" => Evidence::Graph(case.raw.clone()),
            _ => Evidence::Page(case.raw.clone()),
        };
        let verdict = diagnose(std::slice::from_ref(&evidence), &Context::default());
        let kept = evidence.clone().without_secrets();
        assert_eq!(account_used(std::slice::from_ref(&kept)), account_used(&[evidence]), "{}", case.id);
        let again = diagnose(&[kept], &Context::default());
        assert_eq!((again.wall, &again.codes, again.sure), (verdict.wall, &verdict.codes, verdict.sure), "{}", case.id);
        let kind = verdict.wall.approval().map(|approval| approval.name().to_owned());
        let codes: Vec<u32> = verdict.codes.iter().map(|code| code.number).collect();
        if verdict.wall.name() != case.wall || (case.kind.is_some() && kind != case.kind) || codes != case.codes {
            wrong.push(format!(
                "{}: {} {kind:?} {codes:?} by {:?}, not {} {:?}: {}",
                case.id,
                verdict.wall.name(),
                verdict.evidence.first(),
                case.wall,
                case.kind,
                case.raw
            ));
        }
        if codes.is_empty() {
            assert!(verdict.sure != Sure::Certain || verdict.wall.approval().is_none(), "{}", case.id);
        }
    }
    assert!(wrong.is_empty(), "{} of {count} wrong\n{}", wrong.len(), wrong.join("\n"));
}
