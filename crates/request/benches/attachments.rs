//! How long the files of one request take. The target: all of them in both languages under 5 ms, the PDF under 200 ms.

#[path = "../tests/common/mod.rs"]
mod common;

use common::{NoFonts, case};
use profile::Profile;
use request::{AttachmentKind, LetterLang, SystemFonts, attachments};

fn main() {
    divan::main();
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
