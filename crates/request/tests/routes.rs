//! The ways out: nothing is cut, nothing is smuggled in, and other programs read back what was written.
#![allow(clippy::unwrap_used)]

use jiff::Timestamp;
use jiff::civil::date;
use mailparse::MailHeaderMap;
use profile::Profile;
use request::{
    Block, Case, Length, Letter, LetterLang, MAILTO_BUDGET, Person, Route, TooLong, compose, eml, mailto, measure,
};

fn case(name: &str, domain: &str) -> Case<'static> {
    Case {
        tenant_id: "5f4f0c7e-64d4-4c0f-9a53-8f7f3a1f2b6d".to_owned(),
        tenant_domain: domain.to_owned(),
        requester: Some(Person { name: name.to_owned(), upn: format!("nora@{domain}") }),
        authority: "https://login.microsoftonline.com".to_owned(),
        verdict: None,
        today: date(2026, 11, 20),
    }
}

fn letter(lang: LetterLang, length: Length) -> Letter {
    compose(&Profile::demo(), &case("Nora Lindqvist", "northbank.example"), lang, length)
}

fn custom(subject: &str, body: &str) -> Letter {
    Letter {
        subject: subject.to_owned(),
        lang: LetterLang::En,
        blocks: vec![Block::Paragraph { text: body.to_owned() }],
    }
}

fn at() -> Timestamp {
    "2026-11-20T09:21:07Z".parse().unwrap()
}

#[test]
fn the_short_letter_fits_a_mail_link_in_either_language() {
    for lang in [LetterLang::En, LetterLang::Ja] {
        let link = mailto(&letter(lang, Length::Short), "it-helpdesk@northbank.example").unwrap();
        assert!(link.len() <= MAILTO_BUDGET, "{lang:?}: {}", link.len());
    }
}

#[test]
fn a_letter_that_does_not_fit_is_refused_and_never_cut() {
    let full = letter(LetterLang::Ja, Length::Full);
    let TooLong { used } = mailto(&full, "").unwrap_err();
    assert!(used > MAILTO_BUDGET);
    let edge = |size: usize| mailto(&custom("s", &"a".repeat(size)), "");
    let overhead = edge(0).unwrap().len();
    assert_eq!(edge(MAILTO_BUDGET - overhead).unwrap().len(), MAILTO_BUDGET);
    assert_eq!(edge(MAILTO_BUDGET - overhead + 1), Err(TooLong { used: MAILTO_BUDGET + 1 }));
}

#[test]
fn the_meter_says_the_same_as_the_link() {
    for length in [Length::Short, Length::Full] {
        let letter = letter(LetterLang::En, length);
        let fits = measure(&letter, "it@northbank.example");
        assert_eq!(
            fits.iter().map(|fit| fit.route).collect::<Vec<_>>(),
            [Route::MailApp, Route::DraftFile, Route::Copy]
        );
        let link = mailto(&letter, "it@northbank.example");
        assert_eq!(fits[0].fits, link.is_ok());
        assert_eq!(fits[0].used, link.map_or_else(|long| long.used, |link| link.len()));
        assert!(fits[1..].iter().all(|fit| fit.fits && fit.limit.is_none()));
    }
}

/// Decodes a mail link by the letter of RFC 6068: percent signs only, a plus is a plus.
fn decoded(link: &str) -> (String, String, String) {
    let (to, query) = link.strip_prefix("mailto:").unwrap().split_once('?').unwrap();
    let plain = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            if byte == b'%' {
                let pair = [rest.next().unwrap(), rest.next().unwrap()];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&pair).unwrap(), 16).unwrap());
            } else {
                bytes.push(byte);
            }
        }
        String::from_utf8(bytes).unwrap()
    };
    let fields: Vec<(&str, &str)> = query.split('&').map(|pair| pair.split_once('=').unwrap()).collect();
    assert_eq!(fields.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["subject", "body"]);
    (plain(to), plain(fields[0].1), plain(fields[1].1))
}

/// A small generator with a fixed start: the same cases on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).unwrap()).unwrap()
    }

    fn text(&mut self) -> String {
        const PIECES: [&str; 20] = [
            " ",
            "\n",
            "+",
            "&",
            "=",
            "?",
            "#",
            "%",
            "%0A",
            "%0D%0ABcc: x@y.example",
            "é",
            "予定表",
            "🙂",
            "\"",
            "'",
            "<b>",
            ";",
            ",",
            "body=",
            "a",
        ];
        (0..self.roll(12)).map(|_| PIECES[self.roll(PIECES.len())]).collect()
    }
}

#[test]
fn a_mail_link_decodes_to_what_was_written() {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    for _ in 0..2_000 {
        let letter = custom(&dice.text().replace('\n', " "), &dice.text());
        let Ok(link) = mailto(&letter, "it@northbank.example, boss@northbank.example") else { continue };
        assert!(link.is_ascii() && !link.contains(['+', ' ', '#', '"', '<']), "{link}");
        let (to, subject, body) = decoded(&link);
        assert_eq!(to, "it@northbank.example,boss@northbank.example");
        assert_eq!(subject, letter.subject);
        assert_eq!(body.replace("\r\n", "\n"), letter.to_text());
        assert_eq!(body.matches('\n').count(), body.matches("\r\n").count(), "every line ends with CRLF");
    }
}

#[test]
fn an_address_that_is_not_plain_is_left_out() {
    for typed in
        ["", "not an address", "it@northbank.example\r\nBcc: x@y.example", "a@b.example?bcc=x@y.example&subject=z"]
    {
        let link = mailto(&custom("s", "b"), typed).unwrap();
        assert!(link.starts_with("mailto:?subject=") || decoded(&link).0.matches('@').count() == 2, "{link}");
        assert!(!link.contains("bcc=") && !link.contains('\n'), "{link}");
    }
}

#[test]
fn a_mail_parser_reads_the_draft_back() {
    for lang in [LetterLang::En, LetterLang::Ja, LetterLang::Both] {
        let letter = letter(lang, Length::Full);
        let from = Person { name: "田中 美咲".to_owned(), upn: "misaki@kitamura.example".to_owned() };
        let bytes = eml(&letter, "it@kitamura.example; boss@kitamura.example", Some(&from), at(), "request-1");
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
        assert_eq!(text.get_body().unwrap().replace("\r\n", "\n").trim_end(), letter.to_text().trim_end());
        assert_eq!(html.get_body().unwrap().replace("\r\n", "\n").trim_end(), letter.to_html().trim_end());
        assert!(bytes.split(|byte| *byte == b'\n').all(|line| line.len() <= 998));
    }
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let draft = || eml(&letter(LetterLang::Both, Length::Full), "it@northbank.example", None, at(), "request-1");
    assert_eq!(draft(), draft());
}

#[test]
fn nothing_typed_becomes_a_header() {
    let evil = "Nora\r\nBcc: thief@evil.example\r\n\r\nHello";
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for round in 0..300 {
        let noise = if round == 0 { evil.to_owned() } else { format!("{}{evil}{}", dice.text(), dice.text()) };
        let mut profile = Profile::demo();
        profile.app.name.clone_from(&noise);
        let letter = compose(&profile, &case(&noise, &noise), LetterLang::Both, Length::Full);
        assert!(!letter.subject.chars().any(char::is_control), "{:?}", letter.subject);
        let from = Person { name: noise.clone(), upn: noise.clone() };
        let raw = Letter { subject: noise.clone(), ..letter };
        let bytes = eml(&raw, &noise, Some(&from), at(), &noise);
        let mail = mailparse::parse_mail(&bytes).unwrap();
        let names: Vec<String> = mail.headers.iter().map(mailparse::MailHeader::get_key).collect();
        let expected = ["X-Unsent", "Message-ID", "Date", "Subject", "From", "To", "MIME-Version", "Content-Type"];
        assert!(names.iter().all(|name| expected.contains(&name.as_str())), "{names:?}");
        assert_eq!(mail.subparts.len(), 2);
    }
}

#[test]
fn characters_that_reorder_or_hide_text_do_not_reach_the_letter() {
    let letter = compose(
        &Profile::demo(),
        &case("No\u{202e}ra\u{200b}", "north\u{2066}bank.example"),
        LetterLang::En,
        Length::Full,
    );
    let text = letter.to_text();
    assert!(text.contains("Nora (nora@northbank.example)"), "{text}");
    assert!(!text.contains(['\u{202e}', '\u{200b}', '\u{2066}']));
}

#[test]
fn a_name_of_ten_thousand_characters_is_shortened_to_a_line() {
    let letter =
        compose(&Profile::demo(), &case(&"N".repeat(10_000), "northbank.example"), LetterLang::En, Length::Full);
    assert!(letter.to_text().len() < 8_000);
    assert!(letter.to_text().contains('…'));
}
