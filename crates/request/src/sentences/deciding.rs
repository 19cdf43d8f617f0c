//! How to say yes, how to say no, how to take it back.

use Lang::{En, Ja};
use permissions::{Grants, least_role};
use profile::{Lang, Profile};

use crate::labels;

/// The least role that suffices for everything this profile asks for.
pub(crate) fn role(lang: Lang, profile: &Profile) -> String {
    let least = least_role(profile.permissions.iter().map(|asked| (asked.resource, asked.kind)));
    let name = labels::role(lang, least);
    match (lang, least.grants) {
        (En, Grants::AllButGraphApplication | Grants::NotListed) => {
            format!("Role needed: {name} is enough. It does not take a Global Administrator.")
        }
        (En, Grants::Anything) => format!(
            "Role needed: {name}, because of Microsoft Graph application permissions. It does not take a Global Administrator."
        ),
        (Ja, Grants::AllButGraphApplication | Grants::NotListed) => {
            format!("必要なロール：{name}（グローバル管理者でなくても承認できます）")
        }
        (Ja, Grants::Anything) => format!(
            "必要なロール：{name}（Microsoft Graph のアプリケーションの許可が含まれるため。グローバル管理者でなくても承認できます）"
        ),
    }
}

pub(crate) fn waiting_request(lang: Lang, sent: bool) -> &'static str {
    match (lang, sent) {
        (En, true) => {
            "My request is already waiting: Microsoft Entra admin center > Enterprise apps > Admin consent requests."
        }
        (En, false) => {
            "A request may already be waiting: Microsoft Entra admin center > Enterprise apps > Admin consent requests."
        }
        (Ja, true) => {
            "Microsoft の画面から要求を送信済みです。Microsoft Entra 管理センターの［エンタープライズ アプリ］＞［管理者の同意要求］でご確認ください。"
        }
        (Ja, false) => {
            "要求がすでに届いているかもしれません。Microsoft Entra 管理センターの［エンタープライズ アプリ］＞［管理者の同意要求］をご確認ください。"
        }
    }
}

pub(crate) fn by_link(lang: Lang, delegated_only: bool) -> &'static str {
    match (lang, delegated_only) {
        (En, true) => {
            "If none is waiting, open the approval link below in a private window and sign in with that role. It lists every permission before you accept. Accepting there allows the app for everyone in our organisation; it still reads nothing until a person connects their own account."
        }
        (En, false) => {
            "If none is waiting, open the approval link below in a private window and sign in with that role. It lists every permission before you accept. Accepting there allows the app for our whole organisation."
        }
        (Ja, true) => {
            "届いていない場合は、下の承認リンクをプライベート ウィンドウで開き、上記のロールを持つアカウントでサインインしてください。承諾する前に許可の一覧が表示されます。承諾すると組織の全員がこのアプリを使えるようになりますが、本人が接続するまで、データは読み取られません。"
        }
        (Ja, false) => {
            "届いていない場合は、下の承認リンクをプライベート ウィンドウで開き、上記のロールを持つアカウントでサインインしてください。承諾する前に許可の一覧が表示されます。承諾すると、組織全体でこのアプリを許可したことになります。"
        }
    }
}

pub(crate) fn some_people(lang: Lang, app: &str, delegated_only: bool) -> String {
    let steps = match lang {
        En => format!(
            "To allow only some people, approve it first. Then, under Enterprise apps > {app}, set Properties > Assignment required to Yes and add people or groups under Users and groups."
        ),
        Ja => format!(
            "一部の人だけに許可する場合は、承認した後に［エンタープライズ アプリ］＞［{app}］を開き、［プロパティ］の［割り当てが必要ですか？］を［はい］にして、［ユーザーとグループ］で対象者を追加してください。"
        ),
    };
    // Assignment decides who may sign in; an application permission works without anyone signed in.
    match (lang, delegated_only) {
        (_, true) => steps,
        (En, false) => format!("{steps} The application permissions still reach the whole organisation."),
        (Ja, false) => format!("{steps}ただし、アプリケーションの許可は組織全体に及びます。"),
    }
}

pub(crate) fn link_label(lang: Lang, domain: &str) -> String {
    match lang {
        En => format!("Approval link for {domain}"),
        Ja => format!("{domain} 専用の承認リンク"),
    }
}

/// Source: Microsoft, "Scopes and permissions": `.default` and the v1 endpoint stand for everything registered.
pub(crate) fn link_grants_more(lang: Lang, values: &[&str]) -> String {
    match lang {
        En => format!(
            "The approval link stands for everything the app has registered, so it also grants {}, beyond what is asked for here. A grant by script can keep to the list above.",
            values.join(", ")
        ),
        Ja => format!(
            "承認リンクの対象は、登録されているすべての許可です。今回お願いしていない {} も含まれます。上の一覧の許可だけを与えるには、スクリプトをご利用ください。",
            values.join("、")
        ),
    }
}

pub(crate) fn after_approval(lang: Lang, app: &str, landing_page: bool) -> Vec<String> {
    let mut notes = Vec::new();
    match lang {
        En => {
            notes.push("An approval can take up to an hour to take effect.".to_owned());
            if !landing_page {
                notes.push("After Accept, the browser may end on a page that cannot be reached. The approval counts all the same.".to_owned());
            }
            notes.push(format!(
                "If {app} was approved for everyone before, the new approval may replace what was granted then."
            ));
        }
        Ja => {
            notes.push("承認が反映されるまで、最長で1時間ほどかかることがあります。".to_owned());
            if !landing_page {
                notes.push(
                    "承諾した後に「このページに到達できません」と表示されることがありますが、承認は有効です。"
                        .to_owned(),
                );
            }
            notes.push(format!(
                "{app} を以前に組織全体で承認している場合、その内容は新しい承認で置き換わることがあります。"
            ));
        }
    }
    notes
}

/// Source: Microsoft, "Configure the admin consent workflow". Left out where people were offered the box already.
pub(crate) fn requests_in_one_place(lang: Lang) -> &'static str {
    match lang {
        En => {
            "If people cannot ask from Microsoft's own page yet: Enterprise apps > Consent and permissions > Admin consent settings lets them. Requests then reach the reviewers you name, with the permissions beside them."
        }
        Ja => {
            "Microsoft の画面から要求を送れるようにするには、［エンタープライズ アプリ］＞［同意とアクセス許可］＞［管理者の同意設定］をご利用ください。以後の要求は、許可の一覧とともに、指定したレビュー担当者に届きます。"
        }
    }
}

pub(crate) fn saying_no(lang: Lang, app: &str) -> Vec<String> {
    match lang {
        En => vec![
            "With a waiting request: Deny lets me ask again; Block also stops further requests for this app.".to_owned(),
            "Without one: a reply is enough. There is nothing else to do.".to_owned(),
            format!("To undo an approval: Enterprise apps > {app} > Permissions, and remove what is listed under Admin consent. To stop sign-in as well, set Properties > Enabled for users to sign in to No."),
        ],
        Ja => vec![
            "要求が届いている場合：［拒否］を選ぶと、再度の依頼ができます。［ブロック］を選ぶと、以後このアプリの要求は届きません。".to_owned(),
            "要求が届いていない場合：このメールにご返信いただくだけで結構です。ほかの作業は必要ありません。".to_owned(),
            format!("許可を後で取り消す場合：［エンタープライズ アプリ］＞［{app}］＞［アクセス許可］で、［管理者の同意］の一覧から削除してください。サインインも止める場合は、［プロパティ］の［ユーザーのサインインが有効になっていますか？］を［いいえ］にしてください。"),
        ],
    }
}

/// Source: Microsoft, "Grant consent on behalf of a single user by using PowerShell". There is no page for it.
pub(crate) fn one_person(lang: Lang) -> &'static str {
    match lang {
        En => {
            "To allow it for me alone, Microsoft offers a script instead of a page. I can send you one, with its way back."
        }
        Ja => {
            "私1名だけに許可する場合は、画面ではなくスクリプトで設定します。許可用と取り消し用のスクリプトをお送りできますので、お知らせください。"
        }
    }
}

/// Only for permissions that need no administrator by themselves, asked by a verified publisher: nothing else is helped
/// by it. Source: Microsoft, "Configure how users consent to applications".
pub(crate) fn low_impact(lang: Lang) -> &'static str {
    match lang {
        En => {
            "Where people may consent to low-impact permissions themselves, you can classify these as low impact: Enterprise apps > Consent and permissions > Permission classifications. It then counts for every verified publisher's app."
        }
        Ja => {
            "影響の少ない許可への同意を利用者に任せている場合は、［エンタープライズ アプリ］＞［同意とアクセス許可］＞［アクセス許可の分類］で、これらを影響の少ない許可に分類する方法もあります。確認済みの発行元のアプリすべてに適用されます。"
        }
    }
}

pub(crate) fn depends_on(lang: Lang) -> &'static str {
    match lang {
        En => "It only works with these settings:",
        Ja => "次の設定が前提になります。",
    }
}

pub(crate) fn setting(lang: Lang, value: &str, says: &str, page: &str) -> String {
    match (lang, page) {
        (En, "") => format!("{value}: {says}"),
        (En, page) => format!("{value}: {says} {page}"),
        (Ja, "") => format!("{value}：{says}"),
        (Ja, page) => format!("{value}：{says} {page}"),
    }
}
