use serde::{Deserialize, Serialize};

use crate::evidence::Card;

/// What stands in the way, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Verdict {
    pub wall: Wall,
    pub sure: Sure,
    pub who_acts: Actor,
    pub next: Next,
    /// Every AADSTS code found, in the order of appearance. At most one of them decided.
    pub codes: Vec<Code>,
    /// What the verdict rests on, the deciding signal first.
    pub evidence: Vec<Signal>,
    /// What IT needs to find the attempt in the sign-in log.
    pub support: Support,
    /// Microsoft's own sentence, without ids and without anything secret. `None` when no text was seen.
    #[cfg_attr(feature = "types", ts(optional))]
    pub words: Option<String>,
}

/// Which wall. Exactly one, and `Other` is a real answer: it means the evidence does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "name", content = "approval", rename_all = "snake_case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Wall {
    /// The organisation lets only an administrator say yes.
    AdminApprovalRequired(Approval),
    /// Nobody has granted these scopes yet. It does not say who may.
    UserConsentNeeded,
    UserDeclined,
    /// The app is approved, but only for people on its list.
    AssignmentRequired,
    AppDisabledOrMissing,
    /// A rule about devices, places or risk.
    ConditionalAccess,
    MfaOrInteraction,
    SessionExpired,
    WrongAccountOrTenant,
    /// The vendor's registration or request is at fault.
    MisconfiguredApp,
    Transient,
    DeviceFlowPending,
    Other,
}

/// Why an administrator has to say yes, as far as the evidence tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Approval {
    /// The organisation's consent policy, Microsoft's default one included.
    Policy,
    /// Microsoft's risk check, usually because the publisher is not verified.
    RiskyApp,
    /// The page takes a request; it has not been sent.
    WorkflowAsk,
    /// The page said that the request was sent.
    WorkflowSent,
    /// Only assigned people may use the app, so users cannot consent; approval comes first, assignment second.
    AssignmentFirst,
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Sure {
    Unknown,
    Likely,
    Certain,
}

/// Whose move it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Actor {
    User,
    It,
    Vendor,
    /// Nobody has to act; it passes.
    Wait,
    Nobody,
}

/// What the app offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Next {
    AskIt,
    Wait,
    Retry,
    SignInAgain,
    ChooseAccount,
    TellVendor,
    /// Ask the person at the screen what the page says.
    AskPerson,
    Stop,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Code {
    pub number: u32,
    pub deciding: bool,
}

/// One observation the verdict rests on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "signal", rename_all = "snake_case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Signal {
    /// An AADSTS code, read whole.
    Code {
        number: u32,
    },
    /// An `error`, `suberror` or Graph code, such as `invalid_grant`.
    ErrorWord {
        word: String,
    },
    /// A heading or sentence of a Microsoft page, with the language it was recognised in.
    Phrase {
        lang: String,
        phrase: String,
    },
    Picked {
        card: Card,
    },
    /// The sign-in came back as cancelled, with no code: blocked or declined, and it cannot be told which.
    CodelessCancel,
    Silence,
    IdentityProved,
    ExcludedScopes,
}

/// Ids that find the attempt in Entra's sign-in log. They are not secret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(optional_fields))]
pub struct Support {
    pub correlation_id: Option<String>,
    pub trace_id: Option<String>,
    pub request_id: Option<String>,
    /// As Microsoft wrote it, in UTC.
    pub timestamp: Option<String>,
}

impl Verdict {
    /// The code that decided, where one did.
    pub fn deciding_code(&self) -> Option<u32> {
        self.codes.iter().find(|code| code.deciding).map(|code| code.number)
    }
}

impl Wall {
    /// The wall of a name as the data files write it: the admin block with its kind, `admin_approval_required:policy`.
    pub(crate) fn named(name: &str) -> Option<Wall> {
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

    /// The name used in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Wall::AdminApprovalRequired(_) => "admin_approval_required",
            Wall::UserConsentNeeded => "user_consent_needed",
            Wall::UserDeclined => "user_declined",
            Wall::AssignmentRequired => "assignment_required",
            Wall::AppDisabledOrMissing => "app_disabled_or_missing",
            Wall::ConditionalAccess => "conditional_access",
            Wall::MfaOrInteraction => "mfa_or_interaction",
            Wall::SessionExpired => "session_expired",
            Wall::WrongAccountOrTenant => "wrong_account_or_tenant",
            Wall::MisconfiguredApp => "misconfigured_app",
            Wall::Transient => "transient",
            Wall::DeviceFlowPending => "device_flow_pending",
            Wall::Other => "other",
        }
    }

    /// Why an administrator has to say yes, where that is the wall.
    pub fn approval(self) -> Option<Approval> {
        match self {
            Wall::AdminApprovalRequired(approval) => Some(approval),
            Wall::UserConsentNeeded
            | Wall::UserDeclined
            | Wall::AssignmentRequired
            | Wall::AppDisabledOrMissing
            | Wall::ConditionalAccess
            | Wall::MfaOrInteraction
            | Wall::SessionExpired
            | Wall::WrongAccountOrTenant
            | Wall::MisconfiguredApp
            | Wall::Transient
            | Wall::DeviceFlowPending
            | Wall::Other => None,
        }
    }
}

impl Approval {
    /// The name used in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Approval::Policy => "policy",
            Approval::RiskyApp => "risky_app",
            Approval::WorkflowAsk => "workflow_ask",
            Approval::WorkflowSent => "workflow_sent",
            Approval::AssignmentFirst => "assignment_first",
            Approval::Unknown => "unknown",
        }
    }
}
