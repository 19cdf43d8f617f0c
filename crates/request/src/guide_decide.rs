use permissions::least_role;
use profile::Profile;

use crate::attachments::role_name;
use crate::guide::both;
use crate::guide_sections::{GuideSection, entry, section};
use profile::Lang::{En, Ja};

/// Which role does what.
///
/// Sources: Microsoft, "Grant tenant-wide admin consent to an application", prerequisites; "Configure how users consent
/// to applications"; "Configure the admin consent workflow".
pub(crate) fn roles(profile: &Profile) -> GuideSection {
    let least = least_role(profile.permissions.iter().map(|asked| (asked.resource, asked.kind))).name;
    let app = crate::clean::line(&profile.app.name);
    let entries = vec![
        entry(
            both(
                format!("To approve {app}: {}", role_name(En, least)),
                format!("{app} の承認：{}", role_name(Ja, least)),
            ),
            vec![if profile.delegated_only() {
                both(
                    "Application Administrator and Privileged Role Administrator may as well. A Global Administrator is not needed.",
                    "アプリケーション管理者や特権ロール管理者でも承認できます。グローバル管理者である必要はありません。",
                )
            } else {
                both(
                    "Because of the application permissions. For delegated permissions alone, Cloud Application Administrator would do. A Global Administrator is not needed.",
                    "アプリケーションの許可が含まれるためです。委任された許可だけであれば、クラウド アプリケーション管理者で足ります。グローバル管理者である必要はありません。",
                )
            }],
        ),
        entry(
            both("To change the consent settings: Global Administrator", "同意の設定の変更：グローバル管理者"),
            vec![both(
                "Only where the settings themselves are to change. To approve one app, nobody has to touch them.",
                "設定そのものを変える場合だけです。アプリを1つ承認するために、設定を変える必要はありません。",
            )],
        ),
        entry(
            both(
                "To add people to the app's list: an owner of the app's entry, or the roles above",
                "利用者の割り当て：アプリの項目の所有者、または上記のロール",
            ),
            vec![both(
                "Assigning people is no approval; it only says who of those approved may use the app.",
                "割り当ては承認とは別のものです。承認した範囲のうち、誰が使えるかを決めます。",
            )],
        ),
        entry(
            both(
                "To review requests: a named reviewer with an approving role",
                "要求の確認：承認できるロールを持つレビュー担当者",
            ),
            vec![both(
                "A reviewer without such a role can read a request, deny it and block it, but not approve it.",
                "該当するロールがない担当者は、要求の確認、拒否、ブロックはできますが、承認はできません。",
            )],
        ),
        entry(
            both(
                "The \"Consent on behalf of your organization\" box: Global Administrator only",
                "「組織の代理として同意する」のチェック ボックス：グローバル管理者のみ",
            ),
            vec![both(
                "Other roles do not see it during sign-in. They use the approval link or the Permissions screen.",
                "ほかのロールの場合、サインイン中には表示されません。承認リンクか［アクセス許可］の画面を使います。",
            )],
        ),
    ];
    section(
        "roles",
        both("Which role do I need?", "どのロールが必要か"),
        &[
            "Global Administrator",
            "グローバル管理者",
            "Company Administrator",
            "Cloud Application Administrator",
            "Application Administrator",
            "Privileged Role Administrator",
            "全体管理者",
            "role",
            "権限",
            "ロール",
        ],
        entries,
    )
}

/// Source: Microsoft, "Review admin consent requests".
pub(crate) fn saying_no(app: &str) -> GuideSection {
    let entries = vec![
        entry(
            both("No request is waiting: just reply", "要求が届いていない場合：返信するだけ"),
            vec![both(
                "There is nothing else to do. What people may have allowed for themselves, such as showing their own name, stands under How to undo it later.",
                "ほかの作業は必要ありません。本人がすでに与えた許可（氏名の表示など）の扱いは、「後で取り消す方法」に記載しています。",
            )],
        ),
        entry(
            both("Deny: not this time", "拒否：今回は許可しない"),
            vec![both(
                "Closes the waiting request. The person gets Microsoft's mail with your reason and may ask again.",
                "届いている要求を終了します。本人には、理由を添えた Microsoft からのメールが届きます。再度の依頼もできます。",
            )],
        ),
        entry(
            both("Block: not this app", "ブロック：このアプリは許可しない"),
            vec![both(
                format!(
                    "Adds {app} to the organisation as a disabled app. Nobody can sign in to it or request it. To lift it: Enterprise apps > {app} > Properties > Enabled for users to sign in: Yes."
                ),
                format!(
                    "{app} を、無効なアプリとして組織に追加します。サインインも要求もできなくなります。解除するには、［エンタープライズ アプリ］＞［{app}］＞［プロパティ］の［ユーザーのサインインが有効になっていますか？］を［はい］にします。"
                ),
            )],
        ),
    ];
    section(
        "no",
        both("How to say no", "許可しない方法"),
        &["deny", "block", "reject", "拒否", "ブロック", "却下", "AADSTS7000112", "disabled"],
        entries,
    )
}

/// Source: Microsoft, "Review permissions granted to enterprise applications".
pub(crate) fn undoing(profile: &Profile, app: &str) -> GuideSection {
    let mut entries = vec![
        entry(
            both("Granted for everyone", "全員に与えた許可"),
            vec![both(
                format!("Enterprise apps > {app} > Permissions > Admin consent: remove each permission in the list."),
                format!(
                    "［エンタープライズ アプリ］＞［{app}］＞［アクセス許可］＞［管理者の同意］で、一覧の許可を1つずつ削除します。"
                ),
            )],
        ),
        entry(
            both("Granted by or for one person", "1人に与えた許可"),
            vec![both(
                "The User consent tab lists these but cannot remove them; the revert script does. People see and remove their own at myapps.microsoft.com, except what was granted for everyone.",
                "［ユーザーの同意］タブに表示されますが、画面からは削除できません。取り消し用のスクリプトを使います。本人は myapps.microsoft.com で自分の許可を確認し、取り消せます（全員に与えた許可を除きます）。",
            )],
        ),
        entry(
            both("Let in as some people", "一部の人の利用"),
            vec![both(
                format!("Enterprise apps > {app} > Users and groups: remove the person or group."),
                format!(
                    "［エンタープライズ アプリ］＞［{app}］＞［ユーザーとグループ］で、対象の人やグループを外します。"
                ),
            )],
        ),
        entry(
            both("Stop it at once", "すぐに止める"),
            vec![both(
                format!(
                    "Enterprise apps > {app} > Properties > Enabled for users to sign in: No. A token that was issued before can work for about an hour more; removing a permission alone does not keep people from granting it again where they may."
                ),
                format!(
                    "［エンタープライズ アプリ］＞［{app}］＞［プロパティ］の［ユーザーのサインインが有効になっていますか？］を［いいえ］にします。発行済みのトークンは、さらに1時間ほど使えることがあります。許可を削除するだけでは、ユーザーが承認できる設定の場合、再び承認される可能性があります。"
                ),
            )],
        ),
    ];
    if !profile.delegated_only() {
        entries.push(entry(
            both("Application permissions", "アプリケーションの許可"),
            vec![both(
                "They stand on the same screen and work without anyone signed in, so remove them too when the app is to stop.",
                "同じ画面に表示されます。誰もサインインしていなくても使われるため、利用をやめる場合は併せて削除してください。",
            )],
        ));
    }
    section(
        "undo",
        both("How to undo it later", "後で取り消す方法"),
        &[
            "revoke",
            "remove",
            "取り消し",
            "削除",
            "無効化",
            "offboard",
            "myapps.microsoft.com",
            "My Apps",
            "マイ アプリ",
        ],
        entries,
    )
}
