//! A crash at every single change: before, the old record; after, the old or the new one, whole.

use onboarding::TokenRecord;

use super::contract::{assert_same, record};
use super::{Crashing, Limited, WINDOWS};
use crate::parts;
use crate::store::Items;

#[test]
fn a_crash_while_saving_leaves_the_old_or_the_new_record_whole() {
    let sizes = [300, 2_400, 10_000, 12_000];
    for old in sizes {
        for new in sizes {
            crash_everywhere(Some(&record("mio", old)), &record("mio", new + 1));
        }
    }
}

#[test]
fn a_crash_during_the_first_save_leaves_nothing_or_the_record_whole() {
    for size in [300, 10_000] {
        crash_everywhere(None, &record("mio", size));
    }
}

#[test]
fn a_crash_while_removing_leaves_the_record_whole_or_nothing() {
    let old = record("mio", 10_000);
    let key = old.account.key();
    let mut changes = 0;
    loop {
        let store = Limited::to(WINDOWS);
        parts::save(&store, &old).unwrap();
        let crashing = Crashing::after(changes, &store);
        let outcome = parts::remove(&crashing, &key);
        assert_eq!(outcome.is_err(), crashing.crashed.get(), "a removal that broke off must say so");
        match parts::load(&store, &key).unwrap() {
            Some(found) => {
                assert_eq!(changes, 0, "the manifest goes first");
                assert_same(&found, &old);
            }
            None => {
                assert!(parts::accounts(&store).unwrap().is_empty());
                assert!(store.names().unwrap().is_empty(), "the next listing sweeps the token's pieces");
            }
        }
        if !crashing.crashed.get() {
            break;
        }
        changes += 1;
    }
    assert!(changes > 4, "ten kilobytes take at least four parts and a manifest, saw {changes}");
}

#[test]
fn a_removal_that_broke_off_can_be_repeated() {
    let old = record("mio", 10_000);
    let store = Limited::to(WINDOWS);
    parts::save(&store, &old).unwrap();
    parts::remove(&Crashing::after(2, &store), &old.account.key()).unwrap_err();
    parts::remove(&store, &old.account.key()).unwrap();
    assert!(store.names().unwrap().is_empty());
}

#[test]
fn sweeping_one_account_leaves_the_parts_of_the_others() {
    let store = Limited::to(WINDOWS);
    let (mio, ben) = (record("mio", 10_000), record("ben", 10_000));
    parts::save(&store, &mio).unwrap();
    parts::save(&store, &ben).unwrap();
    parts::save(&Crashing::after(2, &store), &record("mio", 11_000)).unwrap_err();
    parts::accounts(&store).unwrap();
    parts::save(&store, &mio).unwrap();
    parts::remove(&store, &mio.account.key()).unwrap();
    assert_same(&parts::load(&store, &ben.account.key()).unwrap().unwrap(), &ben);
}

fn crash_everywhere(old: Option<&TokenRecord>, new: &TokenRecord) {
    let key = new.account.key();
    let mut changes = 0;
    loop {
        let store = Limited::to(WINDOWS);
        if let Some(old) = old {
            parts::save(&store, old).unwrap();
        }
        let crashing = Crashing::after(changes, &store);
        let outcome = parts::save(&crashing, new);

        let found = parts::load(&store, &key).expect("never torn");
        match (outcome, &found, old) {
            (Ok(()), Some(found), _) => assert_same(found, new),
            (Err(_), Some(found), Some(old)) => assert_same(found, old),
            (Err(_), None, None) => {}
            (outcome, found, _) => panic!("after {changes} changes: save said {outcome:?}, then {found:?} was there"),
        }
        let listed = parts::accounts(&store).unwrap();
        assert_eq!(listed.len(), usize::from(found.is_some()));
        if found.is_none() {
            assert!(store.names().unwrap().is_empty(), "the parts of a save that never happened are swept");
        }

        parts::save(&store, new).expect("the next save");
        assert_same(&parts::load(&store, &key).unwrap().unwrap(), new);
        assert_eq!(
            store.names().unwrap().len(),
            items_for(new),
            "parts of earlier generations are left after {changes} changes"
        );
        if !crashing.crashed.get() {
            return;
        }
        changes += 1;
    }
}

fn items_for(record: &TokenRecord) -> usize {
    let fresh = Limited::to(WINDOWS);
    parts::save(&fresh, record).unwrap();
    fresh.names().unwrap().len()
}
