//! The mailbox of the story's IT: what the app sent, what Entra's workflow mails its reviewers, and an office's everyday mail.

mod letter;

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::letter::Letter;
use crate::lang::Lang;
use crate::queue::{AccessRequest, Occasion};
use crate::sim::{Shared, Sim};

/// A mail as its reader has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxMail {
    /// Stays the same as long as the mail is there.
    pub id: String,
    pub from: String,
    pub subject: String,
    pub at: Timestamp,
    /// The HTML alternative as it came, where there is one.
    pub html: Option<String>,
    pub text: String,
    /// File names.
    pub attachments: Vec<String>,
    pub matter: Matter,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// Sent from the app, or by Entra's workflow.
    Request,
    /// An office has other mail too.
    Everyday,
}

/// Where letters to the story's IT are handed in.
#[derive(Clone)]
pub struct Mailroom(pub(crate) Shared);

impl Mailroom {
    /// Puts a letter into the inbox, from the person whose story it is where it names nobody. Kept until the next reset.
    pub fn receive(&self, letter: Letter) {
        let sim = &self.0;
        let person = sim.protagonist().map_or_else(String::new, |user| user.display_name.clone());
        let at = sim.clock.now();
        sim.change(|world| {
            let letters = &mut world.record.letters;
            let number = letters.last().map_or(1, |last| last.number + 1);
            let from = letter.from.unwrap_or(person);
            let Letter { subject, text, html, attachments, .. } = letter;
            letters.push(Received { number, from, subject, at, html, text, attachments });
            let too_many = letters.len().saturating_sub(MOST);
            letters.drain(..too_many);
        });
    }
}

impl fmt::Debug for Mailroom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mailroom")
    }
}

/// More letters than that are no demo any more, and all of them are in the state file.
const MOST: usize = 40;

/// A letter that arrived, as the state file keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Received {
    /// Counts from 1 since the last reset.
    number: u32,
    from: String,
    subject: String,
    at: Timestamp,
    html: Option<String>,
    text: String,
    attachments: Vec<String>,
}

/// Newest first.
pub(crate) fn inbox(sim: &Sim, lang: Lang) -> Vec<InboxMail> {
    let (letters, requests, began) = sim.read(|world| {
        let record = &world.record;
        (record.letters.clone(), record.requests.clone(), record.began)
    });
    let mut mails = sim.directory.cast.everyday_mails(began.unwrap_or_else(|| sim.clock.now()), lang);
    mails.extend(requests.iter().filter_map(|request| workflow_mail(sim, request, lang)));
    mails.extend(letters.into_iter().map(InboxMail::from));
    // A stable sort, and later ones of one moment belong on top.
    mails.reverse();
    mails.sort_by_key(|mail| std::cmp::Reverse(mail.at));
    mails
}

/// What a reviewer is mailed when somebody asks on the "Approval required" page.
fn workflow_mail(sim: &Sim, request: &AccessRequest, lang: Lang) -> Option<InboxMail> {
    let reviewer = &sim.reviewer()?.upn;
    let mails = request.mails(&sim.directory, sim.clock.now());
    let sent = mails.into_iter().find(|mail| mail.to == *reviewer && mail.about == Occasion::Requested)?;
    let person = sim.directory.user(request.user)?.display_name.as_str();
    let (app, reason) = (sim.app.name.get(lang), request.justification.trim());
    let scopes: Vec<&str> = request.scopes.iter().map(String::as_str).collect();
    let scopes = scopes.join(", ");
    let (subject, text) = match lang {
        Lang::En => (
            format!("Review the request for {app}"),
            format!(
                "{person} asks for approval of {app}.\n\nReason: {reason}\nPermissions: {scopes}\n\nThe request waits in the approval queue."
            ),
        ),
        Lang::Ja => (
            format!("{app} の承認要求を確認してください"),
            format!(
                "{person} さんが {app} の承認を求めています。\n\n理由: {reason}\nアクセス許可: {scopes}\n\n要求は承認待ちの一覧にあります。"
            ),
        ),
    };
    Some(InboxMail {
        id: format!("workflow-{}", request.id),
        from: lang.pick("Approval requests (simulated)", "承認要求（シミュレーション）").to_owned(),
        subject,
        at: sent.at,
        html: None,
        text,
        attachments: Vec::new(),
        matter: Matter::Request,
    })
}

impl From<Received> for InboxMail {
    fn from(letter: Received) -> Self {
        let Received { number, from, subject, at, html, text, attachments } = letter;
        let id = format!("letter-{number}");
        InboxMail { id, from, subject, at, html, text, attachments, matter: Matter::Request }
    }
}
