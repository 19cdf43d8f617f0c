use diagnosis::Approval;
use jiff::ToSpan;
use jiff::civil::Date;
use profile::{AskedPermission, Delta, Lang, Profile};

use crate::ask::Ask;
use crate::case::{Case, LetterLang};
use crate::compose::{Draft, text};
use crate::labels::{self, Label};
use crate::letter::{Block, Fact, Letter};
use crate::link::approval_link;
use crate::sentences as say;

/// A short mail around the request. All of them are drafts: the person reads them, and the person sends them.
#[derive(Clone, Copy, Debug)]
pub enum Note<'a> {
    /// No answer yet.
    FollowUp {
        asked_on: Date,
    },
    /// After a yes, once it works.
    Thanks,
    AfterNo,
    /// A newer version of the vendor's profile asks for something else. The profile is the newer one.
    Change(&'a Delta),
}

/// After how many days Microsoft drops an unanswered request where the organisation left the setting alone.
const REQUEST_DAYS: i64 = 30;

/// When to offer the draft of a follow-up: a week after asking, which leaves three weeks before a request in Microsoft's
/// queue expires.
pub fn follow_up_on(asked_on: Date) -> Date {
    asked_on.saturating_add(7.days())
}

/// When the request in Microsoft's queue expires, unless the organisation set another period.
pub fn request_expires_on(asked_on: Date) -> Date {
    asked_on.saturating_add(REQUEST_DAYS.days())
}

/// Writes the note. It is a [`Letter`] like the request itself, so every route can take it.
pub fn compose_note(profile: &Profile, case: &Case<'_>, lang: LetterLang, note: Note<'_>) -> Letter {
    let hash = profile.hash();
    Letter::written(lang, |one| {
        let draft = Draft { profile, hash, case, lang: one, ask: Ask::Approve };
        match note {
            Note::FollowUp { asked_on } => draft.follow_up(asked_on),
            Note::Thanks => draft.thanks_for_yes(),
            Note::AfterNo => draft.after_no(),
            Note::Change(delta) => draft.change(delta),
        }
    })
}

impl Draft<'_> {
    fn follow_up(&self, asked_on: Date) -> (String, Vec<Block>) {
        let app = self.app();
        let mut blocks = self.greeting();
        blocks.push(text(say::follow_up(self.lang, &app, asked_on)));
        let in_queue = self.case.verdict.is_some_and(|verdict| verdict.wall.approval() == Some(Approval::WorkflowSent));
        if in_queue {
            blocks.push(text(say::expiry(self.lang, request_expires_on(asked_on), self.case.today)));
        }
        blocks.push(Block::Facts { facts: self.short_facts().to_vec() });
        blocks.push(self.link());
        blocks.push(text(say::short_check(self.lang, &self.case.authority)));
        blocks.push(self.thanks());
        (say::subject_follow_up(self.lang, &app), blocks)
    }

    fn thanks_for_yes(&self) -> (String, Vec<Block>) {
        let app = self.app();
        let mut blocks = self.greeting();
        blocks.push(text(say::thanks_for_yes(self.lang, &app, self.subtitle())));
        blocks.push(text(say::where_to_undo(self.lang, &app)));
        blocks.push(Block::Facts { facts: vec![self.client_id(), self.fingerprint()] });
        blocks.extend(self.signature());
        (say::subject_thanks(self.lang, &app), blocks)
    }

    fn after_no(&self) -> (String, Vec<Block>) {
        let app = self.app();
        let mut blocks = self.greeting();
        blocks.extend(say::after_no(self.lang, &app).map(text));
        blocks.extend(self.signature());
        (say::subject_after_no(self.lang, &app), blocks)
    }

    /// Two lines, and what it takes to decide on them.
    fn change(&self, delta: &Delta) -> (String, Vec<Block>) {
        let app = self.app();
        let named = |asked: &[AskedPermission]| -> Vec<String> {
            asked.iter().map(|asked| labels::value_and_kind(self.lang, asked)).collect()
        };
        let difference = say::change(self.lang, &app, &named(&delta.added), &named(&delta.removed));
        let asked =
            if delta.needs_approval() { say::ask_about_change(self.lang) } else { say::nothing_to_approve(self.lang) };
        let reasons = delta.added.iter().map(|asked| Fact {
            label: asked.value.clone(),
            value: asked.reason.get(self.lang).to_owned(),
            literal: false,
        });
        let rest = [
            self.fact(Label::HighestRisk, say::risk_change(self.lang, delta.risk), false),
            self.fact(Label::ShortId, self.profile.app.client_id.to_string(), true),
            self.fingerprint(),
        ];
        let mut blocks = vec![text(say::salutation(self.lang)), text(format!("{difference}\n{asked}"))];
        blocks.push(Block::Facts { facts: reasons.chain(rest).collect() });
        if delta.needs_approval() {
            blocks.push(self.link());
            blocks.push(text(say::short_check(self.lang, &self.case.authority)));
        }
        blocks.extend(self.requester().map(text));
        (say::subject_change(self.lang, &app, delta.added.len()), blocks)
    }

    fn link(&self) -> Block {
        Block::Link { label: say::short_link(self.lang).to_owned(), url: approval_link(self.profile, self.case) }
    }

    /// English signs with the name; Japanese has said it in the opening.
    fn signature(&self) -> Option<Block> {
        match self.lang {
            Lang::En => self.requester().map(text),
            Lang::Ja => None,
        }
    }
}
