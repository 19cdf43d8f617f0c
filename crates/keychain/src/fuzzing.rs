//! The door that stored bytes come in by, for the fuzz target and the short run of it in the tests.

use onboarding::{AccountKey, StoreFault};
use zeroize::Zeroizing;

use crate::parts;
use crate::record;
use crate::store::Items;

/// A store that holds one record item and, under every part's name, the same part.
struct Planted<'a> {
    record: &'a [u8],
    part: &'a [u8],
}

impl Items for Planted<'_> {
    fn limit(&self) -> Option<usize> {
        Some(2560)
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, StoreFault> {
        let item = if name.starts_with("record:") { self.record } else { self.part };
        Ok(Some(Zeroizing::new(item.to_vec())))
    }

    fn set(&self, _: &str, _: &str) -> Result<(), StoreFault> {
        Ok(())
    }

    fn delete(&self, _: &str) -> Result<(), StoreFault> {
        Ok(())
    }

    fn names(&self) -> Result<Vec<String>, StoreFault> {
        Ok(vec!["record:a.b".to_owned(), "part:1:0:a.b".to_owned()])
    }
}

/// Any bytes in the place of a record: it is read or called unreadable, and never anything else.
pub fn record(record: &[u8], part: &[u8]) {
    vouched_for(part);
    let store = Planted { record, part };
    match parts::load(&store, &AccountKey("a.b".to_owned())) {
        Ok(Some(_)) | Err(StoreFault::Unreadable) => {}
        Ok(None) | Err(StoreFault::Locked | StoreFault::Unavailable) => unreachable!("the store answered"),
    }
    assert!(matches!(parts::accounts(&store), Ok(_) | Err(StoreFault::Unreadable)));
}

/// Any text behind a manifest that fits it, which random bytes never come to: what can be read is written down as it was.
fn vouched_for(text: &[u8]) {
    let Ok(text) = std::str::from_utf8(text) else { return };
    let Ok(read) = record::decode(text) else { return };
    let Ok(written) = record::encode(&read) else { unreachable!("what was read can be written") };
    let Ok(again) = record::decode(&written) else { unreachable!("what was written can be read") };
    assert_eq!((&again.account, again.cloud, &again.granted), (&read.account, read.cloud, &read.granted));
    assert_eq!((again.refresh.expose(), again.obtained_at), (read.refresh.expose(), read.obtained_at));
}

#[cfg(test)]
mod tests {
    use super::record;

    #[test]
    fn no_stored_bytes_trip_the_vault() {
        let seed = br#"{"version":1,"generation":18446744073709551615,"parts":2,"length":4,"checksum":"00"}
{"tenant_id":"a"}"#;
        for at in 0..seed.len() {
            for odd in [b'"', b'\\', b'9', b'-', b'{', b'\n', 0, 0xff] {
                let mut bytes = seed.to_vec();
                bytes[at] = odd;
                record(&bytes, &bytes[..at]);
                record(&seed[..at], &bytes);
            }
        }
    }
}
