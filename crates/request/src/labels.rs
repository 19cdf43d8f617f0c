//! The letter's short words: labels, headings, and how single values are written.

use Lang::{En, Ja};
use profile::{Kind, Lang, Topic, Verification};

pub(crate) fn label(lang: Lang, what: Label) -> &'static str {
    match (lang, what) {
        (En, Label::App) => "App",
        (Ja, Label::App) => "アプリ",
        (En, Label::ClientId) => "Client ID",
        (Ja, Label::ClientId) => "クライアント ID",
        (En, Label::Publisher) => "Publisher",
        (Ja, Label::Publisher) => "発行元",
        (En, Label::Organisation) => "Organisation",
        (Ja, Label::Organisation) => "組織",
        (En, Label::TenantId) => "Tenant ID",
        (Ja, Label::TenantId) => "テナント ID",
        (En, Label::Requester) => "Requested by",
        (Ja, Label::Requester) => "依頼者",
        (En, Label::Affects) => "For",
        (Ja, Label::Affects) => "対象",
        (En, Label::RequestedOn) => "Date",
        (Ja, Label::RequestedOn) => "依頼日",
        (En, Label::Asks) => "Permissions",
        (Ja, Label::Asks) => "許可",
        (En, Label::Permission) => "Permission",
        (Ja, Label::Permission) => "許可",
        (En, Label::Value) => "Value",
        (Ja, Label::Value) => "値",
        (En, Label::Type) => "Type",
        (Ja, Label::Type) => "種類",
        (En, Label::Reason) => "Reason",
        (Ja, Label::Reason) => "用途",
        (En, Label::Code) => "Code",
        (Ja, Label::Code) => "コード",
        (En, Label::CorrelationId) => "Correlation ID",
        (Ja, Label::CorrelationId) => "関連付け ID",
        (En, Label::RequestId) => "Request ID",
        (Ja, Label::RequestId) => "要求 ID",
        (En, Label::Time) => "Time (UTC)",
        (Ja, Label::Time) => "日時（UTC）",
        (En, Label::Security) => "Security",
        (Ja, Label::Security) => "セキュリティ",
        (En, Label::Privacy) => "Privacy",
        (Ja, Label::Privacy) => "プライバシー",
        (En, Label::Support) => "Vendor's contact",
        (Ja, Label::Support) => "提供元の連絡先",
    }
}

#[derive(Clone, Copy)]
pub(crate) enum Label {
    App,
    ClientId,
    Publisher,
    Organisation,
    TenantId,
    Requester,
    Affects,
    RequestedOn,
    Asks,
    Permission,
    Value,
    Type,
    Reason,
    Code,
    CorrelationId,
    RequestId,
    Time,
    Security,
    Privacy,
    Support,
}

pub(crate) fn heading(lang: Lang, what: Section) -> &'static str {
    match (lang, what) {
        (En, Section::Asks) => "What it asks for",
        (Ja, Section::Asks) => "求める許可",
        (En, Section::Cannot) => "What it cannot do",
        (Ja, Section::Cannot) => "できないこと",
        (En, Section::Security) => "What the vendor says about security",
        (Ja, Section::Security) => "セキュリティについて（提供元の説明）",
        (En, Section::Yes) => "If the answer is yes",
        (Ja, Section::Yes) => "許可していただける場合",
        (En, Section::No) => "If the answer is no, or changes later",
        (Ja, Section::No) => "許可しない場合・後で取り消す場合",
        (En, Section::Check) => "Check this request yourself",
        (Ja, Section::Check) => "この依頼の確かめ方",
        (En, Section::Details) => "Details for the sign-in log",
        (Ja, Section::Details) => "サインイン ログの検索用情報",
    }
}

#[derive(Clone, Copy)]
pub(crate) enum Section {
    Asks,
    Cannot,
    Security,
    Yes,
    No,
    Check,
    Details,
}

/// Verified says who publishes the app. It never says that Microsoft looked at the app.
pub(crate) fn publisher(lang: Lang, name: &str, verified: Verification) -> String {
    match (lang, verified) {
        (En, Verification::Yes) => format!("{name} (verified publisher: yes)"),
        (En, Verification::No) => format!("{name} (verified publisher: no)"),
        (En, Verification::Unknown) => format!("{name} (verified publisher: not known)"),
        (Ja, Verification::Yes) => format!("{name}（確認済みの発行元：はい）"),
        (Ja, Verification::No) => format!("{name}（確認済みの発行元：いいえ）"),
        (Ja, Verification::Unknown) => format!("{name}（確認済みの発行元：不明）"),
    }
}

pub(crate) fn only_me(lang: Lang) -> &'static str {
    match lang {
        En => "1 person, me",
        Ja => "本人1名",
    }
}

pub(crate) fn day(lang: Lang, date: jiff::civil::Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month, day) = (date.year(), date.month(), date.day());
    match lang {
        En => {
            let name = usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or_default();
            format!("{day} {name} {year}")
        }
        Ja => format!("{year}年{month}月{day}日"),
    }
}

pub(crate) fn kind(lang: Lang, kind: Kind) -> &'static str {
    match (lang, kind) {
        (En, Kind::Delegated) => "delegated",
        (En, Kind::Application) => "application",
        (Ja, Kind::Delegated) => "委任",
        (Ja, Kind::Application) => "アプリケーション",
    }
}

pub(crate) fn topic(lang: Lang, topic: Topic) -> &'static str {
    match (lang, topic) {
        (En, Topic::Storage) => "Storage",
        (Ja, Topic::Storage) => "保管",
        (En, Topic::Region) => "Region",
        (Ja, Topic::Region) => "保管地域",
        (En, Topic::Retention) => "Retention",
        (Ja, Topic::Retention) => "保持期間",
        (En, Topic::StaffAccess) => "Staff access",
        (Ja, Topic::StaffAccess) => "社員のアクセス",
        (En, Topic::IdentityPlatform) => "Sign-in platform",
        (Ja, Topic::IdentityPlatform) => "サインインの基盤",
        (En, Topic::MfaConditionalAccess) => "Multi-factor and Conditional Access",
        (Ja, Topic::MfaConditionalAccess) => "多要素認証と条件付きアクセス",
        (En, Topic::TenantBoundary) => "Tenant boundary",
        (Ja, Topic::TenantBoundary) => "テナントの境界",
        (En, Topic::Certifications) => "Certifications",
        (Ja, Topic::Certifications) => "認証取得",
    }
}
