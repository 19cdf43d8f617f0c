//! Values inside scripts. A name from a profile or a directory must never become a command.

use crate::attachments::NotMade;
use crate::clean::line;

/// A PowerShell literal, in single quotes: nothing in it is expanded.
///
/// PowerShell ends such a literal at the typographic single quotes too; doubled, each stands for itself.
/// Source: about_Quoting_Rules and PowerShell's tokenizer.
pub(crate) fn powershell(value: &str) -> String {
    let mut out = String::from("'");
    for c in line(value).chars() {
        if matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}') {
            out.push(c);
        }
        out.push(c);
    }
    out.push('\'');
    out
}

/// A POSIX shell word in single quotes.
pub(crate) fn shell(value: &str) -> String {
    format!("'{}'", line(value).replace('\'', r"'\''"))
}

/// The value of a permission, as it may stand in a scope list and inside a JSON text.
///
/// # Errors
/// When it is no scope token: printable ASCII without space, double quote and backslash (RFC 6749, section 3.3).
pub(crate) fn scope(value: &str) -> Result<&str, NotMade> {
    let fits = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\\');
    if !value.is_empty() && value.chars().all(fits) {
        Ok(value)
    } else {
        Err(NotMade::NotAScope { value: line(value) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_single_quote_is_doubled_for_powershell() {
        assert_eq!(powershell("O'Hara’s"), "'O''Hara’’s'");
        assert_eq!(powershell("$(Remove-Item .); `n"), "'$(Remove-Item .); `n'");
        assert_eq!(powershell("a\r\nb"), "'a b'");
    }

    #[test]
    fn a_shell_word_ends_only_where_it_should() {
        assert_eq!(shell("O'Hara; $(rm -rf .) `x`"), r"'O'\''Hara; $(rm -rf .) `x`'");
        assert_eq!(shell("a\nb"), "'a b'");
    }

    #[test]
    fn what_could_leave_a_json_text_is_no_scope() {
        assert_eq!(scope("Calendars.ReadWrite"), Ok("Calendars.ReadWrite"));
        for wrong in ["", "a b", "a\"b", "a\\b", "値", "a\n"] {
            assert!(scope(wrong).is_err(), "{wrong}");
        }
    }
}
