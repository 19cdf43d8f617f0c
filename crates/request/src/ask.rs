use diagnosis::{Approval, Card, Signal, Sure, Verdict, Wall};

use crate::sentences::Seen;

/// What IT is asked to do.
#[derive(Clone, Copy)]
pub(crate) enum Ask {
    Approve,
    Assign,
    AccessRule,
}

pub(crate) fn ask(verdict: Option<&Verdict>) -> Ask {
    match verdict.map(|verdict| verdict.wall) {
        Some(Wall::AssignmentRequired) => Ask::Assign,
        Some(Wall::ConditionalAccess) => Ask::AccessRule,
        // Whoever writes to IT after any other wall asks for the approval that would be next.
        None
        | Some(
            Wall::AdminApprovalRequired(_)
            | Wall::UserConsentNeeded
            | Wall::UserDeclined
            | Wall::AppDisabledOrMissing
            | Wall::MfaOrInteraction
            | Wall::SessionExpired
            | Wall::WrongAccountOrTenant
            | Wall::MisconfiguredApp
            | Wall::Transient
            | Wall::DeviceFlowPending
            | Wall::Other,
        ) => Ask::Approve,
    }
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
