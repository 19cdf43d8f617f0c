//! The account an answer names is an address or nothing, and never part of what is handed to others.
#![no_main]

use diagnosis::{Attempt, Context, Evidence, account_used, capsule, diagnose};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let all = [Evidence::Redirect(text.clone()), Evidence::Token(text.clone()), Evidence::Page(text)];
    for one in all {
        let one = std::slice::from_ref(&one);
        let Some(account) = account_used(one) else { continue };
        assert!(account.len() <= 254 && account.is_ascii());
        assert_eq!(account.matches('@').count(), 1);
        assert!(!account.contains(|c: char| c.is_whitespace() || c.is_control() || "'\"<>()\\".contains(c)));
        let attempt = Attempt { app: "", system: "", stage: "", at: "", waited: None, key_store: "" };
        assert!(!capsule(&diagnose(one, &Context::default()), &attempt).contains(&account));
    }
});
