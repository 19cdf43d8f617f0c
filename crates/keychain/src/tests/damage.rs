//! Records that are not what this version wrote.

use onboarding::{AccountKey, StoreFault};

use super::Limited;
use super::contract::{assert_same, record};
use crate::manifest::{Damage, Manifest};
use crate::memory::Memory;
use crate::parts;
use crate::store::Items;

const KEY: &str = "record:8e6c4b1a-6a2f-4a60-9d0f-5f2c3b1d7e11.mio-0000";

/// Written by the first release. If this test fails, people lose their sign-in with the update.
const VERSION_1: &str = concat!(
    r#"{"version":1,"generation":1,"parts":0,"length":327,"#,
    r#""checksum":"411747060e27db11e50d76477325ccd8fbfc2ecaa3ac552c9d11ebc8754a033c"}"#,
    "\n",
    r#"{"tenant_id":"8e6c4b1a-6a2f-4a60-9d0f-5f2c3b1d7e11","object_id":"mio-0000","#,
    r#""name":"佐藤 美緒 \"Mio\"","username":"mio@contoso.example","cloud":"public","#,
    r#""refresh_token":"CANARY.mio.64.0aA_-.Zz0aA_-.Zz0aA_-.Zz0aA_-.Zz0aA_-.Zz0aA_-.Zz0a","#,
    r#""granted":["Calendars.Read","User.Read"],"obtained_at":"2026-11-20T09:30:00.123456789Z"}"#,
);

#[test]
fn a_record_of_the_first_release_is_read() {
    let memory = Memory::default();
    memory.plant(KEY, VERSION_1.as_bytes());
    let expected = record("mio", 64);
    assert_same(&parts::load(&memory, &expected.account.key()).unwrap().unwrap(), &expected);
}

#[test]
fn what_is_written_today_is_what_the_first_release_wrote() {
    let memory = Memory::default();
    parts::save(&memory, &record("mio", 64)).unwrap();
    let item = memory.get(KEY).unwrap().unwrap();
    assert_eq!(std::str::from_utf8(&item).unwrap(), VERSION_1);
}

#[test]
fn every_flipped_bit_is_noticed() {
    for store in [Limited::to(1_000), Limited::to(10_000)] {
        let saved = record("mio", 2_000);
        parts::save(&store, &saved).unwrap();
        for name in store.names().unwrap() {
            let whole = store.get(&name).unwrap().unwrap();
            for at in 0..whole.len() {
                // Every bit of the manifest's line, one bit of each byte elsewhere.
                let bits = if name == KEY && at < 200 { 0..8 } else { at % 8..at % 8 + 1 };
                for bit in bits {
                    let mut damaged = whole.to_vec();
                    damaged[at] ^= 1 << bit;
                    store.memory.plant(&name, &damaged);
                    let outcome = parts::load(&store, &saved.account.key());
                    assert!(matches!(outcome, Err(StoreFault::Unreadable)), "bit {bit} of byte {at} of {name}");
                }
            }
            store.memory.plant(&name, &whole);
        }
        assert_same(&parts::load(&store, &saved.account.key()).unwrap().unwrap(), &saved);
    }
}

#[test]
fn a_missing_part_is_noticed() {
    let store = Limited::to(1_000);
    let saved = record("mio", 3_000);
    parts::save(&store, &saved).unwrap();
    for name in store.names().unwrap().iter().filter(|name| name.starts_with("part:")) {
        let part = store.get(name).unwrap().unwrap();
        store.delete(name).unwrap();
        assert!(matches!(parts::load(&store, &saved.account.key()), Err(StoreFault::Unreadable)), "without {name}");
        store.memory.plant(name, &part);
    }
}

#[test]
fn a_record_filed_under_another_account_is_not_that_accounts() {
    let memory = Memory::default();
    parts::save(&memory, &record("mio", 500)).unwrap();
    let item = memory.get(KEY).unwrap().unwrap();
    memory.plant("record:other", &item);
    assert!(matches!(parts::load(&memory, &AccountKey("other".to_owned())), Err(StoreFault::Unreadable)));
}

#[test]
fn a_newer_versions_record_is_left_alone_until_the_person_signs_out() {
    let memory = Memory::default();
    let newer = br#"{"version":2,"sealed":"in a way this version has never heard of"}"#;
    memory.plant(KEY, newer);
    let ours = record("mio", 500);
    let key = ours.account.key();

    assert!(matches!(parts::load(&memory, &key), Err(StoreFault::Unreadable)));
    assert!(matches!(parts::save(&memory, &ours), Err(StoreFault::Unreadable)));
    assert!(matches!(parts::accounts(&memory), Err(StoreFault::Unreadable)));
    assert_eq!(memory.get(KEY).unwrap().unwrap().as_slice(), newer);

    parts::remove(&memory, &key).unwrap();
    assert!(parts::load(&memory, &key).unwrap().is_none());
}

#[test]
fn a_damaged_record_is_left_alone_until_the_person_signs_in_again() {
    let store = Limited::to(1_000);
    let old = record("mio", 3_000);
    let key = old.account.key();
    parts::save(&store, &old).unwrap();
    store.memory.plant(KEY, b"{\"version\":1,");
    let before = store.names().unwrap();

    assert!(matches!(parts::load(&store, &key), Err(StoreFault::Unreadable)));
    assert!(matches!(parts::accounts(&store), Err(StoreFault::Unreadable)));
    assert_eq!(store.names().unwrap(), before);

    let new = record("mio", 2_500);
    parts::save(&store, &new).unwrap();
    assert_same(&parts::load(&store, &key).unwrap().unwrap(), &new);
    let generations: Vec<_> =
        store.names().unwrap().iter().filter_map(|name| name.split(':').nth(1).map(str::to_owned)).collect();
    assert!(!generations.contains(&"1".to_owned()), "the damaged record's parts are swept");
}

#[test]
fn one_unreadable_record_does_not_hide_the_others() {
    let memory = Memory::default();
    let ben = record("ben", 500);
    parts::save(&memory, &ben).unwrap();
    memory.plant(KEY, b"\xff\xfe not even text");
    assert_eq!(parts::accounts(&memory).unwrap(), [ben.account]);
}

#[test]
fn a_manifest_cannot_make_us_read_without_end() {
    let memory = Memory::default();
    memory.plant(KEY, br#"{"version":1,"generation":1,"parts":4294967295,"length":1,"checksum":""}"#);
    assert!(matches!(parts::load(&memory, &record("mio", 9).account.key()), Err(StoreFault::Unreadable)));
}

#[test]
fn a_manifest_is_of_this_version_and_names_at_most_256_parts() {
    let read = |version: u32, parts: u32| {
        let line = format!(r#"{{"version":{version},"generation":1,"parts":{parts},"length":1,"checksum":""}}"#);
        Manifest::read(line.as_bytes()).map(|(manifest, _)| manifest.parts)
    };
    assert_eq!(read(1, 256), Ok(256));
    assert_eq!(read(1, 257), Err(Damage::Broken));
    assert_eq!(read(1, u32::MAX), Err(Damage::Broken));
    assert_eq!(read(0, 1), Err(Damage::Broken));
    assert_eq!(read(2, 1), Err(Damage::Newer));
}
