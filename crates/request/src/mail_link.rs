use percent_encoding::{AsciiSet, utf8_percent_encode};
use thiserror::Error;

use crate::clean::addresses;
use crate::letter::Letter;
use crate::link::PARAMETER;

/// Encoded bytes a `mailto:` address may hold. Windows refuses links over about 2,080 characters and some mail handlers
/// stop near 1,620, in both cases without a word, so the budget stays below either.
pub const MAILTO_BUDGET: usize = 1_600;

/// The letter does not fit into a mail link. It is never cut: choose the short letter or another route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the mail link would hold {used} of at most {MAILTO_BUDGET} bytes")]
pub struct TooLong {
    /// Encoded bytes the whole link would need.
    pub used: usize,
}

/// The letter as a mail link (RFC 6068): spaces as `%20`, line ends as `%0D%0A`.
///
/// Of `to`, only plain addresses are used; with none, the mail opens without a recipient.
///
/// # Errors
/// [`TooLong`] when the link would exceed [`MAILTO_BUDGET`].
pub fn mailto(letter: &Letter, to: &str) -> Result<String, TooLong> {
    let link = link(letter, to);
    if link.len() <= MAILTO_BUDGET { Ok(link) } else { Err(TooLong { used: link.len() }) }
}

/// Encoded bytes of the whole link.
pub(crate) fn encoded_length(letter: &Letter, to: &str) -> usize {
    link(letter, to).len()
}

/// In the address part an `@` may stand as it is.
const ADDRESS: &AsciiSet = &PARAMETER.remove(b'@');

fn link(letter: &Letter, to: &str) -> String {
    let to: Vec<String> =
        addresses(to).iter().map(|address| utf8_percent_encode(address, ADDRESS).to_string()).collect();
    let body = letter.to_text().replace('\n', "\r\n");
    let subject = utf8_percent_encode(&letter.subject, PARAMETER);
    format!("mailto:{}?subject={subject}&body={}", to.join(","), utf8_percent_encode(&body, PARAMETER))
}
