//! The full letter: everything IT asks for before deciding, the decision first.

use diagnosis::Approval;
use permissions::Lifecycle;
use profile::{AskedPermission, Consenter, Verification};

use crate::clean::line;
use crate::compose::{Draft, join, text};
use crate::labels::{self, Label, Section};
use crate::letter::{Block, Fact};
use crate::link::{approval_link, landing_page, link_also_grants};
use crate::sentences::{self as say, Count};

impl Draft<'_> {
    pub(crate) fn full(&self) -> Vec<Block> {
        let purpose = self.profile.app.purpose.get(self.lang);
        let mut blocks = self.greeting();
        blocks.push(text(join(self.lang, [self.tried().as_str(), purpose])));
        blocks.push(text(say::ask(self.lang, self.case.answer_by)));
        blocks.push(Block::Facts { facts: self.identity() });
        blocks.extend(self.asks());
        blocks.extend(self.why_not_less());
        blocks.extend(self.cannot());
        blocks.extend(self.security());
        blocks.extend(self.yes());
        blocks.extend(self.no());
        blocks.extend(self.check());
        blocks.extend(self.details());
        blocks.push(self.thanks());
        blocks
    }

    /// What a reader needs to know which app, whose, and how much.
    pub(crate) fn identity(&self) -> Vec<Fact> {
        let app = &self.profile.app;
        let mut facts = vec![
            self.fact(Label::App, self.app(), false),
            self.client_id(),
            self.fact(Label::Publisher, labels::publisher(self.lang, &line(&app.publisher), app.verified), false),
            self.fact(Label::Organisation, line(&self.case.tenant_domain), false),
            self.fact(Label::TenantId, line(&self.case.tenant_id), true),
        ];
        if let Some(person) = &self.case.requester {
            facts.push(self.fact(Label::Requester, labels::person(self.lang, person), false));
        }
        if self.profile.delegated_only() {
            facts.push(self.fact(Label::Affects, labels::only_me(self.lang, self.ask).to_owned(), false));
        }
        let count = Count::of(self.profile).words(self.lang);
        facts.push(self.fact(Label::Asks, say::how_much(self.lang, &count, self.profile.risk_level()), false));
        facts.push(self.fact(Label::RequestedOn, labels::day(self.lang, self.case.today), false));
        facts
    }

    fn asks(&self) -> Vec<Block> {
        let natures: Vec<String> =
            self.profile.permissions.iter().map(|asked| labels::nature(self.lang, asked)).collect();
        // What is the same in every row is said once.
        let alike = natures.first().filter(|first| natures.iter().all(|nature| nature == *first));
        let mut header = vec![Label::Permission, Label::Value, Label::Risk, Label::Reason];
        if alike.is_none() {
            header.insert(2, Label::Type);
        }
        let rows = self.profile.permissions.iter().zip(&natures).map(|(asked, nature)| {
            let mut row = vec![
                asked.name.get(self.lang).to_owned(),
                asked.value.clone(),
                labels::risk(self.lang, asked.risk().level()),
                self.reason(asked),
            ];
            if alike.is_none() {
                row.insert(2, nature.clone());
            }
            row
        });
        let rows = rows.collect();
        let header = header.into_iter().map(|label| labels::label(self.lang, label).to_owned()).collect();
        let alike = alike.map(|nature| say::all_alike(self.lang, nature));
        let reviewed = labels::day(self.lang, self.profile.app.reviewed_on);
        let by_itself = (!self.profile.delegated_only()).then(|| say::acts_by_itself(self.lang));
        let about = say::about_the_list(self.lang, &reviewed);
        let outdated = self.case.finds_outdated(self.profile).then(|| say::outdated(self.lang));
        vec![
            self.heading(Section::Asks),
            Block::Table { header, rows, literal: Some(1) },
            text(join(
                self.lang,
                alike.iter().map(String::as_str).chain(by_itself).chain([about.as_str()]).chain(outdated),
            )),
        ]
    }

    fn reason(&self, asked: &AskedPermission) -> String {
        let mut said = vec![asked.reason.get(self.lang).to_owned()];
        said.extend(asked.limits.iter().map(|limits| limits.get(self.lang).to_owned()));
        if !asked.data_fields.is_empty() {
            let fields: Vec<&str> = asked.data_fields.iter().map(|field| field.get(self.lang)).collect();
            said.push(say::data_fields(self.lang, &fields));
        }
        if let Some(sync) = &asked.background_sync {
            said.push(say::background(self.lang, sync.every_hours.get()));
        }
        if !asked.required {
            said.push(say::optional(self.lang).to_owned());
        }
        if let Some(Lifecycle::Ending { api, gone_from, .. }) = asked.fact().map(|fact| fact.lifecycle()) {
            let day = gone_from.parse().map_or_else(|_| gone_from.to_owned(), |day| labels::day(self.lang, day));
            said.push(say::ending(self.lang, api, &day));
        }
        join(self.lang, said.iter().map(String::as_str))
    }

    /// The vendor's long answer for what makes IT hesitate.
    fn why_not_less(&self) -> Vec<Block> {
        let justified: Vec<_> =
            self.profile.permissions.iter().filter_map(|asked| Some((asked, asked.justification.as_ref()?))).collect();
        if justified.is_empty() {
            return Vec::new();
        }
        let told = justified.into_iter().flat_map(|(asked, long)| {
            let texts = [&long.needed_for, &long.if_denied, &long.why_not_less].map(|said| said.get(self.lang));
            let paragraphs = texts.into_iter().flat_map(|said| said.split("\n\n")).map(text);
            std::iter::once(text(say::about_permission(self.lang, &asked.value))).chain(paragraphs)
        });
        std::iter::once(self.heading(Section::WhyNotLess)).chain(told).collect()
    }

    fn cannot(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if self.profile.delegated_only() {
            blocks.push(text(say::acts_as_me(self.lang, &self.app())));
        }
        if !self.profile.cannot.is_empty() {
            let items = self.profile.cannot.iter().map(|limit| limit.get(self.lang).to_owned()).collect();
            blocks.push(Block::List { ordered: false, items });
        }
        if !blocks.is_empty() {
            blocks.insert(0, self.heading(Section::Cannot));
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
        let delegated_only = self.profile.delegated_only();
        let approval = self.case.verdict.and_then(|verdict| verdict.wall.approval());
        let sent = approval == Some(Approval::WorkflowSent);
        let mut ways = vec![
            say::waiting_request(self.lang, sent).to_owned(),
            say::by_link(self.lang, delegated_only).to_owned(),
            say::some_people(self.lang, &app, delegated_only),
        ];
        if delegated_only {
            ways.push(say::one_person(self.lang).to_owned());
        }
        if self.can_be_low_impact() {
            ways.push(say::low_impact(self.lang).to_owned());
        }
        let mut blocks = vec![
            self.heading(Section::Yes),
            text(say::role(self.lang, self.profile)),
            Block::List { ordered: true, items: ways },
            Block::Link {
                label: say::link_label(self.lang, &line(&self.case.tenant_domain)),
                url: approval_link(self.profile, self.case),
            },
        ];
        blocks.extend(self.depends_on());
        let more = link_also_grants(self.profile);
        let mut notes = Vec::new();
        if !more.is_empty() {
            notes.push(say::link_grants_more(self.lang, &more));
        }
        notes.extend(say::after_approval(self.lang, &app, landing_page(self.profile).is_some()));
        if !sent && approval != Some(Approval::WorkflowAsk) {
            notes.push(say::requests_in_one_place(self.lang).to_owned());
        }
        blocks.push(Block::List { ordered: false, items: notes });
        blocks
    }

    /// Microsoft offers the classification for what users may grant, and counts it for verified publishers only.
    fn can_be_low_impact(&self) -> bool {
        let for_users = |asked: &AskedPermission| {
            asked.who == Consenter::User && asked.fact().is_some_and(|fact| fact.admin_consent == Some(false))
        };
        self.profile.delegated_only()
            && self.profile.app.verified == Verification::Yes
            && self.profile.permissions.iter().all(for_users)
    }

    fn depends_on(&self) -> Vec<Block> {
        let items: Vec<String> = self
            .profile
            .permissions
            .iter()
            .flat_map(|asked| asked.preconditions.iter().map(move |setting| (asked, setting)))
            .map(|(asked, setting)| {
                let page = setting.link.as_ref().map(ToString::to_string).unwrap_or_default();
                say::setting(self.lang, &asked.value, setting.says.get(self.lang), &page)
            })
            .collect();
        if items.is_empty() {
            return Vec::new();
        }
        vec![text(say::depends_on(self.lang)), Block::List { ordered: false, items }]
    }

    fn no(&self) -> Vec<Block> {
        vec![self.heading(Section::No), Block::List { ordered: false, items: say::saying_no(self.lang, &self.app()) }]
    }

    fn check(&self) -> Vec<Block> {
        let authority = self.case.authority.trim_end_matches('/');
        let mut items = say::checks(self.lang, &self.app(), self.profile.app.client_id.as_str(), authority);
        items.push(say::same_list(self.lang, self.profile.version));
        let whole = self.fact(Label::Sha256, self.hash.full(), true);
        let own = self.profile.links.microsoft.iter().map(|page| (page.title.get(self.lang), page.url.as_str()));
        let pages = say::MICROSOFT_PAGES.iter().map(|(title, url)| (title.get(self.lang), *url)).chain(own);
        let pages = pages.map(|(title, url)| Fact { label: title.to_owned(), value: url.to_owned(), literal: true });
        vec![
            self.heading(Section::Check),
            text(say::distrust(self.lang)),
            Block::List { ordered: false, items },
            Block::Facts { facts: [self.fingerprint(), whole].into_iter().chain(pages).collect() },
        ]
    }

    /// Only what was received or pasted; a letter without evidence has no such section.
    pub(crate) fn details(&self) -> Vec<Block> {
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
}
