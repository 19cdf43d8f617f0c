//! At the limit of one item, to the byte.

use super::contract::{assert_same, record};
use super::{Limited, WINDOWS};
use crate::parts;
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
