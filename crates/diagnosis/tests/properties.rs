//! What holds for any text at all.
#![allow(clippy::unwrap_used)]

use diagnosis::{Context, Evidence, Verdict, diagnose, redact};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;

fn page(text: &str) -> Verdict {
    diagnose(&[Evidence::Page(text.to_owned())], &Context::default())
}

/// What a verdict decides; the words it shows follow the text and may differ in spacing.
fn decided(text: &str) -> (diagnosis::Wall, diagnosis::Sure, Option<u32>) {
    let verdict = page(text);
    (verdict.wall, verdict.sure, verdict.deciding_code())
}

/// Sentences of Microsoft's kind in many languages, with and without codes.
fn said() -> impl Strategy<Value = String> {
    let rows: Vec<String> = include_str!("cases.jsonl")
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["raw"].as_str().unwrap().to_owned())
        // A wrapping of a wrapping is another test's matter.
        .filter(|raw| !raw.contains(['%', '\\', '&', '{', '<']))
        .collect();
    prop::sample::select(rows)
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "AADSTS",
            "90094",
            "501051",
            "％",
            "%",
            "%2",
            "%zz",
            "%u7BA1",
            "&",
            "&#x;",
            "&#1114112;",
            "&amp;",
            "\\",
            "\\u",
            "\\ud83d",
            "\\x",
            "{",
            "\"error_codes\":[",
            "]",
            "Timestamp:",
            "Correlation ID: ",
            "é",
            "Ã©",
            "管理者",
            "。",
            "\u{202e}",
            "\u{300}",
            "\r\n",
            "=",
            "+",
            "<b>",
            "<",
            "://",
            "@",
            "request id: 0-0",
            "Need admin approval",
            "\"",
        ])
        .prop_map(str::to_owned),
        ".{0,12}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_through_any_channel_gives_a_verdict_with_at_most_one_deciding_code(text in pieces()) {
        for evidence in [
            Evidence::Redirect(text.clone()),
            Evidence::Token(text.clone()),
            Evidence::Page(text.clone()),
            Evidence::Graph(text.clone()),
        ] {
            let verdict = diagnose(&[evidence], &Context::default());
            prop_assert!(verdict.codes.iter().filter(|code| code.deciding).count() <= 1);
        }
    }

    #[test]
    fn redacting_twice_is_redacting_once(text in pieces()) {
        let once = redact(&text);
        prop_assert_eq!(redact(&once), once);
    }

    #[test]
    fn a_verdict_does_not_depend_on_spacing(text in said(), wide in prop::sample::select(vec!["  ", "\t", "\u{a0}", "\u{3000}", " \u{200b}"])) {
        prop_assert_eq!(decided(&text.replace(' ', wide)), decided(&text));
    }

    #[test]
    fn a_verdict_does_not_depend_on_case(text in said()) {
        prop_assert_eq!(decided(&text.to_uppercase()), decided(&text));
    }

    #[test]
    fn a_verdict_does_not_depend_on_encoding(text in said(), layers in 1_usize..3) {
        let mut url = text.clone();
        let mut html = text.clone();
        let mut json = text.clone();
        for _ in 0..layers {
            url = utf8_percent_encode(&url, NON_ALPHANUMERIC).to_string();
            html = html.chars().map(|c| if c.is_alphanumeric() && c.is_ascii() { c.to_string() } else { format!("&#{};", u32::from(c)) }).collect();
            json = serde_json::to_string(&json).unwrap();
        }
        let before = decided(&text);
        prop_assert_eq!(decided(&url), before, "{}", url);
        prop_assert_eq!(decided(&html), before, "{}", html);
        prop_assert_eq!(decided(&json), before, "{}", json);
    }

    #[test]
    fn a_verdict_survives_being_read_in_the_wrong_code_page(text in said()) {
        let spoiled: String = text.bytes().map(char::from).collect();
        prop_assert_eq!(decided(&spoiled), decided(&text), "{}", spoiled);
    }
}
