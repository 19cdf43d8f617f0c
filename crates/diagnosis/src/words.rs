//! Microsoft's own sentence, fit to be shown: no ids, no tokens, no codes of the protocol, no state.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::reading::Channel;
use crate::redact::redact;

/// Longer than any sentence Microsoft shows, short enough for one fold of the screen.
const LIMIT: usize = 600;

pub(crate) fn words(channel: Channel, plain: &str) -> Option<String> {
    let page = channel == Channel::Page && !plain.trim_start().starts_with(['{', '[']);
    let lower = plain.to_ascii_lowercase();
    let said = plain.get(start(channel, page, &lower)?..)?;
    let mut lines = Vec::new();
    for line in said.lines() {
        let (part, last) = if page { (before_trail(line), false) } else { before_rest_of_reply(line) };
        let part = part.trim().trim_start_matches('>').trim().trim_end_matches(['"', '&', ',']);
        if !part.is_empty() {
            lines.push(redact(part));
        }
        if last || lines.iter().map(String::len).sum::<usize>() > LIMIT * 4 {
            break;
        }
    }
    let text: String = lines.join("\n").chars().take(LIMIT).collect();
    (!text.is_empty()).then_some(text)
}

fn start(channel: Channel, page: bool, lower: &str) -> Option<usize> {
    let code = lower.find("aadsts");
    if page {
        // A copied details block has its message last, a page its message first.
        return Some(code.filter(|_| lower.contains("message:")).unwrap_or(0));
    }
    code.or_else(|| match channel {
        Channel::Redirect | Channel::Token | Channel::Page => after(lower, &["error_description", "errormessage"]),
        Channel::Graph => after(lower, &["message"]),
    })
}

fn after(lower: &str, labels: &[&str]) -> Option<usize> {
    labels.iter().find_map(|label| {
        let at = lower.find(label)? + label.len();
        let gap = lower.get(at..)?.find(|c: char| !(c.is_whitespace() || "\"':=".contains(c)))?;
        Some(at + gap)
    })
}

/// Where the ids and the footer of a message begin.
const TRAILS: [&str; 10] = [
    "trace id",
    "correlation id",
    "request id",
    "timestamp",
    "trace_id",
    "correlation_id",
    "error_codes",
    "error_uri",
    "additional technical information",
    "advanced diagnostics",
];

static TRAIL: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(TRAILS).ok());

fn before_trail(line: &str) -> &str {
    let cut = TRAIL.as_ref().and_then(|trail| trail.find(line)).map(|hit| hit.start());
    cut.and_then(|at| line.get(..at)).unwrap_or(line)
}

/// What a reply or an address says after its sentence is not for the eye; nothing after it is, either.
fn before_rest_of_reply(line: &str) -> (&str, bool) {
    let part = before_trail(line);
    let cut = ["\",", "\"}", "',", "'}", "&state=", "</"].iter().filter_map(|end| part.find(end)).min();
    let kept = cut.and_then(|at| part.get(..at)).unwrap_or(part);
    (kept, kept.len() < line.len() || kept.trim_end().ends_with('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_is_kept_and_the_ids_are_not() {
        let page = "Message: AADSTS90094: Only an admin may.\nTrace ID: 1\nTimestamp: 2026-11-20";
        assert_eq!(words(Channel::Page, page).as_deref(), Some("AADSTS90094: Only an admin may."));
        let reply = r#"{"error":"x","error_description":"AADSTS65001: Nobody consented. Trace ID: 1","claims":"y"}"#;
        assert_eq!(words(Channel::Token, reply).as_deref(), Some("AADSTS65001: Nobody consented."));
    }

    #[test]
    fn nothing_that_could_be_a_secret_is_shown() {
        let jwt = format!("eyJ{}", "a".repeat(80));
        let page = format!("Look http://localhost:1/?code=1.abc&state=s {jwt} {} done", "Z".repeat(61));
        assert_eq!(words(Channel::Page, &page).as_deref(), Some("Look http://localhost:1/… … … done"));
        let reply = format!("error_description=AADSTS65004: No.&state=abc&code={jwt}");
        assert_eq!(words(Channel::Redirect, &reply).as_deref(), Some("AADSTS65004: No."));
    }

    #[test]
    fn a_reply_without_a_sentence_has_no_words() {
        assert_eq!(words(Channel::Redirect, "error=access_denied&error_subcode=cancel&state=x"), None);
    }

    #[test]
    fn nothing_behind_the_sentence_of_a_reply_is_shown() {
        for reply in [
            "error_description=AADSTS65001: No.&state=abc\nsecond line",
            "{'error_description': 'AADSTS65001: No.', 'claims':\nsecond line",
            "{\"error_description\": \"AADSTS65001: No.\"\nsecond line",
            "error_description=AADSTS65001: No. Trace ID: 1\nsecond line",
        ] {
            assert_eq!(words(Channel::Redirect, reply).as_deref(), Some("AADSTS65001: No."), "{reply}");
        }
        // A sentence may run over several lines.
        let two = "error_description=AADSTS65001: No.\nAsk IT.";
        assert_eq!(words(Channel::Redirect, two).as_deref(), Some("AADSTS65001: No.\nAsk IT."));
    }
}
