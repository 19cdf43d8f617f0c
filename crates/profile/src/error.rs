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
    /// The bytes at fault; empty at the start where the whole file is.
    pub span: Range<usize>,
    pub fault: Fault,
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
    pub(crate) fn at(text: &str, file: &str, span: Range<usize>, fault: Fault) -> Self {
        let line = text.get(..span.start).unwrap_or_default().matches('\n').count() + 1;
        let (message, hint) = (fault.to_string(), fault.hint());
        ProfileError { file: file.to_owned(), line, span, fault, message, hint }
    }

    pub(crate) fn reported(text: &str, file: &str, error: &toml::de::Error) -> Self {
        ProfileError::at(text, file, error.span().unwrap_or_default(), Fault::reported(error.message()))
    }
}

/// What is wrong with a profile, one variant per kind of slip.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// Not TOML, or a value of another shape than its field takes.
    #[error("{0}")]
    Malformed(String),
    #[error("{0}")]
    UnknownField(String),
    #[error("{0}")]
    MissingField(String),
    #[error("{0}")]
    MissingReason(String),
    #[error("{0}")]
    MissingLanguage(String),
    #[error("{0}")]
    UnknownWord(String),
    #[error("{0}")]
    Blank(String),
    #[error("{0}")]
    Twice(String),
    #[error("`{0}` cannot be an id")]
    BadId(String),
    #[error("the profile asks for nothing")]
    AsksForNothing,
    #[error("`{0}` is asked for twice")]
    AskedTwice(String),
    #[error("`{0}` is more than one value")]
    SeveralValues(String),
    #[error("only an administrator can grant `{0}`")]
    LeftToUsers(String),
    #[error("`{0}` is granted at installation, yet says that users grant it or that it covers one of them")]
    InstallForOne(String),
    #[error("no sign-in can ask for the application permission `{0}`")]
    ApplicationAtSignIn(String),
    #[error("`{0}` needs an administrator's yes, yet says that an account without that role gives it")]
    AdminWhoIsNone(String),
    #[error("there is no {kind} `{id}`")]
    Unknown { kind: Declared, id: String },
    #[error("the {kind} `{id}` is declared twice")]
    DeclaredTwice { kind: Declared, id: String },
    #[error("one tier is no choice")]
    LonelyTier,
    #[error("the tier `{0}` asks for nothing")]
    EmptyTier(String),
    #[error("the tier `{0}` does not say what stops working in it")]
    BreaksNothing(String),
    #[error("the last tier, `{0}`, is the full one, yet says that something does not work in it")]
    FullTierBreaks(String),
    #[error("the topic appears twice")]
    TopicTwice,
}

/// What a profile declares once and refers to by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declared {
    Tier,
    Feature,
}

impl fmt::Display for Declared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Declared::Tier => "tier",
            Declared::Feature => "feature",
        })
    }
}

impl Fault {
    /// Sorts what the TOML reader says. It hands over sentences, so this is the one place that looks into them.
    fn reported(message: &str) -> Fault {
        type Sort = fn(String) -> Fault;
        const SORTS: [(&str, Sort); 8] = [
            ("unknown field", Fault::UnknownField),
            ("missing field `reason`", Fault::MissingReason),
            ("missing field `en`", Fault::MissingLanguage),
            ("missing field `ja`", Fault::MissingLanguage),
            ("missing field", Fault::MissingField),
            ("unknown variant", Fault::UnknownWord),
            ("is blank", Fault::Blank),
            ("duplicate key", Fault::Twice),
        ];
        let sort = SORTS.iter().find(|(part, _)| message.contains(part)).map(|(_, sort)| sort);
        sort.map_or_else(|| Fault::Malformed(message.to_owned()), |sort| sort(message.to_owned()))
    }

    /// What to write instead.
    pub fn hint(&self) -> &'static str {
        match self {
            Fault::Malformed(_) => "template.toml shows how it is written.",
            Fault::UnknownField(_) => {
                "Check the spelling against template.toml; unknown fields are refused so that none is ignored by mistake."
            }
            Fault::MissingField(_) => "template.toml shows it with an example.",
            Fault::MissingReason(_) => {
                "Say in one sentence what the app does with it, in en and ja: IT decides on reasons."
            }
            Fault::MissingLanguage(_) => "Every text is written in both languages: { en = \"...\", ja = \"...\" }.",
            Fault::UnknownWord(_) => "Use one of the words listed.",
            Fault::Blank(_) => "Write the text, or leave out the whole entry where it is optional.",
            Fault::Twice(_) => "Keep one of the two.",
            Fault::BadId(_) => "Use lower case letters, digits and hyphens.",
            Fault::AsksForNothing => "Add at least one [[permissions]] table.",
            Fault::AskedTwice(_) => "Keep one of the two tables.",
            Fault::SeveralValues(_) => "Give each value its own [[permissions]] table.",
            Fault::LeftToUsers(_) => "Write who = \"admin\".",
            Fault::InstallForOne(_) => "Write who = \"admin\" and subject = \"everyone\", or another asked_when.",
            Fault::ApplicationAtSignIn(_) => "Write asked_when = \"install\" and subject = \"everyone\".",
            Fault::AdminWhoIsNone(_) => "Leave out account_must_be, or write who = \"user\" where users can grant it.",
            Fault::Unknown { .. } => "Use the id of one that this file declares, or declare it.",
            Fault::DeclaredTwice { .. } => "Keep one of the two tables.",
            Fault::LonelyTier => "Declare at least two tiers, from the least to the full one, or none.",
            Fault::EmptyTier(_) => "Name the tier in `tiers` of the permissions it asks for.",
            Fault::BreaksNothing(_) => "Write `breaks`: the person chooses by it.",
            Fault::FullTierBreaks(_) => {
                "Order the tiers from the least to the full one, and leave `breaks` out of the last."
            }
            Fault::TopicTwice => "Say everything about a topic in one table.",
        }
    }
}
