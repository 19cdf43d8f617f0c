//! Whatever wrapping the text arrived in, out comes the text: form encoding, HTML, escapes of nested JSON, mojibake,
//! full-width characters, invisible ones.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use crate::escapes::{entities, form, tags, unescape};
use crate::mojibake::repaired;

/// More than any page or reply holds, and little enough that a pasted log costs nothing. Of a longer text the end
/// counts too: that is where a log says what went wrong.
const HEAD: usize = 48 * 1024;
const TAIL: usize = 16 * 1024;

/// Layers of wrapping seen in practice: JSON in JSON in a log line, form-encoded twice.
const LAYERS: usize = 5;

/// The text as a person would read it. Lines are kept.
pub(crate) fn plain(raw: &str) -> String {
    let mut text = excerpt(raw);
    for _ in 0..LAYERS {
        let Some(unwrapped) = peel(&text) else { break };
        text = Cow::Owned(unwrapped);
    }
    let text = repaired(&text);
    if text.bytes().all(|b| matches!(b, b'\n' | b'\t' | b' '..=b'~')) {
        return text.into_owned();
    }
    text.chars().filter_map(visible).collect()
}

/// The same text in one form of each character: full-width and compatibility forms as their plain ones, decimal digits
/// of every script as ASCII.
pub(crate) fn narrowed(plain: &str) -> Cow<'_, str> {
    if plain.is_ascii() {
        return Cow::Borrowed(plain);
    }
    if is_nfkc_quick(plain.chars()) == IsNormalized::Yes && !plain.chars().any(|c| c != digit(c)) {
        return Cow::Borrowed(plain);
    }
    Cow::Owned(plain.nfkc().map(digit).collect())
}

/// The same text for comparing words: lower case, no accents, one kind of quote, single spaces. Lines are kept.
pub(crate) fn folded(narrowed: &str) -> String {
    let mut folded = String::with_capacity(narrowed.len());
    let mut gap = false;
    for c in narrowed.chars() {
        if c == '\n' {
            folded.push('\n');
            gap = false;
            continue;
        }
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        if gap && !folded.is_empty() && !folded.ends_with('\n') {
            folded.push(' ');
        }
        gap = false;
        fold(c, &mut folded);
    }
    if folded.contains("organisation") { folded.replace("organisation", "organization") } else { folded }
}

fn excerpt(raw: &str) -> Cow<'_, str> {
    if raw.len() <= HEAD + TAIL {
        return Cow::Borrowed(raw);
    }
    let head = raw.floor_char_boundary(HEAD);
    let tail = raw.ceil_char_boundary(raw.len() - TAIL);
    Cow::Owned(format!("{}\n\n{}", raw.get(..head).unwrap_or_default(), raw.get(tail..).unwrap_or_default()))
}

/// One layer less, or `None` where nothing is left to unwrap.
fn peel(text: &str) -> Option<String> {
    let mut peeled: Option<String> = None;
    for step in [form, entities, unescape, tags] {
        if let Some(next) = step(peeled.as_deref().unwrap_or(text)) {
            peeled = Some(next);
        }
    }
    peeled.filter(|peeled| peeled != text)
}

fn fold(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(if c == '`' { '\'' } else { c.to_ascii_lowercase() });
        return;
    }
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' | '´' => out.push('\''),
        '\u{201c}'..='\u{201f}' | '«' | '»' | '「' | '」' | '『' | '』' | '《' | '》' => out.push('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
        '、' => out.push(','),
        '\u{300}'..='\u{36f}' => {}
        // Latin, Greek and Cyrillic lose their accents; kana and hangul would lose their meaning.
        '\u{80}'..='\u{52f}' | '\u{1e00}'..='\u{1eff}' => {
            for lower in c.to_lowercase() {
                match lower {
                    'ß' => out.push_str("ss"),
                    'ł' => out.push('l'),
                    'ø' => out.push('o'),
                    'æ' => out.push_str("ae"),
                    'œ' => out.push_str("oe"),
                    'đ' => out.push('d'),
                    'ı' => out.push('i'),
                    lower => unicode_normalization::char::decompose_canonical(lower, |part| {
                        if !('\u{300}'..='\u{36f}').contains(&part) {
                            out.push(part);
                        }
                    }),
                }
            }
        }
        c => out.push(c),
    }
}

fn digit(c: char) -> char {
    const ZEROS: [u32; 6] = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0x1d7ce];
    let code = u32::from(c);
    let zero = ZEROS.into_iter().find(|zero| (*zero..zero + 10).contains(&code));
    zero.and_then(|zero| char::from_digit(code - zero, 10)).unwrap_or(c)
}

/// Characters that take no space go; every kind of line end is one.
fn visible(c: char) -> Option<char> {
    match c {
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{61c}'
        | '\u{34f}'
        | '\u{180e}'
        | '\u{feff}'
        | '\u{ad}' => None,
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        c if c.is_control() && c != '\n' && c != '\t' => None,
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
            "AADSTS90094%25253a%2520The%2520grant",
            "AADSTS90094:&nbsp;The grant",
            "AADSTS90094&#58; The grant",
            "AADSTS90094&amp;#x3a; The grant",
            "AADSTS90094\\u003a The grant",
            "AADSTS90094\\\\u003a The grant",
            "AADSTS<b>90094</b>: The grant",
            "ＡＡＤＳＴＳ９００９４：\u{3000}The grant",
            "AADSTS٩٠٠٩٤: The grant",
            "AADSTS\u{202b}90094\u{202c}: The grant",
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
        assert_eq!(plain("50% off, %u12 and %xface"), "50% off, %u12 and %xface");
        assert_eq!(plain("<ClientApp> asks 3 < 4"), "<ClientApp> asks 3 < 4");
    }

    #[test]
    fn folding_keeps_lines_joins_spaces_and_drops_accents() {
        assert_eq!(folded("Need  Admin\u{2019}s \n  Organisation"), "need admin's\norganization");
        assert_eq!(folded("Genehmigung für ŁÓDŹ, Straße"), "genehmigung fur lodz, strasse");
        assert_eq!(folded("管理者がグループ"), "管理者がグループ");
    }

    #[test]
    fn the_end_of_a_long_log_is_read() {
        let log = format!("{}AADSTS90094: x", "line of a log\n".repeat(1_000_000));
        assert!(plain(&log).ends_with("AADSTS90094: x"));
        assert!(plain(&"é".repeat(200_000)).len() <= HEAD + TAIL + 2);
    }

    #[test]
    fn of_a_long_text_the_first_48_and_the_last_16_kilobytes_are_read() {
        let at = |place: usize| {
            let mut text = "x".repeat(1_000_000);
            text.replace_range(place..place + 6, "AADSTS");
            plain(&text).contains("AADSTS")
        };
        let (head, tail) = (48 * 1024, 1_000_000 - 16 * 1024);
        assert_eq!((at(0), at(head - 6), at(head)), (true, true, false));
        assert_eq!((at(tail - 6), at(tail), at(1_000_000 - 6)), (false, true, true));
        assert_eq!(plain(&"x".repeat(HEAD + TAIL)).len(), HEAD + TAIL);
    }
}
