//! Every form of one profile, in both languages: under 5 ms, so that the preview follows the typing.

use divan::Bencher;
use jiff::Timestamp;
use jiff::civil::date;
use profile::{Profile, shipped};
use request::{
    Case, Envelope, Length, LetterLang, Note, Person, compose, compose_note, eml, gmail, mailto, measure, outlook_web,
};

fn main() {
    divan::main();
}

#[divan::bench(args = shipped().iter().map(|profile| profile.id.as_str()))]
fn the_fingerprint_alone(id: &str) -> Option<profile::ProfileHash> {
    shipped().iter().find(|profile| profile.id == id).map(Profile::hash)
}

#[divan::bench(args = shipped().iter().map(|profile| profile.id.as_str()))]
fn all_forms_in_both_languages(bencher: Bencher<'_, '_>, id: &str) {
    let Some(profile) = shipped().iter().find(|profile| profile.id == id) else { return };
    let case = case();
    bencher.bench(|| all_forms(profile, &case));
}

#[divan::bench(args = shipped().iter().map(|profile| profile.id.as_str()))]
fn the_notes_in_both_languages(bencher: Bencher<'_, '_>, id: &str) {
    let Some(profile) = shipped().iter().find(|profile| profile.id == id) else { return };
    let case = case();
    let notes = [Note::FollowUp { asked_on: case.today }, Note::Thanks, Note::AfterNo];
    bencher.bench(|| {
        let write = |lang| notes.map(|note| compose_note(profile, &case, lang, note).to_text().len());
        [LetterLang::En, LetterLang::Ja].map(write)
    });
}

fn case() -> Case<'static> {
    Case {
        tenant_id: "5f4f0c7e-64d4-4c0f-9a53-8f7f3a1f2b6d".to_owned(),
        tenant_domain: "northbank.example".to_owned(),
        requester: Some(Person { name: "Nora Lindqvist".to_owned(), upn: "nora@northbank.example".to_owned() }),
        authority: "https://login.microsoftonline.com".to_owned(),
        verdict: None,
        answer_by: None,
        today: date(2026, 11, 20),
    }
}

fn all_forms(profile: &Profile, case: &Case<'_>) -> usize {
    let to = "it@northbank.example";
    let mut bytes = 0;
    for lang in [LetterLang::En, LetterLang::Ja] {
        for length in [Length::Short, Length::Full] {
            let letter = compose(profile, case, lang, length);
            let envelope = Envelope { to, from: case.requester.as_ref(), date: Timestamp::UNIX_EPOCH, seed: "bench" };
            bytes += letter.to_text().len() + letter.to_html().len() + eml(&letter, envelope, &[]).len();
            bytes += measure(&letter, to).len();
            let links = [mailto(&letter, to), outlook_web(&letter, to), gmail(&letter, to)];
            bytes += links.into_iter().flatten().map(|link| link.len()).sum::<usize>();
        }
    }
    bytes
}
