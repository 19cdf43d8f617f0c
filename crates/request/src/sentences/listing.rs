//! Around the list of permissions.

use Lang::{En, Ja};
use profile::Lang;

pub(crate) fn about_the_list(lang: Lang, reviewed: &str) -> String {
    match lang {
        En => format!(
            "Risk runs from 1 (least) to 5: what the app can do, and with whose data. The vendor last compared this list with the app's registration on {reviewed}."
        ),
        Ja => format!(
            "リスクは、アプリにできることと対象となるデータの範囲から、1（低）～5（高）で示しています。この一覧は、{reviewed}に提供元がアプリの登録内容と照合したものです。"
        ),
    }
}

/// An old statement may no longer be what the app asks for.
pub(crate) fn outdated(lang: Lang) -> &'static str {
    match lang {
        En => "That is more than a year ago: please ask the vendor whether it still holds.",
        Ja => "1年以上前の内容のため、現在も変わりがないか、提供元にご確認ください。",
    }
}

/// How many permissions, and how far the riskiest of them goes.
pub(crate) fn how_much(lang: Lang, count: &str, level: u8) -> String {
    match lang {
        En => format!("{count}; highest risk {level} of 5"),
        Ja => format!("{count}（リスクは最大で5段階中{level}）"),
    }
}

/// What would otherwise stand in every row.
pub(crate) fn all_alike(lang: Lang, nature: &str) -> String {
    match lang {
        En => format!("All of them: {nature}."),
        Ja => format!("すべて共通：{nature}。"),
    }
}

pub(crate) fn data_fields(lang: Lang, fields: &[&str]) -> String {
    match lang {
        En => format!("Reads: {}.", fields.join(", ")),
        Ja => format!("読み取る項目：{}。", fields.join("、")),
    }
}

pub(crate) fn background(lang: Lang, hours: u16) -> String {
    match (lang, hours) {
        (En, 1) => "Runs by itself every hour.".to_owned(),
        (En, _) => format!("Runs by itself every {hours} hours."),
        (Ja, _) => format!("{hours}時間ごとに自動で実行されます。"),
    }
}

pub(crate) fn optional(lang: Lang) -> &'static str {
    match lang {
        En => "The app also works without it.",
        Ja => "この許可がなくてもアプリは使えます。",
    }
}

pub(crate) fn ending(lang: Lang, api: &str, gone_from: &str) -> String {
    match lang {
        En => format!("Microsoft switches off {api} for good on {gone_from}."),
        Ja => format!("Microsoft は {api} の提供を{gone_from}に終了します。"),
    }
}

pub(crate) fn about_permission(lang: Lang, value: &str) -> String {
    match lang {
        En => format!("About {value}, in the vendor's words:"),
        Ja => format!("{value} について："),
    }
}
