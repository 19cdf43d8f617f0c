//! One layer of each kind of escaping. Every function answers `None` where it finds nothing to undo.

/// Undoes form and percent encoding, `%u7BA1` included. A plus is a space only in a run that is encoded: prose keeps
/// its plus signs.
pub(crate) fn form(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let encoded = |at: usize| {
        bytes.get(at) == Some(&b'%')
            && (hex(bytes, at + 1, 2).is_some()
                || (matches!(bytes.get(at + 1), Some(b'u' | b'U')) && hex(bytes, at + 2, 4).is_some()))
    };
    let percent = memchr::memchr_iter(b'%', bytes).any(encoded);
    let plus = memchr::memchr(b'+', bytes).is_some();
    if !percent && !plus {
        return None;
    }
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut start = 0;
    while start < bytes.len() {
        let end = bytes.get(start..)?.iter().position(u8::is_ascii_whitespace).map_or(bytes.len(), |step| start + step);
        let run = bytes.get(start..end)?;
        let pluses = memchr::memchr_iter(b'+', run).count();
        let spaces = pluses > 0 && (pluses > 2 || run.contains(&b'=') || (start..end).any(encoded));
        let mut at = start;
        while at < end {
            at += match bytes.get(at) {
                Some(b'%') if encoded(at) => match hex(bytes, at + 1, 2) {
                    Some(byte) => {
                        out.push(u8::try_from(byte).unwrap_or(b'?'));
                        3
                    }
                    None => {
                        let c = hex(bytes, at + 2, 4).and_then(char::from_u32).unwrap_or('\u{fffd}');
                        out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                        6
                    }
                },
                Some(b'+') if spaces => {
                    out.push(b' ');
                    1
                }
                Some(byte) => {
                    out.push(*byte);
                    1
                }
                None => break,
            };
        }
        out.extend(bytes.get(end));
        start = end + 1;
    }
    Some(match String::from_utf8(out) {
        Ok(text) => text,
        Err(broken) => String::from_utf8_lossy(broken.as_bytes()).into_owned(),
    })
}

fn hex(bytes: &[u8], from: usize, digits: usize) -> Option<u32> {
    bytes.get(from..from + digits)?.iter().try_fold(0, |sum, byte| Some(sum * 16 + char::from(*byte).to_digit(16)?))
}

/// Undoes HTML entities.
pub(crate) fn entities(text: &str) -> Option<String> {
    memchr::memchr(b'&', text.as_bytes())?;
    let mut out = String::new();
    let mut rest = text;
    let mut found = false;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after.bytes().take(10).position(|b| b == b';');
        match end.and_then(|end| Some((entity(after.get(..end)?)?, after.get(end + 1..)?))) {
            Some((c, tail)) => {
                out.push(c);
                rest = tail;
                found = true;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    found.then_some(out)
}

fn entity(name: &str) -> Option<char> {
    const NAMED: [(&str, char); 32] = [
        ("nbsp", ' '),
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("rsquo", '\u{2019}'),
        ("lsquo", '\u{2018}'),
        ("ldquo", '\u{201c}'),
        ("rdquo", '\u{201d}'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("colon", ':'),
        ("ndash", '\u{2013}'),
        ("mdash", '\u{2014}'),
        ("auml", 'ä'),
        ("ouml", 'ö'),
        ("uuml", 'ü'),
        ("szlig", 'ß'),
        ("eacute", 'é'),
        ("egrave", 'è'),
        ("ecirc", 'ê'),
        ("agrave", 'à'),
        ("aacute", 'á'),
        ("atilde", 'ã'),
        ("ccedil", 'ç'),
        ("iacute", 'í'),
        ("oacute", 'ó'),
        ("otilde", 'õ'),
        ("uacute", 'ú'),
        ("ntilde", 'ñ'),
        ("iquest", '¿'),
    ];
    match name.strip_prefix('#') {
        Some(number) => char::from_u32(match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        }),
        None => NAMED.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, c)| *c),
    }
}

/// One layer of backslash escapes, as JSON, JavaScript and Python write them.
pub(crate) fn unescape(text: &str) -> Option<String> {
    if !text.contains('\\') {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let (decoded, length) = escape(after);
        out.push(decoded);
        rest = after.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    Some(out)
}

/// What stands after a backslash, and how many bytes of it were used. An unknown escape stays a backslash.
fn escape(after: &str) -> (char, usize) {
    let code = |from: usize, digits: usize| hex(after.as_bytes(), from, digits);
    let symbol = |from: usize, digits: usize| code(from, digits).and_then(char::from_u32);
    match after.as_bytes().first() {
        Some(b'n' | b'r') => ('\n', 1),
        Some(b't') => (' ', 1),
        Some(b'"') => ('"', 1),
        Some(b'\'') => ('\'', 1),
        Some(b'/') => ('/', 1),
        Some(b'\\') => ('\\', 1),
        Some(b'x') => symbol(1, 2).map_or(('\\', 0), |c| (c, 3)),
        Some(b'u') => match (code(1, 4), symbol(1, 4)) {
            (_, Some(c)) => (c, 5),
            (Some(_), None) => ('\u{fffd}', 5),
            (None, None) => ('\\', 0),
        },
        _ => ('\\', 0),
    }
}

/// Takes out HTML tags. Placeholders such as `<Name of app>` are not tags and stay.
pub(crate) fn tags(text: &str) -> Option<String> {
    memchr::memchr(b'<', text.as_bytes())?;
    const LINES: [&str; 14] =
        ["br", "p", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "section", "title", "table"];
    const INLINE: [&str; 10] = ["b", "strong", "i", "em", "span", "a", "code", "td", "font", "u"];
    let mut out = String::new();
    let mut rest = text;
    let mut found = false;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let tag = after.bytes().take(400).position(|b| b == b'>').and_then(|end| after.get(..end));
        let name = tag.map(|tag| tag.trim_start_matches('/')).and_then(|tag| tag.split([' ', '/', '\n']).next());
        let among =
            |names: &[&str]| name.is_some_and(|name| names.iter().any(|known| known.eq_ignore_ascii_case(name)));
        let line = among(&LINES);
        match tag {
            Some(tag) if line || among(&INLINE) => {
                if line {
                    out.push('\n');
                }
                rest = after.get(tag.len() + 1..).unwrap_or_default();
                found = true;
            }
            _ => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    found.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_backslash_escape_is_undone_once() {
        for (escaped, text) in [
            (r"a\nb\rc\td", "a\nb\nc d"),
            (r#"\"Approval required\", \'so\'"#, "\"Approval required\", 'so'"),
            (r"https:\/\/x, C:\\new", "https://x, C:\\new"),
            (r"\x41\u3042\u7ba1", "Aあ管"),
            // Half a character beyond the first plane, and what is no escape at all.
            (r"\ud83d!", "\u{fffd}!"),
            (r"\q \x4 \u30 \", r"\q \x4 \u30 \"),
        ] {
            assert_eq!(unescape(escaped).as_deref(), Some(text), "{escaped}");
        }
        assert_eq!(unescape("/n"), None);
    }
}
