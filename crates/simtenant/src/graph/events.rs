use axum::extract::{Path, State};
use axum::http::header;
use axum::response::Response;
use serde_json::Value;

use crate::sim::Shared;

use super::calendars::named;
use super::caller::{CALENDAR, CALENDAR_WRITE};
use super::desk::{Asked, Desk, Reply};
use super::draft::Draft;
use super::event::{etag, one_of, whole};
use super::query::{collection, select};
use super::refusal::GraphRefusal;
use super::store::{CalendarNature, Content, Item, Mailbox, Named, event_named};

pub(crate) async fn default_events(State(sim): State<Shared>, asked: Asked) -> Response {
    list(&sim, &asked, None)
}

pub(crate) async fn events(State(sim): State<Shared>, Path(id): Path<String>, asked: Asked) -> Response {
    list(&sim, &asked, Some(&id))
}

pub(crate) async fn new_default_event(State(sim): State<Shared>, asked: Asked) -> Response {
    create(&sim, &asked, None)
}

pub(crate) async fn new_event(State(sim): State<Shared>, Path(id): Path<String>, asked: Asked) -> Response {
    create(&sim, &asked, Some(&id))
}

pub(crate) async fn event(State(sim): State<Shared>, Path(id): Path<String>, asked: Asked) -> Response {
    asked.answer(&sim, CALENDAR, |desk| {
        let shown = desk.open(|mailbox| show(desk, mailbox, find(desk, &id)?))?;
        Ok(Reply::Shown(select(shown, desk.params.get("$select"), "event")?))
    })
}

pub(crate) async fn update_event(State(sim): State<Shared>, Path(id): Path<String>, asked: Asked) -> Response {
    asked.answer(&sim, CALENDAR_WRITE, |desk| {
        let sent = desk.json()?;
        let named = find(desk, &id)?;
        desk.open(|mailbox| {
            may_write(desk, mailbox, named)?;
            mailbox.change(named.number, desk.now, |item| edit(item, named, &sent))?;
            Ok(Reply::Shown(show(desk, mailbox, named)?))
        })
    })
}

pub(crate) async fn delete_event(State(sim): State<Shared>, Path(id): Path<String>, asked: Asked) -> Response {
    asked.answer(&sim, CALENDAR_WRITE, |desk| {
        let named = find(desk, &id)?;
        desk.open(|mailbox| {
            may_write(desk, mailbox, named)?;
            mailbox.remove(named, desk.now)?;
            Ok(Reply::Nothing)
        })
    })
}

pub(super) fn find(desk: &Desk<'_>, id: &str) -> Result<Named, GraphRefusal> {
    event_named(desk.sim, desk.user, id).ok_or_else(GraphRefusal::item_not_found)
}

/// An event in a calendar that can be written, and in the version the caller knows.
pub(super) fn may_write(desk: &Desk<'_>, mailbox: &Mailbox, named: Named) -> Result<(), GraphRefusal> {
    let item = mailbox.item(named)?;
    if mailbox.calendar(item.calendar).is_none_or(|calendar| calendar.nature == CalendarNature::ReadOnly) {
        return Err(GraphRefusal::not_yours_to_write());
    }
    let wanted = desk.headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok());
    if wanted.is_some_and(|wanted| wanted != "*" && wanted != etag(named.number, item)) {
        return Err(GraphRefusal::changed_meanwhile());
    }
    Ok(())
}

fn show(desk: &Desk<'_>, mailbox: &Mailbox, named: Named) -> Result<Value, GraphRefusal> {
    let item = mailbox.item(named)?;
    match named.date {
        None => Ok(whole(desk, named.number, item)),
        Some(date) => {
            let one = item.occurrence(date).ok_or_else(GraphRefusal::item_not_found)?;
            Ok(one_of(desk, named.number, item, &one))
        }
    }
}

/// Single events and series masters; nothing is expanded (user-list-events).
fn list(sim: &Shared, asked: &Asked, calendar: Option<&str>) -> Response {
    asked.answer(sim, CALENDAR, |desk| {
        let all = desk.open(|mailbox| {
            let number = named(desk, mailbox, calendar)?.number;
            let own = mailbox.items.iter().filter(|(_, item)| item.calendar == number);
            Ok(own.map(|(number, item)| whole(desk, *number, item)).collect())
        })?;
        let path = calendar.map_or_else(|| "/me/events".to_owned(), |id| format!("/me/calendars/{id}/events"));
        Ok(Reply::Shown(collection(sim, &path, desk.params, all, "event")?))
    })
}

fn create(sim: &Shared, asked: &Asked, calendar: Option<&str>) -> Response {
    asked.answer(sim, CALENDAR_WRITE, |desk| {
        let sent = desk.json()?;
        let mut draft = Draft::blank(desk.now);
        draft.write(&sent, true)?;
        desk.open(|mailbox| {
            let calendar = named(desk, mailbox, calendar)?;
            if calendar.nature == CalendarNature::ReadOnly {
                return Err(GraphRefusal::not_yours_to_write());
            }
            let calendar = calendar.number;
            if let Some(transaction) = transaction(&draft.content)
                && mailbox.items.values().any(|item| transaction_of(item) == Some(transaction))
            {
                return Err(GraphRefusal::created_already());
            }
            let mut item = Item::plain(calendar, draft.content, desk.now);
            item.series = draft.series;
            let number = mailbox.add(item);
            Ok(Reply::Created(show(desk, mailbox, Named { number, date: None })?))
        })
    })
}

fn transaction_of(item: &Item) -> Option<&str> {
    transaction(&item.content)
}

fn transaction(content: &Content) -> Option<&str> {
    content.more.as_deref()?.get("transactionId")?.as_str()
}

/// The event, the series, or one occurrence, which becomes an exception.
fn edit(item: &mut Item, named: Named, sent: &serde_json::Map<String, Value>) -> Result<(), GraphRefusal> {
    let Some(date) = named.date else {
        let mut draft = Draft { content: item.content.clone(), series: item.series.take() };
        draft.write(sent, false)?;
        (item.content, item.series) = (draft.content, draft.series);
        return Ok(());
    };
    let one = item.occurrence(date).ok_or_else(GraphRefusal::item_not_found)?;
    let mut content = one.exception.unwrap_or(&item.content).clone();
    content.hours = one.hours;
    if sent.get("recurrence").is_some_and(|sent| !sent.is_null()) {
        return Err(GraphRefusal::invalid("An occurrence cannot recur."));
    }
    let mut draft = Draft { content, series: None };
    draft.write(sent, false)?;
    if let Some(series) = item.series.as_deref_mut() {
        series.edited.insert(date, Some(draft.content));
    }
    Ok(())
}
