use toml::de::DeValue;

use super::finding::{Findings, Rule};
use super::sheet::{Sheet, Value};

/// Reasons and links: what IT reads before anything else.
pub(super) fn check(sheet: &Sheet<'_>, findings: &mut Findings<'_>) {
    for asked in &sheet.permissions {
        let value = asked.value().map_or("this permission", |(value, _)| value);
        match asked.get("reason") {
            None => {
                let message = format!("`{value}` has no reason");
                let hint = "Say in one sentence what the app does with it: IT decides on reasons.";
                findings.add(Rule::MissingReason, asked.place(), message, hint);
            }
            Some(reason) => strings(reason, &mut |text, place| {
                if text.trim().is_empty() {
                    let message = format!("the reason for `{value}` is empty");
                    findings.add(
                        Rule::EmptyReason,
                        place,
                        message,
                        "Write the sentence in every language of the table.",
                    );
                }
            }),
        }
    }
    for value in sheet.root.values() {
        strings(value, &mut |text, place| {
            if let Some(link) = http_link(text) {
                let message = format!("`{link}` is not encrypted");
                let hint = "Write the https address. IT is told to trust nothing else.";
                findings.add(Rule::HttpLink, place, message, hint);
            }
        });
    }
}

const SVG_NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// The first http address in a text, whether it is a link of its own or stands in a sentence.
fn http_link(text: &str) -> Option<&str> {
    let small = text.to_ascii_lowercase();
    // The name of SVG is written like an address and leads nowhere.
    let at = small.match_indices("http://").map(|(at, _)| at).find(|at| !small[*at..].starts_with(SVG_NAMESPACE))?;
    text.get(at..)?.split([' ', '\n', '\u{3000}', '、', '。', '"', '>', ')']).next()
}

/// Every string in a value, with its place.
fn strings<'t>(value: &'t Value<'t>, each: &mut impl FnMut(&'t str, std::ops::Range<usize>)) {
    match value.get_ref() {
        DeValue::String(text) => each(text, value.span()),
        DeValue::Array(items) => items.iter().for_each(|item| strings(item, each)),
        DeValue::Table(table) => table.values().for_each(|item| strings(item, each)),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {}
    }
}
