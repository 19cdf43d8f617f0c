//! Subject lines: what is asked, for which app, how much of it.

use Lang::{En, Ja};
use profile::{Kind, Lang, Profile};

/// How many permissions there are of each kind.
#[derive(Clone, Copy)]
pub(crate) struct Count {
    pub(crate) delegated: usize,
    pub(crate) application: usize,
}

impl Count {
    pub(crate) fn of(profile: &Profile) -> Self {
        let delegated = profile.permissions.iter().filter(|asked| asked.kind == Kind::Delegated).count();
        Count { delegated, application: profile.permissions.len() - delegated }
    }

    /// "5 delegated permissions", "3 delegated and 2 application permissions".
    pub(crate) fn words(self, lang: Lang) -> String {
        let Count { delegated, application } = self;
        let noun = if delegated + application == 1 { "permission" } else { "permissions" };
        match (lang, delegated, application) {
            (En, _, 0) => format!("{delegated} delegated {noun}"),
            (En, 0, _) => format!("{application} application {noun}"),
            (En, _, _) => format!("{delegated} delegated and {application} application {noun}"),
            (Ja, _, 0) => format!("委任{delegated}件"),
            (Ja, 0, _) => format!("アプリケーション{application}件"),
            (Ja, _, _) => format!("委任{delegated}件、アプリケーション{application}件"),
        }
    }
}

/// `wanted` is the vendor's own word for what is asked, such as "calendar access"; without it, what gets connected.
pub(crate) fn subject_approve(lang: Lang, app: &str, wanted: Option<&str>, subtitle: &str, count: Count) -> String {
    let count = count.words(lang);
    match (lang, wanted) {
        (En, wanted) => {
            format!("Approval request: {app} ({}, {count}) - one decision", wanted.unwrap_or(subtitle))
        }
        (Ja, Some(wanted)) => format!("【承認のお願い】{app}：{wanted}（{count}）"),
        (Ja, None) => format!("【承認のお願い】{app}：{subtitle}へのアクセス（{count}）"),
    }
}

pub(crate) fn subject_short(lang: Lang, app: &str) -> String {
    match lang {
        En => format!("Approval request: {app} - one decision"),
        Ja => format!("【承認のお願い】{app}"),
    }
}

pub(crate) fn subject_assign(lang: Lang, app: &str) -> String {
    match lang {
        En => format!("Request: please add me to {app}"),
        Ja => format!("【利用者追加のお願い】{app}"),
    }
}

pub(crate) fn subject_access_rule(lang: Lang, app: &str) -> String {
    match lang {
        En => format!("Question: an access rule and {app}"),
        Ja => format!("【ご相談】アクセス規則と {app} の利用について"),
    }
}
