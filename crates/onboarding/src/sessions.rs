//! The tokens of this run: what is held in memory, what is in the key store, and the one way to get a fresh access token.

mod access;
mod aside;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::event::CheckOutcome;
use crate::model::{Account, AccountKey, Scopes};
use crate::ports::{
    CalendarFault, Clock, Grant, IdentityProvider, Lease, NetworkFault, Ports, Redemption, StoreFault, TokenRecord,
    TokenStore,
};
use crate::secret::AccessToken;

use access::{Age, HeldAccess};
use aside::Aside;

pub(crate) struct Sessions {
    identity: Arc<dyn IdentityProvider>,
    tokens: Arc<dyn TokenStore>,
    clock: Arc<dyn Clock>,
    held: Mutex<HashMap<AccountKey, Held>>,
    aside: Aside,
    on_store: Box<dyn Fn(Result<(), StoreFault>) + Send + Sync>,
}

#[derive(Default)]
struct Held {
    /// One refresh, save or removal at a time for an account; whoever waited finds what came of it.
    gate: Arc<tokio::sync::Mutex<()>>,
    /// Raised by signing in and out, so that a refresh under way neither brings an account back nor replaces a newer token.
    epoch: u64,
    record: Option<TokenRecord>,
    /// Whether the store was seen to hold the record. If it then holds nothing, somebody signed out in another process.
    stored: bool,
    access: Option<HeldAccess>,
    /// Redemptions that have ended, and what the last one failed with: who waited for it shares the failure.
    rounds: u64,
    failed: Option<CalendarFault>,
}

impl Sessions {
    pub(crate) fn new(ports: &Ports, on_store: impl Fn(Result<(), StoreFault>) + Send + Sync + 'static) -> Arc<Self> {
        Arc::new(Self {
            identity: Arc::clone(&ports.identity),
            tokens: Arc::clone(&ports.tokens),
            clock: Arc::clone(&ports.clock),
            held: Mutex::default(),
            aside: Aside::default(),
            on_store: Box::new(on_store),
        })
    }

    /// Remembers at once what the store will hold in a moment: without a key store the session lives here.
    pub(crate) fn remember(&self, record: TokenRecord) {
        self.with(&record.account.key(), |held| {
            held.epoch += 1;
            held.record = Some(record);
            held.stored = false;
        });
    }

    pub(crate) fn hold(&self, key: &AccountKey, grant: &Grant) {
        let access = HeldAccess::of(grant, self.clock.now());
        self.with(key, |held| held.access = Some(access));
    }

    /// Somebody else signed in than was meant: their tokens wait here, beside the accounts, until the person has said
    /// whether it is to be them. Whatever is held or stored of that account stays as it is.
    pub(crate) fn set_aside(&self, key: AccountKey, record: Option<TokenRecord>, grant: &Grant) {
        self.aside.put(key, record, HeldAccess::of(grant, self.clock.now()));
    }

    /// It is to be them: remembered and held as after any sign-in.
    pub(crate) fn adopt(&self, key: &AccountKey) {
        let Some((record, access)) = self.aside.take(key) else { return };
        if let Some(record) = record {
            self.remember(record);
        }
        self.with(key, |held| held.access = Some(access));
    }

    pub(crate) fn discard(&self) {
        self.aside.empty();
    }

    /// Writes the remembered record to the key store, never beside a refresh or a removal.
    pub(crate) async fn persist(&self, key: &AccountKey) {
        let gate = self.gate(key);
        let _alone = gate.lock().await;
        match self.tokens.lease(key).await {
            Ok(_lease) => self.persist_alone(key).await,
            Err(fault) => (self.on_store)(Err(fault)),
        }
    }

    async fn persist_alone(&self, key: &AccountKey) {
        let Some(record) = self.with(key, |held| held.record.clone()) else { return };
        let outcome = self.tokens.save(&record).await;
        self.with(key, |held| held.stored = outcome.is_ok());
        (self.on_store)(outcome);
    }

    /// Drops the account from memory now; [`Sessions::erase`] empties the store.
    pub(crate) fn drop_held(&self, key: &AccountKey) {
        self.with(key, Held::drop);
    }

    /// The same for everybody; [`Sessions::erase_others`] empties the store.
    pub(crate) fn drop_everybody(&self) {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).values_mut().for_each(Held::drop);
    }

    /// Waits for a refresh under way, in this process or another, so that nothing is written after the removal.
    pub(crate) async fn erase(&self, key: &AccountKey) {
        let gate = self.gate(key);
        let _alone = gate.lock().await;
        let outcome = match self.tokens.lease(key).await {
            Ok(_lease) => self.tokens.remove(key).await,
            Err(fault) => Err(fault),
        };
        (self.on_store)(outcome);
    }

    /// Whoever the key store holds, but for somebody who has signed in since this was asked for.
    pub(crate) async fn erase_others(&self) {
        match self.tokens.accounts().await {
            Ok(accounts) => {
                for key in accounts.iter().map(Account::key) {
                    if self.with(&key, |held| held.record.is_none()) {
                        self.erase(&key).await;
                    }
                }
            }
            Err(fault) => (self.on_store)(Err(fault)),
        }
    }

    /// Redeems the refresh token for `scopes`. A rotated token is persisted before the new access token is used.
    pub(crate) async fn redeem(&self, key: &AccountKey, scopes: &Scopes) -> CheckOutcome {
        let gate = self.gate(key);
        let _alone = gate.lock().await;
        self.redeem_alone(key, scopes).await
    }

    /// An access token that lives for at least a few minutes more. However many ask for it at once, one request goes
    /// out, and all of them get what it brought, a failure too.
    pub(crate) async fn access(&self, key: &AccountKey, scopes: &Scopes) -> Result<AccessToken, CalendarFault> {
        let (gate, rounds) = self.with(key, |held| (Arc::clone(&held.gate), held.rounds));
        let _alone = gate.lock().await;
        let (age, ended, failed) = self.with(key, |held| (self.age(held), held.rounds, held.failed));
        let last = match age {
            Age::Fresh(token) => return Ok(token),
            Age::Ageing(token) => Some(token),
            Age::Spent => None,
        };
        let outcome = match failed {
            Some(fault) if ended != rounds => Err(fault),
            Some(_) | None => self.fresh(key, scopes).await,
        };
        match (outcome, last) {
            // It is good for minutes yet: a network that is away for a moment need not show.
            (Err(CalendarFault::Network(_)), Some(token)) => Ok(token),
            (outcome, _) => outcome,
        }
    }

    async fn fresh(&self, key: &AccountKey, scopes: &Scopes) -> Result<AccessToken, CalendarFault> {
        let outcome = match self.redeem_alone(key, scopes).await {
            CheckOutcome::Answer(Redemption::Granted(grant)) => Ok(grant.access),
            CheckOutcome::Answer(Redemption::Unreachable(fault)) => Err(CalendarFault::Network(fault)),
            CheckOutcome::Answer(Redemption::Refused(_))
            | CheckOutcome::NoRecord
            | CheckOutcome::Store(StoreFault::Locked | StoreFault::Unavailable | StoreFault::Unreadable) => {
                Err(CalendarFault::SignInAgain)
            }
        };
        self.with(key, |held| {
            held.rounds += 1;
            held.failed = outcome.as_ref().err().copied();
        });
        outcome
    }

    /// After a 401 the held token is worth nothing.
    pub(crate) fn spend(&self, key: &AccountKey) {
        self.with(key, |held| held.access = None);
    }

    async fn redeem_alone(&self, key: &AccountKey, scopes: &Scopes) -> CheckOutcome {
        // Held to the end: another process neither refreshes beside us nor signs out between our answer and our save.
        let _lease: Lease = match self.tokens.lease(key).await {
            Ok(lease) => lease,
            Err(fault) => return self.no_store(fault),
        };
        let epoch = self.with(key, |held| held.epoch);
        let record = match self.current(key).await {
            Ok(Some(record)) => record,
            Ok(None) => return CheckOutcome::NoRecord,
            Err(fault) => return self.no_store(fault),
        };
        let redemption = self.identity.redeem(&record, scopes).await;
        match &redemption {
            Redemption::Granted(grant) => {
                if !self.accept(key, epoch, record, grant).await {
                    return CheckOutcome::NoRecord;
                }
            }
            Redemption::Refused(evidence) if access::is_dead(evidence) => {
                if self.with(key, |held| {
                    held.epoch == epoch && {
                        held.drop();
                        true
                    }
                }) {
                    (self.on_store)(self.tokens.remove(key).await);
                }
            }
            Redemption::Refused(_) | Redemption::Unreachable(_) => {}
        }
        CheckOutcome::Answer(redemption)
    }

    /// The record to redeem: what the store holds, since another process may have rotated it; what is remembered, where
    /// the store has not got it yet or is away.
    async fn current(&self, key: &AccountKey) -> Result<Option<TokenRecord>, StoreFault> {
        let (remembered, stored) = self.with(key, |held| (held.record.clone(), held.stored));
        if remembered.is_some() && !stored {
            return Ok(remembered);
        }
        match (self.tokens.load(key).await, remembered) {
            (Ok(Some(record)), _) => {
                self.with(key, |held| held.stored = true);
                Ok(Some(record))
            }
            (Ok(None), Some(_)) => {
                self.drop_held(key);
                Ok(None)
            }
            (Ok(None), None) => Ok(None),
            (Err(_), Some(record)) => Ok(Some(record)),
            (Err(fault), None) => Err(fault),
        }
    }

    fn no_store(&self, fault: StoreFault) -> CheckOutcome {
        (self.on_store)(Err(fault));
        CheckOutcome::Store(fault)
    }

    /// False when the account was signed out, or in again, meanwhile.
    async fn accept(&self, key: &AccountKey, epoch: u64, mut record: TokenRecord, grant: &Grant) -> bool {
        if let Some(refresh) = &grant.refresh {
            record.refresh = refresh.clone();
        }
        record.granted = grant.scopes.clone();
        record.obtained_at = self.clock.now();
        let access = HeldAccess::of(grant, record.obtained_at);
        let current = self.with(key, |held| {
            let current = held.epoch == epoch;
            if current {
                held.record = Some(record);
            }
            current
        });
        if current {
            self.persist_alone(key).await;
            self.with(key, |held| held.access = (held.epoch == epoch).then_some(access));
        }
        current
    }

    fn age(&self, held: &Held) -> Age {
        held.access.as_ref().map_or(Age::Spent, |access| access.age(self.clock.now()))
    }

    fn gate(&self, key: &AccountKey) -> Arc<tokio::sync::Mutex<()>> {
        self.with(key, |held| Arc::clone(&held.gate))
    }

    fn with<T>(&self, key: &AccountKey, read: impl FnOnce(&mut Held) -> T) -> T {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        read(held.entry(key.clone()).or_default())
    }
}

impl Held {
    fn drop(&mut self) {
        // The gate stays: who waits there must not run beside who comes next.
        self.epoch += 1;
        (self.record, self.stored, self.access) = (None, false, None);
    }
}
/// What a failed calendar call means for the token that was used.
pub(crate) fn spent_by(fault: CalendarFault) -> bool {
    match fault {
        CalendarFault::SignInAgain | CalendarFault::NotAllowed => true,
        CalendarFault::NoMailbox | CalendarFault::Unreadable => false,
        CalendarFault::Network(
            NetworkFault::Offline
            | NetworkFault::ProxyUnreachable
            | NetworkFault::ProxyRefuses
            | NetworkFault::Timeout
            | NetworkFault::Tls
            | NetworkFault::ProxySignIn
            | NetworkFault::NotTheService
            | NetworkFault::ServiceFault
            | NetworkFault::Throttled,
        ) => false,
    }
}
