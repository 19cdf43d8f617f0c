//! The letters as IT receives them, word for word.
#![allow(clippy::unwrap_used)]

use diagnosis::{Context, Evidence, Verdict, diagnose};
use jiff::civil::date;
use profile::{Kind, Profile, Verification};
use request::{Case, Length, LetterLang, Person, compose};

const AUTHORITY: &str = "https://login.microsoftonline.com";
const TENANT: &str = "5f4f0c7e-64d4-4c0f-9a53-8f7f3a1f2b6d";

fn blocked() -> Verdict {
    let page = "Need admin approval\nDaybook\nCorrelation ID: 5e5e5e5e-1111-2222-3333-444444444444\nRequest ID: 0f0f0f0f-1111-2222-3333-444444444444\nTimestamp: 2026-11-20 09:21:07Z\nAADSTS90094: The grant requires admin permission.";
    let picked = Evidence::Picked(diagnosis::Card::NeedAdminApproval);
    diagnose(&[picked, Evidence::Page(page.to_owned())], &Context { identity_proved: true, excluded_scopes: true })
}

fn case<'a>(verdict: Option<&'a Verdict>, domain: &str, name: &str, upn: &str) -> Case<'a> {
    Case {
        tenant_id: TENANT.to_owned(),
        tenant_domain: domain.to_owned(),
        requester: Some(Person { name: name.to_owned(), upn: upn.to_owned() }),
        authority: AUTHORITY.to_owned(),
        verdict,
        today: date(2026, 11, 20),
    }
}

fn nora(verdict: Option<&Verdict>) -> Case<'_> {
    case(verdict, "northbank.example", "Nora Lindqvist", "nora@northbank.example")
}

fn misaki(verdict: Option<&Verdict>) -> Case<'_> {
    case(verdict, "kitamura.example", "田中 美咲", "misaki.tanaka@kitamura.example")
}

#[test]
fn the_letters_read_as_approved() {
    let verdict = blocked();
    let (nora, misaki) = (nora(Some(&verdict)), misaki(Some(&verdict)));
    let profile = Profile::demo();
    for (name, case, lang, length) in [
        ("en_full", &nora, LetterLang::En, Length::Full),
        ("en_short", &nora, LetterLang::En, Length::Short),
        ("ja_full", &misaki, LetterLang::Ja, Length::Full),
        ("ja_short", &misaki, LetterLang::Ja, Length::Short),
        ("both_full", &misaki, LetterLang::Both, Length::Full),
        ("both_short", &misaki, LetterLang::Both, Length::Short),
    ] {
        let letter = compose(&profile, case, lang, length);
        insta::assert_snapshot!(name, format!("Subject: {}\n\n{}", letter.subject, letter.to_text()));
    }
    insta::assert_snapshot!("both_full_html", compose(&profile, &misaki, LetterLang::Both, Length::Full).to_html());
}

#[test]
fn the_letters_for_assignment_and_access_rules_ask_for_no_approval() {
    let profile = Profile::demo();
    for (name, page) in [("assignment", "AADSTS50105: x"), ("access_rule", "AADSTS53003: x")] {
        let verdict = diagnose(&[Evidence::Page(page.to_owned())], &Context::default());
        let letter = compose(&profile, &misaki(Some(&verdict)), LetterLang::Both, Length::Full);
        assert!(!letter.to_text().contains("adminconsent"));
        insta::assert_snapshot!(name, format!("Subject: {}\n\n{}", letter.subject, letter.to_text()));
    }
}

#[test]
fn every_form_carries_the_same_client_id_tenant_and_permission_values() {
    let profile = Profile::demo();
    let verdict = blocked();
    for lang in [LetterLang::En, LetterLang::Ja, LetterLang::Both] {
        for length in [Length::Short, Length::Full] {
            let letter = compose(&profile, &nora(Some(&verdict)), lang, length);
            for form in [letter.to_text(), letter.to_html()] {
                assert!(form.contains(profile.app.client_id.as_str()));
                assert!(form.contains(TENANT));
                for asked in &profile.permissions {
                    assert!(form.contains(&asked.value), "{} in {lang:?} {length:?}", asked.value);
                }
            }
        }
    }
}

#[test]
fn it_acts_only_as_me_is_said_only_when_every_permission_is_delegated() {
    let mut profile = Profile::demo();
    let says = |profile: &Profile, lang| {
        let letters = [Length::Short, Length::Full].map(|length| compose(profile, &nora(None), lang, length).to_text());
        letters.concat()
    };
    assert!(says(&profile, LetterLang::En).contains("acts only as me"));
    assert!(says(&profile, LetterLang::Ja).contains("本人がすでに持っている権限の範囲だけ"));
    profile.permissions[0].kind = Kind::Application;
    assert!(!says(&profile, LetterLang::En).contains("acts only as me"));
    assert!(!says(&profile, LetterLang::Ja).contains("権限の範囲だけ"));
    assert!(!says(&profile, LetterLang::En).contains("1 person"));
    assert!(says(&profile, LetterLang::En).contains("Privileged Role Administrator"));
    assert!(!says(&profile, LetterLang::En).contains("Cloud Application Administrator"));
}

#[test]
fn no_letter_says_that_microsoft_reviewed_the_app() {
    let mut profile = Profile::demo();
    for verified in [Verification::Yes, Verification::No, Verification::Unknown] {
        profile.app.verified = verified;
        let text = compose(&profile, &nora(None), LetterLang::Both, Length::Full).to_text();
        let lower = text.to_lowercase();
        for claim in ["reviewed by microsoft", "approved by microsoft", "microsoft が審査", "microsoft の承認済み"]
        {
            assert!(!lower.contains(claim), "{claim}");
        }
        assert!(lower.contains("verified publisher:"));
    }
}

#[test]
fn only_what_was_seen_is_said() {
    let profile = Profile::demo();
    let text = |verdict: Option<&Verdict>| compose(&profile, &nora(verdict), LetterLang::En, Length::Full).to_text();
    assert!(text(Some(&blocked())).contains("showed \"Need admin approval\""));
    assert!(!text(None).contains("Microsoft showed"));
    assert!(!text(None).contains("sign-in log"));
    let code_only = diagnose(&[Evidence::Redirect("error_description=AADSTS90094".to_owned())], &Context::default());
    assert!(text(Some(&code_only)).contains("answered that an administrator"));
    assert!(text(Some(&code_only)).contains("AADSTS90094"));
    let picked = diagnose(&[Evidence::Picked(diagnosis::Card::ApprovalRequired)], &Context::default());
    assert!(text(Some(&picked)).contains("showed \"Approval required\""));
    assert!(!text(Some(&picked)).contains("AADSTS"));
}

#[test]
fn markup_in_a_name_stays_text() {
    let mut profile = Profile::demo();
    profile.app.name = "<script>alert(1)</script>".to_owned();
    let html = compose(&profile, &nora(None), LetterLang::Both, Length::Full).to_html();
    assert!(!html.contains("<script"));
    assert!(html.contains("&lt;script&gt;"));
}
