//! A sign-in service made of single answers, and the browser that walks through it.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use microsoft::{Endpoints, Microsoft, Timing};
use onboarding::{
    Account, AccountKind, Cloud, EmailAddress, IdentityProvider, Intended, Prompt, RefreshToken, ScopePlan, Scopes,
    SignInEnd, SignInNews, SignInOrder, SignedIn, Target, Tenant, TokenRecord,
};
use profile::Lang;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use url::Url;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

pub const TID: &str = "6babcaad-604b-40ac-a9d7-9fd97c0b779f";
pub const CLIENT: &str = "5f1c2d9e-3b7a-4c86-9d20-6a4e8b1f7c35";

pub fn timing() -> Timing {
    Timing { pause: Duration::from_millis(1), ..Timing::default() }
}

pub struct Service {
    pub server: MockServer,
    pub microsoft: Arc<Microsoft>,
}

impl Service {
    pub async fn start() -> Self {
        Self::with(timing()).await
    }

    pub async fn with(timing: Timing) -> Self {
        let server = MockServer::start().await;
        let endpoints = Endpoints::loopback(&server.uri(), &format!("{}/graph", server.uri())).unwrap();
        let microsoft = Arc::new(Microsoft::new(endpoints, CLIENT, timing).unwrap());
        Self { server, microsoft }
    }

    /// The next `times` token requests get this answer.
    pub async fn token(&self, answer: ResponseTemplate, times: u64) {
        Mock::given(method("POST"))
            .and(path(format!("/{TID}/oauth2/v2.0/token")))
            .respond_with(answer)
            .up_to_n_times(times)
            .mount(&self.server)
            .await;
    }

    pub async fn token_forms(&self) -> Vec<BTreeMap<String, String>> {
        let requests = self.server.received_requests().await.unwrap();
        requests
            .iter()
            .filter(|request| request.url.path().ends_with("/token"))
            .map(|request| url::form_urlencoded::parse(&request.body).into_owned().collect())
            .collect()
    }

    pub fn claims(&self, page: &OpenPage) -> Value {
        json!({
            "aud": CLIENT, "iss": format!("{}/{TID}/v2.0", self.server.uri()), "tid": TID, "oid": "o-1",
            "nonce": page.query["nonce"], "name": "Mina Ito", "preferred_username": "mina.ito@contoso.example",
        })
    }

    pub fn tokens(&self, page: &OpenPage, scope: &str) -> Value {
        tokens(&self.claims(page), scope)
    }

    pub fn begin(&self, plan: ScopePlan) -> Running {
        self.begin_with(order(plan))
    }

    pub fn begin_with(&self, order: SignInOrder) -> Running {
        let (live, news) = mpsc::channel(8);
        let cancel = CancellationToken::new();
        let microsoft = Arc::clone(&self.microsoft);
        let end = tokio::spawn({
            let cancel = cancel.clone();
            async move { microsoft.sign_in(order, live, cancel).await }
        });
        Running { news, cancel, end }
    }
}

pub fn tokens(claims: &Value, scope: &str) -> Value {
    json!({
        "token_type": "Bearer", "expires_in": 3600, "scope": scope, "access_token": "access-canary",
        "refresh_token": "refresh-canary", "id_token": format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims.to_string())),
    })
}

pub fn ok(body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

/// Somebody who typed their address and has not proved themselves yet.
pub fn order(plan: ScopePlan) -> SignInOrder {
    let (target, prompt) = (target(), Prompt::AsNeeded);
    SignInOrder { intended: Intended::of(&target, None), target, prompt, plan, language: Lang::En }
}

pub fn target() -> Target {
    let tenant = Tenant {
        id: TID.to_owned(),
        domain: "contoso.example".to_owned(),
        cloud: Cloud::Public,
        kind: AccountKind::Work,
    };
    Target { email: EmailAddress::parse("Mina.Ito@contoso.example").unwrap(), tenant: Some(tenant), tier: None }
}

pub fn two_stage() -> ScopePlan {
    ScopePlan::TwoStage {
        identity: Scopes::of(["openid", "profile", "offline_access", "User.Read"]),
        calendar: Scopes::of(["Calendars.Read"]),
    }
}

pub fn one_stage() -> ScopePlan {
    ScopePlan::OneStage(Scopes::of(["openid", "profile", "offline_access", "User.Read", "Calendars.Read"]))
}

pub fn record() -> TokenRecord {
    TokenRecord {
        account: Account {
            tenant_id: TID.to_owned(),
            object_id: "o-1".to_owned(),
            name: "Mina Ito".to_owned(),
            username: "mina.ito@contoso.example".to_owned(),
        },
        cloud: Cloud::Public,
        refresh: RefreshToken::new("old-refresh".to_owned()),
        granted: Scopes::of(["User.Read"]),
        obtained_at: jiff::Timestamp::UNIX_EPOCH,
    }
}

/// An attempt under way.
pub struct Running {
    pub news: mpsc::Receiver<SignInNews>,
    pub cancel: CancellationToken,
    pub end: JoinHandle<SignInEnd>,
}

impl Running {
    pub async fn page(&mut self) -> OpenPage {
        match self.news.recv().await.unwrap() {
            SignInNews::PageReady(page) => OpenPage::at(page.expose()),
            SignInNews::Identified(_) => panic!("identified before any page"),
        }
    }

    pub async fn identified(&mut self) -> SignedIn {
        match self.news.recv().await.unwrap() {
            SignInNews::Identified(signed) => signed,
            SignInNews::PageReady(_) => panic!("a second page to open"),
        }
    }

    pub async fn signed(self) -> SignedIn {
        match self.end.await.unwrap() {
            SignInEnd::Signed(signed) => signed,
            other @ (SignInEnd::Refused { .. } | SignInEnd::Failed(_) | SignInEnd::Cancelled) => panic!("{other:?}"),
        }
    }
}

/// An authorize page as a browser has it open.
pub struct OpenPage {
    pub address: String,
    pub query: BTreeMap<String, String>,
}

impl OpenPage {
    pub fn at(address: &str) -> Self {
        let query = Url::parse(address).unwrap().query_pairs().into_owned().collect();
        Self { address: address.to_owned(), query }
    }

    /// The page's form is posted back; redirects are left to the caller to look at.
    pub async fn answer(&self, fields: &[(&str, &str)]) -> reqwest::Response {
        let mut form = fields.to_vec();
        form.push(("state", &self.query["state"]));
        browser().post(&self.query["redirect_uri"]).form(&form).send().await.unwrap()
    }
}

/// One for each test: reading the system's certificates takes longer than most tests.
pub fn browser() -> reqwest::Client {
    thread_local! {
        static BROWSER: reqwest::Client =
            reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    }
    BROWSER.with(reqwest::Client::clone)
}
