use profile::{Kind, Profile};

use crate::guide::both;
use crate::guide_sections::{GuideEntry, GuideSection, entry, section};

/// Approved, and the person still meets a wall: what it looks like, why, what helps.
///
/// Sources: Microsoft, "Troubleshoot consent issues", "Unexpected user consent error", and the error code reference.
pub(crate) fn still_blocked(app: &str) -> GuideSection {
    let row = |title, en: String, ja: String| entry(title, vec![both(en, ja)]);
    let entries = vec![
        row(
            both("Approved minutes ago", "承認した直後"),
            "An approval can take up to an hour to reach everyone. Waiting is enough; approving again is not needed.".to_owned(),
            "反映まで、最長で1時間ほどかかることがあります。そのままお待ちください。もう一度承認する必要はありません。".to_owned(),
        ),
        row(
            both("\"Need admin approval\" all the same", "「管理者の承認が必要」のまま変わらない"),
            format!("Fewer permissions were approved than {app} asks for, or in another organisation, or for another app ID. Compare Enterprise apps > {app} > Permissions with the list of this request, and the tenant ID with yours."),
            format!("承認した許可が {app} の求める許可より少ないか、別の組織または別のアプリ ID を承認した可能性があります。［エンタープライズ アプリ］＞［{app}］＞［アクセス許可］をこの依頼の一覧と、テナント ID を自組織のものと照合してください。"),
        ),
        row(
            both("It works for the administrator only", "管理者だけが使える"),
            "The administrator approved for their own account. Use the approval link, or Grant admin consent on the Permissions screen, which is for everyone.".to_owned(),
            "管理者自身のアカウントだけを承認した状態です。全員を対象にするには、承認リンクか、［アクセス許可］画面の［管理者の同意を与える］を使います。".to_owned(),
        ),
        row(
            both("AADSTS50105: not on the app's list", "AADSTS50105：利用者に割り当てられていない"),
            "Assignment is required and the person is not assigned. Add them under Users and groups. This is no matter of approval.".to_owned(),
            "割り当てが必須で、本人が割り当てられていません。［ユーザーとグループ］に追加してください。承認の問題ではありません。".to_owned(),
        ),
        row(
            both("AADSTS53003, 53000, 530035: an access rule", "AADSTS53003、53000、530035：アクセス規則"),
            "Conditional Access or security defaults refused the device, place or app. The sign-in log names the rule. An approval does not change it.".to_owned(),
            "条件付きアクセスまたはセキュリティの既定値群により、デバイス、場所、アプリのいずれかが許可されていません。該当する規則はサインイン ログで確認できます。承認しても変わりません。".to_owned(),
        ),
        row(
            both("AADSTS7000112: the app is disabled", "AADSTS7000112：アプリが無効"),
            format!("Somebody blocked the request or disabled the app. Enterprise apps > {app} > Properties > Enabled for users to sign in."),
            format!("要求がブロックされたか、アプリが無効になっています。［エンタープライズ アプリ］＞［{app}］＞［プロパティ］の［ユーザーのサインインが有効になっていますか？］を確かめてください。"),
        ),
        row(
            both("AADSTS900941, 900981: Microsoft calls the app risky", "AADSTS900941、900981：危険性のあるアプリと判定"),
            "Often because the publisher is not verified. An administrator can approve it after a look at it; the vendor can get verified.".to_owned(),
            "発行元が確認済みでないことが主な理由です。管理者は内容を確かめたうえで承認できます。提供元が発行元の確認を受けることもできます。".to_owned(),
        ),
        row(
            both("The page asks again and again", "同意の画面が繰り返し表示される"),
            "Some apps ask for consent at every sign-in. Greenlight never does. If it happens elsewhere, the vendor has to change it.".to_owned(),
            "サインインのたびに同意を求めるアプリがありますが、Greenlight は求めません。ほかのアプリで起きる場合は、提供元での修正が必要です。".to_owned(),
        ),
        row(
            both("Signed in, but the calendar stays empty", "サインインできるが予定表が表示されない"),
            "A token from before the approval keeps its old permissions for up to an hour. Signing in again gets a new one. A mailbox outside Exchange Online has no calendar for apps.".to_owned(),
            "承認前に発行されたトークンには、最長で1時間ほど以前の許可が残ります。サインインし直すと新しくなります。メールボックスが Exchange Online にない場合、アプリから予定表は使えません。".to_owned(),
        ),
    ];
    section(
        "blocked",
        both("Approved, but still blocked", "承認したのに使えないとき"),
        &[
            "AADSTS90094",
            "AADSTS65001",
            "AADSTS50105",
            "AADSTS53003",
            "Conditional Access",
            "条件付きアクセス",
            "error",
            "エラー",
            "security defaults",
            "セキュリティの既定値群",
            "loop",
            "ループ",
            "propagation",
            "反映",
            "Azure AD",
            "sign-in log",
        ],
        entries,
    )
}

/// The questions administrators ask first.
///
/// Sources: Microsoft, "Configure risk-based step-up consent", "Review permissions granted to enterprise applications",
/// "Application consent experience".
pub(crate) fn faq(profile: &Profile, app: &str) -> GuideSection {
    let mut entries = vec![
        entry(
            both("Must consent be turned on for each user?", "ユーザーごとに同意を有効にする必要はありますか"),
            vec![both(
                format!(
                    "No. Leave user consent off, approve {app} alone, and let in only the people or groups you choose: Properties > Assignment required: Yes."
                ),
                format!(
                    "いいえ。ユーザーの同意はオフのまま {app} だけを承認し、選んだ人やグループだけに使わせることができます（［プロパティ］の［割り当てが必要ですか？］を［はい］にします）。"
                ),
            )],
        ),
        entry(
            both(
                "Can user consent let sensitive data out?",
                "ユーザーの同意を有効にすると、機密データが漏れることはありますか",
            ),
            vec![both(
                "It depends on the permissions. Microsoft's page shows all of them before anyone accepts, and for apps it calls risky it asks an administrator even where users may consent. The decision sheet gives each permission a level from 1 to 5.",
                "求められる許可によります。承諾する前に、Microsoft の画面にすべての許可が表示されます。危険性があると判定されたアプリについては、ユーザーの同意を有効にしていても管理者の承認が必要です。判断シートでは、許可ごとにリスクを5段階で示しています。",
            )],
        ),
        entry(
            both(
                "Can administrators see which apps are connected already?",
                "すでに接続されているアプリを、管理者が確認できますか",
            ),
            vec![both(
                "Yes: Enterprise apps > All applications lists every app, and Permissions shows what it was granted, by administrators and by users. People see their own at myapps.microsoft.com.",
                "はい。［エンタープライズ アプリ］＞［すべてのアプリケーション］に一覧があり、［アクセス許可］で、管理者とユーザーがそれぞれ与えた許可を確認できます。本人は myapps.microsoft.com で確認できます。",
            )],
        ),
        entry(
            both(
                "What if an approved app wants more later?",
                "承認したアプリが、後で新しい許可を求めたらどうなりますか",
            ),
            vec![both(
                "People are asked again, and what goes beyond the allowed level waits for an administrator once more. What was granted goes on working. Greenlight then writes a short request that names only what is new.",
                "ユーザーに再び同意が求められ、許可された範囲を超えるものは、管理者が承認するまで待つことになります。与えた許可はそのまま使えます。その場合、Greenlight は増えた許可だけを記した短い依頼文を用意します。",
            )],
        ),
    ];
    if asks_for_all(profile) {
        entries.push(all());
    }
    if profile.links.security.is_none() {
        entries.push(no_security_page(profile, app));
    }
    section(
        "faq",
        both("Questions administrators ask", "よくある質問"),
        &[
            "FAQ",
            "質問",
            "per user",
            "ユーザーごと",
            "data leak",
            "漏えい",
            "step-up consent",
            "ステップアップ同意",
            "re-approval",
            "再承認",
        ],
        entries,
    )
}

fn asks_for_all(profile: &Profile) -> bool {
    profile.permissions.iter().any(|asked| asked.kind == Kind::Delegated && asked.value.ends_with(".All"))
}

/// Source: Microsoft, "Delegated access: why app and person both need the right".
fn all() -> GuideEntry {
    entry(
        both("Does .All mean everything?", "「.All」は、すべてのデータという意味ですか"),
        vec![both(
            "With a delegated permission, no. It means all that the signed-in person can open anyway: Microsoft 365 checks the person's own rights at every call, and a site closed to them stays closed. With an application permission, which works without anyone signed in, it does mean the whole organisation.",
            "委任された許可の場合は違います。サインインした本人がもともと開けるものすべて、という意味です。Microsoft 365 が呼び出しのたびに本人の権限を確かめるため、本人が開けないサイトは開けません。誰もサインインしていなくても使われるアプリケーションの許可の場合は、組織全体が対象です。",
        )],
    )
}

/// What a security page would have answered, ready to send.
fn no_security_page(profile: &Profile, app: &str) -> GuideEntry {
    let links = &profile.links;
    let contact =
        links.support_email.as_ref().map(ToString::to_string).or(links.support.as_ref().map(ToString::to_string));
    let [to_en, to_ja] = match contact {
        Some(contact) => [
            format!("Ask the vendor at {contact}, for instance:"),
            format!("次のように、提供元（{contact}）へお問い合わせください。"),
        ],
        None => ["Ask the vendor, for instance:".to_owned(), "次のように、提供元へお問い合わせください。".to_owned()],
    };
    entry(
        both(
            "What if the vendor has no security page?",
            "提供元にセキュリティのページがない場合はどうすればよいですか",
        ),
        vec![
            both(to_en, to_ja),
            both(
                format!(
                    "\"Before we decide about {app}: which data do you store, where, for how long, and is it encrypted? Who of your staff can open it? Who else processes it? Which certificates do you hold, and how do you report an incident?\""
                ),
                format!(
                    "「{app} の利用を検討しています。保管するデータの種類、場所、期間と、暗号化の有無をお知らせください。また、データを開ける社員の範囲、再委託先、取得している認証、事故の際の連絡方法についてもお教えください。」"
                ),
            ),
        ],
    )
}
