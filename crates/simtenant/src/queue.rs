//! The admin consent workflow: requests people sent from "Approval required", and the mails about them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::later;
use crate::directory::Directory;
use crate::policy::Workflow;
use crate::scenario::Answer;
use crate::scopes::ScopeSet;

/// One person's request, as `userConsentRequest` has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AccessRequest {
    pub(crate) id: Uuid,
    pub(crate) tenant: Uuid,
    pub(crate) user: Uuid,
    pub(crate) scopes: ScopeSet,
    pub(crate) justification: String,
    pub(crate) sent: Timestamp,
    expires: Timestamp,
    /// Whether anybody is mailed about it: the workflow's setting when it was sent.
    mails: bool,
    answered: Option<Answered>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Answered {
    pub(crate) answer: Answer,
    pub(crate) by: Option<Uuid>,
    pub(crate) at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Pending,
    Answered(Answered),
    Expired,
}

/// A mail of Microsoft's workflow, as it would have been sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Mail {
    pub(crate) at: Timestamp,
    pub(crate) to: String,
    pub(crate) about: Occasion,
    pub(crate) request: Uuid,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Occasion {
    /// To every reviewer.
    Requested,
    /// The rest goes to the person who asked.
    Approved,
    Denied,
    Blocked,
    Expired,
}

impl AccessRequest {
    pub(crate) fn new(
        id: Uuid,
        (tenant, user): (Uuid, Uuid),
        scopes: ScopeSet,
        justification: String,
        now: Timestamp,
        workflow: Workflow,
    ) -> Self {
        let expires = later(now, workflow.expires_after_days.saturating_mul(86_400));
        Self { id, tenant, user, scopes, justification, sent: now, expires, mails: workflow.mails, answered: None }
    }

    pub(crate) fn standing(&self, now: Timestamp) -> Standing {
        match &self.answered {
            Some(answered) => Standing::Answered(answered.clone()),
            None if now >= self.expires => Standing::Expired,
            None => Standing::Pending,
        }
    }

    pub(crate) fn is_pending(&self, now: Timestamp) -> bool {
        self.standing(now) == Standing::Pending
    }

    pub(crate) fn answer(&mut self, answer: Answer, by: Option<Uuid>, now: Timestamp) {
        self.answered = Some(Answered { answer, by, at: now });
    }

    /// What was mailed about it until now.
    pub(crate) fn mails(&self, directory: &Directory, now: Timestamp) -> Vec<Mail> {
        if !self.mails {
            return Vec::new();
        }
        let mail = |at, to: &str, about| Mail { at, to: to.to_owned(), about, request: self.id };
        let reviewers =
            directory.users.iter().filter(|user| user.tenant == self.tenant && user.may_grant_for_everyone());
        let mut mails: Vec<Mail> =
            reviewers.map(|reviewer| mail(self.sent, &reviewer.upn, Occasion::Requested)).collect();
        let requester = directory.user(self.user).map_or("", |user| &user.upn);
        match self.standing(now) {
            Standing::Pending => {}
            Standing::Expired => mails.push(mail(self.expires, requester, Occasion::Expired)),
            Standing::Answered(Answered { answer, at, .. }) => {
                let about = match answer {
                    Answer::Approve => Occasion::Approved,
                    Answer::Deny => Occasion::Denied,
                    Answer::Block => Occasion::Blocked,
                };
                mails.push(mail(at, requester, about));
            }
        }
        mails
    }
}
