//! What lies in the key store in the place of a record.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|items: (&[u8], &[u8])| keychain::fuzzing::record(items.0, items.1));
