use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use serde_json::Value;

use crate::sim::Shared;

pub(super) use super::query::select;

use super::calendars::named;
use super::caller::CALENDAR;
use super::desk::{Asked, Desk, Reply};
use super::event::{one_of, whole};
use super::query::collection;
use super::refusal::GraphRefusal;
use super::store::{Mailbox, event_named};
use super::zone::{Zone, instant};

pub(crate) async fn default_view(State(sim): State<Shared>, asked: Asked) -> Response {
    show(&sim, &asked, None)
}

pub(crate) async fn view(State(sim): State<Shared>, Path(id): Path<String>, asked: Asked) -> Response {
    show(&sim, &asked, Some(&id))
}

/// One series, expanded (event-list-instances).
pub(crate) async fn instances(State(sim): State<Shared>, Path(id): Path<String>, asked: Asked) -> Response {
    asked.answer(&sim, CALENDAR, |desk| {
        let window = window(desk)?;
        let all = desk.open(|mailbox| {
            let named = event_named(&sim, desk.user, &id).ok_or_else(GraphRefusal::item_not_found)?;
            let item = mailbox.item(named)?;
            if named.date.is_some() || item.series.is_none() {
                return Err(GraphRefusal::invalid(
                    "Expanding series can only be performed against a recurring master item.",
                ));
            }
            let times = item.occurrences(window, Zone::office());
            Ok(times.iter().map(|one| one_of(desk, named.number, item, one)).collect())
        })?;
        Ok(Reply::Shown(collection(&sim, &format!("/me/events/{id}/instances"), desk.params, all, "event")?))
    })
}

fn show(sim: &Shared, asked: &Asked, calendar: Option<&str>) -> Response {
    asked.answer(sim, CALENDAR, |desk| {
        // Documented for this collection only (user-list-calendarview).
        let selected = desk.params.get("$select").unwrap_or_default();
        if let Some(name) = ["createdDateTime", "lastModifiedDateTime"].iter().find(|name| selected.contains(*name)) {
            return Err(GraphRefusal::bad_query(format!("'{name}' cannot be selected on a calendar view.")));
        }
        let window = window(desk)?;
        let all = desk.open(|mailbox| {
            let number = named(desk, mailbox, calendar)?.number;
            Ok(expanded(desk, mailbox, number, window))
        })?;
        let path =
            calendar.map_or_else(|| "/me/calendarView".to_owned(), |id| format!("/me/calendars/{id}/calendarView"));
        Ok(Reply::Shown(collection(sim, &path, desk.params, all, "event")?))
    })
}

/// Occurrences, exceptions and single events that touch the window, in order of start.
fn expanded(desk: &Desk<'_>, mailbox: &Mailbox, calendar: u32, window: (Timestamp, Timestamp)) -> Vec<Value> {
    let office = Zone::office();
    let mut found = Vec::new();
    for (number, item) in mailbox.items.iter().filter(|(_, item)| item.calendar == calendar) {
        if item.series.is_none() {
            if item.content.hours.overlaps(window, office) {
                found.push((item.content.hours.span(office), *number, item, None));
            }
        } else {
            let times = item.occurrences(window, office);
            found.extend(times.into_iter().map(|one| (one.hours.span(office), *number, item, Some(one))));
        }
    }
    found.sort_by_key(|(span, number, _, _)| (*span, *number));
    let shown = found.iter().map(|(_, number, item, one)| match one {
        Some(one) => one_of(desk, *number, item, one),
        None => whole(desk, *number, item),
    });
    shown.collect()
}

/// Both parameters are required.
pub(super) fn window(desk: &Desk<'_>) -> Result<(Timestamp, Timestamp), GraphRefusal> {
    let (from, to) = (desk.params.get("startDateTime"), desk.params.get("endDateTime"));
    let (Some(from), Some(to)) = (from.and_then(instant), to.and_then(instant)) else {
        return Err(GraphRefusal::no_window());
    };
    // 1,825 days is as far as Outlook expands.
    if to < from || to.duration_since(from).as_hours() > 24 * 1_825 {
        return Err(GraphRefusal::invalid("The requested duration is not valid: it may be up to 1825 days."));
    }
    Ok((from, to))
}
