//! Finds codes and ids in plain text. Digits are always read whole: 50105 is not 501051.

use crate::codes::meaning;

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
    let named = after_each(folded, "aadsts", |c| c.is_whitespace() || "-:#._=*'\"([{".contains(c));
    let listed = error_codes(folded);
    let cause = cause(&listed).or(cause(&named));
    let mut found = Found { numbers: unique(named.into_iter().chain(listed)), cause, bare: false };
    if found.numbers.is_empty() {
        let bare = bare(folded);
        found = Found { cause: bare.last().copied(), numbers: unique(bare.into_iter()), bare: true };
    }
    found
}

/// The last of several; a wrapper is the cause only where nothing else is named.
fn cause(numbers: &[u32]) -> Option<u32> {
    /// "Error validating credentials", which old replies put around the real code.
    const WRAPPER: u32 = 70002;
    numbers.iter().rfind(|number| **number != WRAPPER).or(numbers.last()).copied()
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

/// Words that announce a code where "AADSTS" was lost, in the languages of the sign-in pages, as folded text has them.
const CUES: [&str; 15] = [
    "code",
    "errorno",
    "error",
    "grant:",
    "unavailable:",
    "コード",
    "エラー",
    "代码",
    "代碼",
    "错误",
    "錯誤",
    "코드",
    "codigo",
    "codice",
    "kod",
];

/// Known codes that stand alone: after a cue, at the head of a line, or as in "50033 - [2021-08-02 ...".
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
        let Some(number) = number else { continue };
        let near = before.get(before.ceil_char_boundary(before.len().saturating_sub(24))..).unwrap_or_default();
        let leads = (before.is_empty() || before.ends_with('\n')) && after.starts_with(':');
        if leads || after.starts_with(" - [") || CUES.iter().any(|cue| near.contains(cue)) {
            found.push(number);
        }
    }
    found
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
}
