//! What only the short letter says.

use Lang::{En, Ja};
use profile::{Kind, Lang, Profile};

use super::asking::{Seen, tried};
use super::checking::short_check;
use super::deciding::{link_grants_more, role};

/// How to check, and who can approve. Each Japanese character takes nine bytes in a mail link: only what cannot be left out.
pub(crate) fn short_hints(lang: Lang, profile: &Profile, authority: &str) -> Vec<String> {
    let check = short_check(lang, authority);
    match lang {
        En => vec![check, role(lang, profile)],
        Ja => vec![check],
    }
}

/// How it came to this, where every character counts.
pub(crate) fn tried_short(lang: Lang, app: &str, subtitle: &str, seen: Seen) -> String {
    match (lang, seen) {
        (En, seen) => tried(En, app, subtitle, seen),
        (Ja, Seen::NeedAdminApproval) => {
            format!("{subtitle}を {app} に接続すると「管理者の承認が必要」と表示されます。")
        }
        (Ja, Seen::ApprovalRequired) => format!("{subtitle}を {app} に接続すると「承認が必要」と表示されます。"),
        (Ja, Seen::Answer) => format!("{subtitle}を {app} に接続するには、管理者の承認が必要とのことです。"),
        (Ja, Seen::Nothing) => format!("{subtitle}を {app} に接続するには、管理者の承認が必要なようです。"),
    }
}

/// Every value in one line; one that exists as both kinds is told apart.
pub(crate) fn short_permissions(lang: Lang, profile: &Profile) -> String {
    let values = |kind: Kind| -> Vec<&str> {
        profile.permissions.iter().filter(|asked| asked.kind == kind).map(|asked| asked.value.as_str()).collect()
    };
    let (delegated, application) = (values(Kind::Delegated).join(" "), values(Kind::Application).join(" "));
    match (lang, application.is_empty()) {
        (En, true) => format!("{delegated} (all delegated: it acts only as me)"),
        (En, false) => format!("{application} (application); {delegated} (delegated)"),
        (Ja, true) => format!("{delegated}（委任のみ）"),
        (Ja, false) => format!("{application}（アプリケーション）{delegated}（委任）"),
    }
}

pub(crate) fn short_link_grants_more(lang: Lang, values: &[&str]) -> String {
    match lang {
        En => link_grants_more(En, values),
        Ja => format!("リンクは {} も許可します。", values.join("、")),
    }
}

pub(crate) fn short_link(lang: Lang) -> &'static str {
    match lang {
        En => "Approval link (it allows the app for our whole organisation)",
        Ja => "承認リンク（組織全体）",
    }
}
