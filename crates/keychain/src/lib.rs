//! The token vault on the OS key stores: Windows Credential Manager, the macOS keychain, the Secret Service on Linux.
//!
//! # What lies in the store
//!
//! Everything is filed under one service name (`Greenlight`, or `Greenlight demo` for the demo), one record per account.
//! Every item is UTF-8 text, because KWallet keeps nothing else.
//!
//! | item | content |
//! |---|---|
//! | `record:{tid}.{oid}` | the manifest, one line of JSON: `version`, `generation`, `parts`, `length`, `checksum`. When `parts` is 0 the record follows on the next line |
//! | `part:{generation}:{number}:{tid}.{oid}` | one numbered piece of a record larger than one item may be (Windows: 2,560 bytes) |
//! | `probe` | written, read and deleted again by [`Vault::self_test`] |
//!
//! The record is JSON: account, cloud, refresh token, granted scopes, when it was obtained. The access token is not kept.
//!
//! A save writes the parts of a new generation beside the living ones, then the manifest, then sweeps the old parts. The
//! manifest is one item, so a crash at any instant leaves the old or the new record whole. The checksum (SHA-256 over
//! version, account key, generation and record) turns every mix-up into [`StoreFault::Unreadable`](onboarding::StoreFault).
//! A lock file per service keeps the calls of two processes apart, and one per account is held over a whole refresh: two
//! processes never redeem one token at the same time, and none brings back what another one removed.
//!
//! The accounts are listed by searching the store, so there is no index that could disagree with the records.
//!
//! # What the faults mean
//!
//! `None` is an answer: the store is there and holds nothing. `Locked`: the person can unlock it; ask again. `Unavailable`:
//! no store, or broken; keep the session in memory and say so. `Unreadable`: a record is there, damaged or written by a newer version.
//! None of them is ever turned into another, and nothing is deleted because of one.

mod fault;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
mod lock;
mod manifest;
mod memory;
mod os;
mod parts;
mod record;
mod store;
mod thread;
mod vault;

pub use vault::Vault;

#[cfg(test)]
mod tests;
