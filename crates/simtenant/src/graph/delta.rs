//! Changes in a calendar view (event-delta, delta-query-events, delta-query-overview).
//!
//! A token says which window, from which revision, and how far the round has come. It is sealed: opaque in earnest.

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::clock::later;
use crate::seed::Kind;
use crate::sim::Shared;

use super::calendars::named;
use super::caller::CALENDAR;
use super::desk::{Asked, Desk, Reply};
use super::event::{one_of, thin, whole};
use super::query::DEFAULT_PAGE;
use super::refusal::GraphRefusal;
use super::store::{Item, Mailbox, Named, event_id};
use super::view::window;
use super::zone::Zone;

pub(crate) async fn default_delta(State(sim): State<Shared>, asked: Asked) -> Response {
    follow(&sim, &asked, None)
}

pub(crate) async fn delta(State(sim): State<Shared>, Path(id): Path<String>, asked: Asked) -> Response {
    follow(&sim, &asked, Some(&id))
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Round {
    calendar: u32,
    from: Timestamp,
    to: Timestamp,
    /// Absent in the first round, which brings everything.
    since: Option<u64>,
    /// What the next round begins after: the revision at which this one began.
    until: u64,
    /// Items up to this number were on earlier pages.
    after: Option<u64>,
    generation: u32,
    issued: Timestamp,
}

/// Outlook's is not fixed (delta-query-overview); a token that nobody used for this long is gone here.
const LIFETIME_SECONDS: i64 = 7 * 24 * 3_600;

fn follow(sim: &Shared, asked: &Asked, calendar: Option<&str>) -> Response {
    asked.answer(sim, CALENDAR, |desk| {
        for unsupported in ["$select", "$expand", "$filter", "$orderby", "$search"] {
            if desk.params.get(unsupported).is_some() {
                let why = format!("The following parameters are not supported with change tracking: '{unsupported}'.");
                return Err(GraphRefusal::bad_query(why));
            }
        }
        let path = calendar
            .map_or_else(|| "/me/calendarView/delta".to_owned(), |id| format!("/me/calendars/{id}/calendarView/delta"));
        let base = format!("{}/graph/v1.0{path}", sim.origin());
        desk.open(|mailbox| {
            let number = named(desk, mailbox, calendar)?.number;
            let round = match desk.params.get("$skiptoken").or_else(|| desk.params.get("$deltatoken")) {
                Some(token) => resume(desk, mailbox, token, number, &base)?,
                None => {
                    let (from, to) = window(desk)?;
                    let (until, generation) = (mailbox.revision, mailbox.generation);
                    Round { calendar: number, from, to, since: None, until, after: None, generation, issued: desk.now }
                }
            };
            Ok(Reply::Shown(page(desk, mailbox, round, &base)?))
        })
    })
}

fn resume(desk: &Desk<'_>, mailbox: &Mailbox, token: &str, calendar: u32, base: &str) -> Result<Round, GraphRefusal> {
    let round: Option<Round> = desk.sim.seed.open(Kind::Sync, token);
    let mut round = round.ok_or_else(|| GraphRefusal::bad_query("Badly formed token."))?;
    if round.calendar != calendar {
        return Err(GraphRefusal::bad_query("The token belongs to another calendar."));
    }
    let expired = desk.now >= later(round.issued, LIFETIME_SECONDS);
    // Mailboxes do not outlive the process, tokens do.
    if expired || round.generation != mailbox.generation || round.until > mailbox.revision {
        let begin = format!("{base}?startDateTime={}&endDateTime={}&$deltatoken=", round.from, round.to);
        return Err(GraphRefusal::sync_lost(begin));
    }
    if round.after.is_none() {
        round.until = mailbox.revision;
    }
    Ok(round)
}

/// A series is never split, so a page may be longer than was asked for.
fn page(desk: &Desk<'_>, mailbox: &Mailbox, round: Round, base: &str) -> Result<Value, GraphRefusal> {
    let most = desk.prefer.page.unwrap_or(DEFAULT_PAGE);
    let seen = round.after.unwrap_or(0);
    let mut value: Vec<Value> = Vec::new();
    let mut next = Round { issued: desk.now, ..round.clone() };
    let mut more = false;
    let fresh = mailbox.items.iter().filter(|(number, item)| {
        item.calendar == round.calendar && **number > seen && round.since.is_none_or(|since| item.changed > since)
    });
    for (number, item) in fresh {
        let group = group(desk, *number, item, &round);
        if !value.is_empty() && !group.is_empty() && value.len() + group.len() > most {
            more = true;
            break;
        }
        value.extend(group);
        next.after = Some(*number);
    }
    let link = |round: &Round, token: &str| {
        let sealed = desk.sim.seed.seal(Kind::Sync, round).ok_or_else(|| GraphRefusal::bad_query("No token."))?;
        Ok(json!(format!("{base}?{token}={sealed}")))
    };
    let context = format!("{}/graph/v1.0/$metadata#Collection(event)", desk.sim.origin());
    let mut body = json!({ "@odata.context": context });
    if more {
        body["@odata.nextLink"] = link(&next, "$skiptoken")?;
    } else {
        value.extend(removed(desk, mailbox, &round));
        (next.since, next.after) = (Some(round.until), None);
        body["@odata.deltaLink"] = link(&next, "$deltatoken")?;
    }
    body["value"] = Value::Array(value);
    Ok(body)
}

/// What one item brings: itself, a series with its times, or word that it is not in the window (any more).
fn group(desk: &Desk<'_>, number: u64, item: &Item, round: &Round) -> Vec<Value> {
    let (window, office) = ((round.from, round.to), Zone::office());
    if item.series.is_none() {
        return match (item.content.hours.overlaps(window, office), round.since) {
            (true, _) => vec![whole(desk, number, item)],
            (false, None) => Vec::new(),
            // Also said of events that never were in the window (event-delta).
            (false, Some(_)) => vec![gone(desk, Named { number, date: None })],
        };
    }
    let times = item.occurrences(window, office);
    if times.is_empty() {
        return Vec::new();
    }
    let shown = times.iter().map(|one| match one.exception {
        Some(_) => one_of(desk, number, item, one),
        None => thin(desk, number, item, one),
    });
    std::iter::once(whole(desk, number, item)).chain(shown).collect()
}

/// Seen: a single deleted occurrence is not told of; its series is sent again without it (microsoft-graph-docs pull 4501).
fn removed(desk: &Desk<'_>, mailbox: &Mailbox, round: &Round) -> Vec<Value> {
    let of_this = mailbox.gone.iter().filter(|gone| gone.calendar == round.calendar && gone.named.date.is_none());
    let later = of_this.filter(|gone| round.since.is_some_and(|since| gone.revision > since));
    later.map(|one| gone(desk, one.named)).collect()
}

fn gone(desk: &Desk<'_>, named: Named) -> Value {
    let id = event_id(desk.sim, desk.user, named, desk.prefer.immutable_ids);
    json!({ "id": id, "@removed": { "reason": "deleted" } })
}
