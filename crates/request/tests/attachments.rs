//! The files that travel with a request, read back by libraries that did not write them.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod common;

use std::collections::BTreeSet;

use common::{NoFonts, case, hostile, made, made_in};
use profile::{Lang, Profile, shipped};
use request::{Attachment, AttachmentKind, LetterLang, NotMade, attachments};

fn values(profile: &Profile) -> BTreeSet<&str> {
    profile.permissions.iter().map(|asked| asked.value.as_str()).collect()
}

fn text(file: &Attachment) -> &str {
    std::str::from_utf8(&file.bytes).unwrap()
}

fn texts() -> impl Iterator<Item = AttachmentKind> {
    AttachmentKind::ALL.into_iter().filter(|kind| *kind != AttachmentKind::SheetPdf)
}

#[test]
fn every_form_of_every_profile_in_every_language_is_as_it_was() {
    for profile in shipped() {
        for (lang, tag) in [(LetterLang::En, "en"), (LetterLang::Ja, "ja")] {
            for file in texts().flat_map(|kind| made(profile, lang, kind)) {
                insta::assert_snapshot!(format!("{tag}__{}", file.name), text(&file));
            }
        }
        for kind in [AttachmentKind::PowerShell, AttachmentKind::GraphCli] {
            for file in made(profile, LetterLang::Both, kind) {
                insta::assert_snapshot!(format!("both__{}", file.name), text(&file));
            }
        }
    }
}

#[test]
fn a_bilingual_request_carries_the_documents_of_both_languages() {
    let all = |lang| -> Vec<Attachment> {
        let documents = [AttachmentKind::SheetHtml, AttachmentKind::PermissionsCsv, AttachmentKind::Guide];
        documents.into_iter().flat_map(|kind| made(&Profile::demo(), lang, kind)).collect()
    };
    let (both, en, ja) = (all(LetterLang::Both), all(LetterLang::En), all(LetterLang::Ja));
    assert_eq!(both, ja.into_iter().zip(en).flat_map(|(ja, en)| [ja, en]).collect::<Vec<_>>());
}

#[test]
fn names_are_plain_ascii_and_say_what_is_inside() {
    let all: Vec<String> =
        texts().flat_map(|kind| made(&Profile::demo(), LetterLang::Both, kind)).map(|file| file.name).collect();
    assert_eq!(
        all,
        [
            "demo-decision-ja.html",
            "demo-decision-en.html",
            "demo-permissions-ja.csv",
            "demo-permissions-en.csv",
            "demo-permissions.json",
            "demo-grant.ps1.txt",
            "demo-revert.ps1.txt",
            "demo-grant.sh.txt",
            "demo-revert.sh.txt",
            "demo-admin-guide-ja.html",
            "demo-admin-guide-en.html",
        ]
    );
}

#[test]
fn the_csv_holds_every_permission_once() {
    for profile in shipped() {
        for lang in [LetterLang::En, LetterLang::Ja] {
            let file = made(profile, lang, AttachmentKind::PermissionsCsv).remove(0);
            let body = text(&file).strip_prefix('\u{feff}').unwrap().as_bytes();
            let mut reader = csv::Reader::from_reader(body);
            let columns = reader.headers().unwrap().len();
            let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            assert_eq!(rows.len(), profile.permissions.len());
            for (row, asked) in rows.iter().zip(&profile.permissions) {
                assert_eq!(row.len(), columns);
                assert_eq!(
                    (&row[0], &row[2], &row[10]),
                    (asked.value.as_str(), asked.resource.name(), asked.resource.app_id())
                );
            }
        }
    }
}

#[test]
fn a_cell_never_starts_a_formula() {
    let mut profile = Profile::demo();
    profile.permissions[0].reason.en = "=HYPERLINK(\"https://evil.example\",\"a\")".to_owned();
    let file = made(&profile, LetterLang::En, AttachmentKind::PermissionsCsv).remove(0);
    let mut reader = csv::Reader::from_reader(text(&file).trim_start_matches('\u{feff}').as_bytes());
    let row = reader.records().next().unwrap().unwrap();
    assert_eq!(&row[4], "'=HYPERLINK(\"https://evil.example\",\"a\")");
}

#[test]
fn the_json_says_who_asks_for_what() {
    for profile in shipped() {
        let file = made(profile, LetterLang::En, AttachmentKind::PermissionsJson).remove(0);
        let told: serde_json::Value = serde_json::from_slice(&file.bytes).unwrap();
        assert_eq!(told["app"]["client_id"], profile.app.client_id.as_str());
        assert_eq!(told["tenant"]["id"], case().tenant_id.as_str());
        assert_eq!(told["profile"]["sha256"], profile.hash().full());
        assert_eq!(told["approval_link"], request::approval_link(profile, &case()));
        let listed: BTreeSet<&str> =
            told["permissions"].as_array().unwrap().iter().map(|asked| asked["value"].as_str().unwrap()).collect();
        assert_eq!(listed, values(profile));
    }
}

#[test]
fn values_client_id_and_tenant_are_the_same_in_every_form() {
    for profile in shipped() {
        for lang in [LetterLang::En, LetterLang::Ja] {
            for kind in texts() {
                let files = made(profile, lang, kind);
                let all: String = files.iter().map(text).collect();
                for value in values(profile) {
                    assert!(all.contains(value), "{value} is missing in {:?} of {}", kind, profile.id);
                }
                if kind != AttachmentKind::PermissionsCsv {
                    assert!(all.contains(profile.app.client_id.as_str()), "{kind:?}");
                    assert!(all.contains(&case().tenant_id), "{kind:?}");
                }
            }
        }
    }
}

#[test]
fn both_pages_are_html_without_an_error_that_load_and_run_nothing() {
    for profile in shipped() {
        for kind in [AttachmentKind::SheetHtml, AttachmentKind::Guide] {
            for file in made(profile, LetterLang::Both, kind) {
                let page = scraper::Html::parse_document(text(&file));
                assert!(page.errors.is_empty(), "{}: {:?}", file.name, page.errors);
                let found = |selector: &str| page.select(&scraper::Selector::parse(selector).unwrap()).count();
                assert_eq!(
                    found("script, img, iframe, object, embed, link, form, video, audio, [onload], [onclick]"),
                    0
                );
                assert_eq!(found("h1"), 1);
                assert!(!text(&file).contains("url(") && !text(&file).contains("@import"));
                for anchor in page.select(&scraper::Selector::parse("a[href^='#']").unwrap()) {
                    let id = anchor.attr("href").unwrap().trim_start_matches('#');
                    assert_eq!(found(&format!("[id='{id}']")), 1, "{id}");
                }
            }
        }
    }
}

#[test]
fn the_fingerprint_is_the_same_in_every_form() {
    for profile in shipped() {
        let fingerprint = profile.hash().to_string();
        for lang in [LetterLang::En, LetterLang::Ja] {
            for file in texts().flat_map(|kind| made(profile, lang, kind)) {
                assert!(text(&file).contains(&fingerprint), "{}", file.name);
            }
        }
    }
}

#[test]
fn a_statement_older_than_a_year_is_marked_on_the_sheet() {
    let mut profile = Profile::demo();
    let says = |profile: &Profile| {
        let sheets = made(profile, LetterLang::Both, AttachmentKind::SheetHtml);
        [text(&sheets[0]).contains("1年以上前"), text(&sheets[1]).contains("more than a year ago")]
    };
    assert_eq!(says(&profile), [false, false]);
    profile.app.reviewed_on = jiff::civil::date(2025, 11, 19);
    assert_eq!(says(&profile), [true, true]);
}

#[test]
fn the_sheet_puts_facts_first_and_leaves_the_answer_open() {
    let sheet = made(&Profile::demo(), LetterLang::En, AttachmentKind::SheetHtml).remove(0);
    let page = text(&sheet);
    let order =
        ["Permissions</dt>", "Calendars.ReadWrite", "What it cannot do", "To say yes", "To say no", "Decision</h2>"];
    let places: Vec<usize> = order.iter().map(|part| page.find(part).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    for choice in ["Only Nora Lindqvist", "Some people", "Everyone", "No"] {
        assert!(page.contains(&format!("<li>{choice}</li>")), "{choice}");
    }
}

#[test]
fn the_guide_draws_the_three_settings_and_marks_what_it_recommends() {
    let advised = |profile: &Profile, lang| {
        let guide = made(profile, lang, AttachmentKind::Guide).remove(0);
        let page = scraper::Html::parse_document(text(&guide));
        let found = |selector: &str| page.select(&scraper::Selector::parse(selector).unwrap()).count();
        assert_eq!((found("figure.settings > ul"), found("figure.settings svg")), (3, 8));
        found("figure.settings li.advised")
    };
    for lang in [LetterLang::En, LetterLang::Ja] {
        assert_eq!(advised(&Profile::demo(), lang), 2);
        assert_eq!(advised(profile::shipped_as("learning-suite").unwrap(), lang), 1, "it asks for groups");
    }
}

#[test]
fn every_part_of_the_guide_is_reached_from_its_contents() {
    let guide = made(&Profile::demo(), LetterLang::En, AttachmentKind::Guide).remove(0);
    let page = scraper::Html::parse_document(text(&guide));
    let each = |selector: &str, attribute: &str| -> Vec<String> {
        let selector = scraper::Selector::parse(selector).unwrap();
        page.select(&selector).map(|found| found.attr(attribute).unwrap().trim_start_matches('#').to_owned()).collect()
    };
    assert_eq!(each("nav a", "href"), each("main > section", "id"));
}

#[test]
fn a_sheet_for_a_national_cloud_names_that_clouds_admin_center() {
    let case = request::Case { authority: "https://login.microsoftonline.us".to_owned(), ..case() };
    for sheet in made_in(&Profile::demo(), &case, LetterLang::Both, AttachmentKind::SheetHtml) {
        assert!(text(&sheet).contains("entra.microsoft.us") && !text(&sheet).contains("entra.microsoft.com"));
    }
}

#[test]
fn a_hostile_name_stays_text_in_every_page() {
    let (profile, case) = hostile();
    for kind in [AttachmentKind::SheetHtml, AttachmentKind::Guide] {
        for file in made_in(&profile, &case, LetterLang::Both, kind) {
            let page = scraper::Html::parse_document(text(&file));
            let found = page.select(&scraper::Selector::parse("script, img, b[onclick]").unwrap()).count();
            assert_eq!(found, 0, "{}", file.name);
            assert!(!text(&file).contains('\u{202e}'));
        }
    }
}

#[test]
fn a_value_that_is_no_scope_gets_no_script() {
    let mut profile = Profile::demo();
    profile.permissions[0].value = "User.Read\"; rm -rf ~".to_owned();
    for kind in [AttachmentKind::PowerShell, AttachmentKind::GraphCli] {
        let refused = attachments(&profile, &case(), LetterLang::En, &NoFonts, &[kind]);
        assert!(matches!(refused, Err(NotMade::NotAScope { .. })), "{refused:?}");
    }
}

#[test]
fn without_a_font_for_the_language_the_sheet_says_so() {
    for (letter, lang) in [(LetterLang::En, Lang::En), (LetterLang::Ja, Lang::Ja)] {
        let refused = attachments(&Profile::demo(), &case(), letter, &NoFonts, &[AttachmentKind::SheetPdf]);
        assert_eq!(refused, Err(NotMade::NoFont { lang }));
    }
}
