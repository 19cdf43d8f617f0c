//! The order in which an authorize request is judged.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use uuid::Uuid;

use crate::consent::{self, Consent, Walled};
use crate::directory::{CONSUMERS, Tenant, TenantKind, User};
use crate::policy::AccessRule;
use crate::scopes::{self, ScopeSet};
use crate::sim::{Sim, World};

use super::context::{AuthorizeRequest, Context};
use super::redirect::is_registered;
use super::refusal::Refusal;

/// What an authorize request leads to.
#[derive(Clone, Debug)]
pub(crate) enum Ruling {
    /// A page without a way back: the app hears nothing.
    Stranded(Refusal),
    /// The error travels to the redirect URI.
    Returned(Refusal),
    SignIn(Need),
    /// "Need admin approval", or "Approval required" where the tenant takes requests. Pages without a way back, too.
    Wall(Walled),
    /// The consent page for these scopes.
    Ask(ScopeSet),
    /// Everything is granted: a code for these scopes.
    Issue(ScopeSet),
}

/// Why there is no account yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Address and password; the address is filled in when hinted.
    Password { hint: Option<String> },
    /// Several accounts, or the app asked for a choice.
    Choice,
}

/// First row that answers decides. Rows above the account are decided before anybody signs in.
const ORDER: [(&str, Row); 18] = [
    ("the app is registered somewhere", |case| case.app_known()),
    ("the redirect URI is the app's", |case| case.redirect_registered()),
    ("a code is asked for", |case| case.response_type()),
    ("PKCE with S256", |case| case.challenge()),
    ("the prompt is one Entra knows", |case| case.prompt()),
    ("every scope exists", |case| case.scopes_exist()),
    ("nobody signed in, and no page allowed", |case| case.silent_without_account()),
    ("somebody is signed in", |case| case.account()),
    ("the account may use this authority", |case| case.at_home()),
    ("the network lets this tenant through", |case| case.tenant_restricted()),
    ("the app is not disabled here", |case| case.enabled()),
    ("no Conditional Access rule forbids it", |case| case.access_rule()),
    ("consent was asked to be asked again", |case| case.asked_again()),
    // An app that requires assignment is walled first and unassigned second: 90094, then 50105.
    ("everything is granted, but to others", |case| case.not_assigned()),
    ("everything is granted", |case| case.granted()),
    ("something is missing, and no page allowed", |case| case.silent_without_grant()),
    ("an admin has to decide", |case| case.walled()),
    ("the user decides", |case| case.user_decides()),
];

type Row = fn(&Case<'_>) -> Option<Ruling>;

pub(crate) fn judge(sim: &Sim, context: &Context, request: &AuthorizeRequest, sessions: &[Uuid]) -> Ruling {
    let account = account(sim, context, request, sessions);
    sim.read(|world| {
        let case = Case { sim, world, context, request, account };
        let answer = ORDER.iter().find_map(|(row, judge)| Some((row, judge(&case)?)));
        match answer {
            Some((row, ruling)) => {
                tracing::debug!(row, "an authorize request was decided");
                ruling
            }
            // The last row always answers; this keeps the table free of a row that only pleases the compiler.
            None => Ruling::Ask(case.missing()),
        }
    })
}

struct Case<'a> {
    sim: &'a Sim,
    world: &'a World,
    context: &'a Context,
    request: &'a AuthorizeRequest,
    account: Result<&'a User, Need>,
}

impl Case<'_> {
    fn app_known(&self) -> Option<Ruling> {
        let tenant = self.context.authority.segment();
        match self.request.client_id.as_deref() {
            None => Some(Ruling::Stranded(Refusal::missing("client_id"))),
            Some(id) if id.eq_ignore_ascii_case(&self.sim.app.client_id) => None,
            Some(id) => Some(Ruling::Stranded(Refusal::unknown_app(id, &tenant))),
        }
    }

    fn redirect_registered(&self) -> Option<Ruling> {
        if self.request.device.is_some() {
            return None;
        }
        match self.request.redirect_uri.as_deref() {
            None => Some(Ruling::Stranded(Refusal::missing("redirect_uri"))),
            Some(uri) if is_registered(uri) => None,
            Some(uri) => Some(Ruling::Stranded(Refusal::redirect_not_registered(&self.sim.app, uri))),
        }
    }

    fn response_type(&self) -> Option<Ruling> {
        if self.request.device.is_some() {
            return None;
        }
        match self.request.response_type.as_deref() {
            None => Some(Ruling::Returned(Refusal::missing("response_type"))),
            Some("code") => None,
            Some(_) => Some(Ruling::Returned(Refusal::unsupported_response_type())),
        }
    }

    /// Stricter than Entra, which lets a desktop app leave PKCE out.
    fn challenge(&self) -> Option<Ruling> {
        if self.request.device.is_some() {
            return None;
        }
        let Some(challenge) = self.request.code_challenge.as_deref() else {
            return Some(Ruling::Returned(Refusal::missing("code_challenge")));
        };
        let is_sha256 = URL_SAFE_NO_PAD.decode(challenge).is_ok_and(|digest| digest.len() == 32);
        let s256 = self.request.code_challenge_method.as_deref() == Some("S256");
        (!is_sha256 || !s256).then(|| Ruling::Returned(Refusal::bad_challenge()))
    }

    fn prompt(&self) -> Option<Ruling> {
        match self.request.prompt.as_deref() {
            None | Some("none" | "login" | "select_account" | "consent") => None,
            Some(other) => Some(Ruling::Returned(Refusal::unknown_prompt(other))),
        }
    }

    fn scopes_exist(&self) -> Option<Ruling> {
        let Some(scope) = self.request.scope.as_deref() else {
            return Some(Ruling::Returned(Refusal::missing("scope")));
        };
        let unknown = scopes::requested(scope, &self.sim.app).err()?;
        Some(Ruling::Returned(Refusal::no_such_scope(&self.sim.app, &unknown.0)))
    }

    fn silent_without_account(&self) -> Option<Ruling> {
        (self.silent() && self.account.is_err()).then(|| Ruling::Returned(Refusal::silent_sign_in_impossible()))
    }

    fn account(&self) -> Option<Ruling> {
        self.account.as_ref().err().map(|need| Ruling::SignIn(need.clone()))
    }

    fn at_home(&self) -> Option<Ruling> {
        let user = self.account.as_ref().ok()?;
        if self.context.authority.takes(user, &self.sim.directory) {
            return None;
        }
        let tenant = self.context.authority.segment();
        let name = self.sim.directory.tenant(&tenant).map_or(tenant, |tenant| tenant.name.en.clone());
        Some(self.refuse(Refusal::account_of_another_tenant(&user.upn, &name, &self.sim.app)))
    }

    fn tenant_restricted(&self) -> Option<Ruling> {
        let home = self.home()?;
        let restricted = home.kind == TenantKind::Work && self.world.policy().network_restricts_tenants;
        restricted.then(|| self.refuse(Refusal::tenant_restricted(&home.name.en)))
    }

    fn enabled(&self) -> Option<Ruling> {
        let disabled = self.world.is_disabled(self.home()?.id);
        disabled.then(|| self.refuse(Refusal::app_disabled(&self.sim.app)))
    }

    fn access_rule(&self) -> Option<Ruling> {
        access_rule(self.sim, self.world, self.account.as_ref().ok()?).map(|refusal| self.refuse(refusal))
    }

    /// Raises the wall again for people who may not grant, even when an admin has granted everything.
    fn asked_again(&self) -> Option<Ruling> {
        if self.request.prompt.as_deref() != Some("consent") {
            return None;
        }
        match self.consent(self.wanted())? {
            Consent::AdminMust(walled) => Some(Ruling::Wall(walled)),
            Consent::NothingMissing | Consent::UserMay(_) => Some(Ruling::Ask(self.wanted())),
        }
    }

    fn not_assigned(&self) -> Option<Ruling> {
        let refusal = not_assigned(self.sim, self.world, self.account.as_ref().ok()?)?;
        self.missing().is_empty().then(|| self.refuse(refusal))
    }

    fn granted(&self) -> Option<Ruling> {
        self.missing().is_empty().then(|| Ruling::Issue(self.wanted()))
    }

    fn silent_without_grant(&self) -> Option<Ruling> {
        self.silent().then(|| Ruling::Returned(Refusal::interaction_required(&self.sim.app)))
    }

    fn walled(&self) -> Option<Ruling> {
        match self.consent(self.missing())? {
            Consent::AdminMust(walled) => Some(Ruling::Wall(walled)),
            Consent::NothingMissing | Consent::UserMay(_) => None,
        }
    }

    fn user_decides(&self) -> Option<Ruling> {
        Some(Ruling::Ask(self.missing()))
    }

    /// Said on a page, or to the app where no page may be shown.
    fn refuse(&self, refusal: Refusal) -> Ruling {
        if self.silent() { Ruling::Returned(refusal.silently()) } else { Ruling::Stranded(refusal) }
    }

    fn silent(&self) -> bool {
        self.request.prompt.as_deref() == Some("none")
    }

    fn wanted(&self) -> ScopeSet {
        self.request.wanted(self.sim)
    }

    fn missing(&self) -> ScopeSet {
        let Ok(user) = &self.account else { return self.wanted() };
        let now = self.sim.clock.now();
        let granted = self.world.record.granted(&self.sim.app.client_id, user.tenant, user.id, now);
        self.wanted().difference(&granted).cloned().collect()
    }

    fn consent(&self, missing: ScopeSet) -> Option<Consent> {
        let user = self.account.as_ref().ok()?;
        let home = self.home()?;
        Some(consent::judge(&self.sim.setting(self.world, home.id, home.kind), user, missing))
    }

    fn home(&self) -> Option<&Tenant> {
        self.sim.directory.home_of(self.account.as_ref().ok()?)
    }
}

/// Also judged each time a token is redeemed.
pub(super) fn access_rule(sim: &Sim, world: &World, user: &User) -> Option<Refusal> {
    if user.tenant == CONSUMERS {
        return None;
    }
    let rule = sim.seed.uuid(&format!("rule/{}", user.tenant));
    world.policy().access_rule.map(|kind| match kind {
        AccessRule::Block => Refusal::blocked_by_access_rule(rule),
        AccessRule::CompliantDevice => Refusal::device_not_compliant(rule),
    })
}

/// Also judged each time a token is redeemed.
pub(super) fn not_assigned(sim: &Sim, world: &World, user: &User) -> Option<Refusal> {
    let record = &world.record;
    let kept_out = record.requires_assignment(user.tenant) && !record.is_assigned(user.tenant, user.id);
    kept_out.then(|| Refusal::not_assigned(&user.upn, &sim.app))
}

fn account<'a>(
    sim: &'a Sim,
    context: &Context,
    request: &AuthorizeRequest,
    sessions: &[Uuid],
) -> Result<&'a User, Need> {
    if let Some(user) = context.account.and_then(|id| sim.directory.user(id)) {
        return Ok(user);
    }
    let hint = request.login_hint.clone();
    let challenge = sim.read(|world| world.record.challenge);
    if !context.prompted && challenge.is_some_and(|challenge| challenge.is_answered_by(request.claims.as_deref())) {
        return Err(Need::Password { hint });
    }
    match request.prompt.as_deref() {
        Some("login") if !context.prompted => return Err(Need::Password { hint }),
        Some("select_account") if !context.prompted => return Err(Need::Choice),
        _ => {}
    }
    let signed_in: Vec<&User> = sessions.iter().filter_map(|id| sim.directory.user(*id)).collect();
    let signed_in: Vec<&User> = match &request.domain_hint {
        Some(domain) => signed_in.into_iter().filter(|user| user.is_in_domain(domain)).collect(),
        None => signed_in,
    };
    match (&hint, signed_in.as_slice()) {
        (Some(upn), known) => {
            let same = known.iter().find(|user| user.upn.eq_ignore_ascii_case(upn));
            same.copied().ok_or(Need::Password { hint })
        }
        (None, []) => Err(Need::Password { hint: None }),
        (None, [only]) => Ok(only),
        (None, [_, _, ..]) => Err(Need::Choice),
    }
}
