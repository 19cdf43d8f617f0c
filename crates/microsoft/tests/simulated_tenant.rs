//! The whole protocol over real sockets: sign-in pages, consent, the wall, approval, calendar.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use diagnosis::Evidence;
use graph_contract::Contract;
use jiff::{Timestamp, ToSpan as _};
use microsoft::{Endpoints, Microsoft, Timing};
use onboarding::{
    AccountKind, Calendar, CalendarFault, Discovery, EmailAddress, IdentityProvider, Intended, Leg, Prompt, Redemption,
    ScopePlan, Scopes, SignInEnd, SignInNews, SignInOrder, SignedIn, Target, TokenRecord,
};
use profile::Lang;
use simtenant::{Options, Running, UserCard};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use url::Url;

/// One tenant, the client pointed at it, and the ordinary user with a browser of their own.
struct Stage {
    tenant: Held,
    microsoft: Arc<Microsoft>,
    user: UserCard,
    tab: Tab,
}

/// Whatever a test is about: every request the client makes of Graph is one that Microsoft describes.
struct Held(Option<Running>);

impl Held {
    async fn stop(mut self) {
        self.check();
        self.0.take().unwrap().stop().await;
    }

    fn check(&self) {
        let (Some(contract), Some(tenant)) = (Contract::here(), &self.0) else { return };
        for entry in tenant.ledger() {
            let Some(path) = entry.path.strip_prefix("/graph/v1.0") else { continue };
            let broken = contract.request(&entry.method, path, entry.parameters.iter().map(String::as_str), None);
            assert!(broken.is_empty(), "{broken:?}");
        }
    }
}

impl std::ops::Deref for Held {
    type Target = Running;

    fn deref(&self) -> &Running {
        self.0.as_ref().unwrap()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.check();
        }
    }
}

impl Stage {
    async fn set(scenario: &str) -> Self {
        let tenant = simtenant::start(Options { scenario: scenario.to_owned(), ..Options::default() }).await.unwrap();
        let endpoints = Endpoints::loopback(&tenant.origin(), &tenant.graph()).unwrap();
        let microsoft = Arc::new(Microsoft::new(endpoints, tenant.client_id(), Timing::default()).unwrap());
        let user = tenant.users().remove(0);
        Self { tenant: Held(Some(tenant)), microsoft, user, tab: Tab::open() }
    }

    async fn target(&self) -> Target {
        let email = EmailAddress::parse(&self.user.upn).unwrap();
        match self.microsoft.discover(&email).await {
            Discovery::Found(tenant) => Target { email, tenant: Some(tenant), tier: None },
            other @ (Discovery::NotFound | Discovery::Unreachable(_)) => panic!("{other:?}"),
        }
    }

    /// Starts an attempt and waits for its page.
    async fn begin(&self, plan: ScopePlan) -> Attempt {
        let target = self.target().await;
        let intended = Intended::of(&target, None);
        self.begin_with(SignInOrder { target, intended, prompt: Prompt::AsNeeded, plan, language: Lang::En }).await
    }

    async fn begin_with(&self, order: SignInOrder) -> Attempt {
        let (live, mut news) = mpsc::channel(8);
        let cancel = CancellationToken::new();
        let (microsoft, held) = (Arc::clone(&self.microsoft), cancel.clone());
        let end = tokio::spawn(async move { microsoft.sign_in(order, live, held).await });
        let Some(SignInNews::PageReady(page)) = news.recv().await else { panic!("no page to open") };
        assert!(self.microsoft.endpoints().allows(page.expose()));
        Attempt { page: page.expose().to_owned(), news, cancel, end }
    }
}

struct Attempt {
    page: String,
    news: mpsc::Receiver<SignInNews>,
    cancel: CancellationToken,
    end: tokio::task::JoinHandle<SignInEnd>,
}

impl Attempt {
    async fn identified(&mut self) -> SignedIn {
        match self.news.recv().await {
            Some(SignInNews::Identified(signed)) => signed,
            Some(SignInNews::PageReady(_)) | None => panic!("nobody was identified"),
        }
    }

    async fn signed(self) -> SignedIn {
        match self.end.await.unwrap() {
            SignInEnd::Signed(signed) => signed,
            other @ (SignInEnd::Refused { .. } | SignInEnd::Failed(_) | SignInEnd::Cancelled) => panic!("{other:?}"),
        }
    }
}

/// A browser tab without scripts: it keeps cookies, follows redirects and presses buttons.
struct Tab {
    client: reqwest::Client,
    at: Url,
    html: String,
}

impl Tab {
    fn open() -> Self {
        let client = reqwest::Client::builder().no_proxy().cookie_store(true).build().unwrap();
        Self { client, at: Url::parse("about:blank").unwrap(), html: String::new() }
    }

    async fn visit(&mut self, address: &str) {
        let response = self.client.get(address).send().await.unwrap();
        self.load(response).await;
    }

    /// Submits the page's first form with its hidden fields and these.
    async fn submit(&mut self, typed: &[(&str, &str)]) {
        let form = between(&self.html, "<form", "</form>").expect("a form on the page").to_owned();
        let tag = form.split('>').next().unwrap();
        let action = self.at.join(&attribute(tag, "action").unwrap()).unwrap();
        // The address as it was written, as browsers post to it.
        let mut fields: Vec<(String, String)> = form
            .split("<input")
            .skip(1)
            .map(|input| input.split('>').next().unwrap())
            .filter(|input| attribute(input, "type").as_deref() == Some("hidden"))
            .map(|input| (attribute(input, "name").unwrap(), attribute(input, "value").unwrap_or_default()))
            .collect();
        fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let response = self.client.post(action).form(&fields).send().await.unwrap();
        self.load(response).await;
    }

    async fn follow(&mut self, link_id: &str) {
        let tag = self.html.split("<a").find(|tag| tag.contains(&format!("id=\"{link_id}\""))).unwrap();
        let address = self.at.join(&attribute(tag, "href").unwrap()).unwrap();
        self.visit(address.as_str()).await;
    }

    async fn load(&mut self, response: reqwest::Response) {
        self.at = response.url().clone();
        self.html = response.text().await.unwrap();
    }

    async fn sign_in(&mut self, user: &UserCard) {
        self.submit(&[("login", &user.upn), ("passwd", &user.password), ("signin", "1")]).await;
        if self.shows("id=\"stay\"") {
            self.submit(&[("accept", "1")]).await;
        }
    }

    fn shows(&self, text: &str) -> bool {
        self.html.contains(text)
    }
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let rest = &text[text.find(from)?..];
    Some(&rest[..rest.find(to)?])
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let value = &tag[start..][..tag[start..].find('"')?];
    Some(value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
}

fn calendar() -> Scopes {
    Scopes::of(["Calendars.Read"])
}

fn two_stage() -> ScopePlan {
    let identity = Scopes::of(["openid", "profile", "offline_access", "User.Read"]);
    ScopePlan::TwoStage { identity, calendar: calendar() }
}

fn kept(signed: &SignedIn) -> TokenRecord {
    TokenRecord {
        account: signed.account.clone(),
        cloud: onboarding::Cloud::Public,
        refresh: signed.grant.refresh.clone().unwrap(),
        granted: signed.grant.scopes.clone(),
        obtained_at: Timestamp::now(),
    }
}

#[tokio::test]
async fn in_an_open_tenant_one_trip_through_the_browser_connects_the_calendar() {
    let mut stage = Stage::set("open").await;
    let target = stage.target().await;
    let tenant = target.tenant.unwrap();
    assert_eq!((tenant.id.as_str(), tenant.kind), (stage.tenant.tenant_id().as_str(), AccountKind::Work));

    let mut attempt = stage.begin(two_stage()).await;
    let (tab, user) = (&mut stage.tab, &stage.user);
    tab.visit(&attempt.page).await;
    tab.sign_in(user).await;
    tab.submit(&[("accept", "1")]).await;
    // Back to the app, which sends the same tab straight on to the second consent page.
    tab.submit(&[]).await;
    let identified = attempt.identified().await;
    assert_eq!(identified.account.username, user.upn);
    assert!(!identified.grant.scopes.cover(&calendar()));
    assert!(tab.shows("Calendars.Read"), "{}", tab.html);
    tab.submit(&[("accept", "1")]).await;
    tab.submit(&[]).await;
    assert!(tab.shows("You can close this tab and return to Greenlight."), "{}", tab.html);

    let signed = attempt.signed().await;
    assert!(signed.grant.scopes.cover(&calendar()));
    let token = &signed.grant.access;
    let calendars = stage.microsoft.calendars(onboarding::Cloud::Public, token).await.unwrap();
    assert_eq!(calendars.iter().filter(|calendar| calendar.is_default).count(), 1);
    let ids: Vec<String> = calendars.iter().map(|calendar| calendar.id.clone()).collect();
    let (from, to) = (Timestamp::now() - 168.hours(), Timestamp::now() + 168.hours());
    let events = stage.microsoft.between(onboarding::Cloud::Public, token, &ids, from, to).await.unwrap();
    assert!(!events.is_empty());

    let Redemption::Granted(again) = stage.microsoft.redeem(&kept(&signed), &calendar()).await else { panic!() };
    assert!(again.scopes.cover(&calendar()));
    stage.tenant.stop().await;
}

#[tokio::test]
async fn under_the_managed_policy_the_wall_is_met_after_the_person_is_known_and_approval_is_noticed() {
    let mut stage = Stage::set("managed-policy").await;
    let mut attempt = stage.begin(two_stage()).await;
    let (tab, user) = (&mut stage.tab, &stage.user);
    tab.visit(&attempt.page).await;
    tab.sign_in(user).await;
    tab.submit(&[("accept", "1")]).await;
    tab.submit(&[]).await;
    let identified = attempt.identified().await;
    assert!(tab.shows("Need admin approval"), "{}", tab.html);

    // Nothing comes back by itself; the identity's token is walled as well.
    assert!(!attempt.end.is_finished());
    let early = stage.microsoft.calendars(onboarding::Cloud::Public, &identified.grant.access).await;
    assert_eq!(early, Err(CalendarFault::NotAllowed));
    let record = kept(&identified);
    let Redemption::Refused(Evidence::Token(body)) = stage.microsoft.redeem(&record, &calendar()).await else {
        panic!()
    };
    assert!(body.contains("65001"), "{body}");

    // The link on the wall answers, without a code that says why.
    tab.follow("return").await;
    tab.submit(&[]).await;
    assert!(tab.shows("return to Greenlight"), "{}", tab.html);
    let SignInEnd::Refused { leg: Leg::Calendar, evidence: Evidence::Redirect(raw) } = attempt.end.await.unwrap()
    else {
        panic!()
    };
    assert!(raw.contains("error=access_denied") && !raw.contains("state="), "{raw}");

    let approve = format!("{}/approve", stage.tenant.control());
    assert!(tab.client.post(approve).send().await.unwrap().status().is_success());
    let Redemption::Granted(grant) = stage.microsoft.redeem(&record, &calendar()).await else { panic!() };
    assert!(grant.scopes.cover(&calendar()));
    assert!(!stage.microsoft.calendars(onboarding::Cloud::Public, &grant.access).await.unwrap().is_empty());
    stage.tenant.stop().await;
}

#[tokio::test]
async fn where_user_consent_is_off_the_first_page_is_the_wall_and_cancelling_ends_it() {
    let mut stage = Stage::set("consent-off").await;
    let attempt = stage.begin(two_stage()).await;
    let (tab, user) = (&mut stage.tab, &stage.user);
    tab.visit(&attempt.page).await;
    tab.sign_in(user).await;
    assert!(tab.shows("Need admin approval"), "{}", tab.html);
    assert!(!attempt.end.is_finished());
    attempt.cancel.cancel();
    assert!(matches!(attempt.end.await.unwrap(), SignInEnd::Cancelled));
    stage.tenant.stop().await;
}

#[tokio::test]
async fn somebody_else_in_the_browser_is_held_until_the_person_chose_and_the_page_asks_again() {
    let mut stage = Stage::set("open").await;
    let other = stage.tenant.users().into_iter().find(|one| one.roles.is_empty() && one.upn != stage.user.upn).unwrap();
    let attempt = stage.begin(two_stage()).await;
    stage.tab.visit(&attempt.page).await;
    stage.tab.sign_in(&other).await;
    stage.tab.submit(&[("accept", "1")]).await;
    stage.tab.submit(&[]).await;
    assert!(stage.tab.shows("Greenlight has a question"), "{}", stage.tab.html);
    let newcomer = attempt.signed().await;
    assert_eq!(newcomer.account.username, other.upn);
    assert!(!newcomer.grant.scopes.cover(&calendar()) && newcomer.grant.refresh.is_some());

    // Chosen again: the browser knows the other one, and the page asks nevertheless.
    let target = stage.target().await;
    let intended = Intended::of(&target, None);
    let order = SignInOrder {
        intended,
        target: target.clone(),
        prompt: Prompt::SelectAccount,
        plan: two_stage(),
        language: Lang::En,
    };
    let mut attempt = stage.begin_with(order).await;
    stage.tab.visit(&attempt.page).await;
    assert!(stage.tab.shows("Pick an account"), "{}", stage.tab.html);
    stage.tab.submit(&[("account", "other")]).await;
    stage.tab.sign_in(&stage.user).await;
    stage.tab.submit(&[("accept", "1")]).await;
    stage.tab.submit(&[]).await;
    assert_eq!(attempt.identified().await.account.username, stage.user.upn);
    attempt.cancel.cancel();

    // Carried on with: straight to the calendar, as the one the browser knows.
    let plan = ScopePlan::OneStage(Scopes::of(["openid", "profile", "offline_access", "User.Read", "Calendars.Read"]));
    let intended = Intended::Account(newcomer.account.clone());
    let order = SignInOrder { intended, target, prompt: Prompt::AsNeeded, plan, language: Lang::En };
    let attempt = stage.begin_with(order).await;
    stage.tab.visit(&attempt.page).await;
    assert!(stage.tab.shows("Calendars.Read"), "{}", stage.tab.html);
    stage.tab.submit(&[("accept", "1")]).await;
    stage.tab.submit(&[]).await;
    let signed = attempt.signed().await;
    assert_eq!(signed.account.key(), newcomer.account.key());
    assert!(signed.grant.scopes.cover(&calendar()));
    stage.tenant.stop().await;
} // C1: 52

#[tokio::test]
async fn a_challenge_that_no_refresh_token_answers_is_answered_by_the_person_with_its_claims() {
    let mut stage = Stage::set("open").await;
    let plan =
        || ScopePlan::OneStage(Scopes::of(["openid", "profile", "offline_access", "User.Read", "Calendars.Read"]));
    let attempt = stage.begin(plan()).await;
    stage.tab.visit(&attempt.page).await;
    stage.tab.sign_in(&stage.user).await;
    stage.tab.submit(&[("accept", "1")]).await;
    stage.tab.submit(&[]).await;
    let signed = attempt.signed().await;
    let record = kept(&signed);
    let week = async |grant: &onboarding::Grant| {
        stage.microsoft.calendars(onboarding::Cloud::Public, &grant.access).await.map(|found| found.len())
    };
    assert_eq!(week(&signed.grant).await, Ok(4));

    let challenge = format!("{}/challenge", stage.tenant.control());
    let order = stage.tab.client.post(challenge).json(&serde_json::json!({ "settled_by": "sign_in" }));
    assert!(order.send().await.unwrap().status().is_success());
    assert_eq!(week(&signed.grant).await, Err(CalendarFault::SignInAgain));
    let Redemption::Refused(Evidence::Token(body)) = stage.microsoft.redeem(&record, &calendar()).await else {
        panic!()
    };
    assert!(body.contains("50076") && body.contains("claims"), "{body}");

    // Signed in as an address, nobody answers for the account: the token is as insufficient as before.
    let attempt = stage.begin(plan()).await;
    stage.tab.visit(&attempt.page).await;
    stage.tab.submit(&[]).await;
    let insufficient = attempt.signed().await;
    assert_eq!(week(&insufficient.grant).await, Err(CalendarFault::SignInAgain));

    // Signed in as the account, the page asks for a fresh proof, and the token holds it.
    let order = SignInOrder {
        target: stage.target().await,
        intended: Intended::Account(signed.account.clone()),
        prompt: Prompt::AsNeeded,
        plan: plan(),
        language: Lang::En,
    };
    let attempt = stage.begin_with(order).await;
    stage.tab.visit(&attempt.page).await;
    assert!(stage.tab.shows("name=\"passwd\""), "{}", stage.tab.html);
    stage.tab.sign_in(&stage.user).await;
    stage.tab.submit(&[]).await;
    let sufficient = attempt.signed().await;
    assert_eq!(week(&sufficient.grant).await, Ok(4));
    stage.tenant.stop().await;
} // C1: 75
