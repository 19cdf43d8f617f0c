use jiff::Timestamp;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;

use crate::attachment::Attachment;
use crate::case::Person;
use crate::clean::{addresses, line};
use crate::letter::Letter;

/// What stands on the outside of a draft.
#[derive(Clone, Copy, Debug)]
pub struct Envelope<'a> {
    /// What the person typed; only plain addresses are used.
    pub to: &'a str,
    pub from: Option<&'a Person>,
    pub date: Timestamp,
    /// Makes the message id and the part boundaries; use something unique to the request.
    pub seed: &'a str,
}

/// The letter as a draft file that a mail program opens ready to send: text and HTML, UTF-8, `X-Unsent: 1`, with the
/// attachments as parts of their own. The same arguments give the same bytes.
pub fn eml(letter: &Letter, envelope: Envelope<'_>, attachments: &[Attachment]) -> Vec<u8> {
    let seed: String = envelope.seed.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(64).collect();
    let mut message = MessageBuilder::new()
        // Outlook's mark for a message that is still to be sent. Not a standard, and harmless elsewhere.
        .header("X-Unsent", Raw::new("1"))
        .message_id(format!("{seed}@greenlight.invalid"))
        .date(envelope.date.as_second())
        .subject(line(&letter.subject));
    if let Some(from) = envelope.from.and_then(sender) {
        message = message.from(from);
    }
    let to: Vec<Address<'_>> =
        addresses(envelope.to).into_iter().map(|address| Address::new_address(None::<String>, address)).collect();
    if !to.is_empty() {
        message = message.to(Address::new_list(to));
    }
    let body = alternatives(letter, &seed);
    let body = if attachments.is_empty() {
        body
    } else {
        let parts = std::iter::once(body).chain(attachments.iter().map(part)).collect();
        multipart("multipart/mixed", &format!("=_{seed}_mixed_="), parts)
    };
    let mut bytes = Vec::new();
    message.body(body).serialize(&mut bytes);
    bytes
}

fn alternatives(letter: &Letter, seed: &str) -> MimePart<'static> {
    let tag = letter.first_lang().tag();
    let parts = vec![
        MimePart::new("text/plain", letter.to_text().replace('\n', "\r\n")).language(tag),
        MimePart::new("text/html", letter.to_html()).language(tag),
    ];
    multipart("multipart/alternative", &format!("=_{seed}_="), parts)
}

/// With our own boundary: the builder's is made from the clock.
fn multipart(kind: &'static str, boundary: &str, parts: Vec<MimePart<'static>>) -> MimePart<'static> {
    MimePart::new(ContentType::new(kind).attribute("boundary", boundary.to_owned()), parts)
}

/// A file arrives as it was, down to its line ends.
fn part(file: &Attachment) -> MimePart<'static> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/+-.".contains(c);
    let kind: String = file.media_type.chars().filter(|c| plain(*c)).collect();
    let mut kind = ContentType::new(kind);
    if kind.is_text() {
        kind = kind.attribute("charset", "utf-8");
    }
    let name: String = line(&file.name).chars().map(|c| if r#"/\:*?"<>|"#.contains(c) { '_' } else { c }).collect();
    MimePart::new(kind, file.bytes.clone()).attachment(name)
}

fn sender(person: &Person) -> Option<Address<'static>> {
    let address = addresses(&person.upn).into_iter().next()?;
    let name = line(&person.name);
    Some(Address::new_address((!name.is_empty()).then_some(name), address))
}
