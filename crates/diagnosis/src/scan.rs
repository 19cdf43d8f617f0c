//! Finds codes and ids in plain text. Digits are always read whole: 50105 is not 501051.

use crate::codes::meaning;
use crate::verdict::Support;

/// The AADSTS codes of one text.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Found {
    /// In the order of appearance, each once.
    pub(crate) numbers: Vec<u32>,
    /// The cause: the last of `error_codes`, else the last code of the text. Older replies name a wrapper first.
    pub(crate) cause: Option<u32>,
    /// True when no `AADSTS` stood before the number, so that only its context speaks for it.
    pub(crate) bare: bool,
}

/// Finds every code in folded text.
pub(crate) fn codes(folded: &str) -> Found {
    let named = after_each(folded, "aadsts", |c| c.is_whitespace() || "-:#.".contains(c));
    let listed = error_codes(folded);
    let cause = listed.last().or(named.last()).copied();
    let mut found = Found { numbers: unique(named.into_iter().chain(listed)), cause, bare: false };
    if found.numbers.is_empty() {
        let bare = bare(folded);
        found = Found { cause: bare.last().copied(), numbers: unique(bare.into_iter()), bare: true };
    }
    found
}

/// The ids IT searches the sign-in log with.
pub(crate) fn support(plain: &str) -> Support {
    let lower = plain.to_ascii_lowercase();
    Support {
        correlation_id: id_after(&lower, &["correlation id", "correlation_id", "correlationid", "correlation-id"]),
        trace_id: id_after(&lower, &["trace id", "trace_id", "traceid"]),
        request_id: id_after(&lower, &["request id", "request_id", "requestid", "request-id"]),
        timestamp: timestamp(plain, &lower),
    }
}

fn unique(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut once = Vec::new();
    for number in numbers {
        if !once.contains(&number) {
            once.push(number);
        }
    }
    once
}

fn after_each(text: &str, mark: &str, skipped: impl Fn(char) -> bool) -> Vec<u32> {
    text.match_indices(mark)
        .filter_map(|(at, mark)| whole(text.get(at + mark.len()..)?.trim_start_matches(&skipped)))
        .collect()
}

/// The number at the start of `text`, if it has as many digits as a code has.
fn whole(text: &str) -> Option<u32> {
    let digits = text.split(|c: char| !c.is_ascii_digit()).next()?;
    (5..=8).contains(&digits.len()).then(|| digits.parse().ok()).flatten()
}

/// The numbers of `error_codes: [..]`, whatever the quotes; the last list of the text wins.
fn error_codes(text: &str) -> Vec<u32> {
    let list = |name: &str| {
        let (_, after) = text.rsplit_once(name)?;
        let (gap, list) = after.split_once(['[', '('])?;
        let (list, _) = list.split_once([']', ')'])?;
        (gap.len() <= 6).then(|| list.split(|c: char| !c.is_ascii_digit()).filter_map(whole).collect::<Vec<u32>>())
    };
    list("error_codes").or_else(|| list("errorcodes")).unwrap_or_default()
}

/// Words that announce a code where "AADSTS" was lost, in the languages of the sign-in pages.
const CUES: [&str; 14] = [
    "code",
    "errorno",
    "error:",
    "grant:",
    "unavailable:",
    "コード",
    "エラー",
    "代码",
    "代碼",
    "코드",
    "código",
    "codice",
    "kod",
    "fout",
];

/// Known codes that stand alone: after a cue, or as in "50033 - [2021-08-02 ...".
fn bare(text: &str) -> Vec<u32> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) =
        text.get(at..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit())).map(|step| at + step)
    {
        let digits = text.get(start..).map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
        at = start + digits;
        let before = text.get(..start).unwrap_or_default();
        let after = text.get(at..).unwrap_or_default();
        let joined = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
        let alone = !before.ends_with(joined)
            && !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        let number = text.get(start..at).and_then(whole).filter(|number| alone && meaning(*number).is_some());
        let near: String = before.chars().rev().take(16).collect::<Vec<_>>().into_iter().rev().collect();
        if let Some(number) = number
            && (after.starts_with(" - [") || CUES.iter().any(|cue| near.contains(cue)))
        {
            found.push(number);
        }
    }
    found
}

/// The last UUID that follows one of the labels: in a chain of wrapped errors the innermost comes last.
fn id_after(lower: &str, labels: &[&str]) -> Option<String> {
    labels.iter().find_map(|label| {
        lower.match_indices(label).filter_map(|(at, label)| uuid(value_at(lower.get(at + label.len()..)?))).last()
    })
}

fn value_at(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || "\"':=".contains(c))
}

fn uuid(text: &str) -> Option<String> {
    let candidate = text.get(..36)?;
    let ends = !text.get(36..)?.starts_with(|c: char| c.is_ascii_alphanumeric());
    let shaped = candidate.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        && candidate.chars().all(|c| c == '-' || c.is_ascii_hexdigit());
    (ends && shaped).then(|| candidate.to_owned())
}

/// `2023-08-28 11:25:19Z` in whichever of Microsoft's two spellings it came.
fn timestamp(plain: &str, lower: &str) -> Option<String> {
    lower
        .match_indices("timestamp")
        .filter_map(|(at, label)| {
            let value = value_at(plain.get(at + label.len()..)?);
            let end = value.find(|c: char| !(c.is_ascii_digit() || "-: TZ.".contains(c))).unwrap_or(value.len());
            let stamp = value.get(..end)?.trim().trim_end_matches('.');
            let day = stamp.get(..10)?;
            let dated = day.bytes().filter(|b| *b == b'-').count() == 2 && stamp.contains(':') && stamp.len() <= 32;
            dated.then(|| stamp.to_owned())
        })
        .last()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cause(text: &str) -> Option<u32> {
        use crate::plain::{folded, narrowed, plain};
        codes(&folded(&narrowed(&plain(text)))).cause
    }

    #[test]
    fn digits_are_read_whole() {
        assert_eq!(cause("AADSTS501051: x"), Some(501_051));
        assert_eq!(cause("AADSTS50105"), Some(50_105));
        assert_eq!(cause("AADSTS900941Contact"), Some(900_941));
        assert_eq!(cause("AADSTS123"), None);
        assert_eq!(cause("AADSTS123456789012"), None);
    }

    #[test]
    fn case_spacing_and_punctuation_do_not_matter() {
        for text in ["aaDSTS90093", "AADSTS 90093", "AADSTS : 90093", "AADSTS90093 :", "ＡＡＤＳＴＳ９００９３："]
        {
            assert_eq!(cause(text), Some(90_093), "{text}");
        }
    }

    #[test]
    fn the_last_of_several_codes_is_the_cause() {
        assert_eq!(cause("AADSTS70002: x. AADSTS54005: y"), Some(54_005));
        assert_eq!(cause(r#"{"error_description":"AADSTS54005: y","error_codes":[70002,54005]}"#), Some(54_005));
        assert_eq!(cause("{'error_codes': [50173], 'error_description': 'AADSTS70008'}"), Some(50_173));
    }

    #[test]
    fn a_number_without_its_prefix_counts_only_where_something_announces_it() {
        assert_eq!(cause("Sign-in error code 90095"), Some(90_095));
        assert_eq!(cause("invalid_grant: 50173 - [2021]"), Some(50_173));
        assert_eq!(cause("エラー コード: 90094"), Some(90_094));
        for text in
            ["room 90094", "65001 people", "code 9009", "id 00000000-0000-0000-0000-000000090094", "code 90094-1"]
        {
            assert_eq!(cause(text), None, "{text}");
        }
    }

    #[test]
    fn ids_and_times_are_found_in_both_spellings() {
        let found = support(
            "Request Id: 11111111-2222-3333-4444-555555555555\nCorrelation Id:  66666666-7777-8888-9999-000000000000\nTimestamp: 2026-11-20T09:21:07Z\nMessage: x",
        );
        assert_eq!(found.request_id.as_deref(), Some("11111111-2222-3333-4444-555555555555"));
        assert_eq!(found.correlation_id.as_deref(), Some("66666666-7777-8888-9999-000000000000"));
        assert_eq!(found.timestamp.as_deref(), Some("2026-11-20T09:21:07Z"));
        let found =
            support(r#"{"trace_id":"11111111-2222-3333-4444-555555555555","timestamp":"2026-11-20 09:21:07Z"}"#);
        assert_eq!(found.trace_id.as_deref(), Some("11111111-2222-3333-4444-555555555555"));
        assert_eq!(found.timestamp.as_deref(), Some("2026-11-20 09:21:07Z"));
    }
}
