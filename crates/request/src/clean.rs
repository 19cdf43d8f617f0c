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

/// A whole document on its way out: `\n` is its only control character, and nothing in it reorders or hides text,
/// whichever part it came from.
pub(crate) fn visible(text: String) -> String {
    let spoils = |c: char| hides(c) || (c.is_control() && c != '\n');
    if text.chars().any(spoils) { text.chars().filter(|c| !spoils(*c)).collect() } else { text }
}

/// The plain mail addresses in what a person typed; anything else is left out rather than passed on.
pub(crate) fn addresses(typed: &str) -> Vec<String> {
    typed
        .split([',', ';'])
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.chars().any(hides))
        .filter_map(|part| profile::EmailAddress::try_from(part).ok())
        .map(String::from)
        .collect()
}

/// Direction marks, characters without width, and Unicode's invisible copies of ASCII.
fn hides(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}
