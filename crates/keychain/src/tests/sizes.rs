//! At the limit of one item, to the byte.

use onboarding::{RefreshToken, Scopes, StoreFault, TokenRecord};
use zeroize::Zeroizing;

use super::contract::{assert_same, record};
use super::{Limited, WINDOWS};
use crate::memory::Memory;
use crate::parts;
use crate::record::{decode, encode};
use crate::store::Items;

#[test]
fn a_record_that_fits_one_item_exactly_stays_whole_and_one_byte_more_is_cut() {
    let bytes = |size: usize| {
        let store = Limited::to(usize::MAX);
        parts::save(&store, &record("mio", size)).unwrap();
        store.get(&store.names().unwrap()[0]).unwrap().unwrap().len()
    };
    let exactly = (1..WINDOWS).find(|&size| bytes(size) == WINDOWS).unwrap();
    for (size, items) in [(exactly, 1), (exactly + 1, 2)] {
        let store = Limited::to(WINDOWS);
        let saved = record("mio", size);
        parts::save(&store, &saved).unwrap();
        assert_eq!(store.names().unwrap().len(), items, "{size}");
        assert_same(&parts::load(&store, &saved.account.key()).unwrap().unwrap(), &saved);
    }
} // C1: 82

#[test]
fn ten_kilobytes_come_back_from_a_store_of_small_items() {
    let store = Limited::to(WINDOWS);
    let saved = record("mio", 10 * 1024);
    parts::save(&store, &saved).unwrap();
    assert!(store.names().unwrap().len() > 4);
    assert_same(&parts::load(&store, &saved.account.key()).unwrap().unwrap(), &saved);
} // C1: 81

/// Every question to the Secret Service crosses the session bus and back.
#[test]
fn a_store_without_a_limit_saves_and_removes_without_listing_its_items() {
    struct Unlisted(Memory);

    impl Items for Unlisted {
        fn limit(&self) -> Option<usize> {
            self.0.limit()
        }

        fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, StoreFault> {
            self.0.get(name)
        }

        fn set(&self, name: &str, value: &str) -> Result<(), StoreFault> {
            self.0.set(name, value)
        }

        fn delete(&self, name: &str) -> Result<(), StoreFault> {
            self.0.delete(name)
        }

        fn names(&self) -> Result<Vec<String>, StoreFault> {
            Err(StoreFault::Unavailable)
        }
    }

    let store = Unlisted(Memory::default());
    for size in [12_000, 300] {
        let saved = record("mio", size);
        parts::save(&store, &saved).unwrap();
        assert_eq!(store.0.names().unwrap().len(), 1, "whole, however large");
        assert_same(&parts::load(&store, &saved.account.key()).unwrap().unwrap(), &saved);
    }
    parts::remove(&store, &record("mio", 300).account.key()).unwrap();
    assert!(store.0.names().unwrap().is_empty());
}

/// A buffer that grows leaves a copy of the token in freed memory, and one far too large fails where memory is short.
#[test]
fn a_record_is_written_in_one_buffer_whichever_of_its_texts_is_long() {
    const BYTES: usize = 3_000;
    // Escaped as \u0001: the most that escaping makes of one byte.
    let long = "\u{1}".repeat(BYTES);
    let lengthened: [fn(&mut TokenRecord, String); 6] = [
        |record, long| record.account.tenant_id = long,
        |record, long| record.account.object_id = long,
        |record, long| record.account.name = long,
        |record, long| record.account.username = long,
        |record, long| record.refresh = RefreshToken::new(long),
        |record, long| record.granted = Scopes::of([long]),
    ];
    for (which, lengthen) in lengthened.iter().enumerate() {
        let mut record = record("mio", 64);
        lengthen(&mut record, long.clone());
        // In debug builds `encode` itself panics when its buffer has grown.
        let text = encode(&record).unwrap();
        assert!(text.len() > 6 * BYTES && text.capacity() < 6 * BYTES + 2_500, "text {which}: {}", text.capacity());
        assert_same(&decode(&text).unwrap(), &record);
    }
    // Of many short scopes the quotation marks are most.
    let mut many = record("mio", 64);
    many.granted = Scopes::of((100..400).map(|scope: u32| scope.to_string()));
    assert_same(&decode(&encode(&many).unwrap()).unwrap(), &many);
}
