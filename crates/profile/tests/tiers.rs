//! A narrower tier narrows everything: what is asked, what is told, what is approved.
#![allow(clippy::unwrap_used)]

use profile::{NoSuchTier, Profile, shipped_as};

#[test]
fn the_app_starts_at_the_full_tier() {
    let demo = Profile::demo();
    let tier = demo.tier().unwrap();
    assert_eq!((tier.id.as_str(), &tier.breaks), ("write", &None));
    assert_eq!(tier.permissions, demo.permissions);
}

#[test]
fn a_narrower_tier_asks_for_its_own_permission_and_what_all_share() {
    for (profile, tier, scopes) in [
        ("demo", "basic", ["Calendars.ReadBasic"]),
        ("demo", "read", ["Calendars.Read"]),
        ("demo", "write", ["Calendars.ReadWrite"]),
        ("calendar-sync", "busy", ["Calendars.ReadBasic"]),
        ("calendar-sync", "one-way", ["Calendars.Read"]),
        ("calendar-sync", "two-way", ["Calendars.ReadWrite"]),
    ] {
        let whole = shipped_as(profile).unwrap();
        let narrow = whole.at(tier).unwrap();
        assert_eq!(narrow.calendar_scopes(), scopes, "{profile} {tier}");
        assert_eq!(narrow.identity_scopes(), whole.identity_scopes());
        assert_eq!(narrow.permissions.len(), whole.permissions.len());
        assert_eq!(narrow.tier().unwrap().id, tier);
    }
}

#[test]
fn each_tier_is_riskier_than_the_one_before_and_says_what_it_lacks() {
    for profile in [Profile::demo(), shipped_as("calendar-sync").unwrap().clone()] {
        let levels: Vec<u8> = profile.tiers.iter().map(|tier| profile.at(&tier.id).unwrap().risk_level()).collect();
        assert_eq!(levels, [1, 2, 3], "{}", profile.id);
        assert!(profile.tiers.iter().rev().skip(1).all(|tier| tier.breaks.is_some()));
    }
}

#[test]
fn a_choice_can_be_taken_back_and_a_tier_that_does_not_exist_is_an_error() {
    let demo = Profile::demo();
    let narrow = demo.at("basic").unwrap();
    assert_eq!(narrow.at("write").unwrap(), demo);
    let missing = NoSuchTier { profile: "demo".to_owned(), tier: "everything".to_owned() };
    assert_eq!(narrow.at("everything"), Err(missing));
    assert!(shipped_as("learning-suite").unwrap().at("write").is_err());
}

#[test]
fn the_registration_lists_what_any_tier_asks_for() {
    let demo = Profile::demo();
    let values: Vec<&str> = demo.in_any_tier().iter().map(|asked| asked.value.as_str()).collect();
    assert_eq!(values.len(), 7);
    assert!(
        ["Calendars.ReadWrite", "Calendars.Read", "Calendars.ReadBasic"].iter().all(|value| values.contains(value))
    );
    let narrow = demo.at("basic").unwrap();
    assert_eq!(narrow.in_any_tier().len(), 7);
}
