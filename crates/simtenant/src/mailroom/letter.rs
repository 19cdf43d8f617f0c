use mail_parser::{Addr, Message, MessageParser, MimeHeaders as _, PartType};
use percent_encoding::percent_decode_str;
use url::Url;

/// A letter taken apart by whoever opens it: read with a mail library that the app does not write with, or decoded from a
/// link as a mail program or a web mailbox decodes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// Name or address, where the letter says who sends it.
    pub from: Option<String>,
    /// Addresses.
    pub to: Vec<String>,
    pub subject: String,
    pub text: String,
    pub html: Option<String>,
    /// File names.
    pub attachments: Vec<String>,
}

impl Letter {
    /// A message file (RFC 5322). `None` for what no mail program would show as one.
    pub fn in_file(eml: &[u8]) -> Option<Self> {
        let message = MessageParser::default().parse(eml)?;
        message.subject()?;
        Some(Self {
            from: message.from().and_then(|from| from.first()).and_then(called),
            to: addresses(&message),
            subject: message.subject().unwrap_or_default().to_owned(),
            text: lines(&message.body_text(0).unwrap_or_default()),
            html: html(&message),
            attachments: message.attachments().filter_map(|part| part.attachment_name()).map(str::to_owned).collect(),
        })
    }

    /// A `mailto:` link, or the compose page of Outlook on the web or Gmail. `None` for every other address.
    pub fn in_link(link: &str) -> Option<Self> {
        let url = Url::parse(link).ok()?;
        match (url.scheme(), url.host_str(), url.path()) {
            ("mailto", _, to) => Some(mailto(to, url.query().unwrap_or_default())),
            ("https", Some("outlook.office.com"), "/mail/deeplink/compose") => Some(compose_page(&url, "subject")),
            ("https", Some("mail.google.com"), "/mail/") => Some(compose_page(&url, "su")),
            _ => None,
        }
    }
}

/// RFC 6068: a plus is a plus.
fn mailto(to: &str, query: &str) -> Letter {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let mut letter = Letter { to: recipients(&decoded(to)), ..Letter::default() };
    for (name, value) in query.split('&').filter_map(|field| field.split_once('=')) {
        match name.to_ascii_lowercase().as_str() {
            "subject" => letter.subject = decoded(value),
            "body" => letter.text = lines(&decoded(value)),
            "to" => letter.to.extend(recipients(&decoded(value))),
            _ => {}
        }
    }
    letter
}

/// Web mailboxes read a query as forms write it: a plus is a space.
fn compose_page(url: &Url, subject: &str) -> Letter {
    let field = |wanted: &str| {
        url.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned()).unwrap_or_default()
    };
    Letter { to: recipients(&field("to")), subject: field(subject), text: lines(&field("body")), ..Letter::default() }
}

fn recipients(list: &str) -> Vec<String> {
    list.split([',', ';']).map(str::trim).filter(|address| !address.is_empty()).map(str::to_owned).collect()
}

fn addresses(message: &Message<'_>) -> Vec<String> {
    let to = message.to().into_iter().flat_map(|to| to.iter());
    to.filter_map(|one| one.address()).map(str::to_owned).collect()
}

fn called(sender: &Addr<'_>) -> Option<String> {
    sender.name().or_else(|| sender.address()).map(str::to_owned)
}

/// Only what came as HTML: the library would make some of a plain text.
fn html(message: &Message<'_>) -> Option<String> {
    message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) => Some(html.clone().into_owned()),
        PartType::Text(_)
        | PartType::Binary(_)
        | PartType::InlineBinary(_)
        | PartType::Message(_)
        | PartType::Multipart(_) => None,
    })
}

fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// As mail programs write it: folded encoded words, quoted-printable, an alternative and a file.
    const FILE: &str = "From: =?utf-8?B?5L2Q5Lyv576O57eS?= <mio.saeki@kitahama.example>\r\n\
        To: it@kitahama.example, Ken <ken.soma@kitahama.example>\r\n\
        Subject: =?utf-8?Q?Approval_request:_Daybook_?=\r\n =?utf-8?Q?=E2=80=93_calendar?=\r\n\
        MIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=m\r\n\r\n\
        --m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n\
        --a\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        Could you decide=\r\n about this one app? =E6=9C=AC=E4=BA=BA\r\n\
        --a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Could you decide?</p>\r\n--a--\r\n\
        --m\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename*=utf-8''permissions%20%E4%B8%80.csv\r\n\r\n\
        value\r\n--m--\r\n";

    #[test]
    fn a_file_is_read_as_a_mail_program_reads_it() {
        let letter = Letter::in_file(FILE.as_bytes()).unwrap();
        assert_eq!(letter.from.as_deref(), Some("佐伯美緒"));
        assert_eq!(letter.to, ["it@kitahama.example", "ken.soma@kitahama.example"]);
        assert_eq!(letter.subject, "Approval request: Daybook – calendar");
        assert_eq!(letter.text, "Could you decide about this one app? 本人");
        assert_eq!(letter.html.as_deref().map(str::trim), Some("<p>Could you decide?</p>"));
        assert_eq!(letter.attachments, ["permissions 一.csv"]);
    }

    #[test]
    fn a_plain_message_has_no_html_and_what_is_no_message_is_nothing() {
        let plain = Letter::in_file(b"Subject: Hello\r\n\r\nOne line\r\n").unwrap();
        assert_eq!((plain.html, plain.text.as_str(), plain.from), (None, "One line", None));
        for nothing in [&b""[..], b"%PDF-1.7\n1 0 obj", b"<!doctype html><p>x"] {
            assert_eq!(Letter::in_file(nothing), None);
        }
    }

    #[test]
    fn links_are_decoded_as_their_mailboxes_do() {
        let mail =
            Letter::in_link("mailto:it@northbank.example?subject=A%20%2B%20b+c&body=One%0D%0ATwo%20%E4%BA%88").unwrap();
        assert_eq!(mail.to, ["it@northbank.example"]);
        assert_eq!((mail.subject.as_str(), mail.text.as_str()), ("A + b+c", "One\nTwo 予"));

        let outlook = "https://outlook.office.com/mail/deeplink/compose?to=a%40x.example%3Bb%40x.example&subject=S%26T&body=L%0D%0AM";
        let mail = Letter::in_link(outlook).unwrap();
        assert_eq!(mail.to, ["a@x.example", "b@x.example"]);
        assert_eq!((mail.subject.as_str(), mail.text.as_str()), ("S&T", "L\nM"));

        let gmail = "https://mail.google.com/mail/?view=cm&fs=1&to=&su=%E4%BB%B6&body=a+b";
        let mail = Letter::in_link(gmail).unwrap();
        assert_eq!((mail.to.len(), mail.subject.as_str(), mail.text.as_str()), (0, "件", "a b"));
    }

    #[test]
    fn other_addresses_carry_no_letter() {
        for other in [
            "https://daybook.example/security",
            "https://mail.google.com.evil.example/mail/?su=x",
            "http://outlook.office.com/mail/deeplink/compose?subject=x",
            "not a link",
        ] {
            assert_eq!(Letter::in_link(other), None, "{other}");
        }
    }
}
