//! The ways out: nothing is cut, nothing is smuggled in, and other programs read back what was written.
#![allow(clippy::unwrap_used)]

mod cases;

use cases::*;
use profile::Profile;
use proptest::prelude::*;
use request::{
    Block, Length, Letter, LetterLang, MAILTO_BUDGET, Route, TooLong, WEB_MAIL_BUDGET, approval_link, compose,
    first_that_fits, gmail, mailto, measure, outlook_web,
};
use url::Url;

fn letter(lang: LetterLang, length: Length) -> Letter {
    compose(&Profile::demo(), &nora(None), lang, length)
}

fn custom(subject: &str, body: &str) -> Letter {
    Letter {
        subject: subject.to_owned(),
        lang: LetterLang::En,
        blocks: vec![Block::Paragraph { text: body.to_owned() }],
    }
}

type Link = fn(&Letter, &str) -> Result<String, TooLong>;

const LINKS: [(Route, Link, usize); 3] = [
    (Route::MailApp, mailto, MAILTO_BUDGET),
    (Route::OutlookWeb, outlook_web, WEB_MAIL_BUDGET),
    (Route::Gmail, gmail, WEB_MAIL_BUDGET),
];

/// To, subject and body as another program reads them.
struct Read {
    to: String,
    subject: String,
    body: String,
}

/// By the letter of RFC 6068: percent signs only, a plus is a plus.
fn read_mailto(link: &str) -> Read {
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
    Read { to: plain(to), subject: plain(fields[0].1), body: plain(fields[1].1) }
}

/// By the URL standard, which reads a plus as a space.
fn read_web(link: &str, names: &[&str]) -> Read {
    let url = Url::parse(link).unwrap();
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    assert_eq!(pairs.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), names);
    let value = |at: usize| pairs[at].1.clone();
    Read { to: value(names.len() - 3), subject: value(names.len() - 2), body: value(names.len() - 1) }
}

fn read(route: Route, link: &str) -> Read {
    match route {
        Route::MailApp => read_mailto(link),
        Route::OutlookWeb => read_web(link, &["to", "subject", "body"]),
        Route::Gmail => read_web(link, &["view", "fs", "to", "su", "body"]),
        Route::DraftFile | Route::Copy | Route::Save | Route::Print => unreachable!("not a link"),
    }
}

#[test]
fn a_letter_that_does_not_fit_is_refused_and_never_cut() {
    let full = letter(LetterLang::Ja, Length::Full);
    for (_, link, limit) in LINKS {
        assert!(link(&full, "").unwrap_err().used > limit);
        let edge = |size: usize| link(&custom("s", &"a".repeat(size)), "");
        let overhead = edge(0).unwrap().len();
        assert_eq!(edge(limit - overhead).unwrap().len(), limit);
        assert_eq!(edge(limit - overhead + 1), Err(TooLong { used: limit + 1, limit }));
    }
}

#[test]
fn the_meter_says_the_same_as_the_links_and_picks_the_first_that_fits() {
    for length in [Length::Short, Length::Full] {
        let letter = letter(LetterLang::En, length);
        let fits = measure(&letter, "it@northbank.example");
        assert_eq!(fits.iter().map(|fit| fit.route).collect::<Vec<_>>(), Route::ALL);
        for ((route, link, limit), fit) in LINKS.into_iter().zip(&fits) {
            let link = link(&letter, "it@northbank.example");
            assert_eq!((fit.route, fit.limit, fit.fits), (route, Some(limit), link.is_ok()));
            assert_eq!(fit.used, link.map_or_else(|long| long.used, |link| link.len()));
        }
        assert!(fits[3..].iter().all(|fit| fit.fits && fit.limit.is_none()));
    }
    assert_eq!(first_that_fits(&letter(LetterLang::En, Length::Short), ""), Route::MailApp);
    assert_eq!(first_that_fits(&letter(LetterLang::Ja, Length::Full), ""), Route::DraftFile);
    assert_eq!(first_that_fits(&custom("s", &"a".repeat(1_700)), ""), Route::OutlookWeb);
}

fn hidden(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

proptest! {
    #[test]
    fn every_link_decodes_to_what_was_written(subject in any_text(), body in any_text(), stray in any_text()) {
        let letter = custom(&subject, &body);
        let to = format!("it@northbank.example, {stray}; boss@northbank.example");
        for (route, link, limit) in LINKS {
            let written = link(&letter, &to);
            let used = measure(&letter, &to).into_iter().find(|fit| fit.route == route).unwrap().used;
            match written {
                Err(long) => prop_assert_eq!(long, TooLong { used, limit }),
                Ok(link) => {
                    prop_assert_eq!(link.len(), used);
                    prop_assert!(link.is_ascii() && !link.contains(['+', ' ', '#', '"', '<', '\n']), "{}", link);
                    let read = read(route, &link);
                    let recipients: Vec<&str> = read.to.split([',', ';']).collect();
                    prop_assert!(recipients.first() == Some(&"it@northbank.example"), "{}", read.to);
                    prop_assert!(recipients.last() == Some(&"boss@northbank.example"), "{}", read.to);
                    prop_assert!(!read.subject.chars().any(char::is_control));
                    prop_assert_eq!(read.body.replace("\r\n", "\n"), letter.to_text());
                    prop_assert_eq!(read.body.matches('\n').count(), read.body.matches("\r\n").count());
                }
            }
        }
    }

    #[test]
    fn nothing_that_reorders_or_hides_text_reaches_a_form(noise in any_text(), domain in any_text()) {
        let mut profile = Profile::demo();
        profile.app.name = format!("Day{noise}book");
        profile.app.publisher.clone_from(&noise);
        let letter = compose(&profile, &case(None, &noise, &domain), LetterLang::Both, Length::Full);
        for form in [letter.to_text(), letter.to_html(), custom(&noise, &noise).to_text(), custom(&noise, &noise).to_html()] {
            prop_assert!(!form.chars().any(hidden), "{:?}", form);
        }
        prop_assert!(!letter.to_html().contains("<script"));
    }

    #[test]
    fn a_strange_tenant_changes_nothing_else_about_the_approval_link(tenant in any_text()) {
        let mut profile = Profile::demo();
        for page in [None, Some("https://daybook.example/approved?from=it&to=you")] {
            profile.links.admin_approval = page.map(|page| page.to_owned().try_into().unwrap());
            let strange = request::Case { tenant_id: format!("x{tenant}"), ..nora(None) };
            let url = Url::parse(&approval_link(&profile, &strange)).unwrap();
            prop_assert_eq!(url.host_str(), Some("login.microsoftonline.com"));
            let path: Vec<&str> = url.path_segments().unwrap().collect();
            let names: Vec<String> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
            match page {
                None => {
                    prop_assert_eq!(path[1..].to_vec(), ["adminconsent"]);
                    prop_assert_eq!(names, ["client_id"]);
                }
                Some(page) => {
                    prop_assert_eq!(path[1..].to_vec(), ["v2.0", "adminconsent"]);
                    prop_assert_eq!(names, ["client_id", "scope", "redirect_uri"]);
                    let back = url.query_pairs().last().unwrap().1.into_owned();
                    prop_assert_eq!(back, page);
                }
            }
        }
    }
}

#[test]
fn an_address_that_is_not_plain_is_left_out() {
    for typed in [
        "",
        "not an address",
        "it@northbank.example\r\nBcc: x@y.example",
        "a@b.example?bcc=x@y.example&subject=z",
        "i\u{202e}t@northbank.example",
    ] {
        for (route, link, _) in LINKS {
            let link = link(&custom("s", "b"), typed).unwrap();
            let to = read(route, &link).to;
            assert!(to.is_empty() || to.matches('@').count() == 2, "{to}");
            assert!(!link.contains("bcc=") && !link.contains('\n'), "{link}");
        }
    }
}

#[test]
fn only_the_draft_carries_files() {
    let carrying: Vec<Route> = Route::ALL.into_iter().filter(|route| route.carries_attachments()).collect();
    assert_eq!(carrying, [Route::DraftFile]);
}

#[test]
fn characters_that_reorder_or_hide_text_do_not_reach_the_letter() {
    let strange = case(None, "No\u{202e}ra\u{200b}", "north\u{2066}bank.example");
    let text = compose(&Profile::demo(), &strange, LetterLang::En, Length::Full).to_text();
    assert!(text.contains("Nora (nora@northbank.example)"), "{text}");
}

#[test]
fn a_name_of_ten_thousand_characters_is_shortened_to_a_line() {
    let plain = compose(&Profile::demo(), &nora(None), LetterLang::En, Length::Full).to_text();
    let long = case(None, &"N".repeat(10_000), "northbank.example");
    let mut profile = Profile::demo();
    profile.app.publisher = "P".repeat(10_000);
    let letter = compose(&profile, &long, LetterLang::En, Length::Full);
    assert!(letter.to_text().len() < plain.len() + 1_000);
    assert!(letter.to_text().contains('…'));
    assert!(letter.subject.chars().count() <= 200);
}
