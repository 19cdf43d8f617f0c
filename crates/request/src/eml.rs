use jiff::Timestamp;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;

use crate::case::Person;
use crate::clean::{addresses, line};
use crate::letter::Letter;

/// The letter as a draft file that a mail program opens ready to send: text and HTML, UTF-8, `X-Unsent: 1`.
///
/// The same arguments give the same bytes. `seed` makes the message id; use something unique to the request.
pub fn eml(letter: &Letter, to: &str, from: Option<&Person>, date: Timestamp, seed: &str) -> Vec<u8> {
    let seed: String = seed.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(64).collect();
    let mut message = MessageBuilder::new()
        // Outlook's mark for a message that is still to be sent. Not a standard, and harmless elsewhere.
        .header("X-Unsent", Raw::new("1"))
        .message_id(format!("{seed}@greenlight.invalid"))
        .date(date.as_second())
        .subject(line(&letter.subject));
    if let Some(from) = from.and_then(sender) {
        message = message.from(from);
    }
    let to: Vec<Address<'_>> =
        addresses(to).into_iter().map(|address| Address::new_address(None::<String>, address)).collect();
    if !to.is_empty() {
        message = message.to(Address::new_list(to));
    }
    let tag = letter.first_lang().tag();
    let parts = vec![
        MimePart::new("text/plain", letter.to_text().replace('\n', "\r\n")).language(tag),
        MimePart::new("text/html", letter.to_html()).language(tag),
    ];
    // Our own boundary: the builder's is made from the clock.
    let kind = ContentType::new("multipart/alternative").attribute("boundary", format!("=_{seed}_="));
    let mut bytes = Vec::new();
    message.body(MimePart::new(kind, parts)).serialize(&mut bytes);
    bytes
}

fn sender(person: &Person) -> Option<Address<'static>> {
    let address = addresses(&person.upn).into_iter().next()?;
    let name = line(&person.name);
    Some(Address::new_address((!name.is_empty()).then_some(name), address))
}
