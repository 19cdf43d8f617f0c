//! What lies in the place of the saved journey.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| onboarding::fuzzing::state_file(bytes));
