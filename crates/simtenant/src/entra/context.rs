use axum::http::{HeaderMap, header};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::directory::{Directory, TenantKind, User};
use crate::lang::Lang;
use crate::params::Params;
use crate::scopes::{self, ScopeSet};
use crate::seed::Kind;
use crate::sim::Sim;

/// A browser's way through the pages, sealed into each form and link as `ctx`: the server keeps nothing in between.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Context {
    pub(crate) authority: Authority,
    pub(crate) purpose: Purpose,
    /// Set once somebody has proved who they are.
    pub(crate) account: Option<Uuid>,
    /// `prompt=login` or `select_account` has been satisfied, or a fresh sign-in replaces it.
    pub(crate) prompted: bool,
    pub(crate) lang: Lang,
    pub(crate) correlation: Uuid,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Purpose {
    Authorize(Box<AuthorizeRequest>),
    AdminConsent(AdminConsentRequest),
}

/// The tenant segment of a sign-in URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Authority {
    Common,
    Organizations,
    Tenant(Uuid),
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct AuthorizeRequest {
    pub(crate) client_id: Option<String>,
    pub(crate) redirect_uri: Option<String>,
    pub(crate) response_type: Option<String>,
    pub(crate) response_mode: Option<String>,
    pub(crate) scope: Option<String>,
    pub(crate) state: Option<String>,
    pub(crate) nonce: Option<String>,
    pub(crate) code_challenge: Option<String>,
    pub(crate) code_challenge_method: Option<String>,
    pub(crate) login_hint: Option<String>,
    pub(crate) prompt: Option<String>,
    pub(crate) domain_hint: Option<String>,
    pub(crate) client_info: bool,
    /// What the token has to prove, as JSON: the answer to a claims challenge.
    pub(crate) claims: Option<String>,
    /// The answer goes to a device that polls with this user code, and not to a redirect URI.
    pub(crate) device: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AdminConsentRequest {
    pub(crate) client_id: Option<String>,
    pub(crate) redirect_uri: Option<String>,
    pub(crate) state: Option<String>,
    /// Version 1 grants the registration's list, version 2 the scopes it is asked for.
    pub(crate) version: AdminConsentVersion,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum AdminConsentVersion {
    V1,
    V2 { scope: Option<String> },
}

/// A code that waits to be redeemed.
#[derive(Clone, Debug)]
pub(crate) struct IssuedCode {
    pub(crate) request: AuthorizeRequest,
    pub(crate) user: Uuid,
    pub(crate) scopes: ScopeSet,
    pub(crate) issued: Timestamp,
}

impl AuthorizeRequest {
    pub(crate) fn from_params(params: &Params) -> Self {
        Self {
            client_id: params.owned("client_id"),
            redirect_uri: params.owned("redirect_uri"),
            response_type: params.owned("response_type"),
            response_mode: params.owned("response_mode"),
            scope: params.owned("scope"),
            state: params.owned("state"),
            nonce: params.owned("nonce"),
            code_challenge: params.owned("code_challenge"),
            code_challenge_method: params.owned("code_challenge_method"),
            login_hint: params.owned("login_hint"),
            prompt: params.owned("prompt"),
            domain_hint: params.owned("domain_hint"),
            client_info: params.get("client_info") == Some("1"),
            claims: params.owned("claims"),
            device: None,
        }
    }

    /// Everything asked, granted or not.
    pub(super) fn wanted(&self, sim: &Sim) -> ScopeSet {
        scopes::requested(self.scope.as_deref().unwrap_or_default(), &sim.app).unwrap_or_default()
    }
}

impl Authority {
    pub(crate) fn parse(segment: &str, directory: &Directory) -> Option<Self> {
        match segment.to_ascii_lowercase().as_str() {
            "common" => Some(Self::Common),
            "organizations" => Some(Self::Organizations),
            _ => directory.tenant(segment).map(|tenant| Self::Tenant(tenant.id)),
        }
    }

    /// As it stands in a URL.
    pub(crate) fn segment(self) -> String {
        match self {
            Self::Common => "common".to_owned(),
            Self::Organizations => "organizations".to_owned(),
            Self::Tenant(id) => id.to_string(),
        }
    }

    pub(crate) fn takes(self, user: &User, directory: &Directory) -> bool {
        match self {
            Self::Common => true,
            Self::Organizations => directory.home_of(user).is_some_and(|tenant| tenant.kind == TenantKind::Work),
            Self::Tenant(id) => user.tenant == id,
        }
    }
}

impl Context {
    pub(crate) fn seal(&self, sim: &Sim) -> String {
        sim.seed.seal(Kind::Context, self).unwrap_or_default()
    }

    pub(crate) fn open(sim: &Sim, sealed: Option<&str>) -> Option<Self> {
        sim.seed.open(Kind::Context, sealed?)
    }

    /// A page of this journey, `ctx` included.
    pub(crate) fn link(&self, sim: &Sim, page: &str) -> String {
        format!("/{}/{page}?ctx={}", self.authority.segment(), self.seal(sim))
    }
}

/// The page's language: the request's own wish, then the tenant's pinned language, then the browser's.
pub(crate) fn page_language(sim: &Sim, params: &Params, headers: &HeaderMap) -> Lang {
    let wish = ["mkt", "ui_locales"].into_iter().filter_map(|name| params.get(name)).find_map(Lang::from_list);
    let browser = || headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok().and_then(Lang::from_list);
    wish.or(sim.language).or_else(browser).unwrap_or(Lang::En)
}
