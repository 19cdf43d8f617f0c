//! UTF-8 that was read as Windows-1252 or Latin-1 on its way: "Ã©" for "é", "ç®¡ç†è€…" for "管理者".

use std::borrow::Cow;

/// The text with such runs repaired. What is not UTF-8 under that reading is left as it is.
pub(crate) fn repaired(text: &str) -> Cow<'_, str> {
    // Every such run starts with a byte of 0xC2 or more, all of which read as letters of Latin-1.
    if !text.chars().any(|c| ('\u{c2}'..='\u{f4}').contains(&c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut run: Vec<(u8, char)> = Vec::new();
    for c in text.chars() {
        match byte(c) {
            Some(byte) => run.push((byte, c)),
            None => {
                flush(&mut run, &mut out);
                out.push(c);
            }
        }
    }
    flush(&mut run, &mut out);
    Cow::Owned(out)
}

fn flush(run: &mut Vec<(u8, char)>, out: &mut String) {
    if run.is_empty() {
        return;
    }
    let bytes: Vec<u8> = run.iter().map(|(byte, _)| *byte).collect();
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            let length = c.len_utf8();
            match bytes.get(at) {
                Some(lead) if likely(*lead) => out.push(c),
                Some(_) | None => out.extend(run.iter().skip(at).take(length).map(|(_, c)| *c)),
            }
            at += length;
        }
        out.extend(run.iter().skip(at).take(chunk.invalid().len()).map(|(_, c)| *c));
        at += chunk.invalid().len();
    }
    run.clear();
}

/// First bytes of Latin, Greek, Cyrillic and of the scripts of East Asia. The others read as letters that also stand
/// before a closing quote in sound text, as in „Spaß“.
fn likely(lead: u8) -> bool {
    matches!(lead, 0xc2..=0xc5 | 0xce..=0xd1 | 0xe2..=0xef | 0xf0)
}

/// The byte that Windows-1252 shows as this character; ASCII is not in question.
fn byte(c: char) -> Option<u8> {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match u32::from(c) {
        code @ 0x80..=0xff => u8::try_from(code).ok(),
        _ => HIGH.iter().position(|high| *high == c).and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_read_as_windows_1252_is_repaired() {
        let spoil = |text: &str| -> String {
            text.bytes()
                .map(|b| {
                    (0x80..=0x10_ffff_u32)
                        .filter_map(char::from_u32)
                        .take(0x2200)
                        .find(|c| byte(*c) == Some(b))
                        .unwrap_or(char::from(b))
                })
                .collect()
        };
        for text in
            ["Genehmigung für die Organisation", "管理者の承認が必要です", "d’autorisation accordée", "необходимо"]
        {
            assert_eq!(repaired(&spoil(text)), text);
        }
        assert_eq!(repaired("ç®¡ç\u{90}†è€…"), "管理者");
        // One byte was lost on the way: the rest is read all the same.
        assert_eq!(repaired("ç®¡ç†è€…"), "管ç†者");
    }

    #[test]
    fn text_that_was_never_broken_stays() {
        for text in ["déjà vu", "Ã", "«é»", "Übergrößenträger", "管理者", "naïve—résumé", "„Spaß“", "« É»"]
        {
            assert_eq!(repaired(text), text);
        }
    }
}
