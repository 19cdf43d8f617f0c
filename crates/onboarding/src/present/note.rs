//! The short mails around the request: offered where they make sense, and never sent by the app.

use std::borrow::Cow;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use profile::Delta;
use request::{Letter, Person, Route};

use super::Surroundings;
use super::letter::{case_of, routes};
use crate::model::{Cloud, Target};
use crate::stage::{Asked, ConnectedStage, Delivery, Draft, Stage};
use crate::view::NoteCard;

/// A note as it would be handed over.
pub(crate) struct Note {
    pub(crate) letter: Letter,
    pub(crate) to: String,
    pub(crate) from: Option<Person>,
    delivery: Delivery,
    expires_on: Option<Date>,
}

/// The note this stage offers: a follow-up once it is due, what an update asks for, thanks for IT's yes, a word after a no.
pub(crate) fn note(stage: &Stage, around: &Surroundings<'_>) -> Option<Note> {
    let Offered { draft, about, delivery, expires_on } = offered(stage, around)?;
    let case = case_of(stage, around)?;
    let what = match &about {
        About::FollowUp { asked_on } => request::Note::FollowUp { asked_on: *asked_on },
        About::Thanks => request::Note::Thanks,
        About::AfterNo => request::Note::AfterNo,
        About::Change(delta) => request::Note::Change(delta),
    };
    Some(Note {
        letter: request::compose_note(around.profile, &case, draft.lang, what),
        to: draft.to.clone(),
        from: case.requester,
        delivery: delivery.clone(),
        expires_on,
    })
}

pub(super) fn card(stage: &Stage, around: &Surroundings<'_>) -> Option<NoteCard> {
    let Note { letter, to, delivery, expires_on, .. } = note(stage, around)?;
    Some(NoteCard {
        route: first_that_fits(&letter, &to, stage),
        letter,
        to,
        delivery,
        expires_on: expires_on.map(|day| day.to_string()),
    })
}

/// A short letter fits somewhere: a file holds any.
fn first_that_fits(letter: &Letter, to: &str, stage: &Stage) -> Route {
    let cloud = stage.known().target.map_or(Cloud::Public, Target::cloud);
    routes(letter, to, cloud).into_iter().find(|fit| fit.fits).map_or(Route::DraftFile, |fit| fit.route)
}

struct Offered<'a> {
    draft: Cow<'a, Draft>,
    about: About,
    delivery: &'a Delivery,
    expires_on: Option<Date>,
}

enum About {
    FollowUp { asked_on: Date },
    Thanks,
    AfterNo,
    Change(Box<Delta>),
}

fn offered<'a>(stage: &'a Stage, around: &Surroundings<'_>) -> Option<Offered<'a>> {
    match stage {
        Stage::Waiting(waiting) => {
            let asked_on = day(waiting.waiting.asked_at, around.zone);
            let due = request::follow_up_on(asked_on) <= day(around.now, around.zone);
            // A request in Microsoft's queue lapses; a mail does not.
            let expires_on = match waiting.waiting.by {
                Asked::MicrosoftsPage => Some(request::request_expires_on(asked_on)),
                Asked::Letter => None,
            };
            // Who was told yes has nothing to ask any more.
            (due && waiting.waiting.told_yes_at.is_none()).then_some(Offered {
                draft: Cow::Borrowed(&waiting.draft),
                about: About::FollowUp { asked_on },
                delivery: &waiting.note,
                expires_on,
            })
        }
        Stage::Connected(connected) => after_connecting(connected, around),
        Stage::Denied(denied) => Some(Offered {
            draft: Cow::Borrowed(&denied.draft),
            about: About::AfterNo,
            delivery: &denied.note,
            expires_on: None,
        }),
        Stage::Welcome
        | Stage::Address(_)
        | Stage::Permissions(_)
        | Stage::Browser(_)
        | Stage::SomeoneElse(_)
        | Stage::Blocked(_)
        | Stage::Compose(_) => None,
    }
}

/// While something is missing, that is what there is to write about.
fn after_connecting<'a>(connected: &'a ConnectedStage, around: &Surroundings<'_>) -> Option<Offered<'a>> {
    let delta = connected.delta(around.profile);
    if delta.needs_approval() {
        return Some(Offered {
            draft: Cow::Owned(connected.addition_draft(around.language)),
            about: About::Change(Box::new(delta)),
            delivery: &connected.addition.note,
            expires_on: None,
        });
    }
    let request = connected.request.as_ref().filter(|_| connected.approved_at.is_some())?;
    Some(Offered { draft: Cow::Borrowed(request), about: About::Thanks, delivery: &connected.note, expires_on: None })
}

fn day(at: Timestamp, zone: &TimeZone) -> Date {
    at.to_zoned(zone.clone()).date()
}
