use percent_encoding::{AsciiSet, utf8_percent_encode};
use thiserror::Error;

use crate::clean::{addresses, line};
use crate::letter::Letter;
use crate::link::PARAMETER;

/// Encoded bytes a `mailto:` address may hold. Windows refuses links over about 2,080 characters and some mail handlers
/// stop near 1,620, in both cases without a word, so the budget stays below either.
pub const MAILTO_BUDGET: usize = 1_600;

/// Encoded bytes a compose address of a web mailbox may hold. Outlook on the web has been seen to stop near 2,048, and
/// Windows hands no address over about 2,080 characters to the browser, whoever serves it.
pub const WEB_MAIL_BUDGET: usize = 2_000;

/// The letter does not fit into the link. It is never cut: choose the short letter or another route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the link would hold {used} of at most {limit} bytes")]
pub struct TooLong {
    /// Encoded bytes the whole link would need.
    pub used: usize,
    pub limit: usize,
}

/// The letter as a mail link (RFC 6068): spaces as `%20`, line ends as `%0D%0A`.
///
/// Of `to`, only plain addresses are used; with none, the mail opens without a recipient.
///
/// # Errors
/// [`TooLong`] when the link would exceed [`MAILTO_BUDGET`].
pub fn mailto(letter: &Letter, to: &str) -> Result<String, TooLong> {
    whole(MailLink::Mailto, letter, to)
}

/// The letter in a new message of Outlook on the web. Someone who is not signed in yet signs in first.
///
/// # Errors
/// [`TooLong`] when the link would exceed [`WEB_MAIL_BUDGET`].
pub fn outlook_web(letter: &Letter, to: &str) -> Result<String, TooLong> {
    whole(MailLink::OutlookWeb, letter, to)
}

/// The letter in a new message of Gmail. The address is in wide use, but Google does not document it.
///
/// # Errors
/// [`TooLong`] when the link would exceed [`WEB_MAIL_BUDGET`].
pub fn gmail(letter: &Letter, to: &str) -> Result<String, TooLong> {
    whole(MailLink::Gmail, letter, to)
}

/// A mailbox that takes a whole message in one address.
#[derive(Clone, Copy)]
pub(crate) enum MailLink {
    Mailto,
    OutlookWeb,
    Gmail,
}

impl MailLink {
    pub(crate) fn budget(self) -> usize {
        match self {
            MailLink::Mailto => MAILTO_BUDGET,
            MailLink::OutlookWeb | MailLink::Gmail => WEB_MAIL_BUDGET,
        }
    }

    pub(crate) fn write(self, mail: &Encoded) -> String {
        let Encoded { to, subject, body } = mail;
        match self {
            MailLink::Mailto => format!("mailto:{}?subject={subject}&body={body}", to.join(",")),
            // Outlook separates recipients with semicolons.
            MailLink::OutlookWeb => format!(
                "https://outlook.office.com/mail/deeplink/compose?to={}&subject={subject}&body={body}",
                to.join("%3B")
            ),
            MailLink::Gmail => {
                format!("https://mail.google.com/mail/?view=cm&fs=1&to={}&su={subject}&body={body}", to.join("%2C"))
            }
        }
    }
}

/// A message as every link carries it.
pub(crate) struct Encoded {
    to: Vec<String>,
    subject: String,
    body: String,
}

impl Encoded {
    pub(crate) fn of(letter: &Letter, to: &str) -> Self {
        let encoded = |text: &str, keep| utf8_percent_encode(text, keep).to_string();
        Encoded {
            to: addresses(to).iter().map(|address| encoded(address, ADDRESS)).collect(),
            subject: encoded(&line(&letter.subject), PARAMETER),
            body: encoded(&letter.to_text().replace('\n', "\r\n"), PARAMETER),
        }
    }
}

/// In the address part an `@` may stand as it is.
const ADDRESS: &AsciiSet = &PARAMETER.remove(b'@');

fn whole(way: MailLink, letter: &Letter, to: &str) -> Result<String, TooLong> {
    let link = way.write(&Encoded::of(letter, to));
    let (used, limit) = (link.len(), way.budget());
    if used <= limit { Ok(link) } else { Err(TooLong { used, limit }) }
}
