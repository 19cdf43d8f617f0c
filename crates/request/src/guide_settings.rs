use profile::Profile;

use crate::guide::both;
use crate::guide_drawing::three_settings;
use crate::guide_sections::{Center, GuideEntry, GuideSection, entry, section};

/// The three settings that decide whether a person meets the wall.
///
/// Sources: Microsoft, "Configure how users consent to applications", "Configure group and team owner consent",
/// "Configure the admin consent workflow", "Manage app consent policies" (2026-01-22).
pub(crate) fn settings(profile: &Profile, center: &Center) -> GuideSection {
    let user_consent = GuideEntry {
        advice: Some(both(
            "Leave it as it is and approve this one app. Opening user consent for one app opens it for all others too.",
            "設定はそのままにして、このアプリだけを承認することをお勧めします。1つのアプリのために設定を緩めると、ほかのアプリにも影響します。",
        )),
        link: Some(center.screen("ConsentPoliciesMenuBlade/~/UserSettings")),
        ..entry(
            both(
                "Users may allow apps to access the organisation's data for them",
                "ユーザーが自分に代わって会社のデータにアクセスするアプリを承認できる",
            ),
            vec![
                both(
                    "Once a yes or no; today there are four choices. Do not allow: every app goes through an administrator, even sign-in. Verified publishers and low-impact permissions: users approve only what you classed as low. Let Microsoft manage: the default of new organisations; since November 2025 it leaves calendars, mail and files to administrators. Allow all: users decide alone.",
                    "以前は「はい」か「いいえ」でしたが、現在は4つから選びます。許可しない：サインインを含め、すべてのアプリを管理者が承認します。確認済みの発行元で影響の小さいアクセス許可のみ：「低」に分類した許可だけをユーザーが承認できます。Microsoft による管理：新しい組織の既定で、2025年11月以降、予定表、メール、ファイルは管理者の判断となります。すべて許可：ユーザーだけで判断します。",
                ),
                both(
                    "A change counts for new approvals only. What was granted before stays.",
                    "変更の対象は、これからの承認だけです。与えた許可はそのまま残ります。",
                ),
            ],
        )
    };
    let low_impact = entry(
        both("Classing a permission as low impact", "影響の小さいアクセス許可への分類"),
        vec![both(
            "Under Permission classifications, a delegated permission can be classed as low, so that users may approve it for verified publishers. It then holds for every such publisher, not for this app alone, so for calendars with write access approving the one app is the narrower way.",
            "［アクセス許可の分類］で委任された許可を「低」に分類すると、確認済みの発行元のアプリについて、ユーザー自身が承認できます。対象はこのアプリだけでなく、条件を満たすすべての発行元です。予定表への書き込みであれば、このアプリだけを承認するほうが範囲は狭くなります。",
        )],
    );
    let group_consent = GuideEntry {
        advice: Some(if asks_for_groups(profile) {
            both(
                "Not decisive here either: what this app asks of groups is approved by an administrator.",
                "このアプリがグループについて求める許可は管理者が承認するため、この設定では決まりません。",
            )
        } else {
            both(
                "This app does not need it. Leave it off.",
                "このアプリには必要ありません。オフのままで差し支えありません。",
            )
        }),
        ..entry(
            both(
                "Owners may allow apps for groups they own",
                "ユーザーが所有するグループに対して、会社のデータにアクセスするアプリを承認できる",
            ),
            vec![both(
                "It concerns the data of Teams and groups only, never a person's calendar or mail.",
                "チームとグループのデータだけに関わる設定です。個人の予定表やメールには影響しません。",
            )],
        )
    };
    let requests = GuideEntry {
        advice: Some(both(
            "Turn it on and name at least two reviewers. Requests then arrive in one queue, with the app's permissions beside them.",
            "オンにして、レビュー担当者を2人以上指定することをお勧めします。要求が1か所に届き、アプリの許可と併せて確認できます。",
        )),
        link: Some(center.screen("ConsentPoliciesMenuBlade/~/AdminConsentSettings")),
        ..entry(
            both(
                "Users may request approval for apps they cannot approve",
                "ユーザーは、自分が承認できないアプリの管理者承認を要求できる",
            ),
            vec![
                both(
                    "With it, Microsoft's page says \"Approval required\" and offers a box for the reason. Without it, the page says \"Need admin approval\" and leads nowhere.",
                    "オンの場合、Microsoft のページに「承認が必要」と表示され、理由を入力して要求を送れます。オフの場合は「管理者の承認が必要」と表示されるだけで、先へ進めません。",
                ),
                both(
                    "It can take up to an hour to show. Reviewers see only requests made after they were named, and still need a role that may approve. Requests expire after the days set there.",
                    "反映まで最長で1時間ほどかかります。レビュー担当者に表示されるのは、指定された後の要求だけです。承認には、権限のあるロールも必要です。要求は、設定した日数で期限切れになります。",
                ),
            ],
        )
    };
    let told = section(
        "settings",
        both("The three settings behind the wall", "承認が必要になる3つの設定"),
        &[
            "user consent",
            "ユーザーの同意",
            "admin consent workflow",
            "管理者の同意ワークフロー",
            "group owner consent",
            "Users can consent to apps accessing company data on their behalf",
            "Let Microsoft manage your consent settings",
            "microsoft-user-default-recommended",
            "Need admin approval",
            "Approval required",
            "承認が必要",
            "User settings",
            "ユーザー設定",
            "Azure AD",
            "low impact",
            "recommendation",
            "推奨",
        ],
        vec![user_consent, low_impact, group_consent, requests],
    );
    GuideSection { picture: Some(three_settings(profile)), ..told }
}

pub(crate) fn asks_for_groups(profile: &Profile) -> bool {
    profile.permissions.iter().any(|asked| asked.value.starts_with("Group") || asked.value.starts_with("Team"))
}
