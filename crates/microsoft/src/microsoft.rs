use std::fmt;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use onboarding::{
    AccessToken, Calendar, CalendarEvent, CalendarFault, CalendarInfo, Cloud, Discovery, EmailAddress, Grant,
    IdentityProvider, Preflight, Redemption, Scopes, SignInEnd, SignInNews, SignInOrder, TokenRecord,
};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::calendar::Graph;
use crate::challenge::Challenges;
use crate::discovery;
use crate::endpoints::Endpoints;
use crate::http::Way;
use crate::listener::Deadlines;
use crate::preflight::preflight;
use crate::proxy::Proxy;
use crate::sign_in::sign_in;
use crate::throttle::Throttles;
use crate::token::{self, Exchange};

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
        let way = RwLock::new(open(proxy, &endpoints, &timing)?);
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
        let way = open(proxy, &self.endpoints, &self.timing)?;
        *self.way.write().unwrap_or_else(PoisonError::into_inner) = way;
        Ok(())
    }

    pub(crate) fn way(&self) -> Way {
        self.way.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Which pages the browser may be sent to.
    pub fn endpoints(&self) -> &Endpoints {
        &self.endpoints
    }

    fn graph<'a>(&'a self, cloud: Cloud, token: &'a AccessToken) -> Graph<'a> {
        Graph {
            way: self.way(),
            base: self.endpoints.graph_base(cloud),
            token,
            pause: self.timing.pause,
            challenges: &self.challenges,
        }
    }
}

fn open(proxy: Proxy, endpoints: &Endpoints, timing: &Timing) -> Result<Way, BuildError> {
    let proxy = if endpoints.needs_proxy() { proxy } else { Proxy::Direct };
    Way::open(proxy, timing).map_err(BuildError)
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
        discovery::discover(&self.way(), &self.endpoints, email).await
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
        if let Err(fault) = self.go_through(self.way().proxy().clone()) {
            tracing::warn!(%fault, "the look goes the old way");
        }
        preflight(&self.way(), self.endpoints.authority_base(cloud), self.endpoints.graph_base(cloud)).await
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
        let (exchange, wait) = token::refresh(&self.way(), &url, &form, self.timing.pause).await;
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
