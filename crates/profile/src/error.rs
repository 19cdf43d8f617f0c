use std::fmt;
use std::ops::Range;

use thiserror::Error;

/// Why a profile file cannot be used: where, what, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct ProfileError {
    /// The file as the caller named it.
    pub file: String,
    /// Line in the file, counted from 1.
    pub line: usize,
    pub message: String,
    /// What to do about it.
    pub hint: &'static str,
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}. {}", self.file, self.line, self.message, self.hint)
    }
}

impl ProfileError {
    pub(crate) fn at(text: &str, file: &str, span: Option<Range<usize>>, message: String, hint: &'static str) -> Self {
        let before = span.and_then(|span| text.get(..span.start)).unwrap_or_default();
        ProfileError { file: file.to_owned(), line: before.matches('\n').count() + 1, message, hint }
    }
}
