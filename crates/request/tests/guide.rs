//! The page for administrators.
#![allow(clippy::unwrap_used)]

use jiff::civil::date;
use profile::{Kind, Profile};
use request::{Case, GuideEntry, Person, Reach, admin_guide};

fn case() -> Case<'static> {
    Case {
        tenant_id: "5f4f0c7e-64d4-4c0f-9a53-8f7f3a1f2b6d".to_owned(),
        tenant_domain: "northbank.example".to_owned(),
        requester: Some(Person { name: "Nora Lindqvist".to_owned(), upn: "nora.o'hara@northbank.example".to_owned() }),
        authority: "https://login.microsoftonline.com".to_owned(),
        verdict: None,
        today: date(2026, 11, 20),
        answer_by: None,
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
    assert_eq!([guide.good_to_know.len(), guide.saying_no.len(), guide.check.len()], [2, 3, 3]);
    let mut without_page = Profile::demo();
    without_page.links.admin_approval = None;
    let notes = admin_guide(&without_page, Some(&case())).good_to_know;
    assert_eq!(notes.len(), 4, "what the link also grants, and where the browser ends: {notes:?}");
}

#[test]
fn every_answer_is_written_in_both_languages_and_in_neither_by_mistake() {
    for profile in profile::shipped() {
        let guide = admin_guide(profile, Some(&case()));
        for entry in guide.sections.iter().flat_map(|section| &section.entries) {
            for said in std::iter::once(&entry.title).chain(&entry.says).chain(&entry.advice) {
                let japanese =
                    |text: &str| text.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'));
                assert!(!japanese(&said.en), "{}", said.en);
                assert!(japanese(&said.ja), "{}", said.ja);
                for text in [&said.en, &said.ja] {
                    let lower = text.to_lowercase();
                    for word in ["bypass", "workaround", "!", "！", "reviewed by microsoft"] {
                        assert!(!lower.contains(word), "{text}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_guide_answers_what_administrators_look_up() {
    let guide = admin_guide(&Profile::demo(), Some(&case()));
    let ids: Vec<&str> = guide.sections.iter().map(|section| section.id.as_str()).collect();
    assert_eq!(ids, ["roles", "consent-page", "settings", "places", "no", "undo", "blocked", "faq"]);
    let count = |id: &str| guide.sections.iter().find(|section| section.id == id).unwrap().entries.len();
    assert_eq!((count("faq"), count("settings"), count("no")), (4, 4, 3));
    assert!(count("blocked") >= 8);
    let settings = &guide.sections[2].entries;
    assert_eq!(
        settings.iter().filter(|entry| entry.advice.is_some()).count(),
        3,
        "each of the three settings has advice"
    );
}

#[test]
fn every_screen_is_named_with_its_old_way_and_an_address_of_the_organisations_own_cloud() {
    let places = |authority: &str| {
        let case = Case { authority: authority.to_owned(), ..case() };
        let guide = admin_guide(&Profile::demo(), Some(&case));
        guide.sections.into_iter().find(|section| section.id == "places").unwrap().entries
    };
    for (authority, host) in [
        ("https://login.microsoftonline.com", "https://entra.microsoft.com/"),
        ("https://login.microsoftonline.us", "https://entra.microsoft.us/"),
        ("https://login.partner.microsoftonline.cn", "https://entra.microsoftonline.cn/"),
    ] {
        for place in places(authority) {
            assert!(place.link.as_deref().unwrap().starts_with(host), "{:?}", place.link);
        }
    }
    for place in places("https://login.microsoftonline.com").iter().skip(1) {
        assert_eq!(place.paths[0].when.en, "Now");
        assert!(place.paths.iter().any(|path| path.steps.en.contains("Azure Active Directory")), "{}", place.title.en);
    }
}

#[test]
fn the_role_that_suffices_follows_the_permissions() {
    let mut profile = Profile::demo();
    let title = |profile: &Profile| admin_guide(profile, None).sections[0].entries[0].title.en.clone();
    assert_eq!(title(&profile), "To approve Daybook: Cloud Application Administrator");
    profile.permissions[0].kind = Kind::Application;
    assert_eq!(title(&profile), "To approve Daybook: Privileged Role Administrator");
}

#[test]
fn a_grant_for_one_person_names_each_api_on_its_own() {
    let mut profile = profile::shipped_as("learning-suite").unwrap().clone();
    profile.permissions.retain(|asked| asked.kind == Kind::Delegated);
    let guide = admin_guide(&profile, Some(&case()));
    let commands: Vec<&str> = guide.scopes[0].steps.iter().filter_map(|step| step.literal.as_deref()).collect();
    let graph = commands.iter().find(|command| command.contains("'00000003-0000-0000-c000-000000000000'")).unwrap();
    let exchange = commands.iter().find(|command| command.contains("'00000002-0000-0ff1-ce00-000000000000'")).unwrap();
    assert!(graph.contains("Mail.Send") && !graph.contains("EWS.AccessAsUser.All"), "{graph}");
    assert!(exchange.contains("EWS.AccessAsUser.All") && !exchange.contains("Mail.Send"), "{exchange}");
}

fn entries(profile: &Profile, section: &str) -> Vec<GuideEntry> {
    let guide = admin_guide(profile, Some(&case()));
    guide.sections.into_iter().find(|part| part.id == section).unwrap().entries
}

fn all(entry: &GuideEntry) -> String {
    let texts = std::iter::once(&entry.title).chain(&entry.says).chain(&entry.advice);
    texts.map(|said| format!("{} {}\n", said.en, said.ja)).collect()
}

#[test]
fn user_consent_is_explained_with_its_four_choices_and_one_app_is_recommended() {
    let setting = &entries(&Profile::demo(), "settings")[0];
    let text = all(setting);
    for choice in [
        "Do not allow",
        "Verified publishers",
        "Let Microsoft manage",
        "Allow all",
        "許可しない",
        "Microsoft による管理",
    ] {
        assert!(text.contains(choice), "{choice}");
    }
    assert!(setting.advice.as_ref().unwrap().en.contains("approve this one app"));
}

#[test]
fn group_consent_is_explained_and_said_to_be_needless_where_the_app_asks_for_no_group() {
    let advice = |profile: &Profile| {
        let settings = entries(profile, "settings");
        let setting =
            settings.iter().find(|entry| entry.title.en == "Owners may allow apps for groups they own").unwrap();
        setting.advice.clone().unwrap().en
    };
    assert!(advice(&Profile::demo()).contains("does not need it"));
    assert!(!advice(profile::shipped_as("learning-suite").unwrap()).contains("does not need it"));
}

#[test]
fn requests_to_administrators_are_explained_by_both_headings_and_recommended() {
    let setting = &entries(&Profile::demo(), "settings")[3];
    let text = all(setting);
    for heading in ["Approval required", "Need admin approval", "承認が必要", "管理者の承認が必要"] {
        assert!(text.contains(heading), "{heading}");
    }
    assert!(setting.advice.as_ref().unwrap().en.starts_with("Turn it on"));
}

#[test]
fn dot_all_is_explained_where_the_app_asks_for_it_as_the_signed_in_person() {
    let told = |profile: &Profile| entries(profile, "faq").iter().any(|entry| entry.title.en.contains(".All"));
    assert!(told(profile::shipped_as("learning-suite").unwrap()));
    assert!(!told(&Profile::demo()));
}

#[test]
fn without_a_security_page_the_guide_drafts_the_question_to_the_vendor() {
    let mut profile = Profile::demo();
    assert_eq!(entries(&profile, "faq").len(), 4);
    profile.links.security = None;
    let asked = entries(&profile, "faq").pop().unwrap();
    let contact = profile.links.support_email.as_ref().unwrap().to_string();
    assert!(asked.says[0].en.contains(&contact) && asked.says[0].ja.contains(&contact), "{:?}", asked.says);
    assert!(asked.says[1].en.contains("which data do you store") && asked.says[1].ja.contains("暗号化"));
    profile.links.support_email = None;
    profile.links.support = None;
    assert!(entries(&profile, "faq").pop().unwrap().says[0].en.starts_with("Ask the vendor, for instance"));
}

#[test]
fn a_no_never_claims_that_nothing_was_granted() {
    for profile in profile::shipped() {
        let guide = admin_guide(profile, Some(&case()));
        let said = guide.saying_no.iter().map(|said| said.en.clone() + &said.ja);
        let all: String = said.chain(entries(profile, "no").iter().map(all)).collect();
        assert!(!all.contains("Nothing has been granted") && !all.contains("何も許可されていません"), "{all}");
    }
}

/// The window's tests and pictures show this guide. Run with `UPDATE_FIXTURES=1` to write it anew.
#[test]
fn the_windows_fixture_is_what_the_engine_writes() {
    let profile = Profile::demo();
    let told = |name: &str, upn: &str, domain: &str| {
        let case = Case {
            tenant_id: "5b0f0c7e-2d5a-4a54-9d0b-6f6f3a1c2e10".to_owned(),
            tenant_domain: domain.to_owned(),
            requester: Some(Person { name: name.to_owned(), upn: upn.to_owned() }),
            ..case()
        };
        admin_guide(&profile, Some(&case))
    };
    let written = serde_json::json!({
        "nobody": admin_guide(&profile, None),
        "en": told("Nora Lindqvist", "nora.lindqvist@northbank.example", "northbank.example"),
        "ja": told("田中 美咲", "m.tanaka@kitamura.example", "kitamura.example"),
    });
    let written = format!("{}\n", serde_json::to_string_pretty(&written).unwrap());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/fixtures/guide.json");
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        std::fs::write(path, &written).unwrap();
    }
    assert!(std::fs::read_to_string(path).unwrap() == written, "run this test with UPDATE_FIXTURES=1");
}

#[test]
fn the_guide_previews_microsofts_page_in_microsofts_own_words() {
    let lines = |profile: &Profile| {
        let guide = admin_guide(profile, None);
        let preview = guide.sections.into_iter().find(|section| section.id == "consent-page").unwrap();
        preview.entries[1].says.clone()
    };
    let demo = Profile::demo();
    assert_eq!(lines(&demo).len(), demo.permissions.len());
    let calendar = &lines(&demo)[0];
    assert_eq!(calendar.en, "Have full access to user calendars (Calendars.ReadWrite)");
    assert!(
        calendar.ja.ends_with("（Calendars.ReadWrite）") && !calendar.ja.starts_with("Calendars"),
        "{}",
        calendar.ja
    );
    let mut without_page = demo.at("read").unwrap();
    without_page.links.admin_approval = None;
    let values: Vec<String> = lines(&without_page).into_iter().map(|line| line.en).collect();
    assert!(
        values.iter().any(|line| line.contains("Calendars.ReadWrite")),
        "the page lists all that is registered: {values:?}"
    );
}
