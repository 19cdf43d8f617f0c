//! A diagnosis that may leave the device: what a supporter needs, and nothing that opens a door or names a person.

use std::fmt::Write as _;

use crate::codes::meaning;
use crate::redact::redact;
use crate::support::{timestamp, uuid};
use crate::verdict::{Actor, Approval, Signal, Sure, Verdict, Wall};

/// What the app knows about the attempt beside the verdict.
#[derive(Clone, Copy, Debug, Default)]
pub struct Attempt<'a> {
    /// The product's name and version, such as `Greenlight 1.4.0`.
    pub app: &'a str,
    /// The operating system and its version.
    pub system: &'a str,
    /// Where the journey stood, by the stage's own name.
    pub stage: &'a str,
    /// When the verdict was reached, in UTC, as `2026-11-20 09:21:07Z`.
    pub at: &'a str,
    /// How long the app waited for Microsoft's answer, in seconds.
    pub waited: Option<u64>,
    /// What the key store came to when it was last asked; empty as long as it was not.
    pub key_store: &'a str,
}

/// The diagnosis as plain text, each line labelled in English and Japanese.
///
/// Everything in it comes from a closed set (walls, stages, codes, our own sentences) or has a shape that was checked
/// (ids, times, versions). Microsoft's words stay out: they may quote an account.
pub fn capsule(verdict: &Verdict, attempt: &Attempt<'_>) -> String {
    let mut out = String::new();
    let mut line = |en: &str, ja: &str, value: &str| {
        if !value.is_empty() {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{en} / {ja}: {value}");
        }
    };
    line("App", "アプリ", &named(attempt.app));
    line("System", "システム", &named(attempt.system));
    line("Stage", "段階", &named(attempt.stage));
    line("Time (UTC)", "時刻（UTC）", &stamped(attempt.at));
    line("Waited", "待ち時間", &attempt.waited.map(|seconds| format!("{seconds} s")).unwrap_or_default());
    line("Key store", "パスワード保管場所", &named(attempt.key_store));
    line("Diagnosis", "診断", &wall(verdict.wall));
    line("Certainty", "確かさ", sure(verdict.sure));
    line("Next move", "次に動く人", actor(verdict.who_acts));
    line("Codes", "コード", &codes(verdict));
    if let Some(meaning) = verdict.deciding_code().and_then(meaning) {
        line("Meaning", "意味", &format!("{} / {}", meaning.en, meaning.ja));
    }
    line("Evidence", "根拠", &verdict.evidence.iter().map(signal).collect::<Vec<_>>().join(", "));
    let support = &verdict.support;
    line("Correlation ID", "関連付け ID", &id(support.correlation_id.as_deref()));
    line("Trace ID", "トレース ID", &id(support.trace_id.as_deref()));
    line("Request ID", "要求 ID", &id(support.request_id.as_deref()));
    line(
        "Microsoft's time (UTC)",
        "Microsoft の時刻（UTC）",
        &stamped(support.timestamp.as_deref().unwrap_or_default()),
    );
    out
}

/// A name or version: short, on one line, and nothing that looks like an address or a token.
fn named(text: &str) -> String {
    let short: String = text.chars().filter(|c| !c.is_control()).take(80).collect();
    redact(short.trim())
}

fn stamped(text: &str) -> String {
    timestamp(text).unwrap_or_default()
}

fn id(text: Option<&str>) -> String {
    text.and_then(uuid).unwrap_or_default()
}

fn codes(verdict: &Verdict) -> String {
    let mark = |deciding: bool| if deciding { " *" } else { "" };
    let codes: Vec<String> =
        verdict.codes.iter().map(|code| format!("AADSTS{}{}", code.number, mark(code.deciding))).collect();
    codes.join(", ")
}

fn wall(wall: Wall) -> String {
    let ja = match wall {
        Wall::AdminApprovalRequired(_) => "管理者の承認が必要",
        Wall::UserConsentNeeded => "利用者の同意が必要",
        Wall::UserDeclined => "同意しなかった",
        Wall::AssignmentRequired => "アプリへの割り当てが必要",
        Wall::AppDisabledOrMissing => "アプリが無効、または見つからない",
        Wall::ConditionalAccess => "アクセス規則による制限",
        Wall::MfaOrInteraction => "追加の確認が必要",
        Wall::SessionExpired => "サインインの期限切れ",
        Wall::WrongAccountOrTenant => "アカウントまたは組織の違い",
        Wall::MisconfiguredApp => "アプリの設定の誤り",
        Wall::Transient => "一時的な問題",
        Wall::DeviceFlowPending => "サインインの完了待ち",
        Wall::Other => "その他",
    };
    match wall.approval() {
        Some(approval) => format!("{} ({}) / {ja}（{}）", wall.name(), approval.name(), approval_ja(approval)),
        None => format!("{} / {ja}", wall.name()),
    }
}

fn approval_ja(approval: Approval) -> &'static str {
    match approval {
        Approval::Policy => "組織の設定",
        Approval::RiskyApp => "リスクの判定",
        Approval::WorkflowAsk => "ページから依頼できる",
        Approval::WorkflowSent => "依頼済み",
        Approval::AssignmentFirst => "承認のあとに割り当てが必要",
        Approval::Unknown => "理由は不明",
    }
}

fn sure(sure: Sure) -> &'static str {
    match sure {
        Sure::Certain => "certain / 確実",
        Sure::Likely => "likely / おそらく",
        Sure::Unknown => "unknown / 不明",
    }
}

fn actor(actor: Actor) -> &'static str {
    match actor {
        Actor::User => "user / 利用者",
        Actor::It => "IT / IT 部門",
        Actor::Vendor => "vendor / アプリの提供元",
        Actor::Wait => "nobody, it passes / 待てば解消",
        Actor::Nobody => "nobody / なし",
    }
}

fn signal(signal: &Signal) -> String {
    match signal {
        Signal::Code { number } => format!("AADSTS{number}"),
        Signal::ErrorWord { word } => named(word),
        Signal::Phrase { lang, phrase } => format!("[{}] {}", named(lang), named(phrase)),
        Signal::Picked { card } => format!("picked {card:?}"),
        Signal::CodelessCancel => "cancel without a code".to_owned(),
        Signal::Silence => "no answer".to_owned(),
        Signal::IdentityProved => "sign-in was granted".to_owned(),
        Signal::ExcludedScopes => "asks for a permission of the managed exclusion list".to_owned(),
    }
}
