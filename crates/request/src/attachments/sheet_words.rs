//! What the decision sheet says. Short: it is read in a minute.

use crate::guide::san;
use Lang::{En, Ja};
use profile::{AskedPermission, Kind, Lang, Profile, Verification};

pub(crate) fn kicker(lang: Lang, domain: &str, day: &str) -> String {
    match lang {
        En => format!("Decision sheet for IT  ·  {domain}  ·  {day}"),
        Ja => format!("IT 部門の判断シート  ·  {domain}  ·  {day}"),
    }
}

pub(crate) fn title(lang: Lang, app: &str) -> String {
    match lang {
        En => format!("May {app} be used here?"),
        Ja => format!("{app} の利用を許可しますか"),
    }
}

pub(crate) fn ask(lang: Lang, purpose: &str, requester: Option<&str>) -> String {
    match (lang, requester) {
        (En, Some(name)) => format!("{purpose} {name} asks for it. No is a fine answer."),
        (En, None) => format!("{purpose} No is a fine answer."),
        (Ja, Some(name)) => {
            format!("{purpose}{}からの依頼です。許可しないという回答でも差し支えありません。", san(name))
        }
        (Ja, None) => format!("{purpose}許可しないという回答でも差し支えありません。"),
    }
}

pub(crate) fn glance_labels(lang: Lang) -> [&'static str; 4] {
    match lang {
        En => ["Permissions", "Highest risk", "Role that suffices", "Undo"],
        Ja => ["求める許可", "最も高いリスク", "判断に足りるロール", "取り消し"],
    }
}

pub(crate) fn counts(lang: Lang, asked: &[AskedPermission]) -> String {
    let application = asked.iter().filter(|asked| asked.kind == Kind::Application).count();
    let delegated = asked.len() - application;
    match (lang, application) {
        (En, 0) => format!("{delegated}, all as the signed-in person"),
        (En, _) => format!("{delegated} as the signed-in person, {application} without anyone signed in"),
        (Ja, 0) => format!("{delegated}件（すべて本人の権限内）"),
        (Ja, _) => format!("本人の権限内{delegated}件、サインイン不要{application}件"),
    }
}

pub(crate) fn highest(lang: Lang, level: u8) -> String {
    match lang {
        En => format!("{level} of 5"),
        Ja => format!("5段階中{level}"),
    }
}

/// A directory role as Microsoft's pages call it in this language.
pub(crate) fn role(lang: Lang, name: &str) -> String {
    match (lang, name) {
        (Ja, "Cloud Application Administrator") => "クラウド アプリケーション管理者".to_owned(),
        (Ja, "Privileged Role Administrator") => "特権ロール管理者".to_owned(),
        (En | Ja, name) => name.to_owned(),
    }
}

pub(crate) fn undo(lang: Lang) -> &'static str {
    match lang {
        En => "At any time, in Entra",
        Ja => "いつでも、Entra から",
    }
}

pub(crate) fn asks(lang: Lang) -> &'static str {
    match lang {
        En => "What it asks for",
        Ja => "求める許可",
    }
}

pub(crate) fn header(lang: Lang) -> [&'static str; 3] {
    match lang {
        En => ["Permission and its value", "What for", "Risk 1–5"],
        Ja => ["許可と値", "用途", "リスク"],
    }
}

pub(crate) fn identity(lang: Lang) -> &'static str {
    match lang {
        En => "Who asks",
        Ja => "依頼の内容",
    }
}

pub(crate) fn cannot(lang: Lang) -> &'static str {
    match lang {
        En => "What it cannot do",
        Ja => "できないこと",
    }
}

pub(crate) fn security(lang: Lang) -> &'static str {
    match lang {
        En => "What the vendor says about security",
        Ja => "セキュリティについて（提供元の説明）",
    }
}

pub(crate) fn yes(lang: Lang) -> &'static str {
    match lang {
        En => "To say yes",
        Ja => "許可する場合",
    }
}

pub(crate) fn ways_to_yes(lang: Lang, app: &str, center: &str, delegated_only: bool) -> Vec<String> {
    let mut ways = match lang {
        En => vec![
            format!(
                "Everyone: answer the waiting request ({center} > Entra ID > Enterprise apps > Admin consent requests), or open the approval link below in a private window."
            ),
            format!(
                "Some people: approve, then Enterprise apps > {app} > Properties > Assignment required: Yes, and add them under Users and groups."
            ),
        ],
        Ja => vec![
            format!(
                "全員：届いている要求（{center} ＞ Entra ID ＞ エンタープライズ アプリ ＞ 管理者の同意要求）に答えるか、下の承認リンクをプライベート ウィンドウで開きます。"
            ),
            format!(
                "一部の人：承認した後、エンタープライズ アプリ ＞ {app} ＞ プロパティの［割り当てが必要ですか？］を［はい］にし、［ユーザーとグループ］に追加します。"
            ),
        ],
    };
    if delegated_only {
        ways.push(match lang {
            En => "One person: by a script, which comes with this request or on asking. Entra has no page for it.".to_owned(),
            Ja => "1人だけ：この依頼に添えた、または依頼者が用意するスクリプトを使います。Entra に同じ操作の画面はありません。".to_owned(),
        });
    }
    ways
}

pub(crate) fn no(lang: Lang) -> &'static str {
    match lang {
        En => "To say no, or undo it later",
        Ja => "許可しない場合・後で取り消す場合",
    }
}

pub(crate) fn ways_to_no(lang: Lang) -> Vec<String> {
    match lang {
        En => vec![
            "No: reply, or choose Deny (may be asked again) or Block (no more requests).".to_owned(),
            "Undo: Enterprise apps > the app > Permissions, remove what stands under Admin consent.".to_owned(),
        ],
        Ja => vec![
            "許可しない：返信するか、［拒否］（再度の依頼が可能）または［ブロック］（以後の要求なし）を選びます。"
                .to_owned(),
            "取り消す：エンタープライズ アプリ ＞ このアプリ ＞ アクセス許可で、［管理者の同意］の一覧から削除します。"
                .to_owned(),
        ],
    }
}

pub(crate) fn check(lang: Lang) -> &'static str {
    match lang {
        En => "Check before you decide",
        Ja => "判断の前に確かめる",
    }
}

pub(crate) fn checks(lang: Lang, center: &str, authority: &str) -> Vec<String> {
    match lang {
        En => vec![
            format!("Do not rely on this paper. Type {center} yourself and compare the client ID, letter by letter."),
            format!("The approval link must begin with {authority}/ and hold the same ID."),
        ],
        Ja => vec![
            format!(
                "この書面だけで判断せず、ブラウザーに {center} と直接入力して、クライアント ID を1文字ずつ照合してください。"
            ),
            format!("承認リンクが {authority}/ で始まり、同じ ID を含むことを確かめてください。"),
        ],
    }
}

pub(crate) fn link(lang: Lang) -> &'static str {
    match lang {
        En => "Approval link, for the whole organisation",
        Ja => "承認リンク（組織全体が対象）",
    }
}

pub(crate) fn decision(lang: Lang) -> &'static str {
    match lang {
        En => "Decision",
        Ja => "判断",
    }
}

pub(crate) fn choices(lang: Lang, requester: Option<&str>, delegated_only: bool) -> Vec<String> {
    let one = match (lang, requester) {
        (En, Some(name)) => format!("Only {name}"),
        (En, None) => "One person".to_owned(),
        (Ja, Some(name)) => format!("{}のみ", san(name)),
        (Ja, None) => "1人だけ".to_owned(),
    };
    let rest = match lang {
        En => ["Some people", "Everyone", "No"],
        Ja => ["一部の人", "全員", "許可しない"],
    };
    delegated_only.then_some(one).into_iter().chain(rest.map(str::to_owned)).collect()
}

pub(crate) fn signature(lang: Lang) -> [&'static str; 2] {
    match lang {
        En => ["Name", "Date"],
        Ja => ["氏名", "日付"],
    }
}

pub(crate) fn foot(lang: Lang, profile: &Profile, reviewed: &str) -> String {
    let (id, version, hash) = (&profile.id, profile.version, profile.hash());
    match lang {
        En => format!(
            "The vendor's own statements, last checked by the vendor on {reviewed}. Profile {id}, version {version}, fingerprint {hash}. Risk runs from 1 (least) to 5: what the app can do, and with whose data."
        ),
        Ja => format!(
            "記載は提供元の説明によるものです（提供元の最終確認日：{reviewed}）。プロファイル {id} 第{version}版、照合値 {hash}。リスクは、アプリにできることと対象となるデータの範囲から、1（低）～5（高）で示しています。"
        ),
    }
}

pub(crate) fn comma(lang: Lang) -> &'static str {
    match lang {
        En => ", ",
        Ja => "、",
    }
}

pub(crate) fn verified_word(verified: Verification) -> &'static str {
    match verified {
        Verification::Yes => "yes",
        Verification::No => "no",
        Verification::Unknown => "unknown",
    }
}
