//! A browser without JavaScript and an app.

use std::collections::{BTreeMap, HashMap};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use graph_contract::Contract;
use graph_contract::shape::differences;
use reqwest::header::HeaderMap;
use reqwest::{Client, Method, RequestBuilder, StatusCode, header, redirect};
use serde_json::Value;
use simtenant::{Options, Running, start};
use url::Url;

pub(crate) const REDIRECT: &str = "http://localhost:49152";
pub(crate) const SIGN_IN: &str = "openid profile offline_access User.Read";
pub(crate) const CALENDAR: &str = "openid profile offline_access User.Read Calendars.Read";
/// RFC 7636, appendix B.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

pub(crate) async fn tenant(scenario: &str) -> Running {
    start(Options { scenario: scenario.to_owned(), ..Options::default() }).await.unwrap()
}

pub(crate) fn http() -> Client {
    Client::builder().no_proxy().redirect(redirect::Policy::none()).build().unwrap()
}

/// What a browser shows, or where it went.
#[derive(Clone)]
pub(crate) struct Shown {
    pub(crate) status: StatusCode,
    pub(crate) url: Url,
    pub(crate) html: String,
}

struct Cookie {
    value: String,
    lasts: bool,
}

/// Follows redirects to the tenant, keeps cookies, stops at the app's own port.
pub(crate) struct Browser {
    http: Client,
    cookies: BTreeMap<String, Cookie>,
    language: &'static str,
}

impl Browser {
    pub(crate) fn new() -> Self {
        Self::speaking("en-GB")
    }

    pub(crate) fn speaking(language: &'static str) -> Self {
        Self { http: http(), cookies: BTreeMap::new(), language }
    }

    pub(crate) async fn open(&mut self, url: &str) -> Shown {
        let url = Url::parse(url).unwrap();
        self.go(self.http.get(url.clone()), url).await
    }

    /// Fills the form that has `fill`'s first field or `press`, and presses the button called `press`.
    pub(crate) async fn submit(&mut self, page: &Shown, fill: &[(&str, &str)], press: &str) -> Shown {
        let form = forms(&page.html)
            .into_iter()
            .find(|form| form.has(press))
            .unwrap_or_else(|| panic!("no {press} in {page:?}"));
        let mut fields: Vec<(String, String)> = form.hidden();
        fields.extend(fill.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        if !fill.iter().any(|(name, _)| name == &press) {
            fields.push((press.to_owned(), "1".to_owned()));
        }
        let url = page.url.join(&form.action).unwrap();
        self.go(self.http.post(url.clone()).form(&fields), url).await
    }

    /// Stays signed in, too.
    pub(crate) async fn sign_in(&mut self, page: &Shown, upn: &str, password: &str) -> Shown {
        let shown = self.submit(page, &[("login", upn), ("passwd", password)], "signin").await;
        if shown.has("id=\"stay\"") { self.submit(&shown, &[], "accept").await } else { shown }
    }

    /// Closed and opened again: cookies without an age are gone.
    pub(crate) fn reopened(&mut self) {
        self.cookies.retain(|_, cookie| cookie.lasts);
    }

    pub(crate) async fn follow(&mut self, page: &Shown, link_id: &str) -> Shown {
        let link = page.url.join(&attribute_of(&page.html, link_id, "href")).unwrap();
        self.open(link.as_str()).await
    }

    async fn go(&mut self, request: RequestBuilder, mut url: Url) -> Shown {
        let mut request = request;
        for _ in 0..10 {
            let cookies: Vec<String> =
                self.cookies.iter().map(|(name, cookie)| format!("{name}={}", cookie.value)).collect();
            let answer = request
                .header(header::COOKIE, cookies.join("; "))
                .header(header::ACCEPT_LANGUAGE, self.language)
                .send()
                .await
                .unwrap();
            for cookie in answer.headers().get_all(header::SET_COOKIE) {
                let line = cookie.to_str().unwrap();
                let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
                let cookie = Cookie { value: value.to_owned(), lasts: line.contains("; Max-Age=") };
                self.cookies.insert(name.to_owned(), cookie);
            }
            let status = answer.status();
            let Some(next) = answer.headers().get(header::LOCATION) else {
                return Shown { status, url, html: answer.text().await.unwrap() };
            };
            let next = url.join(next.to_str().unwrap()).unwrap();
            if next.port() != url.port() {
                return Shown { status, url: next, html: String::new() };
            }
            url = next;
            request = self.http.get(url.clone());
        }
        panic!("redirects without end at {url}");
    }
}

/// Without the style sheet, for a readable failure.
impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let body = self.html.split_once("<body>").map_or(self.html.as_str(), |(_, body)| body);
        write!(f, "{} {} {body}", self.status, self.url)
    }
}

impl Shown {
    pub(crate) fn has(&self, text: &str) -> bool {
        self.html.contains(text)
    }

    /// What the form_post page carries, or the redirect's query or fragment.
    pub(crate) fn reply(&self) -> HashMap<String, String> {
        if self.html.is_empty() {
            let encoded = self.url.query().or(self.url.fragment()).unwrap();
            return form_urlencoded::parse(encoded.as_bytes()).into_owned().collect();
        }
        let form = forms(&self.html).into_iter().find(|form| form.action == REDIRECT);
        form.unwrap_or_else(|| panic!("no reply on {self:?}")).hidden().into_iter().collect()
    }
}

/// The app's side.
pub(crate) struct App<'a> {
    tenant: &'a Running,
    pub(crate) http: Client,
}

impl<'a> App<'a> {
    pub(crate) fn new(tenant: &'a Running) -> Self {
        Self { tenant, http: http() }
    }

    pub(crate) fn authorize_url(&self, scope: &str, more: &[(&str, &str)]) -> String {
        self.authorize_url_at(&self.tenant.authority(), scope, more)
    }

    /// `more` replaces what an app would usually send; an empty value leaves the parameter out.
    pub(crate) fn authorize_url_at(&self, authority: &str, scope: &str, more: &[(&str, &str)]) -> String {
        let mut fields = BTreeMap::from([
            ("client_id", self.tenant.client_id()),
            ("redirect_uri", REDIRECT),
            ("response_type", "code"),
            ("response_mode", "form_post"),
            ("scope", scope),
            ("state", "st-1"),
            ("nonce", "no-1"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ]);
        fields.extend(more.iter().copied());
        fields.retain(|_, value| !value.is_empty());
        Url::parse_with_params(&format!("{authority}/oauth2/v2.0/authorize"), fields).unwrap().into()
    }

    pub(crate) async fn redeem(&self, code: &str) -> (StatusCode, Value) {
        self.redeem_at(&self.tenant.authority(), code).await
    }

    pub(crate) async fn redeem_at(&self, authority: &str, code: &str) -> (StatusCode, Value) {
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", VERIFIER),
        ];
        self.token_at(authority, &fields).await
    }

    pub(crate) async fn refresh(&self, token: &str, scope: &str) -> (StatusCode, Value) {
        self.refresh_at(&self.tenant.authority(), token, scope).await
    }

    pub(crate) async fn refresh_at(&self, authority: &str, token: &str, scope: &str) -> (StatusCode, Value) {
        self.token_at(authority, &[("grant_type", "refresh_token"), ("refresh_token", token), ("scope", scope)]).await
    }

    pub(crate) async fn token(&self, fields: &[(&str, &str)]) -> (StatusCode, Value) {
        self.token_at(&self.tenant.authority(), fields).await
    }

    async fn token_at(&self, authority: &str, fields: &[(&str, &str)]) -> (StatusCode, Value) {
        let mut fields = fields.to_vec();
        fields.push(("client_id", self.tenant.client_id()));
        let url = format!("{authority}/oauth2/v2.0/token");
        let answer = self.http.post(url).form(&fields).send().await.unwrap();
        (answer.status(), answer.json().await.unwrap())
    }

    pub(crate) async fn graph(&self, token: &str, path: &str) -> (StatusCode, Value) {
        let said = self.say(Method::GET, path, token, &[], None).await;
        (said.status, said.body)
    }

    /// Any Graph request. The answer is held against its recorded shape, and against the contract where that is present.
    pub(crate) async fn say(
        &self,
        method: Method,
        path: &str,
        token: &str,
        headers: &[(&'static str, &str)],
        body: Option<&Value>,
    ) -> Said {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.tenant.graph()) };
        let mut request = self.http.request(method.clone(), url).bearer_auth(token);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await.unwrap();
        let (status, headers, at) = (answer.status(), answer.headers().clone(), answer.url().path().to_owned());
        let text = answer.text().await.unwrap();
        let body = if text.is_empty() { Value::Null } else { serde_json::from_str(&text).unwrap_or(Value::Null) };
        let wire = at.contains("/graph/v1.0/") && headers.contains_key("request-id");
        if let Some((_, path)) = at.split_once("/graph/v1.0").filter(|_| wire) {
            let sent = (!text.is_empty()).then_some(&body);
            let mut broken =
                sent.map_or_else(Vec::new, |body| differences(method.as_str(), path, status.as_u16(), body));
            if let Some(contract) = Contract::here() {
                broken.extend(contract.answer(method.as_str(), path, status.as_u16(), sent));
            }
            assert!(broken.is_empty(), "{method} {path} {status}: {broken:#?}\n{body:#}");
        }
        Said { status, headers, body }
    }

    pub(crate) async fn control(&self, action: &str, body: Value) -> Value {
        let answer = self.http.post(format!("{}/{action}", self.tenant.control())).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{action} {body}");
        answer.json().await.unwrap()
    }

    /// Signs Nora in for sign-in scopes only, accepting what is asked, if anything is. Returns the token response.
    pub(crate) async fn sign_in_as_nora(&self, browser: &mut Browser) -> Value {
        let page = browser.open(&self.authorize_url(SIGN_IN, &[])).await;
        let page = browser.sign_in(&page, "nora.lindqvist@northbank.example", "northbank").await;
        let page = if page.has("name=\"accept\"") { browser.submit(&page, &[], "accept").await } else { page };
        let (status, tokens) = self.redeem(&page.reply()["code"]).await;
        assert_eq!(status, StatusCode::OK, "{tokens}");
        tokens
    }
}

/// What Graph answered.
pub(crate) struct Said {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

pub(crate) fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_else(|| panic!("no {name} in {value}"))
}

/// The claims of a JWT, unchecked.
pub(crate) fn claims(token: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap()).unwrap()
}

struct Form {
    action: String,
    inside: String,
}

impl Form {
    fn has(&self, name: &str) -> bool {
        self.inside.contains(&format!("name=\"{name}\""))
    }

    fn hidden(&self) -> Vec<(String, String)> {
        let inputs = self.inside.split("<input ").skip(1).filter(|input| input.contains("type=\"hidden\""));
        inputs.map(|input| (attribute(input, "name"), attribute(input, "value"))).collect()
    }
}

fn forms(html: &str) -> Vec<Form> {
    let parts = html.split("<form ").skip(1);
    parts
        .map(|part| Form {
            action: attribute(part, "action"),
            inside: part.split("</form>").next().unwrap().to_owned(),
        })
        .collect()
}

fn attribute_of(html: &str, id: &str, name: &str) -> String {
    let at = html.find(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("no #{id} in {html}"));
    attribute(&html[at..], name)
}

fn attribute(tag: &str, name: &str) -> String {
    let start = tag.find(&format!("{name}=\"")).unwrap_or_else(|| panic!("no {name} in {tag}")) + name.len() + 2;
    let raw = tag[start..].split('"').next().unwrap();
    raw.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
