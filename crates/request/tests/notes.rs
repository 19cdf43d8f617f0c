//! The mails around the request, word for word.
#![allow(clippy::unwrap_used)]

mod cases;

use cases::*;
use jiff::civil::date;
use profile::{Kind, Profile};
use request::{Case, LetterLang, Note, compose_note, follow_up_on, outlook_web, request_expires_on};

/// Daybook before and after it learnt to send reminders and to do without the profile.
fn versions() -> (Profile, Profile) {
    let old = Profile::demo();
    let mut new = Profile::demo();
    new.version = old.version + 1;
    let mut mail = new.permissions[0].clone();
    mail.value = "Mail.Send".to_owned();
    mail.kind = Kind::Application;
    mail.reason.en = "Sends the reminders for a visit.".to_owned();
    mail.reason.ja = "訪問のリマインダーを送信します。".to_owned();
    new.permissions.retain(|asked| asked.value != "profile");
    new.permissions.push(mail);
    (old, new)
}

fn fewer() -> Profile {
    let mut fewer = Profile::demo();
    fewer.permissions.pop();
    fewer
}

#[test]
fn the_notes_read_as_approved() {
    let sent = request_sent();
    let (old, new) = versions();
    let (grown, shrunk) = (new.delta_from(&old), fewer().delta_from(&old));
    for lang in LANGS {
        let case = if lang == LetterLang::En { nora(Some(&sent)) } else { misaki(Some(&sent)) };
        let later = Case { today: date(2026, 12, 24), ..case.clone() };
        let asked_on = date(2026, 11, 20);
        let notes = [
            ("follow-up", compose_note(&new, &case, lang, Note::FollowUp { asked_on })),
            ("follow-up after expiry", compose_note(&new, &later, lang, Note::FollowUp { asked_on })),
            ("thanks", compose_note(&new, &case, lang, Note::Thanks)),
            ("after a no", compose_note(&new, &case, lang, Note::AfterNo)),
            ("change", compose_note(&new, &case, lang, Note::Change(&grown))),
            ("change to less", compose_note(&fewer(), &case, lang, Note::Change(&shrunk))),
        ];
        let all = notes.map(|(name, note)| format!("# {name}\nSubject: {}\n\n{}", note.subject, note.to_text()));
        insta::assert_snapshot!(format!("{lang:?}"), all.join("\n"));
    }
}

#[test]
fn a_note_in_one_language_fits_a_web_mailbox() {
    let (old, new) = versions();
    let delta = new.delta_from(&old);
    let sent = request_sent();
    for lang in [LetterLang::En, LetterLang::Ja] {
        for note in [Note::Thanks, Note::AfterNo, Note::Change(&delta)] {
            let letter = compose_note(&new, &nora(Some(&sent)), lang, note);
            let link = outlook_web(&letter, "it@northbank.example");
            assert!(link.is_ok(), "{lang:?} {note:?} {link:?}");
        }
    }
}

#[test]
fn only_a_request_in_microsofts_queue_expires() {
    let asked_on = date(2026, 11, 20);
    let (sent, other) = (request_sent(), blocked());
    let text = |verdict| {
        let case = nora(Some(verdict));
        compose_note(&Profile::demo(), &case, LetterLang::En, Note::FollowUp { asked_on }).to_text()
    };
    assert!(text(&sent).contains("20 December 2026"));
    assert!(!text(&other).contains("expire"));
    assert!(asked_on < follow_up_on(asked_on) && follow_up_on(asked_on) < request_expires_on(asked_on));
}

#[test]
fn a_change_that_needs_no_approval_asks_for_none() {
    let (fewer, old) = (fewer(), Profile::demo());
    let delta = fewer.delta_from(&old);
    let letter = compose_note(&fewer, &nora(None), LetterLang::En, Note::Change(&delta));
    assert!(!letter.to_text().contains("adminconsent"), "{}", letter.to_text());
    assert!(letter.to_text().contains("nothing to approve"));
}
