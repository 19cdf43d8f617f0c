//! The profiles that ship, and what is compiled from them.
#![allow(clippy::unwrap_used)]

use profile::{Kind, Lang, Localised, Profile, Resource, Verification};

const TEMPLATE: &str = include_str!("../../../profiles/template.toml");

fn shipped(id: &str) -> &'static Profile {
    profile::shipped_as(id).unwrap()
}

#[test]
fn three_profiles_ship_and_the_template_is_a_sound_one() {
    let ids: Vec<&str> = profile::shipped().iter().map(|profile| profile.id.as_str()).collect();
    assert_eq!(ids, ["demo", "calendar-sync", "learning-suite"]);
    assert_eq!(profile::shipped_as("template"), None);
    assert_eq!(Profile::parse(TEMPLATE, "template.toml").unwrap().tiers, []);
}

#[test]
fn the_demo_app_asks_for_sign_in_first_and_the_calendar_second() {
    let demo = Profile::demo();
    assert_eq!(demo.identity_scopes(), ["User.Read", "offline_access", "openid", "profile"]);
    assert_eq!(demo.calendar_scopes(), ["Calendars.ReadWrite"]);
    assert_eq!(demo.excluded_scopes(), [("Calendars.ReadWrite", "2025-11")]);
    assert!(demo.delegated_only());
    assert_eq!(demo.cannot.len(), 3);
    assert_eq!(demo.app.verified, Verification::Yes);
    assert_eq!(demo.app.subtitle.get(Lang::Ja), "Outlook の予定表");
}

#[test]
fn a_sign_in_asks_neither_for_what_is_only_registered_nor_for_another_api() {
    let suite = shipped("learning-suite");
    assert_eq!(suite.identity_scopes(), ["User.Read", "offline_access", "openid", "profile"]);
    assert_eq!(suite.calendar_scopes(), ["Calendars.ReadWrite", "OnlineMeetings.ReadWrite", "Mail.Send"]);
}

#[test]
fn permissions_are_grouped_by_the_api_they_belong_to() {
    let groups = shipped("learning-suite").by_resource();
    let sizes: Vec<(Resource, usize)> = groups.iter().map(|(resource, group)| (*resource, group.len())).collect();
    assert_eq!(sizes, [(Resource::Graph, 11), (Resource::SharePoint, 1), (Resource::ExchangeOnline, 2)]);
    assert_eq!(shipped("calendar-sync").by_resource().len(), 1);
}

#[test]
fn neither_a_fictional_app_nor_the_placeholder_is_registered_with_microsoft() {
    assert!(profile::shipped().iter().all(|profile| !profile.registered()));
    assert!(!Profile::parse(TEMPLATE, "template.toml").unwrap().registered());
    let filled = TEMPLATE.replace("00000000-0000-0000-0000-000000000000", "8d6e7a5c-1f2b-4c3d-9e8f-0a1b2c3d4e5f");
    assert!(Profile::parse(&filled, "your-app.toml").unwrap().registered());
}

#[test]
fn the_vendors_are_nobodys_and_their_apps_cannot_be_taken_for_one_another() {
    let mut ids: Vec<&str> = profile::shipped().iter().map(|profile| profile.app.client_id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 3);
    for profile in profile::shipped() {
        let links = &profile.links;
        let own = [&links.security, &links.privacy, &links.support, &links.admin_approval, &profile.app.home];
        for link in own.into_iter().flatten() {
            assert!(link.as_str().split('/').nth(2).unwrap().ends_with(".example"), "{link}");
        }
        assert!(links.support_email.as_ref().unwrap().as_str().ends_with(".example"));
    }
}

/// Every text of a profile, wherever it stands.
fn texts(profile: &Profile) -> Vec<Localised> {
    fn collect(value: &serde_json::Value, found: &mut Vec<Localised>) {
        match value {
            serde_json::Value::Object(fields) => match serde_json::from_value(value.clone()) {
                Ok(text) => found.push(text),
                Err(_) => fields.values().for_each(|value| collect(value, found)),
            },
            serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
            serde_json::Value::Null
            | serde_json::Value::Bool(_)
            | serde_json::Value::Number(_)
            | serde_json::Value::String(_) => {}
        }
    }
    let mut found = Vec::new();
    collect(&serde_json::to_value(profile).unwrap(), &mut found);
    found
}

#[test]
fn every_text_is_written_in_both_languages_and_keeps_the_house_style() {
    for profile in profile::shipped() {
        let texts = texts(profile);
        assert!(texts.len() > 20, "{}", profile.id);
        for text in texts {
            let (en, ja) = (&text.en, &text.ja);
            assert!(!en.contains('!') && !ja.contains('！'), "{en}");
            for word in ["bypass", "workaround", "organization", "center"] {
                assert!(!en.to_lowercase().contains(word), "{en}");
            }
            let letters: Vec<char> = ja.chars().collect();
            for pair in letters.windows(2) {
                let (latin, kana) = (|c: char| c.is_ascii_alphabetic(), |c: char| ('ぁ'..='龠').contains(&c));
                let touching = (latin(pair[0]) && kana(pair[1])) || (kana(pair[0]) && latin(pair[1]));
                assert!(!touching, "a space is missing in {ja}");
            }
            assert!(letters.iter().any(|c| ('ぁ'..='龠').contains(c) || ('ァ'..='ヶ').contains(c)), "{ja}");
        }
    }
}

#[test]
fn every_reason_is_a_sentence() {
    for asked in profile::shipped().iter().flat_map(Profile::in_any_tier) {
        assert!(asked.reason.en.ends_with('.') && asked.reason.ja.ends_with('。'), "{}", asked.value);
    }
}

#[test]
fn a_text_in_another_language_is_found_and_falls_back_to_a_wider_one_then_to_english() {
    let text = TEMPLATE.replace(
        "subtitle = { en = \"Outlook calendar\",",
        "subtitle = { en = \"Outlook calendar\", de = \"Outlook-Kalender\", pt-BR = \"calendário do Outlook\",",
    );
    let subtitle = Profile::parse(&text, "your-app.toml").unwrap().app.subtitle;
    for (tag, expected) in [
        ("de", "Outlook-Kalender"),
        ("de-AT", "Outlook-Kalender"),
        ("pt-BR", "calendário do Outlook"),
        ("pt", "Outlook calendar"),
        ("ja-JP", "Outlook の予定表"),
        ("fr", "Outlook calendar"),
    ] {
        assert_eq!(subtitle.nearest(&tag.parse().unwrap()), expected, "{tag}");
    }
    let others: Vec<&str> = subtitle.others().map(profile::LanguageTag::as_str).collect();
    assert_eq!(others, ["de", "pt-BR"]);
}

#[test]
fn the_same_value_under_two_kinds_is_two_permissions() {
    let suite = shipped("learning-suite");
    let kinds: Vec<Kind> =
        suite.permissions.iter().filter(|asked| asked.value == "User.Read.All").map(|asked| asked.kind).collect();
    assert_eq!(kinds, [Kind::Application, Kind::Delegated]);
    assert!(!suite.delegated_only());
}
