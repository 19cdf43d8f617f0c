use std::fmt;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use onboarding::{
    AccessToken, Calendar, CalendarEvent, CalendarFault, CalendarInfo, Cloud, Discovery, EmailAddress, Grant,
    IdentityProvider, Obstacle, Preflight, Redemption, Scopes, ServiceState, SignInEnd, SignInNews, SignInOrder,
    TokenRecord,
};
use reqwest::Client;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::calendar::Graph;
use crate::challenge::Challenges;
use crate::endpoints::Endpoints;
use crate::listener::Deadlines;
use crate::preflight::preflight;
use crate::proxy::Proxy;
use crate::sign_in::sign_in;
use crate::throttle::Throttles;
use crate::token::{self, Exchange};
use crate::{discovery, http};

/// How long things may take.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    /// To a connection, TLS included.
    pub connect: Duration,
    /// Between two pieces of an answer.
    pub read: Duration,
    /// For one whole request.
    pub total: Duration,
    /// Before the one repetition after a network hiccup.
    pub pause: Duration,
    /// For a person to get through the pages in the browser.
    pub sign_in: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            read: Duration::from_secs(30),
            total: Duration::from_secs(60),
            pause: Duration::from_secs(1),
            sign_in: Duration::from_secs(30 * 60),
        }
    }
}

/// The HTTP client could not be built: no usable TLS or proxy configuration on this computer.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client could not be set up")]
pub struct BuildError(#[source] reqwest::Error);

/// The identity platform and Graph, for one app registration.
pub struct Microsoft {
    pub(crate) endpoints: Endpoints,
    pub(crate) client_id: String,
    pub(crate) timing: Timing,
    pub(crate) deadlines: Deadlines,
    way: RwLock<Way>,
    pub(crate) throttles: Throttles,
    pub(crate) challenges: Challenges,
}

/// How requests leave this computer, and the client that sends them so.
struct Way {
    proxy: Proxy,
    client: Client,
}

impl Microsoft {
    /// Through the system's proxy, if it has one.
    ///
    /// # Errors
    /// When the HTTP client cannot be built.
    pub fn new(endpoints: Endpoints, client_id: &str, timing: Timing) -> Result<Self, BuildError> {
        Self::through(Proxy::System, endpoints, client_id, timing)
    }

    /// Through `proxy`, unless `endpoints` are on this computer.
    ///
    /// # Errors
    /// When the HTTP client cannot be built.
    pub fn through(proxy: Proxy, endpoints: Endpoints, client_id: &str, timing: Timing) -> Result<Self, BuildError> {
        let way = RwLock::new(Way::open(proxy, &endpoints, &timing)?);
        Ok(Self {
            endpoints,
            client_id: client_id.to_owned(),
            timing,
            deadlines: Deadlines::default(),
            way,
            throttles: Throttles::default(),
            challenges: Challenges::default(),
        })
    }

    /// Another way out from the next request on. What is under way comes to its end on the old one.
    ///
    /// # Errors
    /// When the HTTP client cannot be built; then the old way stays.
    pub fn go_through(&self, proxy: Proxy) -> Result<(), BuildError> {
        let way = Way::open(proxy, &self.endpoints, &self.timing)?;
        *self.way.write().unwrap_or_else(PoisonError::into_inner) = way;
        Ok(())
    }

    pub(crate) fn client(&self) -> Client {
        self.way.read().unwrap_or_else(PoisonError::into_inner).client.clone()
    }

    fn proxy(&self) -> Proxy {
        self.way.read().unwrap_or_else(PoisonError::into_inner).proxy.clone()
    }

    /// Which pages the browser may be sent to.
    pub fn endpoints(&self) -> &Endpoints {
        &self.endpoints
    }

    fn graph<'a>(&'a self, cloud: Cloud, token: &'a AccessToken) -> Graph<'a> {
        Graph {
            client: self.client(),
            base: self.endpoints.graph_base(cloud),
            token,
            pause: self.timing.pause,
            challenges: &self.challenges,
        }
    }
}

impl Way {
    fn open(proxy: Proxy, endpoints: &Endpoints, timing: &Timing) -> Result<Self, BuildError> {
        let proxy = if endpoints.needs_proxy() { proxy } else { Proxy::Direct };
        let client = http::client(timing, &proxy).map_err(BuildError)?;
        Ok(Self { proxy, client })
    }
}

impl fmt::Debug for Microsoft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Microsoft")
            .field("endpoints", &self.endpoints)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

#[async_trait]
impl IdentityProvider for Microsoft {
    fn authority(&self, cloud: Cloud) -> String {
        self.endpoints.authority_base(cloud).to_owned()
    }

    async fn discover(&self, email: &EmailAddress) -> Discovery {
        discovery::discover(&self.client(), &self.endpoints, email).await
    }

    async fn sign_in(
        &self,
        order: SignInOrder,
        live: mpsc::Sender<SignInNews>,
        cancel: CancellationToken,
    ) -> SignInEnd {
        sign_in(self, &order, &live, &cancel).await
    }

    /// Reads the system's proxy anew, so that whatever the person has changed meanwhile counts from here on.
    async fn preflight(&self, cloud: Cloud) -> Preflight {
        let proxy = self.proxy();
        if let Err(fault) = self.go_through(proxy.clone()) {
            tracing::warn!(%fault, "the look goes the old way");
        }
        let (authority, graph) = (self.endpoints.authority_base(cloud), self.endpoints.graph_base(cloud));
        let mut found = preflight(&self.client(), authority, graph).await;
        for (state, address) in [(&mut found.sign_in.state, authority), (&mut found.calendar.state, graph)] {
            if *state == (ServiceState::Blocked { by: Obstacle::NoConnection }) && proxy.stands_before(address) {
                *state = ServiceState::Blocked { by: Obstacle::ProxyUnreachable };
            }
        }
        found
    }

    async fn redeem(&self, record: &TokenRecord, scopes: &Scopes) -> Redemption {
        let scope = scopes.joined();
        if let Some(known) = self.throttles.answer(record, &scope) {
            return known;
        }
        let key = record.account.key();
        let claims = self.challenges.take(&key);
        let url = self.endpoints.oauth2(record.cloud, &record.account.tenant_id, "token");
        let mut form = vec![
            ("client_id", self.client_id.as_str()),
            ("grant_type", "refresh_token"),
            ("refresh_token", record.refresh.expose()),
            ("scope", scope.as_str()),
        ];
        form.extend(claims.as_deref().map(|claims| ("claims", claims)));
        let (exchange, wait) = token::refresh(&self.client(), &url, &form, self.timing.pause).await;
        if let Some(wait) = wait {
            self.throttles.slow_down(key.clone(), wait);
        }
        match exchange {
            Exchange::Tokens(tokens) => {
                let fresh = tokens.into_grant();
                self.challenges.issued(key, &fresh.access, claims.is_some());
                // The old token stays good until the next one is used (refresh-tokens.md), so none back means keep it.
                let refresh = fresh.refresh.or_else(|| Some(record.refresh.clone()));
                Redemption::Granted(Grant { refresh, ..fresh })
            }
            Exchange::Refused(evidence) => {
                self.throttles.refused(record, &scope, &evidence);
                self.challenges.refused(key, &evidence, claims);
                Redemption::Refused(evidence)
            }
            Exchange::Unreachable(fault) => {
                if let Some(claims) = claims {
                    self.challenges.give_back(key, claims);
                }
                Redemption::Unreachable(fault)
            }
        }
    }
}

#[async_trait]
impl Calendar for Microsoft {
    async fn calendars(&self, cloud: Cloud, token: &AccessToken) -> Result<Vec<CalendarInfo>, CalendarFault> {
        self.graph(cloud, token).calendars().await
    }

    async fn between(
        &self,
        cloud: Cloud,
        token: &AccessToken,
        calendar_ids: &[String],
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<CalendarEvent>, CalendarFault> {
        self.graph(cloud, token).between(calendar_ids, from, to).await
    }
}
