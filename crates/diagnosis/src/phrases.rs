//! Recognises Microsoft's pages by what they say, for the many that show no code.

use std::sync::LazyLock;

use crate::verdict::{Approval, Wall};

/// A heading or sentence that identifies a page.
#[derive(Debug, PartialEq)]
pub(crate) struct Phrase {
    pub(crate) wall: Wall,
    pub(crate) lang: &'static str,
    pub(crate) text: &'static str,
    whole_line: bool,
}

/// The first phrase of the data file that occurs in folded text.
pub(crate) fn recognise(folded: &str) -> Option<&'static Phrase> {
    // Pages wrap their sentences, so a sentence is sought without line ends; a heading needs them.
    let flowing = folded.replace('\n', " ");
    let lines: Vec<&str> = folded.lines().map(|line| line.trim_matches(ornament)).collect();
    PHRASES.iter().find(
        |phrase| {
            if phrase.whole_line { lines.contains(&phrase.text) } else { flowing.contains(phrase.text) }
        },
    )
}

fn ornament(c: char) -> bool {
    c.is_whitespace() || ">\"'*#-.,:!。「」『』".contains(c)
}

const DATA: &str = include_str!("../data/phrases.tsv");

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| rows().filter_map(row).collect());

fn rows() -> impl Iterator<Item = &'static str> {
    DATA.lines().skip(1).filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn row(line: &'static str) -> Option<Phrase> {
    let mut cells = line.split('\t');
    let wall = wall(cells.next()?)?;
    let lang = cells.next()?;
    let whole_line = match cells.next()? {
        "line" => true,
        "text" => false,
        _ => return None,
    };
    Some(Phrase { wall, lang, text: cells.next()?, whole_line })
}

fn wall(name: &str) -> Option<Wall> {
    const APPROVALS: [Approval; 6] = [
        Approval::Policy,
        Approval::RiskyApp,
        Approval::WorkflowAsk,
        Approval::WorkflowSent,
        Approval::AssignmentFirst,
        Approval::Unknown,
    ];
    const OTHERS: [Wall; 12] = [
        Wall::UserConsentNeeded,
        Wall::UserDeclined,
        Wall::AssignmentRequired,
        Wall::AppDisabledOrMissing,
        Wall::ConditionalAccess,
        Wall::MfaOrInteraction,
        Wall::SessionExpired,
        Wall::WrongAccountOrTenant,
        Wall::MisconfiguredApp,
        Wall::Transient,
        Wall::DeviceFlowPending,
        Wall::Other,
    ];
    match name.split_once(':') {
        Some(("admin_approval_required", kind)) => {
            APPROVALS.into_iter().find(|approval| approval.name() == kind).map(Wall::AdminApprovalRequired)
        }
        Some(_) => None,
        None => OTHERS.into_iter().find(|wall| wall.name() == name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_file_is_a_phrase_in_folded_form() {
        assert_eq!(PHRASES.len(), rows().count());
        for phrase in PHRASES.iter() {
            assert_eq!(crate::plain::folded(&crate::plain::narrowed(phrase.text)), phrase.text);
        }
    }

    #[test]
    fn a_heading_must_be_a_line_of_its_own() {
        let wall = |text: &str| recognise(text).map(|phrase| phrase.wall);
        let ask = Some(Wall::AdminApprovalRequired(Approval::WorkflowAsk));
        assert_eq!(wall("> approval required\ncontoso"), ask);
        assert_eq!(wall("manager approval required for travel"), None);
    }

    #[test]
    fn talk_of_administrators_is_not_the_block() {
        for text in [
            "contact your administrator for help",
            "your network administrator has restricted what organizations can be accessed. contact your it department",
            "sign in with an admin account",
        ] {
            assert_eq!(recognise(text), None, "{text}");
        }
    }
}
