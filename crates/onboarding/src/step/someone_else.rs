//! Somebody else signed in than was meant: a calm question, since one person may well have two addresses. The newcomer's
//! tokens wait in memory, and whoever was meant keeps everything.

use crate::event::{Effect, Event, Intent};
use crate::intended::Intended;
use crate::ports::{Prompt, SignInEnd, SignInNews, SignedIn};
use crate::stage::{Attempt, ConnectedStage, SomeoneElseStage, Stage, Tokens};

use super::{
    Context, Turn, address, browser, calendar_scopes, compose, connection, forget, load_week, record, sign_in,
    sign_in_for,
};

/// Whoever comes back from the browser is held against who was meant before anything else is made of it.
pub(super) fn noticed(stage: &Stage, event: &Event, at: &Context<'_>) -> Option<Turn> {
    let (attempt, signed) = arrived(event)?;
    let known = stage.known();
    let target = known.target?;
    if Intended::of(target, known.account).is(&signed.account) {
        return None;
    }
    let from = match stage {
        Stage::Browser(browser) if browser.attempt == attempt => browser.from.clone(),
        // Who proved themselves waits for IT: an administrator who approves in their tab is not asked to replace them.
        Stage::Blocked(_) | Stage::Waiting(_) | Stage::Compose(_) if known.account.is_some() => return None,
        Stage::Blocked(_) | Stage::Waiting(_) => Some(Box::new(stage.clone())),
        Stage::Compose(compose) => Some(Box::new(compose::back(compose.clone(), at).0)),
        Stage::Welcome
        | Stage::Address(_)
        | Stage::Permissions(_)
        | Stage::Browser(_)
        | Stage::SomeoneElse(_)
        | Stage::Connected(_)
        | Stage::Denied(_) => return None,
    };
    if known.account.is_none()
        && from.is_none()
        && let Some(turn) = address::turned_away(target, &signed.account, at)
    {
        return Some(turn);
    }
    Some(ask(
        signed.clone(),
        SomeoneElseStage {
            target: target.clone(),
            account: known.account.cloned(),
            signed_in: signed.account.clone(),
            tokens: Tokens::Aside { granted: signed.grant.scopes.clone() },
            from,
        },
        at,
    ))
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what does not belong to a stage changes nothing")]
pub(super) fn step(stage: SomeoneElseStage, event: Event, at: &Context<'_>) -> Turn {
    match event {
        Event::Intent(Intent::CarryOn) => carry_on(stage, at),
        Event::Intent(Intent::ChooseAccount) => {
            let calendar = calendar_scopes(at.profile);
            let turn = sign_in_for(calendar, stage.target, stage.account, stage.from, Prompt::SelectAccount, at);
            discarding(turn)
        }
        Event::Intent(Intent::Back | Intent::CancelSignIn) => {
            discarding(browser::back(stage.target, stage.account.as_ref(), stage.from, at))
        }
        _ => (Stage::SomeoneElse(stage), vec![]),
    }
}

/// The tokens that somebody signed in with, and in which attempt.
#[expect(clippy::wildcard_enum_match_arm, reason = "nothing else brings tokens of a sign-in")]
fn arrived(event: &Event) -> Option<(Attempt, &SignedIn)> {
    match event {
        Event::News { attempt, news: SignInNews::Identified(signed) }
        | Event::SignInEnded { attempt, end: SignInEnd::Signed(signed) } => Some((*attempt, signed)),
        _ => None,
    }
}

fn ask(signed: SignedIn, stage: SomeoneElseStage, at: &Context<'_>) -> Turn {
    let key = signed.account.key();
    let record = record(&stage.target, &signed.account, &signed.grant, at);
    let aside = Effect::SetAside { key, record, grant: signed.grant };
    (Stage::SomeoneElse(stage), vec![Effect::StopSignIn, aside])
}

/// The one who signed in becomes the one who is meant. Whoever proved themselves before keeps what the key store holds of
/// them, and leaving the browser goes back to them; their connection, letter or wait is not the newcomer's.
fn carry_on(stage: SomeoneElseStage, at: &Context<'_>) -> Turn {
    if let Some((elsewhere, _)) = address::turned_away(&stage.target, &stage.signed_in, at) {
        return match stage.from {
            Some(_) => discarding(browser::back(stage.target, stage.account.as_ref(), stage.from, at)),
            None => discarding((elsewhere, forget(stage.account.as_ref()).into_iter().collect())),
        };
    }
    let SomeoneElseStage { target, account, signed_in, tokens, from } = stage;
    let target = address::target_of(&signed_in, &target);
    match tokens {
        Tokens::Gone => sign_in(target, None, from, at),
        Tokens::Aside { granted } => {
            let adopt = Effect::Adopt { key: signed_in.key() };
            let (stage, mut effects) = if granted.cover(&calendar_scopes(at.profile)) {
                let own = from.as_deref().filter(|_| account.is_none());
                let connected = ConnectedStage { granted, ..connection(target, signed_in, own, at) };
                let load = load_week(&connected, at);
                (Stage::Connected(connected), vec![load])
            } else {
                sign_in(target, Some(signed_in), from, at)
            };
            effects.insert(0, adopt);
            (stage, effects)
        }
    }
}

fn discarding((stage, mut effects): Turn) -> Turn {
    effects.insert(0, Effect::Discard);
    (stage, effects)
}
