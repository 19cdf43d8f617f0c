use diagnosis::{Approval, Card, Signal, Sure, Verdict, Wall};

use crate::sentences::Seen;

/// What IT is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    Approve,
    /// Put the person on the app's list.
    Assign,
    /// Say from where or with which device the rule would let the person in.
    AccessRule,
}

/// What a letter to IT asks for at this wall; `None` where no letter fits.
pub fn ask_at(wall: Wall) -> Option<Ask> {
    match wall {
        Wall::AdminApprovalRequired(_) => Some(Ask::Approve),
        Wall::AssignmentRequired => Some(Ask::Assign),
        Wall::ConditionalAccess => Some(Ask::AccessRule),
        Wall::UserConsentNeeded
        | Wall::UserDeclined
        | Wall::AppDisabledOrMissing
        | Wall::MfaOrInteraction
        | Wall::SessionExpired
        | Wall::WrongAccountOrTenant
        | Wall::MisconfiguredApp
        | Wall::Transient
        | Wall::DeviceFlowPending
        | Wall::Other => None,
    }
}

/// Whoever writes to IT before a wall, or after one without a letter of its own, asks for the approval that would be next.
pub(crate) fn ask(verdict: Option<&Verdict>) -> Ask {
    verdict.and_then(|verdict| ask_at(verdict.wall)).unwrap_or(Ask::Approve)
}

/// No more than the evidence shows: a heading is quoted only where a page was seen.
pub(crate) fn seen(verdict: Option<&Verdict>) -> Seen {
    let Some(verdict) = verdict else { return Seen::Nothing };
    let Some(approval) = verdict.wall.approval() else { return Seen::Nothing };
    let page = verdict.evidence.iter().any(|signal| match signal {
        Signal::Phrase { .. } => true,
        Signal::Picked { card } => *card != Card::SomethingElse,
        Signal::Code { .. }
        | Signal::ErrorWord { .. }
        | Signal::CodelessCancel
        | Signal::Silence
        | Signal::IdentityProved
        | Signal::ExcludedScopes => false,
    });
    match (page, approval, verdict.sure) {
        (true, Approval::WorkflowAsk | Approval::WorkflowSent, _) => Seen::ApprovalRequired,
        (true, Approval::Policy | Approval::RiskyApp | Approval::AssignmentFirst | Approval::Unknown, _) => {
            Seen::NeedAdminApproval
        }
        (false, _, Sure::Certain) => Seen::Answer,
        (false, _, Sure::Likely | Sure::Unknown) => Seen::Nothing,
    }
}
