use std::future::Future;

use diagnosis::Evidence;
use onboarding::{
    Account, AccountKind, Cloud, Intended, Leg, Prompt, ScopePlan, Scopes, SignInEnd, SignInFault, SignInNews,
    SignInOrder, SignedIn,
};
use secrecy::ExposeSecret;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use crate::authorize::{Ask, Request, Wish};
use crate::endpoints::PERSONAL_TENANT;
use crate::id_token::{self, Expected};
use crate::listener::{Answer, Listener, Page, Tab};
use crate::microsoft::Microsoft;
use crate::token::{self, Exchange};
use crate::wire::token::TokenResponse;

/// Where an address without a known tenant signs in: any organisation.
const ANY_ORGANISATION: &str = "organizations";

/// Runs one attempt. However it ends, the port is free and the attempt's secrets are wiped when this returns.
pub(crate) async fn sign_in(
    microsoft: &Microsoft,
    order: &SignInOrder,
    live: &mpsc::Sender<SignInNews>,
    cancel: &CancellationToken,
) -> SignInEnd {
    if cancel.is_cancelled() {
        return SignInEnd::Cancelled;
    }
    let mut listener = match Listener::open(order.language, microsoft.deadlines).await {
        Ok(listener) => listener,
        Err(error) => {
            tracing::warn!(%error, "sign-in cannot start");
            return SignInEnd::Failed(SignInFault::NoLocalPort);
        }
    };
    let attempt = Attempt::new(microsoft, order, live, &listener);
    let end = until(cancel, timeout(microsoft.timing.sign_in, attempt.run(&mut listener))).await;
    listener.release().await;
    match end {
        None => SignInEnd::Cancelled,
        Some(Err(_)) => SignInEnd::Failed(SignInFault::Expired),
        Some(Ok(Err(end))) => end,
        Some(Ok(Ok(signed))) => {
            microsoft.throttles.lift(&signed.account.key());
            SignInEnd::Signed(signed)
        }
    }
}

async fn until<T>(cancel: &CancellationToken, work: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        biased;
        () = cancel.cancelled() => None,
        done = work => Some(done),
    }
}

/// What stays the same over the legs of one attempt.
struct Attempt<'a> {
    microsoft: &'a Microsoft,
    order: &'a SignInOrder,
    live: &'a mpsc::Sender<SignInNews>,
    cloud: Cloud,
    redirect_uri: String,
}

impl<'a> Attempt<'a> {
    fn new(
        microsoft: &'a Microsoft,
        order: &'a SignInOrder,
        live: &'a mpsc::Sender<SignInNews>,
        listener: &Listener,
    ) -> Self {
        let cloud = order.target.tenant.as_ref().map_or(Cloud::Public, |tenant| tenant.cloud);
        Self { microsoft, order, live, cloud, redirect_uri: listener.redirect_uri().to_owned() }
    }

    async fn run(&self, listener: &mut Listener) -> Result<SignedIn, SignInEnd> {
        match &self.order.plan {
            ScopePlan::OneStage(scopes) => {
                let (signed, tab) = self.first(Leg::Calendar, self.opening(scopes), listener).await?;
                tab.show(self.welcome(&signed.account)).await;
                Ok(signed)
            }
            ScopePlan::TwoStage { identity, calendar } => {
                let (identified, tab) = self.first(Leg::Identity, self.opening(identity), listener).await?;
                if !self.order.intended.is(&identified.account) {
                    // Nothing is asked of Microsoft in a name that the person has not said yes to.
                    tab.show(self.welcome(&identified.account)).await;
                    return Ok(identified);
                }
                self.second(identified, identity.and(calendar), tab, listener).await
            }
        }
    }

    /// A leg that begins with a page for the person to open.
    async fn first(&self, leg: Leg, ask: Ask, listener: &mut Listener) -> Result<(SignedIn, Tab), SignInEnd> {
        listener.expect(ask.state.clone());
        self.tell(SignInNews::PageReady(ask.page.clone())).await?;
        self.proof(leg, &ask, listener).await
    }

    /// The leg that the same tab is sent on to. `scopes` names leg one's again: they are granted, so no page asks for
    /// them, and the new refresh token stands for everything.
    async fn second(
        &self,
        identified: SignedIn,
        scopes: Scopes,
        tab: Tab,
        listener: &mut Listener,
    ) -> Result<SignedIn, SignInEnd> {
        let hint = self.or_typed(&identified.account.username);
        let claims = self.microsoft.challenges.of_the_person(&identified.account.key());
        let ask = self.ask(Wish { scopes, hint, prompt: Prompt::AsNeeded, claims });
        listener.expect_next(ask.state.clone(), ask.page.clone());
        // Told first: at a wall nothing ever comes back, and by then the app has to know who stands there.
        self.tell(SignInNews::Identified(identified.clone())).await?;
        if identified.grant.scopes.cover(&ask.scopes) {
            // A token names all that was ever granted to the app. Nothing is left to ask.
            tab.show(Page::Signed).await;
            return Ok(identified);
        }
        tab.show(Page::Onward(ask.page.clone())).await;
        let (signed, tab) = self.proof(Leg::Calendar, &ask, listener).await?;
        if signed.account.key() != identified.account.key() {
            tab.show(Page::Answered).await;
            return Err(SignInEnd::Failed(SignInFault::NotOurs));
        }
        tab.show(Page::Signed).await;
        Ok(signed)
    }

    /// Waits for the leg's answer and redeems it while the tab waits. A tab whose answer is no proof gets its page here.
    async fn proof(&self, leg: Leg, ask: &Ask, listener: &mut Listener) -> Result<(SignedIn, Tab), SignInEnd> {
        let arrival = listener.arrival().await.ok_or(SignInEnd::Failed(SignInFault::NoLocalPort))?;
        let page = match arrival.answer {
            Answer::CodeInQuery => Page::Exposed,
            Answer::Code { .. } | Answer::Error(_) => Page::Answered,
        };
        match self.judge(leg, ask, arrival.answer).await {
            Ok(signed) => Ok((signed, arrival.tab)),
            Err(end) => {
                arrival.tab.show(page).await;
                Err(end)
            }
        }
    }

    async fn judge(&self, leg: Leg, ask: &Ask, answer: Answer) -> Result<SignedIn, SignInEnd> {
        let code = match answer {
            Answer::Code { code, issuer } => {
                if issuer.is_some_and(|issuer| !self.is_from_here(&issuer)) {
                    return Err(SignInEnd::Failed(SignInFault::NotOurs));
                }
                code
            }
            Answer::Error(form) => {
                return Err(SignInEnd::Refused { leg, evidence: Evidence::Redirect(form) });
            }
            Answer::CodeInQuery => return Err(SignInEnd::Failed(SignInFault::Unreadable)),
        };
        let scope = ask.scopes.joined();
        let mut form = vec![
            ("client_id", self.microsoft.client_id.as_str()),
            ("grant_type", "authorization_code"),
            ("code", code.expose_secret()),
            ("redirect_uri", self.redirect_uri.as_str()),
            ("code_verifier", ask.verifier.expose_secret()),
            ("scope", scope.as_str()),
        ];
        form.extend(ask.claims.as_deref().map(|claims| ("claims", claims)));
        let url = self.microsoft.endpoints.oauth2(self.cloud, self.tenant(), "token");
        match token::redeem_code(&self.microsoft.way(), &url, &form, self.microsoft.timing.pause).await {
            Exchange::Tokens(tokens) => self.signed(ask, tokens).map_err(SignInEnd::Failed),
            Exchange::Refused(evidence) => Err(SignInEnd::Refused { leg, evidence }),
            Exchange::Unreachable(fault) => Err(SignInEnd::Failed(SignInFault::Network(fault))),
        }
    }

    fn signed(&self, ask: &Ask, tokens: TokenResponse) -> Result<SignedIn, SignInFault> {
        let expected = Expected {
            endpoints: &self.microsoft.endpoints,
            cloud: self.cloud,
            client_id: &self.microsoft.client_id,
            nonce: &ask.nonce,
            tenant: self.order.target.tenant.as_ref().map(|tenant| tenant.id.as_str()),
        };
        let id_token = tokens.id_token.as_deref().unwrap_or_default();
        let account = id_token::account(id_token, &expected)
            .inspect_err(|fault| tracing::warn!(%fault, "an id_token was refused"))?;
        let grant = tokens.into_grant();
        // Claims are one account's: somebody else who signs in has not answered any of theirs.
        let asked_of = match &self.order.intended {
            Intended::Account(known) => known.key() == account.key(),
            Intended::Address(_) => true,
        };
        self.microsoft.challenges.issued(account.key(), &grant.access, asked_of && ask.claims.is_some());
        Ok(SignedIn { account, grant })
    }

    /// Beside somebody who proved themselves it may be an administrator who approves while they wait: then nothing is asked.
    fn welcome(&self, signed_in: &Account) -> Page {
        match &self.order.intended {
            meant if meant.is(signed_in) => Page::Signed,
            Intended::Account(_) => Page::Answered,
            Intended::Address(_) => Page::WhoIsIt,
        }
    }

    /// The page that the attempt begins with.
    fn opening(&self, scopes: &Scopes) -> Ask {
        let hint = self.or_typed(self.order.intended.hint());
        let claims = match &self.order.intended {
            Intended::Account(known) => self.microsoft.challenges.of_the_person(&known.key()),
            Intended::Address(_) => None,
        };
        self.ask(Wish { scopes: scopes.clone(), hint, prompt: self.order.prompt, claims })
    }

    /// A user name as the hint, else the address that was typed.
    fn or_typed<'b>(&'b self, username: &'b str) -> &'b str {
        if username.is_empty() { self.order.target.email.as_str() } else { username }
    }

    fn ask(&self, wish: Wish<'_>) -> Ask {
        let request = Request {
            endpoints: &self.microsoft.endpoints,
            client_id: &self.microsoft.client_id,
            cloud: self.cloud,
            tenant: self.tenant(),
            redirect_uri: &self.redirect_uri,
            language: self.order.language,
        };
        // Whatever is asked, the answer has to say who gave it.
        request.ask(Wish { scopes: wish.scopes.and(&Scopes::of(["openid", "profile"])), ..wish })
    }

    fn tenant(&self) -> &str {
        match (&self.order.target.tenant, self.order.target.kind()) {
            (_, AccountKind::Personal) => PERSONAL_TENANT,
            (Some(tenant), AccountKind::Work) => &tenant.id,
            (None, AccountKind::Work) => ANY_ORGANISATION,
        }
    }

    /// RFC 9207's `iss`, before a code goes anywhere: an issuer of this cloud for some tenant.
    fn is_from_here(&self, issuer: &str) -> bool {
        let tenant = issuer.rsplit('/').nth(1).unwrap_or_default();
        self.microsoft.endpoints.issues(self.cloud, tenant, issuer)
    }

    /// Nobody listens any more: the same as a cancel.
    async fn tell(&self, news: SignInNews) -> Result<(), SignInEnd> {
        self.live.send(news).await.map_err(|_| SignInEnd::Cancelled)
    }
}
