//! A newer version of the app asks for more than was granted. The calendar stays connected with what there is, and the
//! addition goes its own way: a note to IT, a watch, a yes.

use diagnosis::{Verdict, Wall};

use crate::event::{Announcement, CheckOutcome, Effect, Event, Intent};
use crate::model::Scopes;
use crate::ports::{CalendarFault, Grant, Prompt, Redemption, SignedIn};
use crate::stage::{
    Addition, Answer, Attempt, BrowserStage, Checking, ConnectedStage, Delivery, Draft, Stage, Watch, Week, WeekState,
};

use super::{Context, Turn, calendar_scopes, compose, connected, enter, load_week, sign_in_again, sign_in_for};

/// What belongs to the addition. The caller has checked that something is missing.
#[expect(clippy::wildcard_enum_match_arm, reason = "what does not belong to a stage changes nothing")]
pub(super) fn step(mut stage: ConnectedStage, event: Event, at: &Context<'_>) -> Turn {
    let mut effects = vec![];
    match event {
        Event::Intent(Intent::EditDraft { to, lang, .. }) => {
            let draft = stage.addition_draft(at.language);
            stage.addition.draft = Some(Draft { to: compose::recipient(&to), lang, ..draft });
        }
        event @ (Event::Intent(Intent::Deliver { .. }) | Event::Delivered { .. }) => {
            effects = compose::hand_over(&mut stage.addition.note, event);
        }
        Event::Intent(Intent::NotSent) => stage.addition.note = Delivery::NotYet,
        Event::Intent(Intent::Sent) => sent(&mut stage, at),
        Event::Intent(Intent::AskIt) => {
            stage.addition.note = Delivery::NotYet;
            stage.addition.answer = Answer::LeftToIt;
        }
        Event::Intent(Intent::TheySaidNo) => stage.addition.answer = Answer::No { at: at.now },
        Event::Intent(Intent::TheySaidYes) => return told_yes(stage, at),
        Event::Intent(Intent::CheckNow) => effects.extend(look(&mut stage, at)),
        Event::Intent(Intent::TryAgain) => return sign_in_again(Stage::Connected(stage), at),
        // The sign-in ran out: it is renewed for what was granted, since asking for more would end at the wall.
        Event::Intent(Intent::SignIn) => {
            let (scopes, account) = (stage.usable(at.profile), Some(stage.account.clone()));
            return sign_in_for(
                scopes,
                stage.target.clone(),
                account,
                Some(Box::new(Stage::Connected(stage))),
                Prompt::AsNeeded,
                at,
            );
        }
        Event::Checked { attempt, outcome } => {
            let awaited = matches!(&stage.addition.answer, Answer::Awaited { watch, .. } if watch.awaits(attempt));
            if awaited || stage.addition.looking == Some(attempt) {
                return checked(stage, outcome, at);
            }
        }
        _ => {}
    }
    (Stage::Connected(stage), effects)
}

/// One look at a time, whether or not anybody was asked: IT may approve an update before it comes.
pub(super) fn look(stage: &mut ConnectedStage, at: &Context<'_>) -> Option<Effect> {
    let begins = match &mut stage.addition.answer {
        Answer::Awaited { watch, .. } => watch.look(at.fresh),
        Answer::NotAsked | Answer::LeftToIt | Answer::No { .. } => begin(&mut stage.addition.looking, at),
    };
    begins.then(|| Effect::Check { attempt: at.fresh, key: stage.account.key() })
}

/// The answer to a look that is under way is still wanted.
fn begin(looking: &mut Option<Attempt>, at: &Context<'_>) -> bool {
    let begins = looking.is_none();
    looking.get_or_insert(at.fresh);
    begins
}

/// The connection is on screen again: the answers to looks that were under way went past it.
pub(super) fn take_up(addition: &mut Addition, at: &Context<'_>) {
    addition.looking = None;
    if let Answer::Awaited { watch, .. } = &mut addition.answer {
        watch.taken_up(at.now);
    }
}

/// The connection with nothing missing any more. A yes after asking is IT's.
pub(super) fn settled(stage: ConnectedStage, at: &Context<'_>) -> ConnectedStage {
    let Addition { draft, answer, .. } = stage.addition;
    let stage = ConnectedStage { agreed: Some(at.profile.agreed()), addition: Addition::default(), ..stage };
    match answer {
        Answer::Awaited { .. } => {
            ConnectedStage { approved_at: Some(at.now), request: draft, note: Delivery::NotYet, ..stage }
        }
        Answer::LeftToIt => ConnectedStage { approved_at: Some(at.now), ..stage },
        Answer::NotAsked | Answer::No { .. } => stage,
    }
}

/// A wall in front of more than was granted stands in front of nothing that was: back to the connection, or, on the first
/// way through, to the narrower way to use the app that IT had approved before.
pub(super) fn at_the_wall(browser: &BrowserStage, verdict: &Verdict, at: &Context<'_>) -> Option<Turn> {
    let left_to_it = match verdict.wall {
        Wall::AdminApprovalRequired(_) => true,
        Wall::UserDeclined => false,
        Wall::UserConsentNeeded
        | Wall::AssignmentRequired
        | Wall::ConditionalAccess
        | Wall::AppDisabledOrMissing
        | Wall::MfaOrInteraction
        | Wall::SessionExpired
        | Wall::WrongAccountOrTenant
        | Wall::MisconfiguredApp
        | Wall::Transient
        | Wall::DeviceFlowPending
        | Wall::Other => return None,
    };
    let mut connected = match browser.from.as_deref() {
        Some(Stage::Connected(earlier)) if earlier.delta(at.profile).needs_approval() => {
            let mut earlier = earlier.clone();
            if left_to_it && matches!(earlier.addition.answer, Answer::NotAsked | Answer::No { .. }) {
                earlier.addition.answer = Answer::LeftToIt;
            }
            take_up(&mut earlier.addition, at);
            earlier
        }
        None if left_to_it => approved_earlier(browser, at)?,
        Some(_) | None => return None,
    };
    // What was loading meanwhile went past the browser stage.
    connected.week.state = WeekState::Failed(CalendarFault::Unreadable);
    let (stage, mut effects) = connected::reload(connected, at);
    effects.insert(0, Effect::StopSignIn);
    Some((stage, effects))
}

/// Tokens without all that is asked for, but with all that the connection had: it goes on as it was.
pub(super) fn as_before(browser: &BrowserStage, signed: &SignedIn, at: &Context<'_>) -> Option<Turn> {
    let Some(Stage::Connected(earlier)) = browser.from.as_deref() else { return None };
    let same = earlier.account.key() == signed.account.key();
    let enough = signed.grant.scopes.cover(&earlier.usable(at.profile));
    (same && enough).then(|| {
        let week = Week { attempt: at.fresh, ..Week::default() };
        let mut connected = ConnectedStage { week, ..earlier.clone() };
        take_up(&mut connected.addition, at);
        enter(connected, signed.grant.clone(), at)
    })
}

/// The fullest of the tiers below the one that was asked for whose scopes leg one's token holds already.
fn approved_earlier(browser: &BrowserStage, at: &Context<'_>) -> Option<ConnectedStage> {
    let account = browser.account.clone()?;
    let below = at.profile.tiers.iter().take_while(|tier| at.profile.chosen.as_deref() != Some(tier.id.as_str()));
    let granted = below.filter_map(|tier| {
        let tier = at.profile.at(&tier.id).ok()?;
        let scopes = Scopes::of(tier.calendar_scopes());
        (scopes != Scopes::default() && browser.granted.cover(&scopes)).then_some(tier)
    });
    let narrower = granted.last()?;
    Some(ConnectedStage {
        target: browser.target.clone(),
        account,
        granted: browser.granted.clone(),
        since: at.now,
        approved_at: None,
        hidden: Default::default(),
        bookings: None,
        request: None,
        note: Delivery::NotYet,
        agreed: Some(narrower.agreed()),
        addition: Addition { answer: Answer::LeftToIt, ..Addition::default() },
        week: Week::default(),
    })
}

fn sent(stage: &mut ConnectedStage, at: &Context<'_>) {
    let seen = stage.delta(at.profile).added.iter().any(|asked| asked.shows_in_token());
    let watch = if seen { Watch::begun(at.now) } else { Watch::Remind };
    stage.addition.draft = Some(stage.addition_draft(at.language));
    stage.addition.answer = Answer::Awaited { since: at.now, watch };
}

fn told_yes(mut stage: ConnectedStage, at: &Context<'_>) -> Turn {
    let seen = stage.delta(at.profile).added.iter().any(|asked| asked.shows_in_token());
    match &stage.addition.answer {
        // No token shows it, so there is nothing to wait for: the person's word is all there is.
        Answer::Awaited { .. } if !seen => (Stage::Connected(settled(stage, at)), vec![]),
        Answer::Awaited { watch: Watch::Remind, .. } => sign_in_again(Stage::Connected(stage), at),
        Answer::Awaited { watch: Watch::Silent { .. }, .. }
        | Answer::NotAsked
        | Answer::LeftToIt
        | Answer::No { .. } => {
            let effects = look(&mut stage, at).into_iter().collect();
            (Stage::Connected(stage), effects)
        }
    }
}

fn checked(mut stage: ConnectedStage, outcome: CheckOutcome, at: &Context<'_>) -> Turn {
    stage.addition.looking = None;
    match outcome {
        // Only the token proves it; a bare 200 does not.
        CheckOutcome::Answer(Redemption::Granted(grant)) if grant.scopes.cover(&calendar_scopes(at.profile)) => {
            return granted(stage, grant, at);
        }
        CheckOutcome::Answer(Redemption::Granted(_) | Redemption::Refused(_)) => {
            watching(&mut stage, |watch| watch.not_yet(at.now, false));
        }
        CheckOutcome::Answer(Redemption::Unreachable(fault)) => {
            watching(&mut stage, |watch| watch.put_off(at.now, |until| Checking::Paused { fault, until }));
        }
        CheckOutcome::Store(fault) => {
            watching(&mut stage, |watch| watch.put_off(at.now, |until| Checking::NoToken { fault, until }));
        }
        CheckOutcome::NoRecord => watching(&mut stage, |watch| *watch = Watch::Remind),
    }
    (Stage::Connected(stage), vec![])
}

fn watching(stage: &mut ConnectedStage, change: impl FnOnce(&mut Watch)) {
    if let Answer::Awaited { watch, .. } = &mut stage.addition.answer {
        change(watch);
    }
}

fn granted(stage: ConnectedStage, grant: Grant, at: &Context<'_>) -> Turn {
    let key = stage.account.key();
    let asked = matches!(stage.addition.answer, Answer::Awaited { .. });
    let mut stage = ConnectedStage { granted: grant.scopes.clone(), ..settled(stage, at) };
    stage.week.attempt = at.fresh;
    let mut effects = vec![Effect::Hold { key, grant }, load_week(&stage, at)];
    effects.extend(asked.then_some(Effect::Notify(Announcement::ItAnswered)));
    (Stage::Connected(stage), effects)
}
