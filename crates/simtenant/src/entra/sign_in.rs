use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::{Deserialize, Serialize};
use url::Url;
use uuid::Uuid;

use crate::directory::User;
use crate::pages::{self, SignInProblem};
use crate::params::Params;
use crate::seed::Kind;
use crate::sim::{Shared, Sim};

use super::authorize::{lost, user_of};
use super::context::{AuthorizeRequest, Context, Purpose, page_language};
use super::redirect::is_registered;

const COOKIE: &str = "simtenant_session";

/// Who has signed in in this browser, oldest first. Sealed into a cookie, so it outlives the process.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Sessions {
    epoch: u32,
    accounts: Vec<Uuid>,
}

impl Sessions {
    pub(crate) fn read(sim: &Sim, headers: &HeaderMap) -> Self {
        let epoch = sim.read(|world| world.record.epoch);
        let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        let pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let sealed = pairs.filter(|(name, _)| *name == COOKIE).map(|(_, value)| value);
        let opened = sealed.filter_map(|value| sim.seed.open::<Self>(Kind::Session, value));
        opened.filter(|sessions| sessions.epoch == epoch).last().unwrap_or(Self { epoch, accounts: Vec::new() })
    }

    pub(crate) fn accounts(&self) -> &[Uuid] {
        &self.accounts
    }

    pub(crate) fn users<'a>(&self, sim: &'a Sim) -> Vec<&'a User> {
        self.accounts.iter().filter_map(|id| sim.directory.user(*id)).collect()
    }

    /// The account that single sign-on uses: the hinted one, else the only one.
    pub(crate) fn account_for(&self, sim: &Sim, request: &AuthorizeRequest) -> Option<Uuid> {
        let mut known = self.users(sim);
        if let Some(domain) = &request.domain_hint {
            known.retain(|user| user.is_in_domain(domain));
        }
        match (&request.login_hint, known.as_slice()) {
            (Some(upn), known) => known.iter().find(|user| user.upn.eq_ignore_ascii_case(upn)).map(|user| user.id),
            (None, [only]) => Some(only.id),
            (None, [] | [_, _, ..]) => None,
        }
    }

    fn keep(&self, sim: &Sim, kept: Kept, response: &mut Response) {
        let age = match kept {
            Kept::UntilTheBrowserCloses => "",
            Kept::NinetyDays => "; Max-Age=7776000",
        };
        let value = sim.seed.seal(Kind::Session, self);
        let line = value.map(|value| format!("{COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax{age}"));
        if let Some(cookie) = line.and_then(|line| HeaderValue::from_str(&line).ok()) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
}

#[derive(Clone, Copy)]
enum Kept {
    UntilTheBrowserCloses,
    NinetyDays,
}

/// Reached from "Sign in with that account" and from "Use another account".
pub(crate) async fn sign_in_page(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    match Context::open(&sim, params.get("ctx")) {
        Some(context) => pages::sign_in(&sim, &context, hint(&context), None),
        None => lost(&sim, &params, &headers),
    }
}

/// The sign-in form and the account picker.
pub(crate) async fn sign_in(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    let Some(mut context) = Context::open(&sim, params.get("ctx")) else { return lost(&sim, &params, &headers) };
    let mut sessions = Sessions::read(&sim, &headers);
    if let Some(chosen) = params.get("account") {
        return match sessions.users(&sim).iter().find(|user| user.upn == chosen) {
            Some(user) => {
                (context.account, context.prompted) = (Some(user.id), true);
                Redirect::to(&context.link(&sim, "reprocess")).into_response()
            }
            None => pages::sign_in(&sim, &context, "", None),
        };
    }
    let login = params.get("login").unwrap_or_default();
    let user = match (sim.directory.user_by_upn(login), params.get("passwd")) {
        (None, _) => return pages::sign_in(&sim, &context, login, Some(SignInProblem::UnknownAccount)),
        (Some(_), None) => return pages::sign_in(&sim, &context, login, Some(SignInProblem::PasswordMissing)),
        (Some(user), Some(password)) if password == user.password => user,
        (Some(_), Some(_)) => return pages::sign_in(&sim, &context, login, Some(SignInProblem::WrongPassword)),
    };
    sessions.accounts.retain(|id| *id != user.id);
    sessions.accounts.push(user.id);
    (context.account, context.prompted) = (Some(user.id), true);
    let mut response = Redirect::to(&context.link(&sim, "kmsi")).into_response();
    sessions.keep(&sim, Kept::UntilTheBrowserCloses, &mut response);
    response
}

/// "Stay signed in?", once the password was right ("keep me signed in" in Microsoft's own words).
pub(crate) async fn stay_page(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    let context = Context::open(&sim, params.get("ctx"));
    match context.as_ref().and_then(|context| Some((context, user_of(&sim, context)?))) {
        Some((context, user)) => pages::stay(&sim, context, user),
        None => lost(&sim, &params, &headers),
    }
}

/// Its two buttons. Either way the sign-in goes on.
pub(crate) async fn stay(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    let Some(context) = Context::open(&sim, params.get("ctx")) else { return lost(&sim, &params, &headers) };
    let mut response = Redirect::to(&context.link(&sim, "reprocess")).into_response();
    let kept = if params.has("accept") { Kept::NinetyDays } else { Kept::UntilTheBrowserCloses };
    Sessions::read(&sim, &headers).keep(&sim, kept, &mut response);
    response
}

pub(crate) async fn logout(State(sim): State<Shared>, headers: HeaderMap, params: Params) -> Response {
    let back = params.get("post_logout_redirect_uri").filter(|uri| is_registered(uri));
    let mut response = match back {
        Some(uri) => Redirect::to(&with_state(uri, params.get("state"))).into_response(),
        None => pages::signed_out(page_language(&sim, &params, &headers)),
    };
    let forget = HeaderValue::from_static("simtenant_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    response.headers_mut().append(header::SET_COOKIE, forget);
    response
}

fn with_state(uri: &str, state: Option<&str>) -> String {
    match (Url::parse(uri), state) {
        (Ok(mut url), Some(state)) => {
            url.query_pairs_mut().append_pair("state", state);
            url.into()
        }
        (Ok(_), None) | (Err(_), _) => uri.to_owned(),
    }
}

fn hint(context: &Context) -> &str {
    match &context.purpose {
        Purpose::Authorize(request) => request.login_hint.as_deref().unwrap_or_default(),
        Purpose::AdminConsent(_) => "",
    }
}
