//! How the app may be started. For demos and for vendors; a person needs none of it.

use std::ffi::OsString;
use std::path::PathBuf;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    pub(crate) demo: Option<Demo>,
    /// A vendor's profile instead of the installed one.
    pub(crate) profile: Option<PathBuf>,
}

/// `--demo` alone takes up the last demo, or the default scenario; `--demo NAME` names one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Demo {
    Last,
    Scenario(String),
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(crate) enum ArgumentFault {
    #[error("unknown argument {0:?}; the app takes --demo [SCENARIO] and --profile FILE")]
    Unknown(OsString),
    #[error("--profile needs a file")]
    NoFile,
}

pub(crate) fn parse(given: impl Iterator<Item = OsString>) -> Result<Arguments, ArgumentFault> {
    let mut arguments = Arguments::default();
    let mut given = given.peekable();
    while let Some(argument) = given.next() {
        match argument.to_str() {
            Some("--demo") => {
                let name = given.next_if(|next| next.to_str().is_some_and(|text| !text.starts_with('-')));
                arguments.demo = Some(match name.and_then(|name| name.into_string().ok()) {
                    Some(name) => Demo::Scenario(name),
                    None => Demo::Last,
                });
            }
            Some("--profile") => {
                arguments.profile = Some(given.next().map(PathBuf::from).ok_or(ArgumentFault::NoFile)?);
            }
            Some(_) | None => return Err(ArgumentFault::Unknown(argument)),
        }
    }
    Ok(arguments)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn given(words: &[&str]) -> Result<Arguments, ArgumentFault> {
        parse(words.iter().map(OsString::from))
    }

    #[test]
    fn a_demo_may_name_its_scenario() {
        assert_eq!(given(&["--demo"]).unwrap().demo, Some(Demo::Last));
        assert_eq!(given(&["--demo", "open"]).unwrap().demo, Some(Demo::Scenario("open".into())));
        assert_eq!(given(&["--demo", "--profile", "x.toml"]).unwrap().profile, Some("x.toml".into()));
    }

    #[test]
    fn anything_else_is_refused_by_name() {
        assert_eq!(given(&["--authority"]), Err(ArgumentFault::Unknown("--authority".into())));
        assert_eq!(given(&["--profile"]), Err(ArgumentFault::NoFile));
    }
}
