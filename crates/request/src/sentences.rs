//! What the letter says, English beside Japanese. Business mail: polite, plain, nothing an administrator has to decode.

use Lang::{En, Ja};
use profile::Lang;

pub(crate) fn subject_approve(lang: Lang, app: &str, subtitle: &str, delegated_only: bool) -> String {
    match (lang, delegated_only) {
        (En, true) => format!("Approval request: {app} ({subtitle}, delegated only) - one decision"),
        (En, false) => format!("Approval request: {app} ({subtitle}, with application permissions) - one decision"),
        (Ja, true) => format!("【承認のお願い】{app}：{subtitle}へのアクセス（委任のみ）"),
        (Ja, false) => format!("【承認のお願い】{app}：{subtitle}へのアクセス（アプリケーションの許可を含む）"),
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
        (Ja, Some(name)) => Some(format!("お疲れさまです。{name}です。")),
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

pub(crate) fn ask(lang: Lang) -> &'static str {
    match lang {
        En => "Could you decide about this one app? No is a fine answer; please just let me know.",
        Ja => {
            "このアプリ1つについて、利用を許可できるかご判断いただけますでしょうか。難しい場合は、その旨だけお知らせください。"
        }
    }
}

pub(crate) fn ask_short(lang: Lang) -> &'static str {
    match lang {
        En => ask(En),
        Ja => "許可できるか、ご判断をお願いいたします。難しい場合は、その旨だけお知らせください。",
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

pub(crate) fn acts(lang: Lang, app: &str, delegated_only: bool) -> String {
    match (lang, delegated_only) {
        (En, true) => "It acts only as me, within the rights I already have.".to_owned(),
        (En, false) => {
            "Permissions of the type \"application\" work without anyone signed in and are not limited to me."
                .to_owned()
        }
        (Ja, true) => format!("{app} が使えるのは、本人がすでに持っている権限の範囲だけです。"),
        (Ja, false) => {
            "種類が「アプリケーション」の許可は、誰もサインインしていなくても使われ、対象は本人に限られません。"
                .to_owned()
        }
    }
}

/// The least role that suffices. Graph application permissions are the one case that needs more.
/// Source: Microsoft, "Grant tenant-wide admin consent to an application", prerequisites.
pub(crate) fn role(lang: Lang, delegated_only: bool) -> &'static str {
    match (lang, delegated_only) {
        (En, true) => {
            "Role needed: Cloud Application Administrator is enough. It does not take a Global Administrator."
        }
        (En, false) => "Role needed: Privileged Role Administrator, because of the application permissions.",
        (Ja, true) => "必要なロール：クラウド アプリケーション管理者（グローバル管理者でなくても承認できます）",
        (Ja, false) => "必要なロール：特権ロール管理者（アプリケーションの許可が含まれるため）",
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

pub(crate) fn some_people(lang: Lang, app: &str) -> String {
    match lang {
        En => format!(
            "To allow only some people, approve it first. Then, under Enterprise apps > {app}, set Properties > Assignment required to Yes and add people or groups under Users and groups."
        ),
        Ja => format!(
            "一部の人だけに許可する場合は、承認した後に［エンタープライズ アプリ］＞［{app}］を開き、［プロパティ］の［割り当てが必要ですか？］を［はい］にして、［ユーザーとグループ］で対象者を追加してください。"
        ),
    }
}

pub(crate) fn link_label(lang: Lang, domain: &str) -> String {
    match lang {
        En => format!("Approval link for {domain}"),
        Ja => format!("{domain} 専用の承認リンク"),
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

pub(crate) fn saying_no(lang: Lang, app: &str) -> Vec<String> {
    match lang {
        En => vec![
            "With a waiting request: Deny lets me ask again; Block also stops further requests for this app.".to_owned(),
            "Without one: just reply. Nothing has been granted, so there is nothing to undo.".to_owned(),
            format!("To undo an approval: Enterprise apps > {app} > Permissions, and remove what is listed under Admin consent. To stop sign-in as well, set Properties > Enabled for users to sign in to No."),
        ],
        Ja => vec![
            "要求が届いている場合：［拒否］を選ぶと、再度の依頼ができます。［ブロック］を選ぶと、以後このアプリの要求は届きません。".to_owned(),
            "要求が届いていない場合：このメールにご返信いただくだけで結構です。まだ何も許可されていないため、取り消しの作業はありません。".to_owned(),
            format!("許可を後で取り消す場合：［エンタープライズ アプリ］＞［{app}］＞［アクセス許可］で、［管理者の同意］の一覧から削除してください。サインインも止める場合は、［プロパティ］の［ユーザーのサインインが有効になっていますか？］を［いいえ］にしてください。"),
        ],
    }
}

pub(crate) fn distrust(lang: Lang) -> &'static str {
    match lang {
        En => "A mail that asks for consent can be a trick, so please do not rely on this one.",
        Ja => {
            "同意を求めるメールは、詐欺に使われることがあります。このメールの内容だけで判断せず、次の点をお確かめください。"
        }
    }
}

pub(crate) fn checks(lang: Lang, app: &str, client_id: &str, authority: &str) -> Vec<String> {
    match lang {
        En => vec![
            format!(
                "Type entra.microsoft.com into the browser yourself. The application ID of the waiting request, or of {app} once it is listed under Enterprise apps, must be {client_id}."
            ),
            format!("The approval link must start with {authority}/ and hold the same ID."),
            format!(
                "{app} is not listed under Enterprise apps until somebody approves it or sends a request. That is normal."
            ),
        ],
        Ja => vec![
            format!(
                "ブラウザーに entra.microsoft.com と直接入力して開いてください。届いている要求、または［エンタープライズ アプリ］に表示される {app} のアプリケーション ID が、{client_id} と一致することをご確認ください。"
            ),
            format!("承認リンクが {authority}/ で始まり、同じ ID を含んでいることをご確認ください。"),
            format!(
                "どなたかが承認するか要求を送るまで、{app} は［エンタープライズ アプリ］に表示されません。異常ではありません。"
            ),
        ],
    }
}

/// The short letter's one line on how to approve, check and undo.
pub(crate) fn short_hints(lang: Lang, delegated_only: bool) -> Vec<String> {
    match lang {
        En => vec![
            role(lang, delegated_only).to_owned(),
            "To check first, or to find a waiting request: type entra.microsoft.com yourself, open Enterprise apps > Admin consent requests, and compare the client ID.".to_owned(),
        ],
        // Each Japanese character takes nine bytes in a mail link: only what cannot be left out.
        Ja => Vec::new(),
    }
}

pub(crate) fn short_permissions(lang: Lang, values: &str, delegated_only: bool) -> String {
    match (lang, delegated_only) {
        (En, true) => format!("{values} (all delegated: it acts only as me)"),
        (En, false) => format!("{values} (includes application permissions)"),
        (Ja, true) => format!("{values}（委任のみ）"),
        (Ja, false) => format!("{values}（アプリケーションの許可を含む）"),
    }
}

pub(crate) fn short_link(lang: Lang) -> &'static str {
    match lang {
        En => "Approval link (it allows the app for our whole organisation)",
        Ja => "承認リンク（組織全体が対象）",
    }
}
