//! A body of the token endpoint.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| microsoft::fuzzing::token(body));
