//! Whatever wrapping the text arrived in, out comes the text: form encoding, HTML entities, escapes of nested JSON,
//! full-width characters, invisible ones.

use percent_encoding::percent_decode_str;

/// More than any page or reply holds, and little enough that a pasted novel costs nothing.
const LIMIT: usize = 64 * 1024;

/// Layers of wrapping seen in practice: JSON in JSON in a log line, form-encoded.
const LAYERS: usize = 4;

/// The text as a person would read it. Lines are kept.
pub(crate) fn plain(raw: &str) -> String {
    let mut text: String = raw.chars().take(LIMIT).collect();
    for _ in 0..LAYERS {
        let unwrapped = unescape(&entities(&form(&text)));
        if unwrapped == text {
            break;
        }
        text = unwrapped;
    }
    text.chars().filter_map(visible).collect()
}

/// The same text with full-width forms and odd spaces as ASCII, for reading codes and ids.
pub(crate) fn narrowed(plain: &str) -> String {
    plain.chars().map(narrow).collect()
}

/// The same text for comparing words: lower case, one kind of quote, single spaces. Lines are kept.
pub(crate) fn folded(narrowed: &str) -> String {
    let mut folded = String::with_capacity(narrowed.len());
    let mut gap = false;
    for c in narrowed.chars().flat_map(char::to_lowercase) {
        match c {
            '\n' => {
                folded.push('\n');
                gap = false;
            }
            c if c.is_whitespace() => gap = true,
            c => {
                if gap && !folded.is_empty() && !folded.ends_with('\n') {
                    folded.push(' ');
                }
                gap = false;
                folded.push(match c {
                    '\u{2018}' | '\u{2019}' | '\u{201b}' | '`' => '\'',
                    '\u{201c}' | '\u{201d}' | '\u{201e}' | '«' | '»' => '"',
                    c => c,
                });
            }
        }
    }
    folded.replace("organisation", "organization")
}

/// Undoes form encoding. A plus is a space only where the text has no other: prose keeps its plus signs.
fn form(text: &str) -> String {
    let encoded =
        text.as_bytes().windows(3).any(|w| w[0] == b'%' && w[1].is_ascii_hexdigit() && w[2].is_ascii_hexdigit());
    let joined = text.contains('+') && text.contains('=') && !text.trim().contains(' ');
    match (encoded, joined) {
        (false, false) => text.to_owned(),
        (true, false) => percent_decode_str(text).decode_utf8_lossy().into_owned(),
        (_, true) => percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned(),
    }
}

fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after.char_indices().take(10).find(|(_, c)| *c == ';').map(|(at, _)| at);
        match end.and_then(|end| Some((entity(after.get(..end)?)?, after.get(end + 1..)?))) {
            Some((c, tail)) => {
                out.push(c);
                rest = tail;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    match name {
        "nbsp" => Some(' '),
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// One layer of backslash escapes, as JSON, JavaScript and Python write them.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let ahead = chars.clone().next();
        match ahead {
            Some('n' | 'r') => out.push('\n'),
            Some('t') => out.push(' '),
            Some(kept @ ('"' | '\'' | '/' | '\\')) => out.push(kept),
            Some('u') => match hex4(chars.clone().skip(1)) {
                Some(decoded) => {
                    out.push(decoded);
                    chars.nth(3);
                }
                None => out.push_str("\\u"),
            },
            Some(_) | None => {
                out.push('\\');
                continue;
            }
        }
        chars.next();
    }
    out
}

fn hex4(digits: impl Iterator<Item = char>) -> Option<char> {
    let hex: String = digits.take(4).collect();
    (hex.len() == 4).then(|| u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32)).flatten()
}

fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2000}'..='\u{200a}' | '\t' => ' ',
        c => c,
    }
}

/// Characters that take no space go; a carriage return is a line end.
fn visible(c: char) -> Option<char> {
    match c {
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' => None,
        '\r' => Some('\n'),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrapping_gives_the_same_text() {
        for raw in [
            "AADSTS90094: The grant",
            "AADSTS90094%3a+The+grant",
            "AADSTS90094%253a%20The%20grant",
            "AADSTS90094:&nbsp;The grant",
            "AADSTS90094&#58; The grant",
            "AADSTS90094\\u003a The grant",
            "ＡＡＤＳＴＳ９００９４：\u{3000}The grant",
            "AAD\u{200b}STS90094: The\u{a0}grant",
        ] {
            let wrapped = if raw.contains('+') { format!("x={raw}") } else { format!("x={raw} ") };
            assert_eq!(narrowed(&plain(&wrapped)).trim(), "x=AADSTS90094: The grant", "{raw}");
        }
    }

    #[test]
    fn prose_keeps_its_plus_signs_and_broken_escapes_stay_as_they_are() {
        assert_eq!(plain("a + b = c"), "a + b = c");
        assert_eq!(plain("100% sure \\u12 &nope; \\"), "100% sure \\u12 &nope; \\");
    }

    #[test]
    fn folding_keeps_lines_and_joins_spaces() {
        assert_eq!(folded("Need  Admin\u{2019}s \n  Organisation"), "need admin's\norganization");
    }
}
