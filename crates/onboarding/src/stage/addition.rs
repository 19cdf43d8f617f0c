//! What a newer version of the app asks for beyond what was granted. The connection goes on with what it has.

use jiff::Timestamp;
use profile::{AskedPermission, Delta, Lang, Profile};
use serde::{Deserialize, Serialize};

use super::{Attempt, ConnectedStage, Delivery, Draft, Watch};
use crate::model::Scopes;

/// How far the request for the addition has come. Whether anything is missing follows from the profile and the grant.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Addition {
    /// Absent until the person changed it or sent it: then it goes where the first request went.
    pub draft: Option<Draft>,
    pub note: Delivery,
    pub answer: Answer,
    /// A look that is under way although nobody was asked: IT may have approved the update before it came.
    #[serde(skip)]
    pub looking: Option<Attempt>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Answer {
    #[default]
    NotAsked,
    /// The person tried, and Microsoft left it to IT.
    LeftToIt,
    Awaited {
        since: Timestamp,
        watch: Watch,
    },
    No {
        at: Timestamp,
    },
}

impl ConnectedStage {
    /// What the app asks for now and this connection does not have. The token tells for what it can carry; for the rest
    /// (application permissions, other APIs) what was agreed to has to do.
    pub(crate) fn delta(&self, profile: &Profile) -> Delta {
        let agreed = self.agreed.as_ref();
        let remembered = agreed.map_or(profile.permissions.as_slice(), |agreed| agreed.permissions.as_slice());
        let in_token = |asked: &AskedPermission| self.granted.cover(&Scopes::of([&asked.value]));
        let known = remembered.iter().filter(|asked| !asked.shows_in_token() || in_token(asked));
        let shown = profile.permissions.iter().filter(|asked| asked.shows_in_token() && in_token(asked));
        let mut had: Vec<AskedPermission> = known.cloned().collect();
        for asked in shown {
            if !had.iter().any(|one| one.is_same_as(asked)) {
                had.push(asked.clone());
            }
        }
        profile.delta_since(agreed.map_or(profile.version, |agreed| agreed.version), &had)
    }

    /// The scopes calendar calls can use: what the app asks for where all of it was granted, else what was granted.
    pub(crate) fn usable(&self, profile: &Profile) -> Scopes {
        let wanted = Scopes::of(profile.calendar_scopes());
        if self.granted.cover(&wanted) { wanted } else { self.granted.of_resources() }
    }

    /// The note about the addition as it stands: the person's own, else to whom and how they wrote before.
    pub(crate) fn addition_draft(&self, language: Lang) -> Draft {
        self.addition.draft.as_ref().or(self.request.as_ref()).cloned().unwrap_or_else(|| Draft::fresh(language))
    }
}
