//! The short mails around the request: offered where they make sense, and never sent by the app.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use request::{Letter, Person};

use super::Surroundings;
use super::letter::case_of;
use crate::stage::{Asked, Delivery, Draft, Stage};
use crate::view::NoteCard;

/// A note as it would be handed over.
pub(crate) struct Note {
    pub(crate) letter: Letter,
    pub(crate) to: String,
    pub(crate) from: Option<Person>,
    delivery: Delivery,
    expires_on: Option<Date>,
}

/// The note this stage offers: a follow-up once it is due, thanks for IT's yes, a word after a no.
pub(crate) fn note(stage: &Stage, around: &Surroundings<'_>) -> Option<Note> {
    let (draft, what, delivery, expires_on) = offered(stage, around)?;
    let case = case_of(stage, around)?;
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
        route: request::first_that_fits(&letter, &to),
        letter,
        to,
        delivery,
        expires_on: expires_on.map(|day| day.to_string()),
    })
}

type Offered<'a> = (&'a Draft, request::Note<'static>, &'a Delivery, Option<Date>);

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
            (due && waiting.waiting.told_yes_at.is_none()).then_some((
                &waiting.draft,
                request::Note::FollowUp { asked_on },
                &waiting.note,
                expires_on,
            ))
        }
        Stage::Connected(connected) => {
            let request = connected.request.as_ref().filter(|_| connected.approved_at.is_some())?;
            Some((request, request::Note::Thanks, &connected.note, None))
        }
        Stage::Denied(denied) => Some((&denied.draft, request::Note::AfterNo, &denied.note, None)),
        Stage::Welcome
        | Stage::Address(_)
        | Stage::Permissions(_)
        | Stage::Browser(_)
        | Stage::Blocked(_)
        | Stage::Compose(_) => None,
    }
}

fn day(at: Timestamp, zone: &TimeZone) -> Date {
    at.to_zoned(zone.clone()).date()
}
