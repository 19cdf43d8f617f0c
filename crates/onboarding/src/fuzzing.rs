//! The door that a saved journey comes in by, for the fuzz target and the short run of it in the tests.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "whatever fails here is what is looked for")]

use jiff::Timestamp;
use jiff::tz::TimeZone;
use profile::{Lang, Profile};

use crate::present::{Blank, present};
use crate::schedule::next_wake;
use crate::step::{Context, resume, step};
use crate::{Event, file_journal};

/// Any bytes in the place of the state file: they are set aside, or a stage that can be taken up, shown, woken, and
/// written down again as it was.
pub fn state_file(bytes: &[u8]) {
    let Some(stage) = file_journal::read(bytes) else { return };
    let (profile, now) = (Profile::demo(), Timestamp::from_second(1_795_000_000).unwrap());
    let at = Context { profile: &profile, language: Lang::En, now, zone: TimeZone::UTC, fresh: 7 };
    let (resumed, _) = resume(stage, &at);
    let written = file_journal::written(&resumed).unwrap();
    let again = file_journal::read(&written).expect("what was written can be read");
    assert_eq!(file_journal::written(&again).unwrap(), written);
    let (ticked, _) = step(resumed.clone(), Event::Tick, &at);
    for stage in [resumed, ticked] {
        let _ = next_wake(&stage);
        present(&stage, &Blank::default().around(&profile, now));
    }
}

#[cfg(test)]
mod tests {
    use super::state_file;

    /// Every byte of a saved journey, cut off there or replaced by each of the characters that parsers trip over.
    #[test]
    fn no_state_file_trips_the_journey() {
        let seed = br#"{"version":1,"stage":{"stage":"address","typed":"a@b.example","lookup":{"is":"looking","email":"a@b.example","attempt":18446744073709551615}}}"#;
        for at in 0..seed.len() {
            state_file(&seed[..at]);
            for odd in [b'"', b'\\', b'9', b'-', b'{', b'\n', 0, 0xff] {
                let mut bytes = seed.to_vec();
                bytes[at] = odd;
                state_file(&bytes);
            }
        }
        assert!(crate::file_journal::read(seed).is_some());
    }
}
