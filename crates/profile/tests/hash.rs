//! The fingerprint stands for what IT is told: it moves with every word of it, and with nothing else.
#![allow(clippy::unwrap_used)]

use profile::Profile;
use proptest::prelude::*;
use proptest::sample::Index;
use toml::{Table, Value};

const FILES: [&str; 3] = [
    include_str!("../../../profiles/demo.toml"),
    include_str!("../../../profiles/calendar-sync.toml"),
    include_str!("../../../profiles/learning-suite.toml"),
];

fn read(text: &str) -> Profile {
    Profile::parse(text, "test.toml").unwrap()
}

#[test]
fn it_is_four_groups_of_four_and_sixty_four_digits_in_full() {
    let hash = Profile::demo().hash();
    let short = hash.to_string();
    assert_eq!(short.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4, 4]);
    assert_eq!(hash.full().len(), 64);
    assert!(hash.full().starts_with(&short.replace('-', "")));
}

#[test]
fn every_profile_and_every_tier_has_its_own() {
    let mut all: Vec<String> = Vec::new();
    for profile in profile::shipped() {
        all.push(profile.hash().full());
        all.extend(profile.tiers.iter().rev().skip(1).map(|tier| profile.at(&tier.id).unwrap().hash().full()));
    }
    assert_eq!(all.len(), 7);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 7);
}

#[test]
fn the_chosen_tier_is_told_and_the_others_are_not() {
    let edited = |from: &str, to: &str| {
        assert!(FILES[0].contains(from));
        read(&FILES[0].replacen(from, to, 1))
    };
    let demo = Profile::demo();
    let (other, own) =
        (edited("Times and titles only", "Titles only"), edited("Read and change the calendar", "Change"));
    assert_eq!(other.hash(), demo.hash());
    assert_ne!(other.at("basic").unwrap().hash(), demo.at("basic").unwrap().hash());
    assert_ne!(own.hash(), demo.hash());
}

#[test]
fn line_ends_and_comments_do_not_change_it() {
    for text in FILES {
        let hash = read(text).hash();
        assert_eq!(read(&text.replace('\n', "\r\n")).hash(), hash);
        assert_eq!(read(&text.replace("\n[[", "\n# a remark\n\n[[")).hash(), hash);
    }
}

#[test]
fn printing_and_reading_again_gives_the_same_profile() {
    for text in FILES {
        let table: Table = text.parse().unwrap();
        assert_eq!(read(&toml::to_string(&table).unwrap()), read(text));
    }
}

/// Every text in the file, one after the other, with a dot added.
#[test]
fn no_word_that_it_reads_can_change_unnoticed() {
    for text in FILES {
        let before = read(text).hash();
        let table: Table = text.parse().unwrap();
        let mut paths = Vec::new();
        texts(&Value::Table(table.clone()), String::new(), &mut paths);
        let mut noticed = 0;
        for path in &paths {
            let mut altered = Value::Table(table.clone());
            let Value::String(said) = at(&mut altered, path) else { unreachable!("{path}") };
            said.push_str(" x");
            // A value with a fixed shape refuses the change, which is as good.
            let Ok(profile) = Profile::parse(&toml::to_string(&altered).unwrap(), "test.toml") else { continue };
            let for_the_person = path.starts_with("/app/home")
                || path.starts_with("/app/brand")
                || path.starts_with("/it_request/recipient_hint");
            let of_another_tier = {
                let index = path.strip_prefix("/tiers/").map(|rest| rest.split('/').next().unwrap());
                index.is_some_and(|index| index != (profile.tiers.len() - 1).to_string()) || {
                    let index = path.strip_prefix("/permissions/").map(|rest| rest.split('/').next().unwrap());
                    index.is_some_and(|index| !in_full_tier(&table, index, &profile))
                }
            };
            let same = profile.hash() == before;
            assert_eq!(same, for_the_person || of_another_tier, "{path}");
            noticed += usize::from(!same);
        }
        assert!(noticed > 40, "only {noticed} of {} texts", paths.len());
    }
}

fn in_full_tier(table: &Table, index: &str, profile: &Profile) -> bool {
    let asked = &table["permissions"][index.parse::<usize>().unwrap()];
    let Some(tiers) = asked.get("tiers") else { return true };
    tiers.as_array().unwrap().iter().any(|tier| tier.as_str() == profile.chosen.as_deref())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_file_does_not_matter(file in 0..FILES.len(), swaps in prop::collection::vec(any::<(Index, Index, Index)>(), 1..40)) {
        let before = read(FILES[file]);
        let mut table = Value::Table(FILES[file].parse().unwrap());
        for (list, one, other) in swaps {
            let mut lists = Vec::new();
            arrays(&table, String::new(), &mut lists);
            // The order of tiers is itself a statement: the last is the full one.
            lists.retain(|path| path != "/tiers");
            let Value::Array(items) = at(&mut table, list.get::<String>(&lists)) else { unreachable!() };
            let (one, other) = (one.index(items.len()), other.index(items.len()));
            items.swap(one, other);
        }
        // Printing sorts the keys and writes tables another way than a hand does.
        let after = read(&toml::to_string_pretty(&table).unwrap());
        prop_assert_eq!(after.hash(), before.hash());
        prop_assert_eq!(after.tiers.len(), before.tiers.len());
    }
}

fn texts(value: &Value, path: String, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(path),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| texts(item, format!("{path}/{index}"), found));
        }
        Value::Table(table) => table.iter().for_each(|(key, item)| texts(item, format!("{path}/{key}"), found)),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {}
    }
}

fn arrays(value: &Value, path: String, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| arrays(item, format!("{path}/{index}"), found));
            found.push(path);
        }
        Value::Table(table) => table.iter().for_each(|(key, item)| arrays(item, format!("{path}/{key}"), found)),
        Value::String(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {}
    }
}

fn at<'v>(value: &'v mut Value, path: &str) -> &'v mut Value {
    path.split('/').skip(1).fold(value, |value, step| match value {
        Value::Array(items) => &mut items[step.parse::<usize>().unwrap()],
        Value::Table(table) => table.get_mut(step).unwrap(),
        Value::String(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {
            unreachable!("{step}")
        }
    })
}

#[test]
fn a_profile_that_was_changed_after_its_hash_was_taken_has_another_one() {
    let demo = Profile::demo();
    let hash = demo.hash();
    let mut renamed = demo.clone();
    renamed.app.name.push('!');
    assert_ne!(renamed.hash(), hash);
    assert_eq!((demo.hash(), renamed.hash()), (hash, renamed.clone().hash()));
}
