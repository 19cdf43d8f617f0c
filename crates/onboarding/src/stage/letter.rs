//! The letter to IT, as far as the person has come with it.

use std::path::PathBuf;

use jiff::civil::Date;
use profile::Lang;
use request::{AttachmentKind, Length, LetterLang, NotMade, Route};
use serde::{Deserialize, Serialize};

use super::{Attempt, BlockedStage, Stage};
use crate::ports::OpenFault;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComposeStage {
    pub blocked: BlockedStage,
    pub draft: Draft,
    pub delivery: Delivery,
    /// The waiting room or the no from which the letter was opened again.
    pub from: Option<Box<Stage>>,
    /// What this computer can attach; looked at anew after a restart, since fonts come and go.
    #[serde(skip)]
    pub files: Files,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub to: String,
    pub lang: LetterLang,
    pub length: Length,
    /// The files ticked, in the order of [`AttachmentKind::ALL`]. One that cannot be made stays a wish.
    #[serde(default)]
    pub attachments: Vec<AttachmentKind>,
    #[serde(default)]
    pub answer_by: Option<Date>,
    /// Absent until the person chooses: then the best fitting route is used.
    pub route: Option<Route>,
}

/// Which files can be made here, in the letter's language and for its tier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Files {
    #[default]
    Untried,
    Trying {
        attempt: Attempt,
    },
    Tried(Vec<TriedFile>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriedFile {
    pub kind: AttachmentKind,
    /// Bytes all its files take, or why they cannot be made.
    pub made: Result<usize, NotMade>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Delivery {
    #[default]
    NotYet,
    UnderWay {
        route: Route,
    },
    /// Handed over; we cannot see whether it was sent, so we ask.
    HandedOver {
        route: Route,
        /// The draft or page, or the folder it lies in together with the attachments.
        #[cfg_attr(feature = "types", ts(type = "string | null"))]
        file: Option<PathBuf>,
    },
    Failed {
        route: Route,
        fault: OpenFault,
    },
    /// An attachment could not be made, so nothing was handed over.
    NotAttached {
        route: Route,
        kind: AttachmentKind,
    },
}

/// Why the desktop did not get the letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeliveryFault {
    #[error(transparent)]
    Open(#[from] OpenFault),
    #[error("an attachment could not be made")]
    NotMade(AttachmentKind),
}

impl Draft {
    /// In the window's language, with nothing else chosen.
    pub(crate) fn fresh(language: Lang) -> Self {
        Self {
            to: String::new(),
            lang: match language {
                Lang::En => LetterLang::En,
                Lang::Ja => LetterLang::Ja,
            },
            length: Length::Full,
            attachments: vec![],
            answer_by: None,
            route: None,
        }
    }

    /// The ticked files without those known not to be makeable here.
    pub(crate) fn attached(&self, files: &Files) -> Vec<AttachmentKind> {
        let lacking = |kind: AttachmentKind| match files {
            Files::Untried | Files::Trying { .. } => false,
            Files::Tried(tried) => tried.iter().any(|file| file.kind == kind && file.made.is_err()),
        };
        self.attachments.iter().copied().filter(|kind| !lacking(*kind)).collect()
    }
}
