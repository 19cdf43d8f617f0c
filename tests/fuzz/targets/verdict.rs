//! Any bytes through every channel: a verdict comes back, and its capsule is redacted already.
#![no_main]

use diagnosis::{Attempt, Context, Evidence, capsule, diagnose, redact};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let all = [
        Evidence::Redirect(text.clone()),
        Evidence::Token(text.clone()),
        Evidence::Page(text.clone()),
        Evidence::Graph(text.clone()),
    ];
    for one in &all {
        let verdict = diagnose(std::slice::from_ref(one), &Context::default());
        assert!(verdict.codes.iter().filter(|code| code.deciding).count() <= 1);
    }
    let verdict = diagnose(&all, &Context { identity_proved: true, excluded_scopes: true });
    let attempt = Attempt { app: &text, system: &text, stage: &text, at: &text, waited: None, key_store: &text };
    assert!(capsule(&verdict, &attempt).lines().all(|line| line.contains(" / ")));
    let once = redact(&text);
    assert_eq!(redact(&once), once);
});
