//! What a vendor's CI should know about a profile before IT does: everything the strict reader refuses, and everything
//! that reads well and is still wrong.

mod change;
mod facts;
mod finding;
mod registration;
mod sheet;
mod wording;

pub use finding::{Finding, Rule, Severity};
pub use registration::Registration;

use toml::de::DeTable;

use crate::error::Fault;
use crate::parse::Written;
use crate::profile::Profile;
use crate::source::Source;
use finding::Findings;
use sheet::Sheet;

/// A profile to be checked, and what to check it against.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// Only names the text in findings.
    pub file: &'a str,
    pub text: &'a str,
    /// The version before this one.
    pub older: Option<&'a Profile>,
    /// What the app registration lists.
    pub registration: Option<&'a Registration>,
}

/// Everything worth saying about a profile, by line. No error among the findings means that the profile loads.
pub fn lint(draft: &Draft<'_>) -> Vec<Finding> {
    let mut findings = Findings::new(draft.file, draft.text);
    let (root, broken) = DeTable::parse_recoverable(draft.text);
    if !broken.is_empty() {
        // What is not TOML has no fields to judge.
        for error in broken {
            let hint = "Mend the TOML first; the fields are checked after that.";
            findings.add(Rule::Syntax, error.span().unwrap_or_default(), error.message(), hint);
        }
        return findings.into_sorted();
    }
    let sheet = Sheet::of(root.get_ref());
    wording::check(&sheet, &mut findings);
    facts::check(&sheet, &mut findings);
    if let Some(registration) = draft.registration {
        registration::check(&sheet, registration, &mut findings);
    }
    read_strictly(draft, &mut findings);
    if let (Some(older), Ok(newer)) = (draft.older, Profile::parse(draft.text, draft.file)) {
        change::check(&sheet, older, &newer, &mut findings);
    }
    findings.into_sorted()
}

/// What keeps the profile from loading, where no rule above has said it better.
fn read_strictly(draft: &Draft<'_>, findings: &mut Findings<'_>) {
    let written = match Written::read(draft.text, draft.file) {
        Ok(written) => written,
        Err(error) => {
            if !findings.explain(error.line) {
                findings.add(Rule::of(&error.fault), error.span, error.message, error.hint);
            }
            return;
        }
    };
    let Ok(source) = Source::read(draft.text, draft.file) else { return };
    for (path, fault) in written.faults() {
        // `facts` says this of every permission, also in a file that does not load.
        if !matches!(fault, Fault::LeftToUsers(_)) {
            findings.add(Rule::of(&fault), source.span(&path), fault.to_string(), fault.hint());
        }
    }
}
