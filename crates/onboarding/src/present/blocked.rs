use diagnosis::{Actor, Approval, Evidence, Next, Signal, Verdict, account_used, meaning};
use profile::{Lang, Localised};
use request::LetterLang;

use super::{Surroundings, support};
use crate::stage::{BlockedStage, DeniedStage, Retry};
use crate::view::*;

pub(super) fn blocked_screen(blocked: &BlockedStage, around: &Surroundings<'_>) -> BlockedScreen {
    BlockedScreen {
        email: blocked.target.email.as_str().to_owned(),
        name: blocked.account.as_ref().map(|account| account.name.clone()),
        leg: blocked.leg,
        verdict: verdict_view(&blocked.verdict, &blocked.evidence),
        account: account(blocked),
        offer: offer(blocked, around),
        can_watch: blocked.account.is_some(),
        paste: blocked.paste,
        at: blocked.at.to_string(),
    }
}

fn verdict_view(verdict: &Verdict, evidence: &[Evidence]) -> VerdictView {
    let picked = evidence.iter().rev().find_map(|one| match one {
        Evidence::Picked(card) => Some(*card),
        Evidence::Redirect(_) | Evidence::Token(_) | Evidence::Page(_) | Evidence::Graph(_) | Evidence::Silence => None,
    });
    VerdictView {
        wall: verdict.wall,
        sure: verdict.sure,
        who_acts: verdict.who_acts,
        next: verdict.next,
        codes: verdict.codes.clone(),
        meaning: verdict.deciding_code().and_then(meaning).map(|meaning| Localised::new(meaning.en, meaning.ja)),
        support: verdict.support.clone(),
        words: verdict.words.clone(),
        picked,
    }
}

pub(super) fn denied_screen(denied: &DeniedStage, note: Option<NoteCard>) -> DeniedScreen {
    DeniedScreen {
        how: denied.how,
        note,
        at: denied.at.to_string(),
        codes: denied.blocked.verdict.codes.clone(),
        support: denied.blocked.verdict.support.clone(),
    }
}

fn account(blocked: &BlockedStage) -> String {
    account_used(&blocked.evidence)
        .or_else(|| blocked.account.as_ref().map(|account| account.username.clone()))
        .unwrap_or_else(|| blocked.target.email.as_str().to_owned())
}

/// What the app offers at this wall. `next` says what kind of move it is; the wall and whose move it is say the rest.
fn offer(blocked: &BlockedStage, around: &Surroundings<'_>) -> Offer {
    let verdict = &blocked.verdict;
    match verdict.next {
        Next::AskPerson => Offer::AskPerson,
        Next::AskIt if takes_requests(verdict) => Offer::PageRequest {
            reason: Localised::new(
                request::justification(around.profile, Lang::En),
                request::justification(around.profile, Lang::Ja),
            ),
            lang: read_by_it(blocked),
        },
        Next::AskIt => match request::ask_at(verdict.wall) {
            Some(_) => Offer::Letter,
            // A request for approval would ask for the wrong thing.
            None => Offer::PassOn,
        },
        Next::TellVendor => match verdict.who_acts {
            Actor::It => Offer::PassOn,
            Actor::Vendor | Actor::User | Actor::Wait | Actor::Nobody => Offer::VendorNote(Box::new(VendorNote {
                to: around.profile.links.support_email.as_ref().map(ToString::to_string),
                letter: support::vendor_note(blocked, around),
                delivery: blocked.note.clone(),
            })),
        },
        Next::Wait | Next::Retry => match (blocked.retry, verdict.who_acts) {
            (Retry::Planned { at, nth }, _) => Offer::RetryAt { at: at.to_string(), nth },
            (Retry::NotPlanned | Retry::Stopped, Actor::User) => Offer::SignIn,
            (Retry::NotPlanned | Retry::Stopped, Actor::It | Actor::Vendor | Actor::Wait | Actor::Nobody) => {
                Offer::RetryLater
            }
        },
        Next::SignInAgain => Offer::SignIn,
        Next::ChooseAccount => Offer::ChooseAccount,
        Next::Stop => Offer::Stop,
    }
}

/// 900981 is the risk check where the workflow is on: its page has the same box.
fn takes_requests(verdict: &Verdict) -> bool {
    verdict.wall.approval() == Some(Approval::WorkflowAsk)
        || (verdict.wall.approval() == Some(Approval::RiskyApp)
            && verdict.codes.iter().any(|code| code.number == 900_981))
}

/// The language of the organisation, as far as a draft or the page tells.
fn read_by_it(blocked: &BlockedStage) -> Option<Lang> {
    let written = blocked.draft.as_ref().and_then(|draft| match draft.lang {
        LetterLang::En => Some(Lang::En),
        LetterLang::Ja => Some(Lang::Ja),
        LetterLang::Both => None,
    });
    let seen = blocked.verdict.evidence.iter().find_map(|signal| match signal {
        Signal::Phrase { lang, .. } if lang == "ja" => Some(Lang::Ja),
        // Of the two languages there are, English is the one read elsewhere.
        Signal::Phrase { .. } => Some(Lang::En),
        Signal::Code { .. }
        | Signal::ErrorWord { .. }
        | Signal::Picked { .. }
        | Signal::CodelessCancel
        | Signal::Silence
        | Signal::IdentityProved
        | Signal::ExcludedScopes => None,
    });
    written.or(seen)
}
