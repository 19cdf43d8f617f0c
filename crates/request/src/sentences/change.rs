//! The mail about what a newer version asks for.

use Lang::{En, Ja};
use profile::{Lang, RiskChange};

pub(crate) fn subject_change(lang: Lang, app: &str, added: usize) -> String {
    match (lang, added) {
        (En, 0) => format!("For your information: {app} asks for less"),
        (En, 1) => format!("Approval request: {app} asks for one more permission"),
        (En, _) => format!("Approval request: {app} asks for {added} more permissions"),
        (Ja, 0) => format!("【ご連絡】{app} が求める許可が減りました"),
        (Ja, _) => format!("【承認のお願い】{app}：許可の追加（{added}件）"),
    }
}

/// The difference in a line. `added` and `removed` are the permissions as they are written in the list.
pub(crate) fn change(lang: Lang, app: &str, added: &[String], removed: &[String]) -> String {
    match (lang, added, removed) {
        (En, added, []) => format!("{app}, which you approved before, now also asks for {}.", added.join(", ")),
        (En, [], removed) => format!("{app} no longer asks for {}.", removed.join(", ")),
        (En, added, removed) => format!(
            "{app}, which you approved before, now also asks for {}. It no longer asks for {}.",
            added.join(", "),
            removed.join(", ")
        ),
        (Ja, added, []) => format!("承認済みの {app} が、新たに {}を求めています。", added.join("、")),
        (Ja, [], removed) => format!("{app} は、{}を求めなくなりました。", removed.join("、")),
        (Ja, added, removed) => format!(
            "承認済みの {app} が、新たに {}を求めています。{}は不要になりました。",
            added.join("、"),
            removed.join("、")
        ),
    }
}

pub(crate) fn ask_about_change(lang: Lang) -> &'static str {
    match lang {
        En => "Could you decide about the addition? No is a fine answer; please just let me know.",
        Ja => "追加の可否をご判断ください。",
    }
}

pub(crate) fn nothing_to_approve(lang: Lang) -> &'static str {
    match lang {
        En => "There is nothing to approve. What was granted before stays until you remove it.",
        Ja => "承認の作業は必要ありません。以前の許可は、取り消すまで残ります。",
    }
}

pub(crate) fn risk_change(lang: Lang, risk: RiskChange) -> String {
    let RiskChange { before, after } = risk;
    match (lang, before == after) {
        (En, true) => format!("{after} of 5, as before"),
        (En, false) => format!("{after} of 5, was {before}"),
        (Ja, true) => format!("5段階中{after}（変更なし）"),
        (Ja, false) => format!("5段階中{after}（以前は{before}）"),
    }
}
