//! The tokens of this run: what is held in memory, what is in the key store, and the one way to get a fresh access token.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::event::CheckOutcome;
use crate::model::{AccountKey, Scopes};
use crate::ports::{
    CalendarFault, Clock, Grant, IdentityProvider, NetworkFault, Ports, Redemption, StoreFault, TokenRecord, TokenStore,
};
use crate::secret::AccessToken;

/// A token is spent this long before it expires: a request under way must not outlive it.
const EARLY: SignedDuration = SignedDuration::from_mins(5);

pub(crate) struct Sessions {
    identity: Arc<dyn IdentityProvider>,
    tokens: Arc<dyn TokenStore>,
    clock: Arc<dyn Clock>,
    held: Mutex<HashMap<AccountKey, Held>>,
    /// One refresh at a time; whoever waited finds the fresh token.
    gate: tokio::sync::Mutex<()>,
    on_store: Box<dyn Fn(Result<(), StoreFault>) + Send + Sync>,
}

#[derive(Default)]
struct Held {
    /// Raised by signing in and out, so that a refresh under way neither brings an account back nor replaces a newer token.
    epoch: u64,
    record: Option<TokenRecord>,
    access: Option<(AccessToken, Timestamp)>,
}

impl Sessions {
    pub(crate) fn new(ports: &Ports, on_store: impl Fn(Result<(), StoreFault>) + Send + Sync + 'static) -> Arc<Self> {
        Arc::new(Self {
            identity: Arc::clone(&ports.identity),
            tokens: Arc::clone(&ports.tokens),
            clock: Arc::clone(&ports.clock),
            held: Mutex::default(),
            gate: tokio::sync::Mutex::default(),
            on_store: Box::new(on_store),
        })
    }

    /// Remembers at once what the store will hold in a moment: without a key store the session lives here.
    pub(crate) fn remember(&self, record: TokenRecord) {
        self.with(&record.account.key(), |held| {
            held.epoch += 1;
            held.record = Some(record);
        });
    }

    pub(crate) fn hold(&self, key: &AccountKey, grant: &Grant) {
        let until = self.expiry(grant);
        self.with(key, |held| held.access = Some((grant.access.clone(), until)));
    }

    /// Writes the remembered record to the key store, never beside a refresh or a removal.
    pub(crate) async fn persist(&self, key: &AccountKey) {
        let _alone = self.gate.lock().await;
        self.persist_alone(key).await;
    }

    async fn persist_alone(&self, key: &AccountKey) {
        let Some(record) = self.with(key, |held| held.record.clone()) else { return };
        (self.on_store)(self.tokens.save(&record).await);
    }

    /// Drops the account from memory now; [`Sessions::erase`] empties the store.
    pub(crate) fn drop_held(&self, key: &AccountKey) {
        self.with(key, |held| *held = Held { epoch: held.epoch + 1, ..Held::default() });
    }

    /// Waits for a refresh under way, so that nothing is written after the removal.
    pub(crate) async fn erase(&self, key: &AccountKey) {
        let _alone = self.gate.lock().await;
        (self.on_store)(self.tokens.remove(key).await);
    }

    /// Redeems the refresh token for `scopes`. A rotated token is persisted before the new access token is used.
    pub(crate) async fn redeem(&self, key: &AccountKey, scopes: &Scopes) -> CheckOutcome {
        let _alone = self.gate.lock().await;
        self.redeem_alone(key, scopes).await
    }

    /// An access token that lives for at least a few minutes more.
    pub(crate) async fn access(&self, key: &AccountKey, scopes: &Scopes) -> Result<AccessToken, CalendarFault> {
        let _alone = self.gate.lock().await;
        let now = self.clock.now();
        let fresh =
            self.with(key, |held| held.access.as_ref().filter(|(_, until)| *until > now).map(|(t, _)| t.clone()));
        if let Some(token) = fresh {
            return Ok(token);
        }
        match self.redeem_alone(key, scopes).await {
            CheckOutcome::Answer(Redemption::Granted(grant)) => Ok(grant.access),
            CheckOutcome::Answer(Redemption::Unreachable(fault)) => Err(CalendarFault::Network(fault)),
            CheckOutcome::Answer(Redemption::Refused(_))
            | CheckOutcome::NoRecord
            | CheckOutcome::Store(StoreFault::Locked | StoreFault::Unavailable | StoreFault::Unreadable) => {
                Err(CalendarFault::SignInAgain)
            }
        }
    }

    /// After a 401 the held token is worth nothing.
    pub(crate) fn spend(&self, key: &AccountKey) {
        self.with(key, |held| held.access = None);
    }

    async fn redeem_alone(&self, key: &AccountKey, scopes: &Scopes) -> CheckOutcome {
        let (epoch, remembered) = self.with(key, |held| (held.epoch, held.record.clone()));
        let record = match remembered {
            Some(record) => record,
            None => match self.tokens.load(key).await {
                Ok(Some(record)) => record,
                Ok(None) => return CheckOutcome::NoRecord,
                Err(fault) => {
                    (self.on_store)(Err(fault));
                    return CheckOutcome::Store(fault);
                }
            },
        };
        let redemption = self.identity.redeem(&record, scopes).await;
        if let Redemption::Granted(grant) = &redemption
            && !self.accept(key, epoch, record, grant).await
        {
            return CheckOutcome::NoRecord;
        }
        CheckOutcome::Answer(redemption)
    }

    /// False when the account was signed out, or in again, meanwhile.
    async fn accept(&self, key: &AccountKey, epoch: u64, mut record: TokenRecord, grant: &Grant) -> bool {
        if let Some(refresh) = &grant.refresh {
            record.refresh = refresh.clone();
        }
        record.granted = grant.scopes.clone();
        record.obtained_at = self.clock.now();
        let current = self.with(key, |held| {
            let current = held.epoch == epoch;
            if current {
                held.record = Some(record);
            }
            current
        });
        if current {
            self.persist_alone(key).await;
            let until = self.expiry(grant);
            self.with(key, |held| held.access = (held.epoch == epoch).then(|| (grant.access.clone(), until)));
        }
        current
    }

    fn expiry(&self, grant: &Grant) -> Timestamp {
        let lifetime = SignedDuration::try_from(grant.expires_in).unwrap_or(SignedDuration::ZERO);
        self.clock.now() + (lifetime - EARLY)
    }

    fn with<T>(&self, key: &AccountKey, read: impl FnOnce(&mut Held) -> T) -> T {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        read(held.entry(key.clone()).or_default())
    }
}

/// What a failed calendar call means for the token that was used.
pub(crate) fn spent_by(fault: CalendarFault) -> bool {
    match fault {
        CalendarFault::SignInAgain | CalendarFault::NotAllowed => true,
        CalendarFault::NoMailbox | CalendarFault::Unreadable => false,
        CalendarFault::Network(
            NetworkFault::Offline
            | NetworkFault::Timeout
            | NetworkFault::Tls
            | NetworkFault::ProxySignIn
            | NetworkFault::NotTheService
            | NetworkFault::ServiceFault
            | NetworkFault::Throttled,
        ) => false,
    }
}
