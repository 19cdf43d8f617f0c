//! How long the files of one request take. The target: all of them in both languages under 5 ms, the PDF under 200 ms.

use jiff::civil::date;
use profile::{Lang, Profile};
use request::{AttachmentKind, Case, Face, Fonts, LetterLang, Person, SystemFonts, attachments};

fn main() {
    divan::main();
}

fn case() -> Case<'static> {
    Case {
        tenant_id: "5f4f0c7e-64d4-4c0f-9a53-8f7f3a1f2b6d".to_owned(),
        tenant_domain: "northbank.example".to_owned(),
        requester: Some(Person {
            name: "Nora Lindqvist".to_owned(),
            upn: "nora.lindqvist@northbank.example".to_owned(),
        }),
        authority: "https://login.microsoftonline.com".to_owned(),
        verdict: None,
        today: date(2026, 11, 20),
        answer_by: None,
    }
}

struct NoFonts;

impl Fonts for NoFonts {
    fn faces(&self, _lang: Lang) -> Vec<Face> {
        Vec::new()
    }
}

fn profiles() -> &'static [Profile] {
    profile::shipped()
}

#[divan::bench(args = 0..profiles().len())]
fn every_form_but_the_pdf_in_both_languages(bencher: divan::Bencher<'_, '_>, which: usize) {
    let (profile, case) = (&profiles()[which], case());
    let kinds: Vec<AttachmentKind> =
        AttachmentKind::ALL.into_iter().filter(|kind| *kind != AttachmentKind::SheetPdf).collect();
    bencher.bench(|| attachments(profile, &case, LetterLang::Both, &NoFonts, &kinds));
}

#[divan::bench(args = 0..profiles().len())]
fn the_pdf_in_both_languages(bencher: divan::Bencher<'_, '_>, which: usize) {
    let (profile, case, fonts) = (&profiles()[which], case(), SystemFonts::default());
    bencher.bench(|| attachments(profile, &case, LetterLang::Both, &fonts, &[AttachmentKind::SheetPdf]));
}

#[divan::bench]
fn the_first_pdf_which_looks_for_the_fonts(bencher: divan::Bencher<'_, '_>) {
    let (profile, case) = (Profile::demo(), case());
    bencher
        .bench(|| attachments(&profile, &case, LetterLang::Ja, &SystemFonts::default(), &[AttachmentKind::SheetPdf]));
}
