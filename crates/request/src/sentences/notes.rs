//! The short mails around the request.

use Lang::{En, Ja};
use jiff::civil::Date;
use profile::Lang;

use crate::labels::day;

pub(crate) fn subject_follow_up(lang: Lang, app: &str) -> String {
    match lang {
        En => format!("Following up: approval request for {app}"),
        Ja => format!("【ご確認】{app} の承認のお願い"),
    }
}

pub(crate) fn follow_up(lang: Lang, app: &str, asked_on: Date) -> String {
    let day = day(lang, asked_on);
    match lang {
        En => format!(
            "On {day} I asked whether I may use {app}. Is anything missing for your decision? No is a fine answer; please just let me know."
        ),
        Ja => format!(
            "{day}に、{app} の利用についてご判断をお願いしました。不足している情報がありましたら、お知らせください。難しい場合は、その旨だけお知らせいただければ結構です。"
        ),
    }
}

/// A request in Microsoft's queue ends by itself; the organisation sets after how many days.
pub(crate) fn expiry(lang: Lang, expires_on: Date, today: Date) -> String {
    let day = day(lang, expires_on);
    match (lang, today < expires_on) {
        (En, true) => format!(
            "My request in the admin center expires by itself, on {day} unless our settings name another period. The approval link below stays valid."
        ),
        (En, false) => {
            "My request in the admin center has probably expired. The approval link below works without it.".to_owned()
        }
        (Ja, true) => format!(
            "管理センターに届いている要求は、設定が既定のままであれば{day}に期限が切れます。下の承認リンクは、その後もお使いいただけます。"
        ),
        (Ja, false) => {
            "管理センターに届いた要求は、期限が切れている可能性があります。下の承認リンクは、引き続きお使いいただけます。"
                .to_owned()
        }
    }
}

pub(crate) fn subject_thanks(lang: Lang, app: &str) -> String {
    match lang {
        En => format!("Thank you: {app} is connected"),
        Ja => format!("【お礼】{app} を接続できました"),
    }
}

pub(crate) fn thanks_for_yes(lang: Lang, app: &str, subtitle: &str) -> String {
    match lang {
        En => {
            format!("Thank you for approving {app}. My {subtitle} is connected, and nothing more is needed from you.")
        }
        Ja => format!("{app} の利用を承認していただき、ありがとうございました。{subtitle}を接続できました。"),
    }
}

pub(crate) fn where_to_undo(lang: Lang, app: &str) -> String {
    match lang {
        En => format!(
            "To see what was granted, or to take it back: Microsoft Entra admin center > Enterprise apps > {app} > Permissions."
        ),
        Ja => format!(
            "許可の内容の確認と取り消しは、Microsoft Entra 管理センターの［エンタープライズ アプリ］＞［{app}］＞［アクセス許可］で行えます。"
        ),
    }
}

pub(crate) fn subject_after_no(lang: Lang, app: &str) -> String {
    match lang {
        En => format!("Thank you for your answer about {app}"),
        Ja => format!("【お礼】{app} についてのご回答"),
    }
}

pub(crate) fn after_no(lang: Lang, app: &str) -> [String; 2] {
    match lang {
        En => [
            format!("Thank you for looking at {app} and for your answer. I will not use it with my work account."),
            "If a condition would have to be met first, or if there is an app you would rather see used, I would be glad to hear it. Otherwise there is nothing for you to do.".to_owned(),
        ],
        Ja => [
            format!("{app} についてご検討いただき、ありがとうございました。業務用アカウントでの利用は見送ります。"),
            "許可していただくための条件や、代わりに使えるアプリがありましたら、お知らせいただけますと助かります。特になければ、ご返信には及びません。".to_owned(),
        ],
    }
}
