//! What anybody on this computer may send to the listener.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| microsoft::fuzzing::callback(text));
