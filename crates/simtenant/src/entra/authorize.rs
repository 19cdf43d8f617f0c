use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use uuid::Uuid;

use crate::consent::{Walled, Why};
use crate::directory::User;
use crate::lang::Lang;
use crate::pages::{self, Exits, Stop};
use crate::params::Params;
use crate::role::DirectoryRole;
use crate::scopes::ScopeSet;
use crate::secrets::{self, Secret};
use crate::seed::random_uuid;
use crate::sim::{Shared, Sim};

use super::admin_consent;
use super::approval;
use super::context::{Authority, AuthorizeRequest, Context, IssuedCode, Purpose, page_language};
use super::device;
use super::judge::{Need, Ruling, judge};
use super::redirect::is_registered;
use super::refusal::{Refusal, Trace};
use super::reply::{ResponseMode, deliver};
use super::sign_in::Sessions;

pub(crate) async fn authorize(
    State(sim): State<Shared>,
    Path(segment): Path<String>,
    headers: HeaderMap,
    params: Params,
) -> Response {
    let trace = Trace::new(sim.clock.now(), &params, &headers);
    let lang = page_language(&sim, &params, &headers);
    let Some(authority) = Authority::parse(&segment, &sim.directory) else {
        return stranded(&Refusal::unknown_tenant(&segment), &trace, lang);
    };
    let context = Context {
        authority,
        purpose: Purpose::Authorize(Box::new(AuthorizeRequest::from_params(&params))),
        account: None,
        prompted: false,
        lang,
        correlation: trace.correlation,
    };
    proceed(&sim, context, &Sessions::read(&sim, &headers), trace)
}

/// Where every page of the journey comes back to.
pub(crate) async fn reprocess(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    let trace = Trace::new(sim.clock.now(), &params, &headers);
    match Context::open(&sim, params.get("ctx")) {
        Some(context) => proceed(&sim, context, &Sessions::read(&sim, &headers), trace),
        None => lost(&sim, &params, &headers),
    }
}

/// The consent page's buttons.
pub(crate) async fn decide(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    let Some(context) = Context::open(&sim, params.get("ctx")) else { return lost(&sim, &params, &headers) };
    let trace = Trace::new(sim.clock.now(), &params, &headers);
    let trace = Trace { correlation: context.correlation, ..trace };
    let sessions = Sessions::read(&sim, &headers);
    let request = match &context.purpose {
        Purpose::AdminConsent(request) => return admin_consent::decide(&sim, &context, request, &params, trace),
        Purpose::Authorize(request) => request,
    };
    if !params.has("accept") {
        return returned(&sim, request, &Refusal::declined(), &trace, context.lang);
    }
    // Judged again: the page may have been open for an hour.
    let ruling = judge(&sim, &context, request, sessions.accounts());
    let user = context.account.and_then(|id| sim.directory.user(id));
    match (ruling, user) {
        (Ruling::Ask(scopes), Some(user)) => {
            let global = user.has(|role| role == DirectoryRole::GlobalAdministrator);
            if params.has("organization") && global {
                // It replaces the earlier grant, so it holds all that was asked and not only what was missing. In effect
                // at once: the administrator's own sign-in goes on with it.
                sim.consent_for_everyone(user.tenant, request.wanted(&sim), 0);
            } else {
                sim.consent_for_self(user, scopes);
            }
            let again = AuthorizeRequest { prompt: None, ..(**request).clone() };
            match judge(&sim, &context, &again, sessions.accounts()) {
                Ruling::Issue(scopes) => issue(&sim, request, user, scopes, context.lang),
                other @ (Ruling::Stranded(_)
                | Ruling::Returned(_)
                | Ruling::SignIn(_)
                | Ruling::Wall(_)
                | Ruling::Ask(_)) => show(&sim, &context, request, Some(user), other, &sessions, trace),
            }
        }
        (other, user) => show(&sim, &context, request, user, other, &sessions, trace),
    }
}

/// "Return to the application without granting consent" on the wall: a plain cancel, with no code and no description.
pub(crate) async fn return_without_consent(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    let Some(context) = Context::open(&sim, params.get("ctx")) else { return lost(&sim, &params, &headers) };
    match &context.purpose {
        Purpose::Authorize(request) => match request.redirect_uri.as_deref() {
            _ if request.device.is_some() => pages::nothing_granted(context.lang),
            Some(uri) if is_registered(uri) => {
                let mut fields = vec![("error", "access_denied".to_owned()), ("error_subcode", "cancel".to_owned())];
                fields.extend(request.state.clone().map(|state| ("state", state)));
                deliver(ResponseMode::parse(request.response_mode.as_deref()), uri, &fields, context.lang)
            }
            _ => pages::nothing_granted(context.lang),
        },
        Purpose::AdminConsent(_) => pages::nothing_granted(context.lang),
    }
}

pub(super) fn proceed(sim: &Sim, mut context: Context, sessions: &Sessions, trace: Trace) -> Response {
    let trace = Trace { correlation: context.correlation, ..trace };
    let request = match &context.purpose {
        Purpose::Authorize(request) => request.clone(),
        Purpose::AdminConsent(request) => {
            let request = request.clone();
            return admin_consent::proceed(sim, &context, &request, sessions, trace);
        }
    };
    let ruling = judge(sim, &context, &request, sessions.accounts());
    // Single sign-on: from here on the journey is this account's, whoever signs in beside it.
    if context.account.is_none() && matches!(ruling, Ruling::Ask(_) | Ruling::Wall(_) | Ruling::Issue(_)) {
        context.account = sessions.account_for(sim, &request);
    }
    let user = user_of(sim, &context);
    show(sim, &context, &request, user, ruling, sessions, trace)
}

fn show(
    sim: &Sim,
    context: &Context,
    request: &AuthorizeRequest,
    user: Option<&User>,
    ruling: Ruling,
    sessions: &Sessions,
    trace: Trace,
) -> Response {
    let lang = context.lang;
    match (ruling, user) {
        (Ruling::Stranded(refusal), _) => stranded(&refusal, &trace, lang),
        (Ruling::Returned(refusal), _) => returned(sim, request, &refusal, &trace, lang),
        (Ruling::SignIn(need), _) => ask_who(sim, context, need, sessions),
        (Ruling::Wall(walled), Some(user)) => {
            sim.met_the_wall(user, walled.clone());
            match sim.policy().workflow {
                Some(_) => approval::required(sim, context, user, &walled, &trace),
                None => wall(sim, context, user, &walled, &trace),
            }
        }
        (Ruling::Ask(scopes), Some(user)) => {
            pages::consent(sim, &context.seal(sim), context.authority, user, &scopes, lang)
        }
        (Ruling::Issue(scopes), Some(user)) => issue(sim, request, user, scopes, lang),
        // The table rules these only once somebody is signed in.
        (Ruling::Wall(_) | Ruling::Ask(_) | Ruling::Issue(_), None) => {
            ask_who(sim, context, Need::Password { hint: None }, sessions)
        }
    }
}

pub(super) fn ask_who(sim: &Sim, context: &Context, need: Need, sessions: &Sessions) -> Response {
    match need {
        Need::Password { hint } => pages::sign_in(sim, context, hint.as_deref().unwrap_or_default(), None),
        Need::Choice => pages::picker(sim, context, &sessions.users(sim)),
    }
}

pub(super) fn wall(sim: &Sim, context: &Context, user: &User, walled: &Walled, trace: &Trace) -> Response {
    let stop = Stop { user, exits: exits(sim, context), code: wall_code(walled.why, false), trace, lang: context.lang };
    pages::wall(sim, &stop)
}

/// The two ways out of a wall: as somebody else, or back to the app.
pub(super) fn exits(sim: &Sim, context: &Context) -> Exits {
    let mut other = context.clone();
    (other.account, other.prompted) = (None, true);
    if let Purpose::Authorize(request) = &mut other.purpose {
        request.login_hint = None;
    }
    Exits { admin: other.link(sim, "login"), back: context.link(sim, "return") }
}

/// The number in the details, and in the organisation's sign-in log.
pub(super) fn wall_code(why: Why, workflow: bool) -> u32 {
    match (why, workflow) {
        (Why::RiskyApp | Why::PublisherNotVerified, false) => 900_941,
        (Why::RiskyApp | Why::PublisherNotVerified, true) => 900_981,
        (
            Why::AssignmentRequired | Why::ConsentOff | Why::AdminOnly | Why::NotLowImpact | Why::ManagedExclusion,
            false,
        ) => 90094,
        (
            Why::AssignmentRequired | Why::ConsentOff | Why::AdminOnly | Why::NotLowImpact | Why::ManagedExclusion,
            true,
        ) => 90095,
    }
}

pub(super) fn stranded(refusal: &Refusal, trace: &Trace, lang: Lang) -> Response {
    pages::trouble(StatusCode::BAD_REQUEST, refusal.explained(), &refusal.message(), trace, lang)
}

/// A `ctx` that cannot be opened: an old link, or one from another tenant.
pub(super) fn lost(sim: &Sim, params: &Params, headers: &HeaderMap) -> Response {
    let trace = Trace::new(sim.clock.now(), params, headers);
    stranded(&Refusal::missing("ctx"), &trace, page_language(sim, params, headers))
}

fn returned(sim: &Sim, request: &AuthorizeRequest, refusal: &Refusal, trace: &Trace, lang: Lang) -> Response {
    if let Some(user_code) = &request.device {
        return device::declined(sim, user_code, lang);
    }
    let Some(uri) = request.redirect_uri.as_deref().filter(|uri| is_registered(uri)) else {
        return stranded(refusal, trace, lang);
    };
    let mut fields = vec![
        ("error", refusal.error.to_owned()),
        ("error_description", refusal.description(trace)),
        ("error_uri", refusal.error_uri(sim.origin())),
    ];
    fields.extend(request.state.clone().map(|state| ("state", state)));
    deliver(ResponseMode::parse(request.response_mode.as_deref()), uri, &fields, lang)
}

fn issue(sim: &Sim, request: &AuthorizeRequest, user: &User, scopes: ScopeSet, lang: Lang) -> Response {
    if let Some(user_code) = &request.device {
        return device::approved(sim, user_code, user, lang);
    }
    let code = random_uuid();
    let issued = sim.clock.now();
    let kept = IssuedCode { request: request.clone(), user: user.id, scopes, issued };
    sim.change(|world| world.codes.insert(code, kept));
    let code = format!("1.AXsim.{code}");
    secrets::record(Secret::Code, &code);
    let mut fields = vec![("code", code)];
    if request.client_info {
        fields.push(("client_info", super::claims::client_info(user)));
    }
    fields.extend(request.state.clone().map(|state| ("state", state)));
    fields.push(("session_state", sim.seed.uuid(&format!("session/{}", user.id)).to_string()));
    let uri = request.redirect_uri.as_deref().unwrap_or_default();
    deliver(ResponseMode::parse(request.response_mode.as_deref()), uri, &fields, lang)
}

pub(super) fn user_of<'a>(sim: &'a Sim, context: &Context) -> Option<&'a User> {
    context.account.and_then(|id: Uuid| sim.directory.user(id))
}
