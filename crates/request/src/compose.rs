use diagnosis::Approval;
use profile::{Lang, Profile};

use crate::ask::{Ask, ask, seen};
use crate::case::{Case, Length, LetterLang};
use crate::clean::line;
use crate::labels::{self, Label, Section};
use crate::letter::{Block, Fact, Letter};
use crate::link::approval_link;
use crate::sentences as say;

/// Writes the request.
///
/// What it asks follows the verdict: an approval; a place on the app's list, where people are assigned; or, where an
/// access rule stands in the way, which device or place would do.
pub fn compose(profile: &Profile, case: &Case<'_>, lang: LetterLang, length: Length) -> Letter {
    let written = |lang| Draft { profile, case, lang, ask: ask(case.verdict) };
    match lang {
        LetterLang::En => written(Lang::En).letter(LetterLang::En, length),
        LetterLang::Ja => written(Lang::Ja).letter(LetterLang::Ja, length),
        LetterLang::Both => {
            let mut letter = written(Lang::Ja).letter(LetterLang::Both, length);
            let english = written(Lang::En).letter(LetterLang::En, length);
            letter.subject = line(&format!("{} / {}", letter.subject, written(Lang::En).subject(Length::Short)));
            letter.blocks.push(Block::Language { lang: Lang::En });
            letter.blocks.extend(english.blocks);
            letter
        }
    }
}

/// The letter in one language.
struct Draft<'a> {
    profile: &'a Profile,
    case: &'a Case<'a>,
    lang: Lang,
    ask: Ask,
}

impl Draft<'_> {
    fn letter(&self, lang: LetterLang, length: Length) -> Letter {
        let blocks = match (self.ask, length) {
            (Ask::Approve, Length::Short) => self.short(),
            (Ask::Approve, Length::Full) => self.full(),
            (Ask::Assign | Ask::AccessRule, _) => self.aside(),
        };
        Letter { subject: line(&self.subject(length)), lang, blocks }
    }

    fn subject(&self, length: Length) -> String {
        let app = self.app();
        match (self.ask, length) {
            (Ask::Approve, Length::Short) => say::subject_short(self.lang, &app),
            (Ask::Approve, Length::Full) => {
                say::subject_approve(self.lang, &app, self.subtitle(), self.profile.delegated_only())
            }
            (Ask::Assign, _) => say::subject_assign(self.lang, &app),
            (Ask::AccessRule, _) => say::subject_access_rule(self.lang, &app),
        }
    }

    fn short(&self) -> Vec<Block> {
        let app = self.app();
        let tried = say::tried(self.lang, &app, self.subtitle(), seen(self.case.verdict));
        let mut blocks = vec![
            text(say::salutation(self.lang)),
            text(join(self.lang, [tried.as_str(), say::ask_short(self.lang)])),
            Block::Facts { facts: self.short_identity() },
            Block::Link { label: say::short_link(self.lang).to_owned(), url: approval_link(self.profile, self.case) },
        ];
        blocks.extend(say::short_hints(self.lang, self.profile.delegated_only()).into_iter().map(text));
        if let Some(name) = self.requester() {
            blocks.push(text(name));
        }
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
        let values: Vec<&str> = self.profile.permissions.iter().map(|asked| asked.value.as_str()).collect();
        let asks = say::short_permissions(self.lang, &values.join(" "), self.profile.delegated_only());
        let publisher = publisher.map(|publisher| self.fact(Label::Publisher, publisher, false));
        let id = self.fact(Label::ClientId, app.client_id.to_string(), true);
        publisher.into_iter().chain([id, self.fact(Label::Asks, asks, false)]).collect()
    }

    fn full(&self) -> Vec<Block> {
        let app = self.app();
        let tried = say::tried(self.lang, &app, self.subtitle(), seen(self.case.verdict));
        let purpose = self.profile.app.purpose.get(self.lang);
        let mut blocks = self.greeting();
        blocks.push(text(join(self.lang, [tried.as_str(), purpose])));
        blocks.push(text(say::ask(self.lang)));
        blocks.push(Block::Facts { facts: self.identity() });
        blocks.extend(self.asks());
        blocks.extend(self.cannot());
        blocks.extend(self.security());
        blocks.extend(self.yes());
        blocks.extend(self.no());
        blocks.extend(self.check());
        blocks.extend(self.details());
        blocks.push(self.thanks());
        blocks
    }

    /// The letters that ask for no approval: they need the ask, the app and the log's ids.
    fn aside(&self) -> Vec<Block> {
        let app = self.app();
        let asked = match self.ask {
            Ask::Approve => say::ask(self.lang).to_owned(),
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

    fn greeting(&self) -> Vec<Block> {
        let opening = say::opening(self.lang, self.requester().as_deref());
        std::iter::once(text(say::salutation(self.lang))).chain(opening.map(text)).collect()
    }

    fn thanks(&self) -> Block {
        text(say::thanks(self.lang, self.requester().as_deref()))
    }

    fn identity(&self) -> Vec<Fact> {
        let app = &self.profile.app;
        let mut facts = vec![
            self.fact(Label::App, self.app(), false),
            self.fact(Label::ClientId, app.client_id.to_string(), true),
            self.fact(Label::Publisher, labels::publisher(self.lang, &line(&app.publisher), app.verified), false),
            self.fact(Label::Organisation, line(&self.case.tenant_domain), false),
            self.fact(Label::TenantId, line(&self.case.tenant_id), true),
        ];
        if let Some(person) = &self.case.requester {
            let who = match self.lang {
                Lang::En => format!("{} ({})", line(&person.name), line(&person.upn)),
                Lang::Ja => format!("{}（{}）", line(&person.name), line(&person.upn)),
            };
            facts.push(self.fact(Label::Requester, who, false));
        }
        if self.profile.delegated_only() {
            facts.push(self.fact(Label::Affects, labels::only_me(self.lang).to_owned(), false));
        }
        facts.push(self.fact(Label::RequestedOn, labels::day(self.lang, self.case.today), false));
        facts
    }

    fn asks(&self) -> Vec<Block> {
        let header = [Label::Permission, Label::Value, Label::Type, Label::Reason];
        let rows = self.profile.permissions.iter().map(|asked| {
            let limits = asked.limits.iter().map(|limits| limits.get(self.lang));
            let reason = join(self.lang, std::iter::once(asked.reason.get(self.lang)).chain(limits));
            let kind = match asked.resource {
                profile::Resource::Graph => labels::kind(self.lang, asked.kind).to_owned(),
                profile::Resource::ExchangeOnline | profile::Resource::SharePoint => {
                    format!("{}, {}", labels::kind(self.lang, asked.kind), asked.resource.name())
                }
            };
            vec![asked.name.get(self.lang).to_owned(), asked.value.clone(), kind, reason]
        });
        let header = header.into_iter().map(|label| labels::label(self.lang, label).to_owned()).collect();
        vec![self.heading(Section::Asks), Block::Table { header, rows: rows.collect(), literal: Some(1) }]
    }

    fn cannot(&self) -> Vec<Block> {
        let acts = say::acts(self.lang, &self.app(), self.profile.delegated_only());
        let mut blocks = vec![self.heading(Section::Cannot), text(acts)];
        if !self.profile.cannot.is_empty() {
            let items = self.profile.cannot.iter().map(|limit| limit.get(self.lang).to_owned()).collect();
            blocks.push(Block::List { ordered: false, items });
        }
        blocks
    }

    fn security(&self) -> Vec<Block> {
        let links = &self.profile.links;
        let said = self.profile.security.iter().map(|fact| Fact {
            label: labels::topic(self.lang, fact.topic).to_owned(),
            value: fact.says.get(self.lang).to_owned(),
            literal: false,
        });
        let contact =
            links.support.as_ref().map(ToString::to_string).or(links.support_email.as_ref().map(ToString::to_string));
        let pages = [
            (Label::Security, links.security.as_ref().map(ToString::to_string)),
            (Label::Privacy, links.privacy.as_ref().map(ToString::to_string)),
            (Label::Support, contact),
        ];
        let pages = pages.into_iter().filter_map(|(label, page)| Some(self.fact(label, page?, true)));
        let facts: Vec<Fact> = said.chain(pages).collect();
        if facts.is_empty() {
            return Vec::new();
        }
        vec![self.heading(Section::Security), Block::Facts { facts }]
    }

    fn yes(&self) -> Vec<Block> {
        let app = self.app();
        let sent = self.case.verdict.is_some_and(|verdict| verdict.wall.approval() == Some(Approval::WorkflowSent));
        let ways = vec![
            say::waiting_request(self.lang, sent).to_owned(),
            say::by_link(self.lang, self.profile.delegated_only()).to_owned(),
            say::some_people(self.lang, &app),
        ];
        vec![
            self.heading(Section::Yes),
            text(say::role(self.lang, self.profile.delegated_only())),
            Block::List { ordered: true, items: ways },
            Block::Link {
                label: say::link_label(self.lang, &line(&self.case.tenant_domain)),
                url: approval_link(self.profile, self.case),
            },
            Block::List {
                ordered: false,
                items: say::after_approval(self.lang, &app, self.profile.links.admin_approval.is_some()),
            },
        ]
    }

    fn no(&self) -> Vec<Block> {
        vec![self.heading(Section::No), Block::List { ordered: false, items: say::saying_no(self.lang, &self.app()) }]
    }

    fn check(&self) -> Vec<Block> {
        let authority = self.case.authority.trim_end_matches('/');
        let items = say::checks(self.lang, &self.app(), self.profile.app.client_id.as_str(), authority);
        vec![self.heading(Section::Check), text(say::distrust(self.lang)), Block::List { ordered: false, items }]
    }

    /// Only what was received or pasted; a letter without evidence has no such section.
    fn details(&self) -> Vec<Block> {
        let Some(verdict) = self.case.verdict else { return Vec::new() };
        let support = &verdict.support;
        let code = verdict.deciding_code().map(|number| format!("AADSTS{number}"));
        let facts: Vec<Fact> = [
            (Label::Code, code.as_ref()),
            (Label::CorrelationId, support.correlation_id.as_ref()),
            (Label::RequestId, support.request_id.as_ref().or(support.trace_id.as_ref())),
            (Label::Time, support.timestamp.as_ref()),
        ]
        .into_iter()
        .filter_map(|(label, value)| Some(self.fact(label, line(value?), true)))
        .collect();
        if facts.is_empty() {
            return Vec::new();
        }
        vec![self.heading(Section::Details), Block::Facts { facts }]
    }

    fn app(&self) -> String {
        line(&self.profile.app.name)
    }

    fn subtitle(&self) -> &str {
        self.profile.app.subtitle.get(self.lang)
    }

    fn requester(&self) -> Option<String> {
        let name = line(&self.case.requester.as_ref()?.name);
        (!name.is_empty()).then_some(name)
    }

    fn fact(&self, label: Label, value: String, literal: bool) -> Fact {
        Fact { label: labels::label(self.lang, label).to_owned(), value, literal }
    }

    fn heading(&self, section: Section) -> Block {
        Block::Heading { text: labels::heading(self.lang, section).to_owned() }
    }
}

fn text(text: impl Into<String>) -> Block {
    Block::Paragraph { text: text.into() }
}

/// Sentences in a row: English puts a space between them, Japanese nothing.
fn join<'a>(lang: Lang, sentences: impl IntoIterator<Item = &'a str>) -> String {
    let between = match lang {
        Lang::En => " ",
        Lang::Ja => "",
    };
    sentences.into_iter().collect::<Vec<_>>().join(between)
}
