//! A second approval is about the difference and nothing else.
#![allow(clippy::unwrap_used)]

use profile::{Profile, RiskChange, shipped_as};

const SUITE: &str = include_str!("../../../profiles/learning-suite.toml");

fn suite() -> &'static Profile {
    shipped_as("learning-suite").unwrap()
}

/// The suite as the version before had it.
fn earlier(from: &str, to: &str) -> Profile {
    assert!(SUITE.contains(from), "the file no longer holds {from:?}");
    let text = SUITE.replacen(from, to, 1).replacen("version = 4", "version = 3", 1);
    Profile::parse(&text, "earlier.toml").unwrap()
}

/// The suite's file without the table of one permission.
fn without(header: &str) -> String {
    let at = SUITE.find(header).unwrap();
    let end = at + 1 + SUITE[at + 1..].find("\n[[permissions]]\n").unwrap() + 1;
    format!("{}{}", &SUITE[..at], &SUITE[end..])
}

#[test]
fn nothing_changed_is_nothing_to_ask() {
    let delta = suite().delta_from(suite());
    assert!(delta.is_empty() && !delta.needs_approval() && !delta.risk.is_jump());
    assert_eq!((delta.from, delta.to), (4, 4));
}

#[test]
fn a_new_permission_is_the_whole_request_and_its_risk_is_told() {
    let text = without("[[permissions]]\nvalue = \"AllSites.FullControl\"").replacen("version = 4", "version = 3", 1);
    let old = Profile::parse(&text, "earlier.toml").unwrap();
    let delta = suite().delta_from(&old);
    let added: Vec<&str> = delta.added.iter().map(|asked| asked.value.as_str()).collect();
    assert_eq!(added, ["AllSites.FullControl"]);
    assert_eq!((delta.from, delta.to), (3, 4));
    assert!(delta.removed.is_empty() && delta.changed.is_empty() && delta.needs_approval());
    assert_eq!(delta.risk, RiskChange { before: 4, after: 5 });
    assert!(delta.risk.is_jump());
}

#[test]
fn a_permission_given_up_needs_no_approval() {
    let old = suite();
    let new = Profile::parse(&without("[[permissions]]\nvalue = \"AllSites.FullControl\""), "later.toml").unwrap();
    let delta = new.delta_from(old);
    assert_eq!(delta.removed.len(), 1);
    assert!(!delta.needs_approval() && !delta.is_empty() && !delta.risk.is_jump());
}

#[test]
fn the_same_value_as_an_application_is_a_new_permission() {
    let text = without("[[permissions]]\nvalue = \"User.Read.All\"\nkind = \"application\"");
    let old = Profile::parse(&text, "earlier.toml").unwrap();
    let delta = suite().delta_from(&old);
    assert_eq!(delta.added.len(), 1);
    assert_eq!(delta.added[0].kind, profile::Kind::Application);
}

#[test]
fn other_words_are_told_apart_from_other_terms() {
    let words = earlier("Invites people from outside to a course catalogue", "Invites people to a catalogue");
    let delta = suite().delta_from(&words);
    assert_eq!(delta.changed.len(), 1);
    assert!(!delta.changed[0].is_of_terms() && !delta.needs_approval());

    let terms =
        earlier("features = [\"notification-mailbox\"]\nrequired = false\n", "features = [\"notification-mailbox\"]\n");
    let delta = suite().delta_from(&terms);
    assert_eq!(delta.changed[0].after.value, "EWS.AccessAsUser.All");
    assert!(delta.changed[0].is_of_terms());
}

#[test]
fn going_up_a_tier_is_a_difference_too() {
    let demo = Profile::demo();
    let delta = demo.delta_from(&demo.at("read").unwrap());
    let values = |list: &[profile::AskedPermission]| list.iter().map(|asked| asked.value.clone()).collect::<Vec<_>>();
    assert_eq!(
        (values(&delta.added), values(&delta.removed)),
        (vec!["Calendars.ReadWrite".into()], vec!["Calendars.Read".into()])
    );
    assert_eq!(delta.risk, RiskChange { before: 2, after: 3 });
}
