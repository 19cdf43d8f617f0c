use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::consent::{Walled, Why};
use crate::directory::{CONSUMERS, User};
use crate::pages;
use crate::params::Params;
use crate::scopes::{self, ScopeSet};
use crate::sim::{Shared, Sim};

use super::authorize::{ask_who, stranded, wall};
use super::context::{AdminConsentRequest, AdminConsentVersion, Authority, Context, Purpose, page_language};
use super::judge::Need;
use super::redirect::is_registered;
use super::refusal::{Refusal, Trace};
use super::reply::{ResponseMode, deliver};
use super::sign_in::Sessions;

/// The registration's static list; no redirect URI is needed.
pub(crate) async fn admin_consent_v1(
    State(sim): State<Shared>,
    Path(segment): Path<String>,
    headers: HeaderMap,
    params: Params,
) -> Response {
    open(&sim, &segment, &headers, &params, AdminConsentVersion::V1)
}

/// The scopes asked for; a registered redirect URI is needed, and a tenant that is not `common`.
pub(crate) async fn admin_consent_v2(
    State(sim): State<Shared>,
    Path(segment): Path<String>,
    headers: HeaderMap,
    params: Params,
) -> Response {
    open(&sim, &segment, &headers, &params, AdminConsentVersion::V2 { scope: params.owned("scope") })
}

fn open(sim: &Sim, segment: &str, headers: &HeaderMap, params: &Params, version: AdminConsentVersion) -> Response {
    let trace = Trace::new(sim.clock.now(), params, headers);
    let lang = page_language(sim, params, headers);
    let Some(authority) = Authority::parse(segment, &sim.directory) else {
        return stranded(&Refusal::unknown_tenant(segment), &trace, lang);
    };
    let request = AdminConsentRequest {
        client_id: params.owned("client_id"),
        redirect_uri: params.owned("redirect_uri"),
        state: params.owned("state"),
        version,
    };
    let purpose = Purpose::AdminConsent(request.clone());
    let context = Context { authority, purpose, account: None, prompted: false, lang, correlation: trace.correlation };
    proceed(sim, &context, &request, &Sessions::read(sim, headers), trace)
}

/// Judged from the top each time, like an authorize request.
pub(super) fn proceed(
    sim: &Sim,
    context: &Context,
    request: &AdminConsentRequest,
    sessions: &Sessions,
    trace: Trace,
) -> Response {
    let scopes = match check(sim, context, request) {
        Ok(scopes) => scopes,
        Err(refusal) => return stranded(&refusal, &trace, context.lang),
    };
    let Some(user) = context.account.and_then(|id| sim.directory.user(id)) else {
        // Never single sign-on: the person who follows this link is often not the person who uses this browser.
        let need = if sessions.accounts().is_empty() { Need::Password { hint: None } } else { Need::Choice };
        return ask_who(sim, context, need, sessions);
    };
    match entitled(sim, context, user) {
        Ok(true) => pages::admin_consent(sim, &context.seal(sim), context.authority, user, &scopes, context.lang),
        // Without the request form, also where the organisation takes requests.
        Ok(false) => wall(sim, context, user, &Walled { scopes, why: Why::AdminOnly }, &trace),
        Err(refusal) => stranded(&refusal, &trace, context.lang),
    }
}

/// The admin's buttons.
pub(super) fn decide(
    sim: &Sim,
    context: &Context,
    request: &AdminConsentRequest,
    params: &Params,
    trace: Trace,
) -> Response {
    let user = context.account.and_then(|id| sim.directory.user(id));
    let (scopes, user) = match (check(sim, context, request), user) {
        (Ok(scopes), Some(user)) if entitled(sim, context, user).is_ok_and(|may| may) => (scopes, user),
        (Err(refusal), _) => return stranded(&refusal, &trace, context.lang),
        (Ok(_), _) => return pages::nothing_granted(context.lang),
    };
    let accepted = params.has("accept");
    if accepted {
        sim.consent_for_everyone(user.tenant, scopes.clone(), sim.propagation_seconds());
    }
    // Nobody is sent off this computer: the vendor's own page is fiction, and the tenant says itself what it would say.
    let Some(uri) = request.redirect_uri.as_ref().filter(|uri| is_registered(uri)) else {
        return if accepted {
            pages::granted_for_everyone(sim, user, context.lang)
        } else {
            pages::nothing_granted(context.lang)
        };
    };
    let mut fields = if accepted {
        vec![("admin_consent", "True".to_owned()), ("tenant", user.tenant.to_string())]
    } else {
        let refusal = Refusal::declined();
        vec![
            ("error", refusal.error.to_owned()),
            ("error_description", refusal.description(&trace)),
            ("error_uri", refusal.error_uri(sim.origin())),
            // Microsoft says so beside an error too, and leaves the tenant out.
            ("admin_consent", "True".to_owned()),
        ]
    };
    fields.extend(request.state.clone().map(|state| ("state", state)));
    if let (true, AdminConsentVersion::V2 { .. }) = (accepted, &request.version) {
        fields.push(("scope", scopes.iter().map(String::as_str).collect::<Vec<_>>().join(" ")));
    }
    deliver(ResponseMode::Query, uri, &fields, context.lang)
}

/// What would be granted, when the request itself is sound.
fn check(sim: &Sim, context: &Context, request: &AdminConsentRequest) -> Result<ScopeSet, Refusal> {
    match request.client_id.as_deref() {
        None => return Err(Refusal::missing("client_id")),
        Some(id) if id.eq_ignore_ascii_case(&sim.app.client_id) => {}
        Some(id) => return Err(Refusal::unknown_app(id, &context.authority.segment())),
    }
    if context.authority == Authority::Tenant(CONSUMERS) {
        return Err(Refusal::not_for_this_authority());
    }
    if let Some(uri) = request.redirect_uri.as_deref().filter(|uri| !is_registered(uri) && !is_landing_page(sim, uri)) {
        return Err(Refusal::redirect_not_registered(&sim.app, uri));
    }
    let scope = match &request.version {
        AdminConsentVersion::V1 => sim.app.scopes.join(" "),
        AdminConsentVersion::V2 { .. } if context.authority == Authority::Common => {
            return Err(Refusal::not_for_this_authority());
        }
        AdminConsentVersion::V2 { .. } if request.redirect_uri.is_none() => {
            return Err(Refusal::missing("redirect_uri"));
        }
        AdminConsentVersion::V2 { scope } => scope.clone().ok_or_else(|| Refusal::missing("scope"))?,
    };
    scopes::requested(&scope, &sim.app).map_err(|unknown| Refusal::no_such_scope(&sim.app, &unknown.0))
}

fn is_landing_page(sim: &Sim, uri: &str) -> bool {
    sim.app.landing_page.as_deref() == Some(uri)
}

fn entitled(sim: &Sim, context: &Context, user: &User) -> Result<bool, Refusal> {
    if !context.authority.takes(user, &sim.directory) || user.tenant == CONSUMERS {
        let tenant = context.authority.segment();
        let name = sim.directory.tenant(&tenant).map_or(tenant, |tenant| tenant.name.en.clone());
        return Err(Refusal::account_of_another_tenant(&user.upn, &name, &sim.app));
    }
    if sim.read(|world| world.is_disabled(user.tenant)) {
        return Err(Refusal::app_disabled(&sim.app));
    }
    Ok(user.may_grant_for_everyone())
}
