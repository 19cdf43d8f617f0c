//! The sheet as a PDF, read back by a library that did not write it.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod common;

use common::{case, hostile};
use profile::{Lang, Profile, shipped};
use request::{Attachment, AttachmentKind, Face, Fonts, LetterLang, NotMade, SystemFonts, attachments};

/// The sheet with this computer's fonts, or nothing where it has none for the language.
fn sheet(profile: &Profile, lang: LetterLang, fonts: &SystemFonts) -> Option<Attachment> {
    match attachments(profile, &case(), lang, fonts, &[AttachmentKind::SheetPdf]) {
        Ok(mut files) => Some(files.remove(0)),
        Err(NotMade::NoFont { lang }) => {
            eprintln!("not run: this computer has no font for {}", lang.tag());
            None
        }
        Err(other) => panic!("{other}"),
    }
}

fn read(file: &Attachment) -> (String, usize) {
    let pages = pdf_extract::extract_text_from_mem_by_pages(&file.bytes).unwrap();
    // Where a long value breaks at the end of a line, its halves stand on two lines.
    (pages.concat().split_whitespace().collect(), pages.len())
}

#[test]
fn every_value_can_be_found_in_the_text_of_one_page() {
    let fonts = SystemFonts::default();
    for profile in shipped() {
        for lang in [LetterLang::En, LetterLang::Ja] {
            let Some(file) = sheet(profile, lang, &fonts) else { continue };
            let (text, pages) = read(&file);
            assert_eq!(pages, 1, "{}", file.name);
            for asked in &profile.permissions {
                assert!(text.contains(&asked.value), "{} is not in {}", asked.value, file.name);
            }
            let link = request::approval_link(profile, &case());
            for value in [profile.app.client_id.as_str(), &case().tenant_id, &link] {
                assert!(text.contains(value), "{value} is not in {}: {text}", file.name);
            }
        }
    }
}

#[test]
fn japanese_is_in_the_text_as_japanese() {
    let fonts = SystemFonts::default();
    let Some(file) = sheet(&Profile::demo(), LetterLang::Ja, &fonts) else { return };
    let (text, _) = read(&file);
    for words in
        ["Daybookの利用を許可しますか", "できないこと", "予定表の読み取りと書き込み", "クラウドアプリケーション管理者"]
    {
        assert!(text.contains(words), "{words} is not in {text}");
    }
}

#[test]
fn a_japanese_name_shows_in_an_english_sheet() {
    let fonts = SystemFonts::default();
    if fonts.faces(Lang::Ja).is_empty() {
        eprintln!("not run: this computer has no Japanese font");
        return;
    }
    let mut case = case();
    case.requester =
        Some(request::Person { name: "田中 美咲".to_owned(), upn: "m.tanaka@kitamura.example".to_owned() });
    let made = attachments(&Profile::demo(), &case, LetterLang::En, &fonts, &[AttachmentKind::SheetPdf]);
    assert!(read(&made.unwrap()[0]).0.contains("田中美咲"));
}

/// A computer with fonts for English only.
struct EnglishOnly(SystemFonts);

impl Fonts for EnglishOnly {
    fn faces(&self, _lang: Lang) -> Vec<Face> {
        // The English list begins with its own family; the Japanese one it borrows from comes after.
        self.0.faces(Lang::En).into_iter().take(2).collect()
    }
}

#[test]
fn with_latin_fonts_alone_a_japanese_sheet_is_refused_by_name() {
    let fonts = EnglishOnly(SystemFonts::default());
    if fonts.faces(Lang::En).is_empty() {
        eprintln!("not run: this computer has no Latin font");
        return;
    }
    let refused = attachments(&Profile::demo(), &case(), LetterLang::Ja, &fonts, &[AttachmentKind::SheetPdf]);
    assert_eq!(refused, Err(NotMade::NoFont { lang: Lang::Ja }));
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let fonts = SystemFonts::default();
    let (first, second) =
        (sheet(&Profile::demo(), LetterLang::En, &fonts), sheet(&Profile::demo(), LetterLang::En, &fonts));
    assert!(first == second);
}

#[test]
fn a_request_too_long_for_one_page_is_refused_not_cut() {
    let fonts = SystemFonts::default();
    if sheet(&Profile::demo(), LetterLang::En, &fonts).is_none() {
        return;
    }
    let mut profile = Profile::demo();
    profile.permissions[0].reason.en = "It reads a great deal. ".repeat(600);
    let refused = attachments(&profile, &case(), LetterLang::En, &fonts, &[AttachmentKind::SheetPdf]);
    assert_eq!(refused, Err(NotMade::TooLong));
}

#[test]
fn a_hostile_name_still_gives_a_page() {
    let fonts = SystemFonts::default();
    if fonts.faces(Lang::Ja).is_empty() || fonts.faces(Lang::En).is_empty() {
        eprintln!("not run: this computer lacks fonts");
        return;
    }
    let (profile, case) = hostile();
    let made = attachments(&profile, &case, LetterLang::Both, &fonts, &[AttachmentKind::SheetPdf]).unwrap();
    assert!(made.iter().all(|file| read(file).1 == 1));
}
