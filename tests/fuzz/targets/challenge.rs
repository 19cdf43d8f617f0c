//! A `WWW-Authenticate` header of Graph.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| microsoft::fuzzing::challenge(text));
