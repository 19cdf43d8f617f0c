use std::fmt;
use std::ops::Range;

use serde::Serialize;

use crate::error::Fault;

/// One thing to know about a profile: where, how bad, what, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The file as the caller named it.
    pub file: String,
    /// Line in the file, counted from 1.
    pub line: usize,
    pub severity: Severity,
    pub rule: Rule,
    /// A sentence without its full stop.
    pub message: String,
    /// What to do about it, in full sentences.
    pub hint: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}[{}] {}", self.file, self.line, self.severity, self.rule, self.message)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// True, and the vendor's to weigh.
    Warning,
    /// Wrong: the profile does not load, or misleads the IT department that reads it.
    Error,
}

/// What is checked, one rule per kind of mistake. Their names are part of the command line's output: add, never rename.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Not TOML.
    Syntax,
    /// TOML, but not a profile.
    Schema,
    MissingReason,
    EmptyReason,
    HttpLink,
    /// Microsoft publishes no such permission.
    UnknownPermission,
    WrongResource,
    WrongKind,
    /// The API behind it is gone.
    RetiredPermission,
    /// The API behind it has an announced end.
    EndingPermission,
    /// Said to be the users' to grant, and is not.
    AdminNotMarked,
    /// `.default` stands for the registration's whole list and goes with no named scope.
    DefaultMixed,
    TooManyPermissions,
    /// The registration lists something else than the profile.
    RegistrationDiffers,
    /// The newer version asks for more power than any permission before.
    RiskJump,
    /// The profile changed, and its version did not rise.
    VersionNotRaised,
}

impl Rule {
    pub(super) fn of(fault: &Fault) -> Rule {
        if matches!(fault, Fault::MissingReason(_)) { Rule::MissingReason } else { Rule::Schema }
    }

    pub fn severity(self) -> Severity {
        match self {
            Rule::EndingPermission | Rule::RiskJump => Severity::Warning,
            Rule::Syntax
            | Rule::Schema
            | Rule::MissingReason
            | Rule::EmptyReason
            | Rule::HttpLink
            | Rule::UnknownPermission
            | Rule::WrongResource
            | Rule::WrongKind
            | Rule::RetiredPermission
            | Rule::AdminNotMarked
            | Rule::DefaultMixed
            | Rule::TooManyPermissions
            | Rule::RegistrationDiffers
            | Rule::VersionNotRaised => Severity::Error,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// The findings of one file while its rules run.
pub(super) struct Findings<'t> {
    file: &'t str,
    text: &'t str,
    found: Vec<Finding>,
}

impl<'t> Findings<'t> {
    pub(super) fn new(file: &'t str, text: &'t str) -> Self {
        Findings { file, text, found: Vec::new() }
    }

    /// Each rule speaks once a line.
    pub(super) fn add(&mut self, rule: Rule, at: Range<usize>, message: impl Into<String>, hint: impl Into<String>) {
        let line = self.text.get(..at.start).unwrap_or_default().matches('\n').count() + 1;
        if self.found.iter().any(|known| (known.line, known.rule) == (line, rule)) {
            return;
        }
        self.found.push(Finding {
            file: self.file.to_owned(),
            line,
            severity: rule.severity(),
            rule,
            message: message.into(),
            hint: hint.into(),
        });
    }

    /// Whether an error already says what is wrong with a line.
    pub(super) fn explain(&self, line: usize) -> bool {
        self.found.iter().any(|known| known.line == line && known.severity == Severity::Error)
    }

    pub(super) fn into_sorted(mut self) -> Vec<Finding> {
        self.found.sort_by_key(|finding| (finding.line, std::cmp::Reverse(finding.severity), finding.rule));
        self.found
    }
}
