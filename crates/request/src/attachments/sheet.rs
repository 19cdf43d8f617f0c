use profile::{Lang, Profile};

use crate::attachments::json::least_role;
use crate::attachments::sheet_words as say;
use crate::case::Case;
use crate::clean::line;
use crate::compose::join;
use crate::labels::{self, Label};
use crate::link::approval_link;
use crate::sentences::{admin_center, outdated};

/// One page to decide on: what is asked, how far it reaches, how to say yes or no. Both renderers draw exactly this.
pub(crate) struct Sheet {
    pub(crate) lang: Lang,
    /// Above the title: what this paper is, for whom, and of which day.
    pub(crate) kicker: String,
    pub(crate) title: String,
    pub(crate) ask: String,
    /// The four things that decide, each a label and an answer.
    pub(crate) glance: Vec<(&'static str, String)>,
    pub(crate) asks: &'static str,
    pub(crate) header: [&'static str; 3],
    pub(crate) rows: Vec<Row>,
    pub(crate) left: Vec<Part>,
    pub(crate) right: Vec<Part>,
    pub(crate) link_label: &'static str,
    pub(crate) link: String,
    /// To be filled in by hand: the choices, then the lines to write on.
    pub(crate) decision: &'static str,
    pub(crate) choices: Vec<String>,
    pub(crate) signature: [&'static str; 2],
    pub(crate) foot: String,
}

pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) kind: String,
    pub(crate) reason: String,
    /// 1 to 5.
    pub(crate) risk: u8,
}

pub(crate) struct Part {
    pub(crate) heading: &'static str,
    pub(crate) items: Vec<Item>,
}

pub(crate) enum Item {
    Fact { label: String, value: String },
    Point(String),
}

pub(crate) fn sheet(profile: &Profile, case: &Case<'_>, lang: Lang) -> Sheet {
    let app = line(&profile.app.name);
    let requester = case.requester.as_ref().map(|person| line(&person.name));
    let authority = case.authority.trim_end_matches('/');
    let center = admin_center(authority);
    Sheet {
        lang,
        kicker: say::kicker(lang, &line(&case.tenant_domain), &labels::day(lang, case.today)),
        title: say::title(lang, &app),
        ask: say::ask(lang, profile.app.purpose.get(lang), requester.as_deref()),
        glance: glance(profile, lang),
        asks: say::asks(lang),
        header: say::header(lang),
        rows: profile.permissions.iter().map(|asked| row(asked, lang)).collect(),
        left: vec![
            Part { heading: say::identity(lang), items: identity(profile, case, lang) },
            Part {
                heading: say::security(lang),
                items: profile
                    .security
                    .iter()
                    .map(|fact| Item::Fact {
                        label: labels::topic(lang, fact.topic).to_owned(),
                        value: fact.says.get(lang).to_owned(),
                    })
                    .collect(),
            },
        ],
        right: vec![
            Part {
                heading: say::cannot(lang),
                items: profile.cannot.iter().map(|limit| Item::Point(limit.get(lang).to_owned())).collect(),
            },
            Part {
                heading: say::yes(lang),
                items: points(say::ways_to_yes(lang, &app, center, profile.delegated_only())),
            },
            Part { heading: say::no(lang), items: points(say::ways_to_no(lang)) },
            Part { heading: say::check(lang), items: points(say::checks(lang, center, authority)) },
        ],
        link_label: say::link(lang),
        link: approval_link(profile, case),
        decision: say::decision(lang),
        choices: say::choices(lang, requester.as_deref(), profile.delegated_only()),
        signature: say::signature(lang),
        foot: foot(profile, case, lang),
    }
}

fn foot(profile: &Profile, case: &Case<'_>, lang: Lang) -> String {
    let said = say::foot(lang, profile, &labels::day(lang, profile.app.reviewed_on));
    let outdated = case.finds_outdated(profile).then(|| outdated(lang));
    join(lang, std::iter::once(said.as_str()).chain(outdated))
}

fn glance(profile: &Profile, lang: Lang) -> Vec<(&'static str, String)> {
    let [permissions, risk, role, undo] = say::glance_labels(lang);
    vec![
        (permissions, say::counts(lang, &profile.permissions)),
        (risk, say::highest(lang, profile.risk_level())),
        (role, say::role(lang, least_role(profile).name)),
        (undo, say::undo(lang).to_owned()),
    ]
}

fn row(asked: &profile::AskedPermission, lang: Lang) -> Row {
    let kind = match asked.resource {
        profile::Resource::Graph => labels::kind(lang, asked.kind).to_owned(),
        profile::Resource::ExchangeOnline | profile::Resource::SharePoint => {
            format!("{}{}{}", labels::kind(lang, asked.kind), say::comma(lang), asked.resource.name())
        }
    };
    Row {
        name: asked.name.get(lang).to_owned(),
        value: asked.value.clone(),
        kind,
        reason: asked.reason.get(lang).to_owned(),
        risk: asked.risk().level(),
    }
}

fn identity(profile: &Profile, case: &Case<'_>, lang: Lang) -> Vec<Item> {
    let app = &profile.app;
    let fact = |label, value| Item::Fact { label: labels::label(lang, label).to_owned(), value };
    let mut items = vec![
        fact(Label::ClientId, app.client_id.to_string()),
        fact(Label::Publisher, labels::publisher(lang, &line(&app.publisher), app.verified)),
        fact(Label::TenantId, line(&case.tenant_id)),
    ];
    if let Some(person) = &case.requester {
        items.push(fact(Label::Requester, format!("{} · {}", line(&person.name), line(&person.upn))));
    }
    items
}

fn points(said: Vec<String>) -> Vec<Item> {
    said.into_iter().map(Item::Point).collect()
}
