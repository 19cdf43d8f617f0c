use profile::{Lang, Profile, ProfileHash};

use crate::ask::{Ask, ask, seen};
use crate::case::{Case, Length, LetterLang};
use crate::clean::line;
use crate::labels::{self, Label, Section};
use crate::letter::{Block, Fact, Letter};
use crate::link::{approval_link, link_also_grants};
use crate::sentences::{self as say, Count};

/// Writes the request.
///
/// What it asks follows the verdict: an approval; a place on the app's list, where people are assigned; or, where an
/// access rule stands in the way, which device or place would do.
pub fn compose(profile: &Profile, case: &Case<'_>, lang: LetterLang, length: Length) -> Letter {
    let hash = profile.hash();
    Letter::written(lang, |one| {
        let draft = Draft { profile, hash, case, lang: one, ask: ask(case.verdict) };
        // Two subjects share one line: the second says no more than it must.
        let second = lang == LetterLang::Both && one == Lang::En;
        (draft.subject(if second { Length::Short } else { length }), draft.blocks(length))
    })
}

/// The letter in one language.
pub(crate) struct Draft<'a> {
    pub(crate) profile: &'a Profile,
    /// Of the profile; taken once, since it costs more than a letter.
    pub(crate) hash: ProfileHash,
    pub(crate) case: &'a Case<'a>,
    pub(crate) lang: Lang,
    pub(crate) ask: Ask,
}

impl Draft<'_> {
    fn subject(&self, length: Length) -> String {
        let app = self.app();
        match (self.ask, length) {
            (Ask::Approve, Length::Short) => say::subject_short(self.lang, &app),
            (Ask::Approve, Length::Full) => {
                let wanted = self.profile.it_request.subject.as_ref().map(|wanted| wanted.get(self.lang));
                say::subject_approve(self.lang, &app, wanted, self.subtitle(), Count::of(self.profile))
            }
            (Ask::Assign, _) => say::subject_assign(self.lang, &app),
            (Ask::AccessRule, _) => say::subject_access_rule(self.lang, &app),
        }
    }

    fn blocks(&self, length: Length) -> Vec<Block> {
        match (self.ask, length) {
            (Ask::Approve, Length::Short) => self.short(),
            (Ask::Approve, Length::Full) => self.full(),
            (Ask::Assign | Ask::AccessRule, _) => self.aside(),
        }
    }

    fn short(&self) -> Vec<Block> {
        let tried = say::tried_short(self.lang, &self.app(), self.subtitle(), seen(self.case.verdict));
        let asked = say::ask_short(self.lang, self.case.answer_by);
        let mut blocks = vec![
            text(say::salutation(self.lang)),
            text(join(self.lang, [tried.as_str(), asked.as_str()])),
            Block::Facts { facts: self.short_identity() },
            Block::Link { label: say::short_link(self.lang).to_owned(), url: approval_link(self.profile, self.case) },
        ];
        let more = link_also_grants(self.profile);
        if !more.is_empty() {
            blocks.push(text(say::short_link_grants_more(self.lang, &more)));
        }
        blocks.extend(say::short_hints(self.lang, self.profile, &self.case.authority).into_iter().map(text));
        blocks.extend(self.requester().map(text));
        blocks
    }

    /// The least that identifies the app. Each Japanese character takes nine bytes in a mail link, so there the name in
    /// the subject has to do.
    fn short_identity(&self) -> Vec<Fact> {
        let app = &self.profile.app;
        let publisher = match self.lang {
            Lang::En => Some(labels::publisher(self.lang, &line(&app.publisher), app.verified)),
            Lang::Ja => None,
        };
        let publisher = publisher.map(|publisher| self.fact(Label::Publisher, publisher, false));
        publisher.into_iter().chain(self.short_facts()).collect()
    }

    pub(crate) fn short_facts(&self) -> [Fact; 3] {
        let id = self.fact(Label::ShortId, self.profile.app.client_id.to_string(), true);
        let asks = self.fact(Label::Asks, say::short_permissions(self.lang, self.profile), false);
        [id, asks, self.fingerprint()]
    }

    /// The letters that ask for no approval: they need the ask, the app and the log's ids.
    fn aside(&self) -> Vec<Block> {
        let app = self.app();
        let asked = match self.ask {
            Ask::Approve => say::ask(self.lang, self.case.answer_by),
            Ask::Assign => say::ask_assign(self.lang, &app),
            Ask::AccessRule => say::ask_access_rule(self.lang, &app),
        };
        let mut blocks = self.greeting();
        blocks.push(text(asked));
        blocks.push(Block::Facts { facts: self.identity() });
        blocks.extend(self.details());
        blocks.push(self.thanks());
        blocks
    }

    pub(crate) fn greeting(&self) -> Vec<Block> {
        let opening = say::opening(self.lang, self.requester().as_deref());
        std::iter::once(text(say::salutation(self.lang))).chain(opening.map(text)).collect()
    }

    pub(crate) fn thanks(&self) -> Block {
        text(say::thanks(self.lang, self.requester().as_deref()))
    }

    pub(crate) fn tried(&self) -> String {
        say::tried(self.lang, &self.app(), self.subtitle(), seen(self.case.verdict))
    }

    pub(crate) fn client_id(&self) -> Fact {
        self.fact(Label::ClientId, self.profile.app.client_id.to_string(), true)
    }

    /// Names the version of the vendor's statement, so that two people can tell whether they read the same one.
    pub(crate) fn fingerprint(&self) -> Fact {
        self.fact(Label::Fingerprint, self.hash.to_string(), true)
    }

    pub(crate) fn app(&self) -> String {
        line(&self.profile.app.name)
    }

    pub(crate) fn subtitle(&self) -> &str {
        self.profile.app.subtitle.get(self.lang)
    }

    pub(crate) fn requester(&self) -> Option<String> {
        let name = line(&self.case.requester.as_ref()?.name);
        (!name.is_empty()).then_some(name)
    }

    pub(crate) fn fact(&self, label: Label, value: String, literal: bool) -> Fact {
        Fact { label: labels::label(self.lang, label).to_owned(), value, literal }
    }

    pub(crate) fn heading(&self, section: Section) -> Block {
        Block::Heading { text: labels::heading(self.lang, section).to_owned() }
    }
}

pub(crate) fn text(text: impl Into<String>) -> Block {
    Block::Paragraph { text: text.into() }
}

/// Sentences in a row: English puts a space between them, Japanese nothing.
pub(crate) fn join<'a>(lang: Lang, sentences: impl IntoIterator<Item = &'a str>) -> String {
    let between = match lang {
        Lang::En => " ",
        Lang::Ja => "",
    };
    sentences.into_iter().collect::<Vec<_>>().join(between)
}
