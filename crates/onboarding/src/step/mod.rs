//! The stage machine. Pure: what happened, what was true and what time it is go in; the next stage and the effects come out.
//! An event that does not belong to the stage changes nothing: late answers and double clicks are normal.

mod addition;
mod address;
mod blocked;
mod browser;
mod compose;
mod connected;
mod resume;
mod someone_else;
mod waiting;
mod watch;

#[cfg(test)]
mod tests;

use jiff::{Timestamp, tz::TimeZone};
use profile::{Lang, Profile};

use crate::event::{Effect, Event, Intent};
use crate::intended::Intended;
use crate::model::{Account, AccountKind, Cloud, Scopes, Target};
use crate::ports::{Grant, Prompt, ScopePlan, SignInOrder, SignedIn, TokenRecord};
use crate::stage::{Addition, Attempt, BrowserStage, ConnectedStage, Delivery, PageState, Paste, Stage, Week};

pub(crate) use compose::may_choose_tier;
pub use resume::resume;

/// What `step` may know besides the stage.
pub struct Context<'a> {
    pub profile: &'a Profile,
    pub language: Lang,
    pub now: Timestamp,
    pub zone: TimeZone,
    /// A number no earlier attempt had.
    pub fresh: Attempt,
}

/// The next stage and what to do about it.
pub type Turn = (Stage, Vec<Effect>);

/// One move. See the stage's own file for its rules.
pub fn step(stage: Stage, event: Event, at: &Context<'_>) -> Turn {
    if let Event::Intent(Intent::StartOver | Intent::SignOut) = event {
        return leave(&stage);
    }
    if let Event::Intent(Intent::OpenLink { link }) = event {
        return (stage, vec![Effect::OpenLink(link)]);
    }
    if let Event::Intent(Intent::Copy { what }) = event {
        return (stage, vec![Effect::Copy(what)]);
    }
    if let Event::Intent(Intent::CheckConnection) = event {
        let cloud = stage.known().target.map_or(Cloud::Public, Target::cloud);
        return (stage, vec![Effect::CheckConnection { cloud }]);
    }
    if let Some(turn) = someone_else::noticed(&stage, &event, at) {
        return turn;
    }
    let (mut stage, mut effects) = moved(stage, event, at);
    effects.extend(compose::look_at_files(&mut stage, at));
    (stage, effects)
}

fn moved(stage: Stage, event: Event, at: &Context<'_>) -> Turn {
    match stage {
        Stage::Welcome => welcome(event),
        Stage::Address(address) => address::step(address, event, at),
        Stage::Permissions(target) => permissions(target, event, at),
        Stage::Browser(browser) => browser::step(browser, event, at),
        Stage::SomeoneElse(stage) => someone_else::step(stage, event, at),
        Stage::Blocked(blocked) => blocked::step(blocked, event, at),
        Stage::Compose(compose) => compose::step(compose, event, at),
        Stage::Waiting(waiting) => waiting::step(waiting, event, at),
        Stage::Connected(connected) => connected::step(connected, event, at),
        Stage::Denied(denied) => blocked::denied(denied, event, at),
    }
}

/// Forgets the account and everything about this journey. Works offline, and twice.
fn leave(stage: &Stage) -> Turn {
    let mut effects = vec![Effect::StopSignIn];
    effects.extend(matches!(stage, Stage::SomeoneElse(_)).then_some(Effect::Discard));
    effects.extend(forget(stage.known().account));
    effects.push(Effect::ForgetOthers);
    (Stage::Welcome, effects)
}

/// An account that is no longer part of the journey leaves no token behind.
fn forget(account: Option<&Account>) -> Option<Effect> {
    account.map(|account| Effect::Forget(account.key()))
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what does not belong to a stage changes nothing")]
fn welcome(event: Event) -> Turn {
    match event {
        Event::Intent(Intent::Start) => (address::empty(), vec![]),
        _ => (Stage::Welcome, vec![]),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what does not belong to a stage changes nothing")]
fn permissions(target: Target, event: Event, at: &Context<'_>) -> Turn {
    match event {
        Event::Intent(Intent::ChooseTier { id }) if compose::knows(&id, at) => {
            (Stage::Permissions(Target { tier: Some(id), ..target }), vec![])
        }
        Event::Intent(Intent::SignIn) => sign_in(target, None, None, at),
        Event::Intent(Intent::Back) => (address::known(target), vec![]),
        _ => (Stage::Permissions(target), vec![]),
    }
}

/// Starts a fresh attempt in the browser. An account that proved itself before goes straight for everything;
/// so does a personal one, because nobody else decides there. Leaving goes back to `from`.
fn sign_in(target: Target, account: Option<Account>, from: Option<Box<Stage>>, at: &Context<'_>) -> Turn {
    let calendar = calendar_scopes(at.profile);
    sign_in_for(calendar, target, account, from, Prompt::AsNeeded, at)
}

fn sign_in_for(
    calendar: Scopes,
    target: Target,
    account: Option<Account>,
    from: Option<Box<Stage>>,
    prompt: Prompt,
    at: &Context<'_>,
) -> Turn {
    let identity = identity_scopes(at.profile);
    let plan = match (target.kind(), &account) {
        (AccountKind::Work, None) => ScopePlan::TwoStage { identity, calendar },
        (AccountKind::Work, Some(_)) | (AccountKind::Personal, _) => ScopePlan::OneStage(identity.and(&calendar)),
    };
    let intended = Intended::of(&target, account.as_ref());
    let order = SignInOrder { target: target.clone(), intended, prompt, plan, language: at.language };
    let browser = BrowserStage {
        target,
        account,
        granted: Scopes::default(),
        attempt: at.fresh,
        since: at.now,
        page: PageState::Preparing,
        paste: Paste::None,
        from,
    };
    (Stage::Browser(browser), vec![Effect::StopSignIn, Effect::SignIn { attempt: at.fresh, order }])
}

/// Tries again from a stage that knows the person, and comes back to it when they leave the browser.
fn sign_in_again(stage: Stage, at: &Context<'_>) -> Turn {
    let known = stage.known();
    match (known.target.cloned(), known.account.cloned()) {
        (Some(target), account) => sign_in(target, account, Some(Box::new(stage)), at),
        (None, _) => (stage, vec![]),
    }
}

/// The one door into the connected stage; the caller has checked that the grant holds the calendar.
/// `before` is the stage the sign-in began from: a yes after asking is IT's, a new sign-in keeps what was chosen.
fn connect(target: Target, signed: SignedIn, before: Option<&Stage>, at: &Context<'_>) -> Turn {
    let SignedIn { account, grant } = signed;
    enter(connection(target, account, before, at), grant, at)
}

/// Everything but what was granted: the caller knows.
fn connection(target: Target, account: Account, before: Option<&Stage>, at: &Context<'_>) -> ConnectedStage {
    let week = Week { attempt: at.fresh, ..Week::default() };
    match before {
        Some(Stage::Connected(earlier)) if earlier.account.key() == account.key() => {
            ConnectedStage { week, target, account, ..addition::settled(earlier.clone(), at) }
        }
        _ => ConnectedStage {
            granted: Scopes::default(),
            target,
            account,
            since: at.now,
            approved_at: matches!(before, Some(Stage::Waiting(_) | Stage::Denied(_))).then_some(at.now),
            hidden: Default::default(),
            bookings: None,
            request: before.and_then(|stage| stage.known().draft).cloned(),
            note: Delivery::NotYet,
            agreed: Some(at.profile.agreed()),
            addition: Addition::default(),
            week,
        },
    }
}

/// Connected, with these tokens and what they say was granted.
fn enter(connected: ConnectedStage, grant: Grant, at: &Context<'_>) -> Turn {
    let connected = ConnectedStage { granted: grant.scopes.clone(), ..connected };
    let mut effects = vec![Effect::StopSignIn];
    effects.extend(record(&connected.target, &connected.account, &grant, at).map(Effect::Keep));
    effects.push(Effect::Hold { key: connected.account.key(), grant });
    effects.push(load_week(&connected, at));
    (Stage::Connected(connected), effects)
}

fn load_week(connected: &ConnectedStage, at: &Context<'_>) -> Effect {
    let (from, to) = crate::schedule::week_around(at.now, &at.zone);
    Effect::LoadWeek {
        attempt: connected.week.attempt,
        key: connected.account.key(),
        cloud: connected.target.cloud(),
        scopes: connected.usable(at.profile),
        from,
        to,
    }
}

fn record(target: &Target, account: &Account, grant: &Grant, at: &Context<'_>) -> Option<TokenRecord> {
    grant.refresh.clone().map(|refresh| TokenRecord {
        account: account.clone(),
        cloud: target.cloud(),
        refresh,
        granted: grant.scopes.clone(),
        obtained_at: at.now,
    })
}

pub(crate) fn identity_scopes(profile: &Profile) -> Scopes {
    Scopes::of(profile.identity_scopes())
}

pub(crate) fn calendar_scopes(profile: &Profile) -> Scopes {
    Scopes::of(profile.calendar_scopes())
}
