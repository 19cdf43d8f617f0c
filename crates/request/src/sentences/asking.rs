//! The opening: what happened, and what is asked.

use Lang::{En, Ja};
use jiff::civil::Date;
use profile::Lang;

use crate::labels::{after_name, day};

pub(crate) fn salutation(lang: Lang) -> &'static str {
    match lang {
        En => "Hello,",
        Ja => "IT ご担当者様",
    }
}

/// Japanese business mail opens with who is writing; English leaves that to the signature.
pub(crate) fn opening(lang: Lang, requester: Option<&str>) -> Option<String> {
    match (lang, requester) {
        (En, _) => None,
        (Ja, Some(name)) => Some(format!("お疲れさまです。{}。", after_name(name, "です"))),
        (Ja, None) => Some("お疲れさまです。".to_owned()),
    }
}

pub(crate) fn thanks(lang: Lang, requester: Option<&str>) -> String {
    match (lang, requester) {
        (En, Some(name)) => format!("Thank you,\n{name}"),
        (En, None) => "Thank you.".to_owned(),
        (Ja, _) => "お手数をおかけしますが、よろしくお願いいたします。".to_owned(),
    }
}

/// How the app came to need an approval, no more than was seen.
#[derive(Clone, Copy)]
pub(crate) enum Seen {
    /// The page with this heading.
    NeedAdminApproval,
    ApprovalRequired,
    /// Microsoft's answer, but no page.
    Answer,
    /// Nothing yet, or only an inference.
    Nothing,
}

pub(crate) fn tried(lang: Lang, app: &str, subtitle: &str, seen: Seen) -> String {
    match (lang, seen) {
        (En, Seen::NeedAdminApproval) => {
            format!("I tried to connect my {subtitle} to {app}. Microsoft showed \"Need admin approval\".")
        }
        (En, Seen::ApprovalRequired) => {
            format!("I tried to connect my {subtitle} to {app}. Microsoft showed \"Approval required\".")
        }
        (En, Seen::Answer) => format!(
            "I tried to connect my {subtitle} to {app}. Microsoft answered that an administrator has to approve it first."
        ),
        (En, Seen::Nothing) => format!(
            "I would like to connect my {subtitle} to {app}. It seems that our organisation leaves this to an administrator."
        ),
        (Ja, Seen::NeedAdminApproval) => {
            format!("{subtitle}を {app} に接続しようとしたところ、「管理者の承認が必要」と表示されました。")
        }
        (Ja, Seen::ApprovalRequired) => {
            format!("{subtitle}を {app} に接続しようとしたところ、「承認が必要」と表示されました。")
        }
        (Ja, Seen::Answer) => {
            format!("{subtitle}を {app} に接続しようとしたところ、管理者の承認が必要との応答がありました。")
        }
        (Ja, Seen::Nothing) => {
            format!("{subtitle}を {app} に接続したいのですが、当組織では管理者の承認が必要なようです。")
        }
    }
}

pub(crate) fn ask(lang: Lang, by: Option<Date>) -> String {
    match (lang, by) {
        (En, None) => "Could you decide about this one app? No is a fine answer; please just let me know.".to_owned(),
        (En, Some(by)) => format!(
            "Could you decide about this one app by {}? No is a fine answer; please just let me know.",
            day(En, by)
        ),
        (Ja, None) => {
            "このアプリ1つについて、利用を許可できるかご判断いただけますでしょうか。難しい場合は、その旨だけお知らせください。"
                .to_owned()
        }
        (Ja, Some(by)) => format!(
            "このアプリ1つについて、利用を許可できるか、{}までにご判断いただけますでしょうか。難しい場合は、その旨だけお知らせください。",
            day(Ja, by)
        ),
    }
}

pub(crate) fn ask_short(lang: Lang, by: Option<Date>) -> String {
    match (lang, by) {
        (En, by) => ask(En, by),
        (Ja, None) => "可否のご判断をお願いします。".to_owned(),
        (Ja, Some(by)) => format!("{}までに可否のご判断をお願いします。", day(Ja, by)),
    }
}

pub(crate) fn ask_assign(lang: Lang, app: &str) -> String {
    match lang {
        En => format!(
            "I tried to sign in to {app}. Microsoft answered that only people on the app's list may use it. \
             Could you add me under Enterprise apps > {app} > Users and groups? No is a fine answer; please just let me know."
        ),
        Ja => format!(
            "{app} にサインインしようとしたところ、割り当てられた利用者だけが使えるとの応答がありました。\
             ［エンタープライズ アプリ］＞［{app}］＞［ユーザーとグループ］で、利用者に追加していただけますでしょうか。\
             難しい場合は、その旨だけお知らせください。"
        ),
    }
}

pub(crate) fn ask_access_rule(lang: Lang, app: &str) -> String {
    match lang {
        En => format!(
            "I tried to sign in to {app}. One of our access rules (Conditional Access) did not allow it. \
             Is there a device or place from which I may use it?"
        ),
        Ja => format!(
            "{app} にサインインしようとしたところ、当組織のアクセス規則（条件付きアクセス）により許可されませんでした。\
             利用できるデバイスや場所があれば、教えていただけますでしょうか。"
        ),
    }
}

pub(crate) fn acts_as_me(lang: Lang, app: &str) -> String {
    match lang {
        En => "It acts only as me, within the rights I already have.".to_owned(),
        Ja => format!("{app} が使えるのは、本人がすでに持っている権限の範囲だけです。"),
    }
}

pub(crate) fn acts_by_itself(lang: Lang) -> &'static str {
    match lang {
        En => "Permissions of the type \"application\" work without anyone signed in and are not limited to me.",
        Ja => "種類が「アプリケーション」の許可は、誰もサインインしていなくても使われ、対象は本人に限られません。",
    }
}
