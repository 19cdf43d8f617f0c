//! The draft file, read back by another program.
#![allow(clippy::unwrap_used)]

mod cases;

use cases::*;
use mailparse::{DispositionType, MailHeaderMap};
use profile::Profile;
use proptest::collection::vec;
use proptest::prelude::*;
use request::{Attachment, Envelope, Length, Letter, LetterLang, Person, compose, eml};

fn letter(lang: LetterLang, length: Length) -> Letter {
    compose(&Profile::demo(), &nora(None), lang, length)
}

#[test]
fn a_mail_parser_reads_the_draft_back() {
    for lang in LANGS {
        let letter = letter(lang, Length::Full);
        let from = Person { name: "田中 美咲".to_owned(), upn: "misaki@kitamura.example".to_owned() };
        let bytes = eml(&letter, envelope("it@kitamura.example; boss@kitamura.example", Some(&from)), &[]);
        let mail = mailparse::parse_mail(&bytes).unwrap();
        let header = |name: &str| mail.headers.get_first_value(name).unwrap();
        assert_eq!(header("X-Unsent"), "1");
        assert_eq!(header("Subject"), letter.subject);
        assert_eq!(header("Message-ID"), "<request-1@greenlight.invalid>");
        assert_eq!(mailparse::dateparse(&header("Date")).unwrap(), at().as_second());
        let to = mailparse::addrparse(&header("To")).unwrap();
        assert_eq!(to.to_string(), "it@kitamura.example, boss@kitamura.example");
        assert!(header("From").contains("田中 美咲"), "{}", header("From"));
        assert_eq!(mail.ctype.mimetype, "multipart/alternative");
        let [text, html] = mail.subparts.as_slice() else { panic!("two alternatives") };
        assert_eq!((text.ctype.mimetype.as_str(), html.ctype.mimetype.as_str()), ("text/plain", "text/html"));
        assert_eq!((text.ctype.charset.as_str(), html.ctype.charset.as_str()), ("utf-8", "utf-8"));
        assert_eq!(text.get_body().unwrap().replace("\r\n", "\n").trim_end(), letter.to_text().trim_end());
        assert_eq!(html.get_body().unwrap().replace("\r\n", "\n").trim_end(), letter.to_html().trim_end());
        assert!(bytes.split(|byte| *byte == b'\n').all(|line| line.len() <= 998));
    }
}

#[test]
fn attachments_are_parts_of_their_own_with_their_names() {
    let files = [
        ("permissions.csv", "text/csv", b"value,type\r\nCalendars.ReadWrite,delegated\nlast".to_vec()),
        ("判断資料.pdf", "application/pdf", (0..=255).collect()),
        ("../grant:all.ps1", "text/plain", "# 予定表\n".into()),
    ]
    .map(|(name, media_type, bytes)| Attachment {
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        bytes,
    });
    let bytes = eml(&letter(LetterLang::En, Length::Short), envelope("", None), &files);
    let mail = mailparse::parse_mail(&bytes).unwrap();
    assert_eq!(mail.ctype.mimetype, "multipart/mixed");
    let kinds: Vec<&str> = mail.subparts.iter().map(|part| part.ctype.mimetype.as_str()).collect();
    assert_eq!(kinds, ["multipart/alternative", "text/csv", "application/pdf", "text/plain"]);
    let names = ["permissions.csv", "判断資料.pdf", ".._grant_all.ps1"];
    for ((part, file), name) in mail.subparts[1..].iter().zip(&files).zip(names) {
        let disposition = part.get_content_disposition();
        assert_eq!(disposition.disposition, DispositionType::Attachment);
        assert_eq!(disposition.params.get("filename").map(String::as_str), Some(name));
        assert_eq!(part.get_body_raw().unwrap(), file.bytes);
    }
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let file = Attachment { name: "a.csv".to_owned(), media_type: "text/csv".to_owned(), bytes: b"a".to_vec() };
    let draft = || {
        eml(
            &letter(LetterLang::Both, Length::Full),
            envelope("it@northbank.example", None),
            std::slice::from_ref(&file),
        )
    };
    assert_eq!(draft(), draft());
}

proptest! {
    #[test]
    fn nothing_typed_becomes_a_header_and_every_file_arrives_as_it_was(
        noise in any_text(),
        seed in any_text(),
        files in vec((any_text(), any_text(), vec(any::<u8>(), 0..200)), 0..3),
    ) {
        let mut profile = Profile::demo();
        profile.app.name.clone_from(&noise);
        let letter = compose(&profile, &case(None, &noise, &noise), LetterLang::Both, Length::Full);
        prop_assert!(!letter.subject.chars().any(char::is_control), "{:?}", letter.subject);
        let raw = Letter { subject: noise.clone(), ..letter };
        let from = Person { name: noise.clone(), upn: noise.clone() };
        let files: Vec<Attachment> =
            files.into_iter().map(|(name, media_type, bytes)| Attachment { name, media_type, bytes }).collect();
        let outside = Envelope { to: &noise, from: Some(&from), date: at(), seed: &seed };
        let bytes = eml(&raw, outside, &files);
        let mail = mailparse::parse_mail(&bytes).unwrap();
        let names: Vec<String> = mail.headers.iter().map(mailparse::MailHeader::get_key).collect();
        let expected = ["X-Unsent", "Message-ID", "Date", "Subject", "From", "To", "MIME-Version", "Content-Type"];
        prop_assert!(names.iter().all(|name| expected.contains(&name.as_str())), "{:?}", names);
        let (letters, attached) = if files.is_empty() { (&mail, &[][..]) } else { (&mail.subparts[0], &mail.subparts[1..]) };
        prop_assert_eq!(letters.subparts.len(), 2);
        prop_assert_eq!(letters.subparts[0].get_body().unwrap().replace("\r\n", "\n"), raw.to_text());
        prop_assert_eq!(attached.len(), files.len());
        for (part, file) in attached.iter().zip(&files) {
            prop_assert_eq!(part.get_body_raw().unwrap(), file.bytes.clone());
        }
    }
}
