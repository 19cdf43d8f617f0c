use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::directory::{CONSUMERS, User};
use crate::params::Params;
use crate::sim::{Shared, Sim};

use super::calendars::with_id;
use super::caller::{CALENDAR, Caller, respond};
use super::event::{Manner, describe};
use super::refusal::GraphRefusal;
use super::week::{Calendar, Occurrence, between};

pub(crate) async fn default_view(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    show(&sim, &headers, &params, None)
}

pub(crate) async fn view(
    State(sim): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
    params: Params,
) -> Response {
    show(&sim, &headers, &params, Some(&id))
}

fn show(sim: &Sim, headers: &HeaderMap, params: &Params, calendar: Option<&str>) -> Response {
    let prefer = prefer(headers);
    let mut response = respond(sim, headers, CALENDAR, |caller| events(sim, caller, params, calendar, &prefer));
    if response.status().is_success()
        && !prefer.applied.is_empty()
        && let Ok(applied) = HeaderValue::from_str(&prefer.applied.join(", "))
    {
        response.headers_mut().insert("preference-applied", applied);
    }
    response
}

fn events(
    sim: &Sim,
    caller: &Caller<'_>,
    params: &Params,
    id: Option<&str>,
    prefer: &Prefer,
) -> Result<Value, GraphRefusal> {
    let calendar = match id {
        None => Calendar::Main,
        Some(id) => with_id(sim, caller.user, id).ok_or_else(GraphRefusal::item_not_found)?,
    };
    for unsupported in ["$filter", "$search", "$expand"] {
        if params.get(unsupported).is_some() {
            return Err(GraphRefusal::bad_query(format!("{unsupported} is not simulated.")));
        }
    }
    let instant = |name: &str| params.get(name).ok_or_else(GraphRefusal::no_window).and_then(instant);
    let (from, to) = (instant("startDateTime")?, instant("endDateTime")?);
    let (zone, zone_name) = match &prefer.zone {
        Some(name) => (zone_named(name)?, name.clone()),
        None => (TimeZone::UTC, "UTC".to_owned()),
    };
    let manner = Manner { zone, zone_name, immutable_ids: prefer.immutable_ids, basic: caller.basic_only() };
    let all = between(from, to, &TimeZone::system());
    let mine = all.iter().filter(|one| shown_in(one, caller.user) == Some(calendar));
    let written: Result<Vec<Value>, GraphRefusal> =
        mine.map(|one| select(describe(sim, caller.user, one, &manner), params.get("$select"), "event")).collect();
    let path = id.map_or_else(|| "/me/calendarView".to_owned(), |id| format!("/me/calendars/{id}/calendarView"));
    page(sim, &path, params, written?, "users('me')/calendarView")
}

/// The calendar an appointment is in; a personal mailbox holds only private life.
fn shown_in(one: &Occurrence, user: &User) -> Option<Calendar> {
    let personal = user.tenant == CONSUMERS;
    match one.row.calendar {
        Calendar::Personal if personal => Some(Calendar::Main),
        Calendar::Main | Calendar::ClientVisits if personal => None,
        same @ (Calendar::Main | Calendar::ClientVisits | Calendar::Personal | Calendar::Birthdays) => Some(same),
    }
}

/// What Graph gives when `$top` is absent.
const DEFAULT_PAGE: usize = 10;

/// One page of a collection, with a link to the next where there is one. Clients must follow the link as it is.
pub(super) fn page(
    sim: &Sim,
    path: &str,
    params: &Params,
    all: Vec<Value>,
    context: &str,
) -> Result<Value, GraphRefusal> {
    let number = |name: &str, default: usize| match params.get(name) {
        None => Ok(default),
        Some(text) => text.parse().map_err(|_| GraphRefusal::bad_query(format!("Invalid value '{text}' for {name}."))),
    };
    let (top, skip) = (number("$top", DEFAULT_PAGE)?, number("$skip", 0)?);
    if !(1..=1_000).contains(&top) {
        return Err(GraphRefusal::bad_query("The limit of $top is 1 to 1000.".to_owned()));
    }
    let base = format!("{}/graph/v1.0", sim.origin());
    let total = all.len();
    let value: Vec<Value> = all.into_iter().skip(skip).take(top).collect();
    let mut body = json!({ "@odata.context": format!("{base}/$metadata#{context}"), "value": value });
    if params.get("$count") == Some("true") {
        body["@odata.count"] = json!(total);
    }
    if skip + top < total {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for name in params.names().filter(|name| !["$top", "$skip"].contains(name)) {
            query.append_pair(name, params.get(name).unwrap_or_default());
        }
        query.append_pair("$top", &top.to_string()).append_pair("$skip", &(skip + top).to_string());
        body["@odata.nextLink"] = json!(format!("{base}{path}?{}", query.finish()));
    }
    Ok(body)
}

/// `$select`: id and etag always come along; a name that does not exist is an error, as at Microsoft.
pub(super) fn select(mut item: Value, wanted: Option<&str>, kind: &str) -> Result<Value, GraphRefusal> {
    let (Some(wanted), Some(fields)) = (wanted, item.as_object_mut()) else { return Ok(item) };
    let wanted: Vec<&str> = wanted.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    // Present on some items only.
    let sometimes = ["originalStart", "body", "bodyPreview"];
    if let Some(unknown) = wanted.iter().find(|name| !fields.contains_key(**name) && !sometimes.contains(*name)) {
        return Err(GraphRefusal::bad_query(format!(
            "Could not find a property named '{unknown}' on type 'microsoft.graph.{kind}'."
        )));
    }
    fields.retain(|name, _| name == "id" || name == "@odata.etag" || wanted.contains(&name.as_str()));
    Ok(item)
}

#[derive(Debug, Default)]
struct Prefer {
    zone: Option<String>,
    immutable_ids: bool,
    applied: Vec<String>,
}

fn prefer(headers: &HeaderMap) -> Prefer {
    let mut prefer = Prefer::default();
    let lines = headers.get_all("prefer").into_iter().filter_map(|value| value.to_str().ok());
    for item in lines.flat_map(|line| line.split([',', ';'])).map(str::trim) {
        let Some((name, value)) = item.split_once('=') else { continue };
        let value = value.trim().trim_matches('"');
        match name.trim().to_ascii_lowercase().as_str() {
            "outlook.timezone" => prefer.zone = Some(value.to_owned()),
            "idtype" if value.eq_ignore_ascii_case("ImmutableId") => prefer.immutable_ids = true,
            "outlook.body-content-type" => {}
            _ => continue,
        }
        prefer.applied.push(item.to_owned());
    }
    prefer
}

/// An own offset decides; without one the value is UTC, whatever `outlook.timezone` says.
fn instant(text: &str) -> Result<Timestamp, GraphRefusal> {
    // A plus sign that nobody encoded arrives as a space.
    let text = text.replace(' ', "+");
    let with_offset = text.parse::<Timestamp>().ok();
    let as_utc = || text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    with_offset.or_else(as_utc).ok_or_else(GraphRefusal::no_window)
}

/// IANA names, and the Windows names of the places a demo is likely to be in.
fn zone_named(name: &str) -> Result<TimeZone, GraphRefusal> {
    const WINDOWS: [(&str, &str); 10] = [
        ("UTC", "UTC"),
        ("GMT Standard Time", "Europe/London"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Romance Standard Time", "Europe/Paris"),
        ("Eastern Standard Time", "America/New_York"),
        ("Central Standard Time", "America/Chicago"),
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("India Standard Time", "Asia/Kolkata"),
        ("Tokyo Standard Time", "Asia/Tokyo"),
        ("AUS Eastern Standard Time", "Australia/Sydney"),
    ];
    let iana = WINDOWS.iter().find(|(windows, _)| windows.eq_ignore_ascii_case(name)).map_or(name, |(_, iana)| iana);
    TimeZone::get(iana)
        .map_err(|_| GraphRefusal::bad_query(format!("A valid TimeZone value must be specified: '{name}'.")))
}
