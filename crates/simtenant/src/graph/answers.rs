//! What people do about a meeting: answer it, call it off, be reminded of it.

use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::Value;

use crate::sim::Shared;

use super::caller::CALENDAR_WRITE;
use super::desk::{Arguments, Asked, Reply};
use super::draft::moment;
use super::events::{find, may_write};
use super::refusal::GraphRefusal;

pub(crate) async fn accept(State(sim): State<Shared>, Path(id): Path<String>, asked: Asked) -> Response {
    respond(&sim, &id, &asked, "accepted")
}

pub(crate) async fn decline(State(sim): State<Shared>, Path(id): Path<String>, asked: Asked) -> Response {
    respond(&sim, &id, &asked, "declined")
}

pub(crate) async fn tentatively_accept(State(sim): State<Shared>, Path(id): Path<String>, asked: Asked) -> Response {
    respond(&sim, &id, &asked, "tentativelyAccepted")
}

/// The organizer's: one occurrence can be called off by its id (event-cancel).
pub(crate) async fn cancel(State(sim): State<Shared>, Path(id): Path<String>, asked: Asked) -> Response {
    asked.answer(&sim, CALENDAR_WRITE, |desk| {
        desk.parameters()?;
        let named = find(desk, &id)?;
        desk.open(|mailbox| {
            may_write(desk, mailbox, named)?;
            if mailbox.item(named)?.invitation.is_some() {
                return Err(GraphRefusal::not_the_organizer());
            }
            mailbox.remove(named, desk.now)?;
            Ok(Reply::Accepted)
        })
    })
}

/// Reminders leave no mark on an event; what counts is whether there is one to be reminded of.
pub(crate) async fn dismiss_reminder(State(sim): State<Shared>, Path(id): Path<String>, asked: Asked) -> Response {
    asked.answer(&sim, CALENDAR_WRITE, |desk| {
        let named = find(desk, &id)?;
        desk.open(|mailbox| mailbox.item(named).map(|_| Reply::Done))
    })
}

pub(crate) async fn snooze_reminder(State(sim): State<Shared>, Path(id): Path<String>, asked: Asked) -> Response {
    asked.answer(&sim, CALENDAR_WRITE, |desk| {
        let arguments = desk.parameters()?;
        let until = arguments.get("newReminderTime");
        moment(until.ok_or_else(|| GraphRefusal::invalid("newReminderTime is missing."))?)?;
        let named = find(desk, &id)?;
        desk.open(|mailbox| mailbox.item(named).map(|_| Reply::Done))
    })
}

fn respond(sim: &Shared, id: &str, asked: &Asked, answer: &'static str) -> Response {
    asked.answer(sim, CALENDAR_WRITE, |desk| {
        let arguments = desk.parameters()?;
        let named = find(desk, id)?;
        desk.open(|mailbox| {
            may_write(desk, mailbox, named)?;
            mailbox.change(named.number, desk.now, |item| {
                let proposals = item.content.more.as_deref().and_then(|more| more.get("allowNewTimeProposals"));
                proposed(&arguments, answer, proposals != Some(&Value::Bool(false)))?;
                let invitation = item.invitation.as_deref_mut().ok_or_else(|| {
                    GraphRefusal::invalid(
                        "Your request can't be completed. You can't respond to this meeting because you're the meeting organizer.",
                    )
                })?;
                (invitation.answer, invitation.answered) = (answer, Some(desk.now));
                let shown = match answer {
                    "accepted" => "busy",
                    "declined" => "free",
                    _ => "tentative",
                };
                item.content.more.get_or_insert_default().insert("showAs".to_owned(), shown.into());
                Ok(())
            })?;
            Ok(Reply::Accepted)
        })
    })
}

/// Another time is proposed with an answer that is sent, where the organizer takes proposals (event-decline).
fn proposed(arguments: &Arguments, answer: &str, allowed: bool) -> Result<(), GraphRefusal> {
    let Some(proposal) = arguments.get("proposedNewTime") else { return Ok(()) };
    let sent = arguments.get("sendResponse").and_then(Value::as_bool).unwrap_or(true);
    if !allowed || !sent || answer == "accepted" {
        return Err(GraphRefusal::invalid("A new time cannot be proposed for this meeting with this answer."));
    }
    moment(&proposal["start"])?;
    moment(&proposal["end"])?;
    Ok(())
}
