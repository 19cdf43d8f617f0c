//! "Approval required": the request that Microsoft's own page takes, where the organisation has switched it on.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::consent::Walled;
use crate::decisions::Sending;
use crate::directory::User;
use crate::pages::{self, Exits, Stop};
use crate::params::Params;
use crate::sim::{Shared, Sim};

use super::authorize::{exits, lost, proceed, user_of, wall_code};
use super::context::{Context, Purpose};
use super::judge::{Ruling, judge};
use super::refusal::Trace;
use super::sign_in::Sessions;

/// The form, or, while an earlier request waits, that it does.
pub(super) fn required(sim: &Sim, context: &Context, user: &User, walled: &Walled, trace: &Trace) -> Response {
    let now = sim.clock.now();
    if sim.read(|world| world.record.pending_request(user, now).is_some()) {
        return pages::request_waits(sim, &stop(user, exits(sim, context), walled, trace, context));
    }
    form(sim, context, user, walled, trace, false)
}

/// The form's button.
pub(crate) async fn request(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    let Some(context) = Context::open(&sim, params.get("ctx")) else { return lost(&sim, &params, &headers) };
    let trace = Trace::new(sim.clock.now(), &params, &headers);
    let trace = Trace { correlation: context.correlation, ..trace };
    let sessions = Sessions::read(&sim, &headers);
    let Purpose::Authorize(asked) = &context.purpose else { return lost(&sim, &params, &headers) };
    // Judged again: an admin may have answered while the form was open.
    match (judge(&sim, &context, asked, sessions.accounts()), user_of(&sim, &context)) {
        (Ruling::Wall(walled), Some(user)) => {
            let Some(justification) = params.get("justification").map(str::trim).filter(|text| !text.is_empty()) else {
                return form(&sim, &context, user, &walled, &trace, true);
            };
            let stop = stop(user, exits(&sim, &context), &walled, &trace, &context);
            match sim.request_approval(user, walled.scopes.clone(), justification) {
                Sending::Sent => pages::request_sent(&sim, &stop),
                Sending::WaitingAlready => pages::request_waits(&sim, &stop),
                Sending::NoWorkflow => pages::wall(&sim, &stop),
            }
        }
        (_, _) => proceed(&sim, context, &sessions, trace),
    }
}

fn form(sim: &Sim, context: &Context, user: &User, walled: &Walled, trace: &Trace, empty: bool) -> Response {
    let stop = stop(user, exits(sim, context), walled, trace, context);
    let action = format!("/{}/request", context.authority.segment());
    pages::approval_required(
        sim,
        &stop,
        &pages::RequestForm { action, ctx: context.seal(sim), scopes: &walled.scopes, empty },
    )
}

fn stop<'a>(user: &'a User, exits: Exits, walled: &Walled, trace: &'a Trace, context: &Context) -> Stop<'a> {
    Stop { user, exits, code: wall_code(walled.why, true), trace, lang: context.lang }
}
