use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::{Value, json};

use crate::sim::Shared;

use super::caller::{CALENDAR, CALENDAR_WRITE};
use super::desk::{Asked, Desk, Reply};
use super::query::{collection, select};
use super::refusal::GraphRefusal;
use super::store::{CalendarEntry, CalendarNature, Mailbox, calendar_id, calendar_named};

pub(crate) async fn calendars(State(sim): State<Shared>, asked: Asked) -> Response {
    asked.answer(&sim, CALENDAR, |desk| {
        let all = desk.open(|mailbox| Ok(mailbox.calendars.iter().map(|entry| describe(desk, entry)).collect()))?;
        Ok(Reply::Shown(collection(&sim, "/me/calendars", desk.params, all, "calendar")?))
    })
}

pub(crate) async fn new_calendar(State(sim): State<Shared>, asked: Asked) -> Response {
    asked.answer(&sim, CALENDAR_WRITE, |desk| {
        let sent = desk.json()?;
        let name = sent.get("name").and_then(Value::as_str).map(str::trim).filter(|name| !name.is_empty());
        let name = name.ok_or_else(|| GraphRefusal::invalid("A calendar needs a name."))?;
        let color = match sent.get("color").and_then(Value::as_str) {
            None => "auto",
            Some(color) => {
                let known = COLORS.iter().find(|known| known.eq_ignore_ascii_case(color)).copied();
                known.ok_or_else(|| GraphRefusal::unreadable("Cannot convert the value of 'color'."))?
            }
        };
        desk.open(|mailbox| {
            if mailbox.calendars.iter().any(|one| one.name.eq_ignore_ascii_case(name)) {
                return Err(GraphRefusal::folder_exists());
            }
            let made = mailbox.add_calendar(name.to_owned(), color.into());
            Ok(Reply::Created(describe(desk, &made)))
        })
    })
}

pub(crate) async fn default_calendar(State(sim): State<Shared>, asked: Asked) -> Response {
    one(&sim, &asked, None)
}

pub(crate) async fn calendar(State(sim): State<Shared>, Path(id): Path<String>, asked: Asked) -> Response {
    one(&sim, &asked, Some(&id))
}

fn one(sim: &Shared, asked: &Asked, id: Option<&str>) -> Response {
    asked.answer(sim, CALENDAR, |desk| {
        let entry = desk.open(|mailbox| named(desk, mailbox, id).cloned())?;
        Ok(Reply::Shown(select(describe(desk, &entry), desk.params.get("$select"), "calendar")?))
    })
}

/// The calendar with this id, or the default one.
pub(super) fn named<'m>(
    desk: &Desk<'_>,
    mailbox: &'m Mailbox,
    id: Option<&str>,
) -> Result<&'m CalendarEntry, GraphRefusal> {
    let Some(id) = id else { return mailbox.default_calendar() };
    calendar_named(desk.sim, desk.user, id)
        .and_then(|number| mailbox.calendar(number))
        .ok_or_else(GraphRefusal::item_not_found)
}

const COLORS: [&str; 11] = [
    "auto",
    "lightBlue",
    "lightGreen",
    "lightOrange",
    "lightGray",
    "lightYellow",
    "lightTeal",
    "lightPink",
    "lightBrown",
    "lightRed",
    "maxColor",
];

fn describe(desk: &Desk<'_>, entry: &CalendarEntry) -> Value {
    let own = entry.nature != CalendarNature::ReadOnly;
    let main = entry.nature == CalendarNature::Default;
    json!({
        "id": calendar_id(desk.sim, desk.user, entry.number),
        "name": entry.name,
        "color": entry.color,
        "hexColor": "",
        "isDefaultCalendar": main,
        "changeKey": desk.sim.seed.text(&format!("calendar/{}/{}/{}", desk.user.id, entry.number, entry.version)),
        "canShare": own,
        "canViewPrivateItems": true,
        "canEdit": own,
        "allowedOnlineMeetingProviders": if main { json!(["teamsForBusiness"]) } else { json!([]) },
        "defaultOnlineMeetingProvider": if main { "teamsForBusiness" } else { "unknown" },
        // Only the primary calendar does (calendar resource).
        "isTallyingResponses": main,
        "isRemovable": own && !main,
        "owner": { "name": desk.user.display_name, "address": desk.user.upn },
    })
}
