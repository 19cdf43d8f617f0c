//! How long a verdict takes, as the median over the cases: `cargo bench -p diagnosis`.
//! The labelled sample where it is at hand, and our own cases everywhere.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::path::Path;
use std::time::{Duration, Instant};

use diagnosis::{Context, Evidence, diagnose};
use divan::{Bencher, black_box};

fn main() {
    for (name, texts) in [("own cases", own()), ("sample", sample())] {
        if texts.is_empty() {
            println!("{name}: not at hand");
        } else {
            println!("{name}: median {:?} a case over {} cases", median(&texts), texts.len());
        }
    }
    divan::main();
}

#[divan::bench]
fn every_own_case(bencher: Bencher<'_, '_>) {
    let cases = evidence(&own());
    bencher.bench(|| {
        for case in &cases {
            black_box(diagnose(black_box(std::slice::from_ref(case)), &Context::default()));
        }
    });
}

#[divan::bench]
fn one_page_without_a_code(bencher: Bencher<'_, '_>) {
    let text = "Need admin approval\nDaybook\nDaybook needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.";
    let case = [Evidence::Page(text.to_owned())];
    bencher.bench(|| diagnose(black_box(&case), &Context::default()));
}

/// The median over the cases of each case's own median.
fn median(texts: &[String]) -> Duration {
    let mut of_cases: Vec<Duration> = evidence(texts)
        .iter()
        .map(|case| {
            let mut runs: Vec<Duration> = (0..101)
                .map(|_| {
                    let start = Instant::now();
                    black_box(diagnose(black_box(std::slice::from_ref(case)), &Context::default()));
                    start.elapsed()
                })
                .collect();
            runs.sort();
            runs[runs.len() / 2]
        })
        .collect();
    of_cases.sort();
    of_cases[of_cases.len() / 2]
}

fn evidence(texts: &[String]) -> Vec<Evidence> {
    texts.iter().map(|text| Evidence::Page(text.clone())).collect()
}

fn own() -> Vec<String> {
    texts(include_str!("../tests/cases.jsonl"))
}

fn sample() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/aadsts-sample.jsonl");
    texts(&std::fs::read_to_string(path).unwrap_or_default())
}

fn texts(jsonl: &str) -> Vec<String> {
    jsonl
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["raw"].as_str().unwrap().to_owned())
        .collect()
}
