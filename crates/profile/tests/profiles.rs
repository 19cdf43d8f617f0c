//! The profiles that ship, and what a vendor is told about a profile that cannot.
#![allow(clippy::unwrap_used)]

use profile::{Kind, Lang, Profile, ProfileError, Verification};

const TEMPLATE: &str = include_str!("../../../profiles/template.toml");

/// The template with one passage replaced, as a vendor's slip would.
fn slip(from: &str, to: &str) -> ProfileError {
    assert!(TEMPLATE.contains(from), "the template no longer holds {from:?}");
    Profile::parse(&TEMPLATE.replacen(from, to, 1), "your-app.toml").unwrap_err()
}

fn line_of(text: &str) -> usize {
    TEMPLATE.lines().position(|line| line.contains(text)).unwrap() + 1
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
fn neither_the_fictional_app_nor_the_placeholder_is_registered_with_microsoft() {
    assert!(!Profile::demo().registered());
    let template = Profile::parse(TEMPLATE, "template.toml").unwrap();
    assert!(!template.registered());
    let filled = TEMPLATE.replace("00000000-0000-0000-0000-000000000000", "8d6e7a5c-1f2b-4c3d-9e8f-0a1b2c3d4e5f");
    assert!(Profile::parse(&filled, "your-app.toml").unwrap().registered());
}

#[test]
fn every_permission_has_a_reason_in_both_languages_and_acts_as_the_user() {
    for asked in Profile::demo().permissions {
        assert_eq!(asked.kind, Kind::Delegated);
        assert!(asked.reason.en.ends_with('.'), "{}", asked.value);
        assert!(asked.reason.ja.ends_with('。'), "{}", asked.value);
    }
}

#[test]
fn an_unknown_field_is_an_error_with_its_line_and_a_hint() {
    let error = slip("publisher = \"Your Company\"", "publishr = \"Your Company\"");
    assert_eq!(error.line, line_of("publisher = "));
    assert!(error.message.contains("publishr"), "{}", error.message);
    assert!(error.to_string().starts_with("your-app.toml:"), "{error}");
    assert!(error.hint.contains("spelling"), "{}", error.hint);
}

#[test]
fn a_missing_reason_points_at_its_permission() {
    let error =
        slip("reason = { en = \"Writes each meeting into the calendar.\", ja = \"会議を予定表に登録します。\" }\n", "");
    assert!(error.message.contains("missing field `reason`"), "{}", error.message);
    assert_eq!(error.line, line_of("[[permissions]]"));
    assert!(error.hint.contains("IT decides on reasons"), "{}", error.hint);
}

#[test]
fn a_text_in_one_language_only_or_left_blank_is_refused() {
    let missing = slip("name = { en = \"Sign in\", ja = \"サインイン\" }", "name = { en = \"Sign in\" }");
    assert_eq!((missing.line, missing.hint.contains("both languages")), (line_of("en = \"Sign in\""), true));
    let blank = slip("ja = \"サインイン\" }", "ja = \"　\" }");
    assert!(blank.message.contains("blank"), "{}", blank.message);
}

#[test]
fn a_bad_client_id_and_an_http_link_name_their_lines() {
    let id = slip("00000000-0000-0000-0000-000000000000", "your-client-id");
    assert_eq!((id.line, id.message.contains("UUID")), (line_of("client_id = "), true));
    let link = slip("https://your-app.example/security", "http://your-app.example/security");
    assert_eq!((link.line, link.message.contains("https")), (line_of("/security"), true));
}

#[test]
fn the_same_permission_twice_is_refused_at_the_second() {
    let error = slip("value = \"User.Read\"", "value = \"calendars.readwrite\"");
    assert!(error.message.contains("twice"), "{}", error.message);
    let second = TEMPLATE.match_indices("[[permissions]]").nth(1).unwrap().0;
    assert_eq!(error.line, TEMPLATE[..second].matches('\n').count() + 1);
}

#[test]
fn an_application_permission_cannot_be_left_to_users() {
    let error = slip("# kind = \"delegated\" ", "kind = \"application\" #");
    assert!(error.message.contains("only an administrator"), "{}", error.message);
    assert_eq!(error.hint, "Write who = \"admin\".");
}

#[test]
fn two_values_in_one_table_and_a_profile_that_asks_for_nothing_are_refused() {
    assert!(slip("\"User.Read\"", "\"User.Read Mail.Read\"").message.contains("more than one value"));
    let head = TEMPLATE.split("# One table per permission").next().unwrap().replace("[app]", "permissions = []\n[app]");
    assert!(Profile::parse(&head, "empty.toml").unwrap_err().message.contains("asks for nothing"));
}

#[test]
fn characters_that_hide_or_reorder_text_are_refused() {
    let error = slip("name = \"Your App\"", "name = \"Your\u{202e}App\"");
    assert!(error.message.contains("direction characters"), "{}", error.message);
}
