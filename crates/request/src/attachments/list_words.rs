//! The words of the permission list.

use Lang::{En, Ja};
use profile::{Lang, Occasion, Subject};

pub(crate) fn columns(lang: Lang) -> [&'static str; 13] {
    match lang {
        En => [
            "Value",
            "Permission",
            "API",
            "Type",
            "Reason",
            "Risk (1-5)",
            "Required",
            "Asked",
            "Covers",
            "Permission ID",
            "API's application ID",
            "Left to administrators by Microsoft's policy since",
            "Fingerprint",
        ],
        Ja => [
            "値",
            "許可",
            "API",
            "種類",
            "用途",
            "リスク（1～5）",
            "必須",
            "求める時点",
            "対象",
            "許可の ID",
            "API のアプリケーション ID",
            "Microsoft の管理ポリシーで管理者の判断となった月",
            "照合値",
        ],
    }
}

pub(crate) fn required(lang: Lang, required: bool) -> &'static str {
    match (lang, required) {
        (En, true) => "yes",
        (En, false) => "no",
        (Ja, true) => "はい",
        (Ja, false) => "いいえ",
    }
}

pub(crate) fn occasion(lang: Lang, when: Occasion) -> &'static str {
    match (lang, when) {
        (En, Occasion::SignIn) => "at sign-in",
        (En, Occasion::Install) => "at installation",
        (En, Occasion::Feature) => "when a feature is set up",
        (Ja, Occasion::SignIn) => "サインイン時",
        (Ja, Occasion::Install) => "導入時",
        (Ja, Occasion::Feature) => "機能の設定時",
    }
}

pub(crate) fn subject(lang: Lang, subject: Subject) -> &'static str {
    match (lang, subject) {
        (En, Subject::OneUser) => "one account",
        (En, Subject::Everyone) => "everyone",
        (Ja, Subject::OneUser) => "1つのアカウント",
        (Ja, Subject::Everyone) => "全員",
    }
}
