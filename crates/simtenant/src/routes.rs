use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get, post};
use serde::Deserialize;

use crate::sim::Shared;
use crate::{admin, control, entra, graph};

/// Names a kind of request, for faults and for the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Route {
    Discovery,
    Instance,
    Keys,
    UserRealm,
    Authorize,
    SignIn,
    Consent,
    DeviceCode,
    Token,
    AdminConsent,
    Logout,
    Me,
    Calendars,
    CalendarView,
    Delta,
    Events,
    Schedule,
    Mailbox,
    Batch,
    Directory,
    Admin,
    Control,
    Home,
}

/// Every path there is. Anything else is 404 and marked unexpected in the ledger.
const TABLE: [(Route, &str, Handler); 72] = [
    (Route::Discovery, "/{tenant}/v2.0/.well-known/openid-configuration", || get(entra::configuration)),
    (Route::Instance, "/{tenant}/discovery/instance", || get(entra::instance)),
    (Route::Keys, "/{tenant}/discovery/keys", || get(entra::keys)),
    (Route::Keys, "/{tenant}/discovery/v2.0/keys", || get(entra::keys)),
    (Route::UserRealm, "/{tenant}/userrealm/{upn}", || get(entra::user_realm)),
    (Route::Authorize, "/{tenant}/oauth2/v2.0/authorize", || get(entra::authorize).post(entra::authorize)),
    (Route::SignIn, "/{tenant}/login", || get(entra::sign_in_page).post(entra::sign_in)),
    (Route::SignIn, "/{tenant}/kmsi", || get(entra::stay_page).post(entra::stay)),
    (Route::Authorize, "/{tenant}/reprocess", || get(entra::reprocess)),
    (Route::Consent, "/{tenant}/consent", || post(entra::decide)),
    (Route::Consent, "/{tenant}/return", || get(entra::return_without_consent)),
    (Route::Consent, "/{tenant}/request", || post(entra::request)),
    (Route::DeviceCode, "/{tenant}/oauth2/v2.0/devicecode", || post(entra::start_device_code)),
    (Route::DeviceCode, "/common/oauth2/deviceauth", || get(entra::device_page).post(entra::enter_device_code)),
    (Route::Token, "/{tenant}/oauth2/v2.0/token", || post(entra::token)),
    (Route::AdminConsent, "/{tenant}/adminconsent", || get(entra::admin_consent_v1)),
    (Route::AdminConsent, "/{tenant}/v2.0/adminconsent", || get(entra::admin_consent_v2)),
    (Route::Logout, "/{tenant}/oauth2/v2.0/logout", || get(entra::logout)),
    (Route::Me, "/graph/v1.0/me", || get(graph::me)),
    (Route::Mailbox, "/graph/v1.0/me/mailboxSettings", || get(graph::mailbox_settings)),
    (Route::Mailbox, "/graph/v1.0/me/outlook/{function}", || get(graph::outlook)),
    (Route::Calendars, "/graph/v1.0/me/calendar", || get(graph::default_calendar)),
    (Route::Calendars, "/graph/v1.0/me/calendars", || get(graph::calendars).post(graph::new_calendar)),
    (Route::Calendars, "/graph/v1.0/me/calendars/{calendar}", || get(graph::calendar)),
    (Route::CalendarView, "/graph/v1.0/me/calendarView", || get(graph::default_view)),
    (Route::CalendarView, "/graph/v1.0/me/calendar/calendarView", || get(graph::default_view)),
    (Route::CalendarView, "/graph/v1.0/me/calendars/{calendar}/calendarView", || get(graph::view)),
    (Route::Delta, "/graph/v1.0/me/calendarView/delta", || get(graph::default_delta)),
    (Route::Delta, "/graph/v1.0/me/calendars/{calendar}/calendarView/delta", || get(graph::delta)),
    (Route::Events, "/graph/v1.0/me/events", || get(graph::default_events).post(graph::new_default_event)),
    (Route::Events, "/graph/v1.0/me/calendar/events", || get(graph::default_events).post(graph::new_default_event)),
    (Route::Events, "/graph/v1.0/me/calendars/{calendar}/events", || get(graph::events).post(graph::new_event)),
    (Route::Events, "/graph/v1.0/me/events/{event}", || {
        get(graph::event).patch(graph::update_event).delete(graph::delete_event)
    }),
    (Route::Events, "/graph/v1.0/me/events/{event}/instances", || get(graph::instances)),
    (Route::Events, "/graph/v1.0/me/events/{event}/accept", || post(graph::accept)),
    (Route::Events, "/graph/v1.0/me/events/{event}/decline", || post(graph::decline)),
    (Route::Events, "/graph/v1.0/me/events/{event}/tentativelyAccept", || post(graph::tentatively_accept)),
    (Route::Events, "/graph/v1.0/me/events/{event}/cancel", || post(graph::cancel)),
    (Route::Events, "/graph/v1.0/me/events/{event}/dismissReminder", || post(graph::dismiss_reminder)),
    (Route::Events, "/graph/v1.0/me/events/{event}/snoozeReminder", || post(graph::snooze_reminder)),
    (Route::Schedule, "/graph/v1.0/me/calendar/getSchedule", || post(graph::schedule)),
    (Route::Batch, "/graph/v1.0/$batch", || post(graph::batch)),
    (Route::Directory, "/graph/v1.0/organization", || get(graph::organization)),
    (Route::Directory, "/graph/v1.0/servicePrincipals", || get(graph::principals).post(graph::new_principal)),
    (Route::Directory, "/graph/v1.0/servicePrincipals/{id}", || get(graph::principal).patch(graph::update_principal)),
    (Route::Directory, "/graph/v1.0/servicePrincipals/{id}/appRoleAssignedTo", || {
        get(graph::assigned_to).post(graph::assign)
    }),
    // servicePrincipals(appId='...'), the only address with a key in brackets.
    (Route::Directory, "/graph/v1.0/{keyed}", || get(graph::keyed_principal).patch(graph::update_keyed)),
    (Route::Directory, "/graph/v1.0/oauth2PermissionGrants", || get(graph::grants).post(graph::new_grant)),
    (Route::Directory, "/graph/v1.0/oauth2PermissionGrants/{id}", || {
        get(graph::grant).patch(graph::update_grant).delete(graph::delete_grant)
    }),
    (Route::Directory, "/graph/v1.0/policies/authorizationPolicy", || get(graph::authorization_policy)),
    (Route::Directory, "/graph/v1.0/policies/adminConsentRequestPolicy", || get(graph::request_policy)),
    (Route::Directory, "/graph/v1.0/identityGovernance/appConsent/appConsentRequests", || get(graph::requests)),
    (Route::Directory, "/graph/v1.0/identityGovernance/appConsent/appConsentRequests/{id}", || get(graph::request)),
    (Route::Directory, "/graph/v1.0/identityGovernance/appConsent/appConsentRequests/{id}/userConsentRequests", || {
        get(graph::user_requests)
    }),
    (Route::Admin, "/admin", || get(admin::page)),
    (Route::Admin, "/admin/{action}", || post(admin::act)),
    (Route::Control, "/control", || get(control::state)),
    (Route::Control, "/control/state", || get(control::state)),
    (Route::Control, "/control/ledger", || get(control::ledger)),
    (Route::Control, "/control/unexpected", || get(control::unexpected)),
    (Route::Control, "/control/mails", || get(control::mails)),
    (Route::Control, "/control/propagation", || post(control::propagation)),
    (Route::Control, "/control/assign", || post(control::assign)),
    (Route::Control, "/control/scenario", || post(control::scenario)),
    (Route::Control, "/control/policy", || post(control::policy)),
    (Route::Control, "/control/clock", || post(control::clock)),
    (Route::Control, "/control/mailbox", || post(control::mailbox)),
    (Route::Control, "/control/challenge", || post(control::challenge)),
    (Route::Control, "/control/fault", || post(control::fault)),
    (Route::Control, "/control/{action}", || post(control::act)),
    (Route::Home, "/", || get(|| async { Redirect::to("/admin") })),
    (Route::Home, "/favicon.ico", || get(|| async { StatusCode::NO_CONTENT })),
];

type Handler = fn() -> MethodRouter<Shared>;

pub(crate) fn router() -> Router<Shared> {
    let all = TABLE.iter().fold(Router::new(), |router, (_, path, handler)| router.route(path, handler()));
    all.fallback(nothing_here)
}

impl Route {
    /// The route a matched path pattern belongs to.
    pub(crate) fn of_pattern(pattern: &str) -> Option<Self> {
        TABLE.iter().find(|(_, path, _)| *path == pattern).map(|(route, _, _)| *route)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Route::Discovery => "discovery",
            Route::Instance => "instance",
            Route::Keys => "keys",
            Route::UserRealm => "user_realm",
            Route::Authorize => "authorize",
            Route::SignIn => "sign_in",
            Route::Consent => "consent",
            Route::DeviceCode => "device_code",
            Route::Token => "token",
            Route::AdminConsent => "admin_consent",
            Route::Logout => "logout",
            Route::Me => "me",
            Route::Calendars => "calendars",
            Route::CalendarView => "calendar_view",
            Route::Delta => "delta",
            Route::Events => "events",
            Route::Schedule => "schedule",
            Route::Mailbox => "mailbox",
            Route::Batch => "batch",
            Route::Directory => "directory",
            Route::Admin => "admin",
            Route::Control => "control",
            Route::Home => "home",
        }
    }

    /// Routes for a presenter, a test or an admin's click: never called from another site, never spoilt by a fault.
    pub(crate) fn steers(self) -> bool {
        matches!(self, Route::Admin | Route::Control)
    }
}

async fn nothing_here() -> Response {
    (StatusCode::NOT_FOUND, "Nothing is simulated here.\n").into_response()
}
