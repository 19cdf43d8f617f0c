use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde::Serialize;

/// A request as the tenant saw it. Values are kept only for parameters that are never secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LedgerEntry {
    /// Simulated time.
    pub at: Timestamp,
    pub method: String,
    /// Without the query.
    pub path: String,
    /// Name of the route, as faults use it; empty when nothing lives at the path.
    pub route: &'static str,
    /// Names of the query parameters.
    pub parameters: Vec<String>,
    /// Values of `scope`, `grant_type`, `prompt`, `response_mode`, `redirect_uri` and `client_id`, from query or form.
    pub details: BTreeMap<String, String>,
    /// `None` when the connection was dropped on purpose.
    pub status: Option<u16>,
    /// Nothing lives at this path: a client that sends it is wrong, and a test should fail.
    pub unexpected: bool,
}

/// Response extension by which a handler says that nothing lives at the path after all.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Nowhere;

/// Response extension by which a handler adds form values to its ledger entry.
#[derive(Clone, Debug, Default)]
pub(crate) struct Noted(pub(crate) BTreeMap<String, String>);

impl Noted {
    const SAFE: [&str; 6] = ["scope", "grant_type", "prompt", "response_mode", "redirect_uri", "client_id"];

    pub(crate) fn from(params: &crate::params::Params) -> Self {
        let kept = Self::SAFE.iter().filter_map(|name| Some(((*name).to_owned(), params.owned(name)?)));
        Self(kept.collect())
    }
}

/// The last requests, oldest first. Bounded, because a tenant may be left running for days.
#[derive(Debug, Default)]
pub(crate) struct Ledger(Mutex<VecDeque<LedgerEntry>>);

impl Ledger {
    const KEPT: usize = 20_000;

    pub(crate) fn add(&self, entry: LedgerEntry) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() == Self::KEPT {
            entries.pop_front();
        }
        entries.push_back(entry);
    }

    pub(crate) fn entries(&self) -> Vec<LedgerEntry> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    pub(crate) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
