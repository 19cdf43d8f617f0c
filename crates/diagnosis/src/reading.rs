//! What one text says, before it is weighed against the others.

use crate::codes::{Meaning, meaning};
use crate::cues::look;
use crate::plain::{folded, narrowed, plain};
use crate::scan::codes;
use crate::support::support;
use crate::verdict::{Actor, Approval, Next, Signal, Support, Sure, Wall};
use crate::words::words;

/// Where a text came from. Some words mean different things in different places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Channel {
    Redirect,
    Token,
    Page,
    Graph,
}

/// How much one signal says. A later one of the same weight counts more than an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    Nothing,
    Silence,
    CodelessCancel,
    Word,
    /// 65001 says only that nobody granted it yet: any page that says why counts more.
    NoGrantYet,
    Picked,
    Phrase,
    Code,
}

#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) weight: Weight,
    pub(crate) wall: Wall,
    pub(crate) sure: Sure,
    pub(crate) who_acts: Actor,
    pub(crate) next: Next,
    pub(crate) signal: Option<Signal>,
    pub(crate) code: Option<u32>,
}

#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) finding: Finding,
    /// A phrase that stood beside a code: it may name the reason where the code does not.
    pub(crate) phrase: Option<Wall>,
    pub(crate) numbers: Vec<u32>,
    pub(crate) support: Support,
    pub(crate) words: Option<String>,
}

pub(crate) fn read(channel: Channel, raw: &str) -> Reading {
    let text = plain(raw);
    let narrowed = narrowed(&text);
    let folded = folded(&narrowed);
    let found = codes(&folded);
    let seen = look(&folded);
    let cue = seen.cue;
    let finding = match found.cause {
        Some(number) => by_code(number, found.bare),
        None => cue
            .clone()
            .map(|cue| Finding {
                signal: Some(Signal::Phrase { lang: cue.lang.to_owned(), phrase: cue.says }),
                ..of_wall(Weight::Phrase, cue.wall, Sure::Likely)
            })
            .or_else(|| by_word(channel, &folded))
            .unwrap_or_else(|| nothing(Weight::Nothing, None)),
    };
    Reading {
        finding,
        phrase: cue.map(|cue| cue.wall),
        numbers: found.numbers,
        support: support(&folded, &seen.labels),
        words: words(channel, &text),
    }
}

/// A wall as it stands when no code says more about it.
pub(crate) fn of_wall(weight: Weight, wall: Wall, sure: Sure) -> Finding {
    let (who_acts, next) = match wall {
        Wall::AdminApprovalRequired(Approval::WorkflowSent) => (Actor::It, Next::Wait),
        Wall::AdminApprovalRequired(_) | Wall::AssignmentRequired | Wall::ConditionalAccess => (Actor::It, Next::AskIt),
        Wall::UserConsentNeeded | Wall::MfaOrInteraction | Wall::SessionExpired => (Actor::User, Next::SignInAgain),
        Wall::UserDeclined => (Actor::User, Next::Retry),
        Wall::AppDisabledOrMissing | Wall::MisconfiguredApp => (Actor::Vendor, Next::TellVendor),
        Wall::WrongAccountOrTenant => (Actor::User, Next::ChooseAccount),
        Wall::Transient => (Actor::Wait, Next::Retry),
        Wall::DeviceFlowPending => (Actor::User, Next::Wait),
        Wall::Other => (Actor::User, Next::AskPerson),
    };
    Finding { weight, wall, sure, who_acts, next, signal: None, code: None }
}

/// Something happened, and it does not tell which wall: ask the person at the screen.
///
/// `Other`, not `UserDeclined` and not the admin block: the link "Return to the application without granting consent"
/// on the admin page and Cancel on an ordinary consent page come back the same way, without a code.
pub(crate) fn nothing(weight: Weight, signal: Option<Signal>) -> Finding {
    Finding { signal, ..of_wall(weight, Wall::Other, Sure::Unknown) }
}

fn by_code(number: u32, bare: bool) -> Finding {
    let weight = if number == 65001 { Weight::NoGrantYet } else { Weight::Code };
    let signal = Some(Signal::Code { number });
    match meaning(number) {
        Some(&Meaning { wall, who_acts, next, .. }) => {
            let sure = if bare || wall == Wall::Other { Sure::Likely } else { Sure::Certain };
            Finding { weight, wall, sure, who_acts, next, signal, code: Some(number) }
        }
        None => Finding { code: Some(number), ..nothing(weight, signal) },
    }
}

/// Error words that arrive without a code, the more telling ones first. They are OAuth's and Graph's own, so they never
/// come translated.
#[rustfmt::skip]
const WORDS: &[(&str, Wall, Sure)] = &[
    ("authorization_pending", Wall::DeviceFlowPending, Sure::Certain),
    ("authorization_declined", Wall::UserDeclined, Sure::Likely),
    ("code_expired", Wall::SessionExpired, Sure::Certain),
    ("expired_token", Wall::SessionExpired, Sure::Certain),
    ("token_expired", Wall::SessionExpired, Sure::Likely),
    ("bad_token", Wall::SessionExpired, Sure::Likely),
    ("user_password_expired", Wall::Other, Sure::Likely),
    ("device_authentication_failed", Wall::ConditionalAccess, Sure::Likely),
    ("protection_policy_required", Wall::ConditionalAccess, Sure::Likely),
    ("interaction_required", Wall::MfaOrInteraction, Sure::Likely),
    ("login_required", Wall::MfaOrInteraction, Sure::Likely),
    ("basic_action", Wall::MfaOrInteraction, Sure::Likely),
    ("insufficient_claims", Wall::MfaOrInteraction, Sure::Likely),
    ("temporarily_unavailable", Wall::Transient, Sure::Likely),
    ("server_error", Wall::Transient, Sure::Likely),
    ("loopdetected", Wall::Transient, Sure::Likely),
    ("toomanyrequests", Wall::Transient, Sure::Likely),
    ("applicationthrottled", Wall::Transient, Sure::Likely),
    ("serviceunavailable", Wall::Transient, Sure::Likely),
    ("servicenotavailable", Wall::Transient, Sure::Likely),
    ("invalid_client", Wall::MisconfiguredApp, Sure::Likely),
    ("unauthorized_client", Wall::MisconfiguredApp, Sure::Likely),
    ("invalid_request", Wall::MisconfiguredApp, Sure::Likely),
    ("invalid_scope", Wall::MisconfiguredApp, Sure::Likely),
    ("invalid_resource", Wall::MisconfiguredApp, Sure::Likely),
    ("unsupported_response_type", Wall::MisconfiguredApp, Sure::Likely),
    ("invalidauthenticationtoken", Wall::SessionExpired, Sure::Likely),
    // Graph refuses a token that lacks the scope; it never mentions consent.
    ("erroraccessdenied", Wall::MisconfiguredApp, Sure::Likely),
    ("authorization_requestdenied", Wall::MisconfiguredApp, Sure::Likely),
    ("errorinsufficientpermissionsinaccesstoken", Wall::MisconfiguredApp, Sure::Likely),
];

fn by_word(channel: Channel, folded: &str) -> Option<Finding> {
    let signal = |word: &str| Some(Signal::ErrorWord { word: word.to_owned() });
    // On the token endpoint this means "no grant"; on a redirect it was also used for a declined prompt.
    let redirected = channel == Channel::Redirect || folded.contains("error=consent_required");
    if !redirected && has_word(folded, "consent_required") {
        return Some(Finding {
            signal: signal("consent_required"),
            ..of_wall(Weight::NoGrantYet, Wall::UserConsentNeeded, Sure::Likely)
        });
    }
    if let Some((word, wall, sure)) = WORDS.iter().find(|(word, ..)| has_word(folded, word)) {
        return Some(Finding { signal: signal(word), ..of_wall(Weight::Word, *wall, *sure) });
    }
    let cancelled = ["access_denied", "consent_required", "user_cancelled", "user_canceled", "authentication_canceled"]
        .into_iter()
        .any(|word| has_word(folded, word));
    cancelled.then(|| nothing(Weight::CodelessCancel, Some(Signal::CodelessCancel)))
}

fn has_word(text: &str, word: &str) -> bool {
    let joins = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + word.len()..).unwrap_or_default();
        !before.ends_with(joins) && !after.starts_with(joins)
    })
}
