use crate::guide::both;
use crate::guide_sections::{Center, GuideEntry, GuidePath, GuideSection, entry, section};
use profile::Localised;

/// Where each screen is. Menus moved twice in three years, so the older ways stand beside today's.
///
/// Sources: Microsoft, "Configure how users consent to applications" and "Configure the admin consent workflow" (2025)
/// and their earlier editions.
pub(crate) fn places(app: &str, center: &Center) -> GuideSection {
    let entries = vec![
        place(
            both("The admin center", "管理センター"),
            vec![both(
                format!(
                    "Type {} into the browser yourself. It was called the Azure Active Directory admin center before. Other clouds have their own: entra.microsoft.us for the US Government, entra.microsoftonline.cn for China.",
                    center.host
                ),
                format!(
                    "ブラウザーに {} と直接入力して開きます。以前の名称は Azure Active Directory 管理センターです。クラウドごとにアドレスが異なり、米国政府機関向けは entra.microsoft.us、中国は entra.microsoftonline.cn です。",
                    center.host
                ),
            )],
            Vec::new(),
            format!("https://{}/", center.host),
        ),
        place(
            both("Requests that are waiting", "届いている要求"),
            vec![both(
                "Shown to the reviewers that were named, and only requests made after they were named.",
                "指定されたレビュー担当者にだけ表示されます。担当者になる前の要求は表示されません。",
            )],
            vec![
                now(
                    "Entra ID > Enterprise apps > Activity > Admin consent requests > My Pending",
                    "［Entra ID］＞［エンタープライズ アプリ］＞［アクティビティ］＞［管理者の同意要求］＞［自分の保留中］",
                ),
                identity(
                    "Identity > Applications > Enterprise applications > Admin consent requests",
                    "［ID］＞［アプリケーション］＞［エンタープライズ アプリケーション］＞［管理者の同意要求］",
                ),
                azure(
                    "Azure Active Directory > Enterprise applications > Admin consent requests",
                    "［Azure Active Directory］＞［エンタープライズ アプリケーション］＞［管理者の同意要求］",
                ),
            ],
            center.screen("StartboardApplicationsMenuBlade/~/AccessRequests"),
        ),
        place(
            both(format!("{app} and its permissions"), format!("{app} とそのアクセス許可")),
            vec![both(
                format!(
                    "{app} is listed once somebody here has signed in to it, asked for it or approved it. If it is missing until then, that is normal."
                ),
                format!(
                    "{app} が一覧に表示されるのは、組織の誰かがサインイン、要求、承認のいずれかをした後です。それまで表示されなくても、異常ではありません。"
                ),
            )],
            vec![
                now(
                    format!("Entra ID > Enterprise apps > All applications > {app} > Security > Permissions"),
                    format!(
                        "［Entra ID］＞［エンタープライズ アプリ］＞［すべてのアプリケーション］＞［{app}］＞［セキュリティ］＞［アクセス許可］"
                    ),
                ),
                identity(
                    format!("Identity > Applications > Enterprise applications > {app} > Permissions"),
                    format!(
                        "［ID］＞［アプリケーション］＞［エンタープライズ アプリケーション］＞［{app}］＞［アクセス許可］"
                    ),
                ),
                azure(
                    format!("Azure Active Directory > Enterprise applications > {app} > Permissions"),
                    format!(
                        "［Azure Active Directory］＞［エンタープライズ アプリケーション］＞［{app}］＞［アクセス許可］"
                    ),
                ),
            ],
            center.screen("StartboardApplicationsMenuBlade/~/AppAppsPreview"),
        ),
        place(
            both("Who may use the app", "アプリを使える人"),
            vec![both(
                "With assignment required, only the people and groups on the list get in, whatever was approved.",
                "割り当てを必須にすると、承認の範囲にかかわらず、一覧にある人とグループだけが使えます。",
            )],
            vec![
                now(
                    format!(
                        "Enterprise apps > {app} > Manage > Properties > Assignment required?, then Users and groups"
                    ),
                    format!(
                        "［エンタープライズ アプリ］＞［{app}］＞［管理］＞［プロパティ］＞［割り当てが必要ですか？］、続いて［ユーザーとグループ］"
                    ),
                ),
                azure(
                    format!(
                        "Azure Active Directory > Enterprise applications > {app} > Properties > User assignment required?"
                    ),
                    format!(
                        "［Azure Active Directory］＞［エンタープライズ アプリケーション］＞［{app}］＞［プロパティ］＞［ユーザーの割り当てが必要ですか？］"
                    ),
                ),
            ],
            center.screen("StartboardApplicationsMenuBlade/~/AppAppsPreview"),
        ),
        place(
            both("Consent settings", "同意の設定"),
            vec![both(
                "Two screens: one for what users may approve themselves, one for their requests to administrators.",
                "画面は2つあり、ユーザー自身が承認できる範囲と、管理者への要求をそれぞれ設定します。",
            )],
            vec![
                now(
                    "Entra ID > Enterprise apps > Consent and permissions > User consent settings, or Admin consent settings",
                    "［Entra ID］＞［エンタープライズ アプリ］＞［同意とアクセス許可］＞［ユーザーの同意設定］または［管理者の同意設定］",
                ),
                identity(
                    "Identity > Applications > Enterprise applications > Consent and permissions",
                    "［ID］＞［アプリケーション］＞［エンタープライズ アプリケーション］＞［同意とアクセス許可］",
                ),
                azure(
                    "Azure Active Directory > Enterprise applications > User settings (until 2023)",
                    "［Azure Active Directory］＞［エンタープライズ アプリケーション］＞［ユーザー設定］（2023年まで）",
                ),
            ],
            center.screen("ConsentPoliciesMenuBlade/~/UserSettings"),
        ),
    ];
    section(
        "places",
        both("Where the screens are, then and now", "画面の場所（現在と以前）"),
        &[
            "Azure AD",
            "AAD",
            "Azure Active Directory",
            "Microsoft Entra ID",
            "Entra admin center",
            "Azure portal",
            "Azure ポータル",
            "Enterprise applications",
            "エンタープライズ アプリケーション",
            "User settings",
            "ユーザー設定",
            "Office 365",
            "Microsoft 365",
            "Entra 管理センター",
            "Azure AD 管理センター",
            "aad.portal.azure.com",
            "menu",
            "メニュー",
        ],
        entries,
    )
}

fn place(title: Localised, says: Vec<Localised>, paths: Vec<GuidePath>, link: String) -> GuideEntry {
    GuideEntry { paths, link: Some(link), ..entry(title, says) }
}

fn now(en: impl Into<String>, ja: impl Into<String>) -> GuidePath {
    GuidePath { when: both("Now", "現在"), steps: both(en, ja) }
}

fn identity(en: impl Into<String>, ja: impl Into<String>) -> GuidePath {
    GuidePath { when: both("Until 2025", "2025年まで"), steps: both(en, ja) }
}

fn azure(en: impl Into<String>, ja: impl Into<String>) -> GuidePath {
    GuidePath { when: both("As Azure AD", "Azure AD の頃"), steps: both(en, ja) }
}
