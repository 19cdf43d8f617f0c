//! The letter's short words: labels, headings, and how single values are written.

use crate::ask::Ask;
use Lang::{En, Ja};
use permissions::Role;
use profile::{AccountRule, AskedPermission, Kind, Lang, Occasion, Subject, Topic, Verification};

use crate::case::Person;
use crate::clean::line;

pub(crate) fn label(lang: Lang, what: Label) -> &'static str {
    match (lang, what) {
        (En, Label::App) => "App",
        (Ja, Label::App) => "アプリ",
        (En, Label::ClientId) => "Client ID",
        (Ja, Label::ClientId) => "クライアント ID",
        (En, Label::ShortId) => "Client ID",
        (Ja, Label::ShortId) => "アプリ ID",
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
        (En, Label::Risk) => "Risk",
        (Ja, Label::Risk) => "リスク",
        (En, Label::HighestRisk) => "Highest risk",
        (Ja, Label::HighestRisk) => "最大のリスク",
        (En | Ja, Label::Sha256) => "SHA-256",
        (En, Label::Fingerprint) => "Fingerprint",
        (Ja, Label::Fingerprint) => "照合値",
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

/// Japanese after a name, which a Latin one keeps at a distance.
pub(crate) fn after_name(name: &str, words: &str) -> String {
    if name.ends_with(|c: char| c.is_ascii()) { format!("{name} {words}") } else { format!("{name}{words}") }
}

#[derive(Clone, Copy)]
pub(crate) enum Label {
    App,
    ClientId,
    /// The same where every character counts.
    ShortId,
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
    Risk,
    HighestRisk,
    Sha256,
    Fingerprint,
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
        (En, Section::WhyNotLess) => "Why nothing smaller would do",
        (Ja, Section::WhyNotLess) => "より小さい許可では足りない理由（提供元の説明）",
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
    WhyNotLess,
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

pub(crate) fn value_and_kind(lang: Lang, asked: &AskedPermission) -> String {
    match lang {
        En => format!("{} ({})", asked.value, kind(lang, asked.kind)),
        Ja => format!("{}（{}）", asked.value, kind(lang, asked.kind)),
    }
}

pub(crate) fn person(lang: Lang, person: &Person) -> String {
    let (name, upn) = (line(&person.name), line(&person.upn));
    match lang {
        En => format!("{name} ({upn})"),
        Ja => format!("{name}（{upn}）"),
    }
}

/// Whom it is about. An approval through the link reaches further than the person who asks for it.
pub(crate) fn only_me(lang: Lang, ask: Ask) -> &'static str {
    match (lang, ask) {
        (En, Ask::Approve) => "1 person, me (the approval link below covers everyone)",
        (En, Ask::Assign | Ask::AccessRule) => "1 person, me",
        (Ja, Ask::Approve) => "本人1名（下の承認リンクは組織全体が対象です）",
        (Ja, Ask::Assign | Ask::AccessRule) => "本人1名",
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

/// What kind of permission it is, of which API, asked when and for whom.
pub(crate) fn nature(lang: Lang, asked: &AskedPermission) -> String {
    let account = match asked.account_must_be {
        AccountRule::Any => None,
        AccountRule::NonAdmin => Some(match lang {
            En => "from an account without an administrator's role",
            Ja => "管理者ロールのないアカウントで承諾",
        }),
    };
    let facts =
        [kind(lang, asked.kind), asked.resource.name(), occasion(lang, asked.asked_when), reach(lang, asked.subject)];
    let between = match lang {
        En => ", ",
        Ja => "、",
    };
    facts.into_iter().chain(account).collect::<Vec<_>>().join(between)
}

fn occasion(lang: Lang, asked_when: Occasion) -> &'static str {
    match (lang, asked_when) {
        (En, Occasion::SignIn) => "asked at sign-in",
        (Ja, Occasion::SignIn) => "サインイン時に要求",
        (En, Occasion::Install) => "asked once, at installation",
        (Ja, Occasion::Install) => "導入時に1回だけ要求",
        (En, Occasion::Feature) => "asked when the feature is set up",
        (Ja, Occasion::Feature) => "機能の設定時に要求",
    }
}

fn reach(lang: Lang, subject: Subject) -> &'static str {
    match (lang, subject) {
        (En, Subject::OneUser) => "for one person",
        (Ja, Subject::OneUser) => "対象は1名",
        (En, Subject::Everyone) => "for the whole organisation",
        (Ja, Subject::Everyone) => "対象は組織全体",
    }
}

pub(crate) fn risk(lang: Lang, level: u8) -> String {
    match lang {
        En => format!("{level} of 5"),
        Ja => format!("5段階中{level}"),
    }
}

/// Microsoft's own names of the roles that grant.
pub(crate) fn role(lang: Lang, role: &'static Role) -> &'static str {
    match (lang, role.name) {
        (Ja, "Cloud Application Administrator") => "クラウド アプリケーション管理者",
        (Ja, "Privileged Role Administrator") => "特権ロール管理者",
        (En | Ja, name) => name,
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
