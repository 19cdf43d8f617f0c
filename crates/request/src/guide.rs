use profile::{Kind, Localised, Profile};
use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::clean::line;
use crate::guide_sections::{GuideSection, names, sections};
use crate::guide_ways::{everyone, one, some};
use crate::labels::{self, Label};
use crate::link::{approval_link, landing_page, link_also_grants};
use crate::sentences as say;
use profile::Lang::{En, Ja};

/// What an administrator needs to decide, as a page of the app shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct AdminGuide {
    pub app: String,
    /// Who asked, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub requester: Option<String>,
    pub what_blocks: Localised,
    pub what_it_asks: Localised,
    pub role: Localised,
    /// One, some, everyone: the smallest first.
    pub scopes: Vec<ApprovalScope>,
    /// `None` until the tenant is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub approval_link: Option<String>,
    pub good_to_know: Vec<Localised>,
    pub saying_no: Vec<Localised>,
    pub check: Vec<Localised>,
    /// What to compare, letter by letter.
    pub identity: Vec<GuideFact>,
    /// Everything an administrator may look up, in the order it is needed.
    pub sections: Vec<GuideSection>,
    /// Old and new names of the same things, for searching.
    pub names: Vec<Vec<String>>,
}

/// One way to say yes, with its way back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ApprovalScope {
    pub reach: Reach,
    pub title: Localised,
    pub means: Localised,
    pub steps: Vec<Step>,
    /// The way back in a few words, for the choice itself.
    pub undo: Localised,
    pub undo_steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Reach {
    One,
    Some,
    Everyone,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Step {
    pub text: Localised,
    /// A command or address to copy, the same in every language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub literal: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GuideFact {
    pub label: Localised,
    pub value: Localised,
    pub literal: bool,
}

/// Writes the guide. Without a case it speaks of "one person" and leaves out the link, which needs a tenant.
pub fn admin_guide(profile: &Profile, case: Option<&Case<'_>>) -> AdminGuide {
    let app = line(&profile.app.name);
    let requester = case.and_then(|case| case.requester.as_ref());
    let link = case.map(|case| approval_link(profile, case));
    let mut scopes = Vec::new();
    // A single grant is a delegated grant: an application permission always covers the whole organisation.
    if profile.delegated_only() {
        scopes.push(one(
            profile,
            requester.map(|person| line(&person.name)),
            requester.map(|person| line(&person.upn)),
        ));
    }
    scopes.push(some(&app, link.clone()));
    scopes.push(everyone(&app, link.clone(), case.map(|case| line(&case.tenant_domain))));
    let authority = case.map_or("https://login.microsoftonline.com", |case| case.authority.trim_end_matches('/'));
    let id = profile.app.client_id.as_str();
    AdminGuide {
        requester: requester.map(|person| line(&person.name)),
        what_blocks: what_blocks(profile),
        what_it_asks: what_it_asks(profile),
        role: both(say::role(En, profile), say::role(Ja, profile)),
        scopes,
        approval_link: link,
        good_to_know: good_to_know(profile, &app),
        saying_no: pairs(saying_no_en(&app), saying_no_ja(&app)),
        check: pairs(say::checks(En, &app, id, authority), say::checks(Ja, &app, id, authority)),
        identity: identity(profile),
        sections: sections(profile, authority),
        names: names(),
        app,
    }
}

fn good_to_know(profile: &Profile, app: &str) -> Vec<Localised> {
    let more = link_also_grants(profile);
    let beyond = (!more.is_empty()).then(|| both(say::link_grants_more(En, &more), say::link_grants_more(Ja, &more)));
    let page = landing_page(profile).is_some();
    let after = pairs(say::after_approval(En, app, page), say::after_approval(Ja, app, page));
    beyond.into_iter().chain(after).collect()
}

fn what_blocks(profile: &Profile) -> Localised {
    if profile.excluded_scopes().is_empty() {
        return both(
            "The organisation's consent settings leave this app to administrators.",
            "組織の同意の設定により、このアプリの許可は管理者が判断します。",
        );
    }
    both(
        "Microsoft's default rule leaves these permissions to administrators. Other settings of the organisation can have the same effect.",
        "Microsoft の既定の規則では、これらの許可は管理者が判断します。組織の設定で同じ結果になることもあります。",
    )
}

fn what_it_asks(profile: &Profile) -> Localised {
    let values: Vec<&str> = profile.permissions.iter().map(|asked| asked.value.as_str()).collect();
    let count = profile.permissions.iter().filter(|asked| asked.kind == Kind::Application).count();
    let values = values.join(", ");
    if count == 0 {
        return both(
            format!("{values}. All delegated: it acts only as the person who signed in."),
            format!("{values}。すべて委任された許可で、サインインした本人の権限の範囲だけで動作します。"),
        );
    }
    both(
        format!("{values}. {count} of them work without anyone signed in."),
        format!("{values}。このうち{count}件は、誰もサインインしていなくても使われます。"),
    )
}

fn saying_no_en(app: &str) -> Vec<String> {
    vec![
        "With a waiting request, Deny lets the person ask again. Block also stops further requests for this app."
            .to_owned(),
        "Without one, a reply is enough. There is nothing else to do.".to_owned(),
        format!("To keep {app} from signing anyone in, set Properties > Enabled for users to sign in to No."),
    ]
}

fn saying_no_ja(app: &str) -> Vec<String> {
    vec![
        "要求が届いている場合、［拒否］を選ぶと本人は再度依頼できます。［ブロック］を選ぶと、以後このアプリの要求は届きません。".to_owned(),
        "要求が届いていない場合は、本人への返信だけで済みます。ほかの作業は必要ありません。".to_owned(),
        format!("{app} へのサインインを止めるには、［プロパティ］の［ユーザーのサインインが有効になっていますか？］を［いいえ］にします。"),
    ]
}

fn identity(profile: &Profile) -> Vec<GuideFact> {
    let app = &profile.app;
    let fact = |label, en: String, ja: String, literal| GuideFact {
        label: both(labels::label(En, label), labels::label(Ja, label)),
        value: both(en, ja),
        literal,
    };
    let (id, publisher) = (app.client_id.to_string(), line(&app.publisher));
    let fingerprint = profile.hash().to_string();
    vec![
        fact(Label::ClientId, id.clone(), id, true),
        fact(
            Label::Publisher,
            labels::publisher(En, &publisher, app.verified),
            labels::publisher(Ja, &publisher, app.verified),
            false,
        ),
        fact(Label::Fingerprint, fingerprint.clone(), fingerprint, true),
    ]
}

pub(crate) fn both(en: impl Into<String>, ja: impl Into<String>) -> Localised {
    Localised::new(en, ja)
}

/// A name with the Japanese address.
pub(crate) fn san(name: &str) -> String {
    labels::after_name(name, "さん")
}

fn pairs(en: Vec<String>, ja: Vec<String>) -> Vec<Localised> {
    en.into_iter().zip(ja).map(|(en, ja)| Localised::new(en, ja)).collect()
}
