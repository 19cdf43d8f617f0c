#![allow(clippy::unwrap_used, clippy::panic)]

mod aside;
mod overtaken;
mod refresh;

use std::collections::VecDeque;
use std::sync::Weak;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use diagnosis::Evidence;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::{JoinHandle, JoinSet};
use tokio_util::sync::CancellationToken;

use super::*;
use crate::connection::{Obstacle, Preflight, ServiceState};
use crate::model::{Account, Cloud, EmailAddress};
use crate::ports::{Discovery, SignInEnd, SignInNews, SignInOrder};
use crate::secret::RefreshToken;

const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// A sessions object with scripted surroundings. Answers of the service are used up in order.
struct World {
    service: Arc<Service>,
    store: Arc<Store>,
    clock: Arc<Wall>,
    sessions: Arc<Sessions>,
}

struct Service {
    answers: Mutex<VecDeque<Redemption>>,
    asked: AtomicUsize,
    redeemed: Mutex<Vec<String>>,
    /// A request waits for a permit before it is answered.
    open: Semaphore,
}

#[derive(Default)]
struct Store {
    record: Mutex<Option<TokenRecord>>,
    saves: AtomicUsize,
    fault: Mutex<Option<StoreFault>>,
    leases: Mutex<Weak<()>>,
}

struct Wall(Mutex<Timestamp>);

fn record(refresh: &str) -> TokenRecord {
    TokenRecord {
        account: Account {
            tenant_id: "6babcaad-604b-40ac-a9d7-9fd97c0b779f".to_owned(),
            object_id: "o-1".to_owned(),
            name: "Mina".to_owned(),
            username: "mina@contoso.example".to_owned(),
        },
        cloud: Cloud::Public,
        refresh: RefreshToken::new(refresh.to_owned()),
        granted: Scopes::of(["User.Read"]),
        obtained_at: Timestamp::UNIX_EPOCH,
    }
}

fn key() -> AccountKey {
    record("").account.key()
}

fn grant(access: &str, refresh: &str) -> Redemption {
    Redemption::Granted(Grant {
        access: AccessToken::new(access.to_owned()),
        refresh: Some(RefreshToken::new(refresh.to_owned())),
        scopes: Scopes::of(["User.Read", "Calendars.Read"]),
        expires_in: Duration::from_secs(3600),
    })
}

fn refusal(body: &str) -> Redemption {
    Redemption::Refused(Evidence::Token(body.to_owned()))
}

impl World {
    /// A store that holds `old`, and a service that will answer with these.
    fn with(answers: impl IntoIterator<Item = Redemption>) -> Self {
        let store = Arc::new(Store { record: Mutex::new(Some(record("old"))), ..Store::default() });
        Self::on(store, answers)
    }

    fn on(store: Arc<Store>, answers: impl IntoIterator<Item = Redemption>) -> Self {
        let service = Arc::new(Service {
            answers: Mutex::new(answers.into_iter().collect()),
            asked: AtomicUsize::new(0),
            redeemed: Mutex::default(),
            open: Semaphore::new(Semaphore::MAX_PERMITS),
        });
        let clock = Arc::new(Wall(Mutex::new("2026-11-20T09:00:00Z".parse().unwrap())));
        let sessions = Arc::new(Sessions {
            identity: service.clone(),
            tokens: store.clone(),
            clock: clock.clone(),
            held: Mutex::default(),
            aside: Aside::default(),
            on_store: Box::new(|_| {}),
        });
        Self { service, store, clock, sessions }
    }

    async fn access(&self) -> Result<String, CalendarFault> {
        let token = self.sessions.access(&key(), &Scopes::of(["Calendars.Read"])).await?;
        Ok(token.expose().to_owned())
    }

    /// So many callers at the same instant: the service answers when all of them wait.
    async fn storm(&self, callers: usize) -> Vec<Result<String, CalendarFault>> {
        self.service.close();
        let mut all = JoinSet::new();
        for _ in 0..callers {
            let sessions = Arc::clone(&self.sessions);
            all.spawn(async move {
                let token = sessions.access(&key(), &Scopes::of(["Calendars.Read"])).await?;
                Ok(token.expose().to_owned())
            });
        }
        // One turn of this thread's queue reaches every one of them.
        tokio::task::yield_now().await;
        self.service.open.add_permits(callers);
        all.join_all().await
    }

    /// A redemption that the service, closed, has been asked for and has not answered.
    async fn redeeming(&self) -> JoinHandle<CheckOutcome> {
        let sessions = Arc::clone(&self.sessions);
        let redeeming = tokio::spawn(async move { sessions.redeem(&key(), &Scopes::of(["Calendars.Read"])).await });
        while self.asked() == 0 {
            tokio::task::yield_now().await;
        }
        redeeming
    }

    fn asked(&self) -> usize {
        self.service.asked.load(Ordering::SeqCst)
    }
}

impl Service {
    /// Requests wait from now on until they are let through.
    fn close(&self) {
        self.open.forget_permits(Semaphore::MAX_PERMITS);
    }
}

impl Store {
    fn refresh(&self) -> Option<String> {
        self.record.lock().unwrap().as_ref().map(|record| record.refresh.expose().to_owned())
    }

    fn answer(&self) -> Result<(), StoreFault> {
        self.fault.lock().unwrap().map_or(Ok(()), Err)
    }
}

#[async_trait]
impl TokenStore for Store {
    async fn load(&self, _: &AccountKey) -> Result<Option<TokenRecord>, StoreFault> {
        self.answer()?;
        Ok(self.record.lock().unwrap().clone())
    }

    async fn save(&self, record: &TokenRecord) -> Result<(), StoreFault> {
        self.answer()?;
        assert!(self.leases.lock().unwrap().upgrade().is_some(), "saved beside another process");
        self.saves.fetch_add(1, Ordering::SeqCst);
        *self.record.lock().unwrap() = Some(record.clone());
        Ok(())
    }

    async fn remove(&self, _: &AccountKey) -> Result<(), StoreFault> {
        self.answer()?;
        assert!(self.leases.lock().unwrap().upgrade().is_some(), "removed beside another process");
        *self.record.lock().unwrap() = None;
        Ok(())
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreFault> {
        self.answer()?;
        Ok(self.record.lock().unwrap().iter().map(|record| record.account.clone()).collect())
    }

    async fn lease(&self, _: &AccountKey) -> Result<Lease, StoreFault> {
        let mut leases = self.leases.lock().unwrap();
        assert!(leases.upgrade().is_none(), "two leases at a time");
        let hold = Arc::new(());
        *leases = Arc::downgrade(&hold);
        Ok(Lease::on(hold))
    }
}

#[async_trait]
impl IdentityProvider for Service {
    fn authority(&self, _: Cloud) -> String {
        String::new()
    }

    async fn discover(&self, _: &EmailAddress) -> Discovery {
        Discovery::NotFound
    }

    async fn sign_in(&self, _: SignInOrder, _: mpsc::Sender<SignInNews>, _: CancellationToken) -> SignInEnd {
        SignInEnd::Cancelled
    }

    async fn preflight(&self, _: Cloud) -> Preflight {
        let offline = || crate::connection::Service {
            host: "login.example".to_owned(),
            state: ServiceState::Blocked { by: Obstacle::NoConnection },
        };
        Preflight { sign_in: offline(), calendar: offline(), clock: None }
    }

    async fn redeem(&self, record: &TokenRecord, _: &Scopes) -> Redemption {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.redeemed.lock().unwrap().push(record.refresh.expose().to_owned());
        self.open.acquire().await.unwrap().forget();
        self.answers.lock().unwrap().pop_front().unwrap_or(Redemption::Unreachable(NetworkFault::Offline))
    }
}

#[async_trait]
impl Clock for Wall {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }

    async fn sleep_until(&self, _: Timestamp) {
        std::future::pending().await
    }
}

impl Wall {
    fn shift(&self, by: SignedDuration) {
        *self.0.lock().unwrap() += by;
    }
}
