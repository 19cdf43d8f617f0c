use std::sync::{Mutex, MutexGuard, PoisonError};

use super::access::HeldAccess;
use crate::model::AccountKey;
use crate::ports::TokenRecord;

/// The tokens of somebody who may not have been meant. One at a time, and never in the key store.
#[derive(Default)]
pub(super) struct Aside(Mutex<Option<Waiting>>);

struct Waiting {
    key: AccountKey,
    /// Absent where the sign-in left no refresh token.
    record: Option<TokenRecord>,
    access: HeldAccess,
}

impl Aside {
    pub(super) fn put(&self, key: AccountKey, record: Option<TokenRecord>, access: HeldAccess) {
        *self.slot() = Some(Waiting { key, record, access });
    }

    /// Leaves nothing behind, also where somebody else's lie there.
    pub(super) fn take(&self, key: &AccountKey) -> Option<(Option<TokenRecord>, HeldAccess)> {
        let waiting = self.slot().take().filter(|waiting| waiting.key == *key)?;
        Some((waiting.record, waiting.access))
    }

    pub(super) fn empty(&self) {
        *self.slot() = None;
    }

    fn slot(&self) -> MutexGuard<'_, Option<Waiting>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
