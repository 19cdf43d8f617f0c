//! A profile from anybody: it loads or is refused with a line, and the linter and the reader agree on which.
#![no_main]

use libfuzzer_sys::fuzz_target;
use profile::{Draft, Profile, Severity, lint};

fuzz_target!(|text: &str| {
    let findings = lint(&Draft { file: "p.toml", text, older: Some(&Profile::demo()), registration: None });
    let refused = findings.iter().any(|finding| finding.severity == Severity::Error);
    match Profile::parse(text, "p.toml") {
        Ok(profile) => {
            assert!(profile.calendar_scopes().len() <= profile.permissions.len());
            let again = Profile::parse(text, "again.toml").expect("it loaded before");
            assert_eq!(profile.hash(), again.hash());
            for tier in &profile.tiers {
                assert!(profile.at(&tier.id).is_ok());
            }
        }
        Err(error) => {
            assert!(refused, "the linter lets through what does not load: {error}");
            assert!(error.to_string().starts_with("p.toml:"));
        }
    }
});
