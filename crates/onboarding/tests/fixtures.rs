//! The letters the window's tests and pictures show, as the engine writes them. Run with `UPDATE_FIXTURES=1` to write
//! them anew.
#![allow(clippy::unwrap_used)]

use jiff::civil::date;
use profile::Profile;
use request::{Case, Length, Letter, LetterLang, Note, Person, compose, compose_note, measure};
use serde_json::{Value, json};

struct Asker {
    name: &'static str,
    upn: &'static str,
    domain: &'static str,
    it: &'static str,
    lang: LetterLang,
}

const NORA: Asker = Asker {
    name: "Nora Lindqvist",
    upn: "nora.lindqvist@northbank.example",
    domain: "northbank.example",
    it: "it@northbank.example",
    lang: LetterLang::En,
};

const MISAKI: Asker = Asker {
    name: "田中 美咲",
    upn: "m.tanaka@kitamura.example",
    domain: "kitamura.example",
    it: "it@kitamura.example",
    lang: LetterLang::Ja,
};

impl Asker {
    fn case(&self) -> Case<'static> {
        Case {
            tenant_id: "5b0f0c7e-2d5a-4a54-9d0b-6f6f3a1c2e10".to_owned(),
            tenant_domain: self.domain.to_owned(),
            requester: Some(Person { name: self.name.to_owned(), upn: self.upn.to_owned() }),
            authority: "https://login.microsoftonline.com".to_owned(),
            verdict: None,
            today: date(2026, 11, 20),
            answer_by: None,
        }
    }

    fn measured(&self, letter: &Letter) -> Value {
        json!({ "letter": letter, "routes": measure(letter, self.it) })
    }

    fn request(&self, lang: LetterLang, length: Length) -> Value {
        self.measured(&compose(&Profile::demo(), &self.case(), lang, length))
    }

    fn note(&self, note: Note<'_>) -> Letter {
        compose_note(&Profile::demo(), &self.case(), self.lang, note)
    }
}

#[test]
fn the_windows_fixture_is_what_the_engine_writes() {
    let asked_on = date(2026, 11, 12);
    let change = Profile::demo().delta_from(&Profile::demo().at("read").unwrap());
    let notes = |asker: &Asker| {
        json!({
            "followUp": asker.note(Note::FollowUp { asked_on }),
            "thanks": asker.note(Note::Thanks),
            "afterNo": asker.note(Note::AfterNo),
            "change": asker.note(Note::Change(&change)),
        })
    };
    let written = json!({
        "enFull": NORA.request(LetterLang::En, Length::Full),
        "enShort": NORA.request(LetterLang::En, Length::Short),
        "jaFull": MISAKI.request(LetterLang::Ja, Length::Full),
        "jaShort": MISAKI.request(LetterLang::Ja, Length::Short),
        "bothFull": MISAKI.request(LetterLang::Both, Length::Full),
        "notes": { "en": notes(&NORA), "ja": notes(&MISAKI) },
    });
    let written = format!("{}\n", serde_json::to_string_pretty(&written).unwrap());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/fixtures/letters.json");
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        std::fs::write(path, &written).unwrap();
    }
    assert!(std::fs::read_to_string(path).is_ok_and(|kept| kept == written), "run this test with UPDATE_FIXTURES=1");
}
