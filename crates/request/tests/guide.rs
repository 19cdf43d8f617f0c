//! The page for administrators.
#![allow(clippy::unwrap_used)]

use jiff::civil::date;
use profile::{Kind, Profile};
use request::{Case, Person, Reach, admin_guide};

fn case() -> Case<'static> {
    Case {
        tenant_id: "5f4f0c7e-64d4-4c0f-9a53-8f7f3a1f2b6d".to_owned(),
        tenant_domain: "northbank.example".to_owned(),
        requester: Some(Person { name: "Nora Lindqvist".to_owned(), upn: "nora.o'hara@northbank.example".to_owned() }),
        authority: "https://login.microsoftonline.com".to_owned(),
        verdict: None,
        today: date(2026, 11, 20),
    }
}

#[test]
fn three_reaches_each_with_steps_and_a_way_back() {
    let guide = admin_guide(&Profile::demo(), Some(&case()));
    let reaches: Vec<Reach> = guide.scopes.iter().map(|scope| scope.reach).collect();
    assert_eq!(reaches, [Reach::One, Reach::Some, Reach::Everyone]);
    assert!(guide.scopes.iter().all(|scope| !scope.steps.is_empty() && !scope.undo_steps.is_empty()));
    assert_eq!(guide.scopes[0].title.en, "Only Nora Lindqvist");
    assert!(guide.role.en.contains("Cloud Application Administrator"));
    assert!(guide.approval_link.unwrap().contains("/adminconsent?client_id="));
}

#[test]
fn without_a_case_the_guide_names_nobody_and_links_nowhere() {
    let guide = admin_guide(&Profile::demo(), None);
    assert_eq!(guide.approval_link, None);
    assert_eq!(guide.scopes[0].title.en, "One person");
    assert!(guide.scopes[1..].iter().flat_map(|scope| &scope.steps).all(|step| step.literal.is_none()));
}

#[test]
fn an_application_permission_cannot_be_granted_for_one_person() {
    let mut profile = Profile::demo();
    profile.permissions[0].kind = Kind::Application;
    let guide = admin_guide(&profile, Some(&case()));
    assert_eq!(guide.scopes.iter().map(|scope| scope.reach).collect::<Vec<_>>(), [Reach::Some, Reach::Everyone]);
    assert!(guide.role.en.contains("Privileged Role Administrator"));
    assert!(guide.what_it_asks.en.contains("1 of them"));
}

#[test]
fn a_quote_in_a_name_cannot_end_the_command_it_stands_in() {
    let guide = admin_guide(&Profile::demo(), Some(&case()));
    let command = guide.scopes[0].steps[1].literal.as_deref().unwrap();
    assert!(command.contains("'nora.o''hara@northbank.example'"), "{command}");
}

#[test]
fn japanese_and_english_have_the_same_number_of_notes() {
    let guide = admin_guide(&Profile::demo(), Some(&case()));
    for notes in [&guide.good_to_know, &guide.saying_no, &guide.check] {
        assert_eq!(notes.len(), 3);
    }
}
