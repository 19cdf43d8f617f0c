/// Longer than any honest name; a subject or header line never needs more.
const LONGEST: usize = 200;

/// One line of visible text: line ends and other controls become spaces, characters that reorder or hide text go.
///
/// Names and domains come from the directory and from typing. In a mail header a line end would start a new header; in
/// the body a direction mark could make one client id look like another.
pub(crate) fn line(text: &str) -> String {
    let shown: String = text.chars().filter(|c| !hides(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let joined = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    if joined.chars().count() <= LONGEST {
        return joined;
    }
    joined.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// The plain mail addresses in what a person typed; anything else is left out rather than passed on.
pub(crate) fn addresses(typed: &str) -> Vec<String> {
    typed
        .split([',', ';'])
        .map(|part| part.trim().to_owned())
        .filter_map(|part| profile::EmailAddress::try_from(part).ok())
        .map(String::from)
        .collect()
}

fn hides(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
