use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::directory::{CONSUMERS, User};
use crate::lang::Lang;
use crate::params::Params;
use crate::sim::{Shared, Sim};

use super::caller::{CALENDAR, respond};
use super::refusal::GraphRefusal;
use super::view::{page, select};
use super::week::Calendar;

pub(crate) async fn calendars(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    respond(&sim, &headers, CALENDAR, |caller| {
        let all: Result<Vec<Value>, GraphRefusal> = calendars_of(caller.user)
            .iter()
            .map(|calendar| select(describe(&sim, caller.user, *calendar), params.get("$select"), "calendar"))
            .collect();
        page(&sim, "/me/calendars", &params, all?, "users('me')/calendars")
    })
}

pub(crate) async fn default_calendar(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    one(&sim, &headers, &params, |_| Some(Calendar::Main))
}

pub(crate) async fn calendar(
    State(sim): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
    params: Params,
) -> Response {
    one(&sim, &headers, &params, |user| with_id(&sim, user, &id))
}

/// What a mailbox has. A personal one has no client visits, and its own appointments are in the main calendar.
pub(super) fn calendars_of(user: &User) -> &'static [Calendar] {
    if user.tenant == CONSUMERS {
        &[Calendar::Main, Calendar::Birthdays]
    } else {
        &[Calendar::Main, Calendar::ClientVisits, Calendar::Personal, Calendar::Birthdays]
    }
}

pub(super) fn with_id(sim: &Sim, user: &User, id: &str) -> Option<Calendar> {
    calendars_of(user).iter().copied().find(|calendar| calendar_id(sim, user, *calendar) == id)
}

fn one(sim: &Sim, headers: &HeaderMap, params: &Params, which: impl Fn(&User) -> Option<Calendar>) -> Response {
    respond(sim, headers, CALENDAR, |caller| {
        let calendar = which(caller.user).ok_or_else(GraphRefusal::item_not_found)?;
        select(describe(sim, caller.user, calendar), params.get("$select"), "calendar")
    })
}

/// Container ids do not change, whatever `IdType` is asked for.
fn calendar_id(sim: &Sim, user: &User, calendar: Calendar) -> String {
    let bytes = sim.seed.bytes(&format!("calendar/{}/{}", user.id, calendar.name(Lang::En)));
    format!("AAMkAG{}=", URL_SAFE_NO_PAD.encode(bytes))
}

fn describe(sim: &Sim, user: &User, calendar: Calendar) -> Value {
    let own = !matches!(calendar, Calendar::Birthdays);
    let main = matches!(calendar, Calendar::Main);
    json!({
        "id": calendar_id(sim, user, calendar),
        "name": calendar.name(sim.language.unwrap_or(Lang::En)),
        "color": calendar.color(),
        "hexColor": "",
        "isDefaultCalendar": main,
        "changeKey": "c2ltdGVuYW50",
        "canShare": own,
        "canViewPrivateItems": true,
        "canEdit": own,
        "allowedOnlineMeetingProviders": if main { json!(["teamsForBusiness"]) } else { json!([]) },
        "defaultOnlineMeetingProvider": if main { "teamsForBusiness" } else { "unknown" },
        "isTallyingResponses": main,
        "isRemovable": own && !main,
        "owner": { "name": user.display_name, "address": user.upn },
    })
}
