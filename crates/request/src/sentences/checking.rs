//! How to check the request without trusting it.

use Lang::{En, Ja};
use profile::Lang;

pub(crate) fn distrust(lang: Lang) -> &'static str {
    match lang {
        En => "A mail that asks for consent can be a trick, so please do not rely on this one.",
        Ja => {
            "同意を求めるメールは、詐欺に使われることがあります。このメールの内容だけで判断せず、次の点をお確かめください。"
        }
    }
}

pub(crate) fn checks(lang: Lang, app: &str, client_id: &str, authority: &str) -> Vec<String> {
    let center = admin_center(authority);
    match lang {
        En => vec![
            format!(
                "Type {center} into the browser yourself. The application ID of the waiting request, or of {app} once it is listed under Enterprise apps, must be {client_id}."
            ),
            format!("The approval link must start with {authority}/ and hold the same ID."),
            format!(
                "{app} is listed under Enterprise apps once somebody here has signed in to it, asked for it or approved it. If it is missing until then, that is normal."
            ),
        ],
        Ja => vec![
            format!(
                "ブラウザーに {center} と直接入力して開いてください。届いている要求、または［エンタープライズ アプリ］に表示される {app} のアプリケーション ID が、{client_id} と一致することをご確認ください。"
            ),
            format!("承認リンクが {authority}/ で始まり、同じ ID を含んでいることをご確認ください。"),
            format!(
                "{app} が［エンタープライズ アプリ］に表示されるのは、組織のどなたかがサインイン、要求、承認のいずれかをした後です。それまで表示されなくても、異常ではありません。"
            ),
        ],
    }
}

/// Where the administrators of a cloud work; national clouds have their own.
pub(crate) fn admin_center(authority: &str) -> &'static str {
    if authority.ends_with("login.microsoftonline.us") {
        "entra.microsoft.us"
    } else if authority.ends_with("login.partner.microsoftonline.cn") {
        "entra.microsoftonline.cn"
    } else {
        "entra.microsoft.com"
    }
}

/// The check in a line, for a letter that has to be short.
pub(crate) fn short_check(lang: Lang, authority: &str) -> String {
    let center = admin_center(authority.trim_end_matches('/'));
    match lang {
        En => format!(
            "Check first: type {center} yourself, open Enterprise apps > Admin consent requests, and compare the client ID. If no request waits there, the link above asks for the same."
        ),
        Ja => format!("確認：{center} を直接開き、ID を照合してください。"),
    }
}

/// Two people who hold the same fingerprint read the same list.
pub(crate) fn same_list(lang: Lang, version: u32) -> String {
    match lang {
        En => format!(
            "The list above is version {version} of the vendor's own statement. The vendor can tell you its fingerprint; compare it with the one below, which every part of this request carries."
        ),
        Ja => format!(
            "許可の一覧は、提供元が作成した資料の第{version}版に基づいています。下の照合値は、この依頼のすべての資料に記載しています。提供元に照会して、一致することをご確認いただけます。"
        ),
    }
}

/// Microsoft's own pages on deciding. They open in the reader's language.
pub(crate) const MICROSOFT_PAGES: [(Title, &str); 2] = [
    (
        Title { en: "Microsoft on reviewing requests", ja: "Microsoft の説明：要求の確認" },
        "https://learn.microsoft.com/entra/identity/enterprise-apps/review-admin-consent-requests",
    ),
    (
        Title { en: "Microsoft on granting consent", ja: "Microsoft の説明：管理者の同意" },
        "https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent",
    ),
];

pub(crate) struct Title {
    en: &'static str,
    ja: &'static str,
}

impl Title {
    pub(crate) fn get(&self, lang: Lang) -> &'static str {
        match lang {
            En => self.en,
            Ja => self.ja,
        }
    }
}
