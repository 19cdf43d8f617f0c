#![allow(unreachable_pub, reason = "a module of the scenario tests")]

//! Where a test's app keeps its state and its logs.

use tempfile::{Builder, TempDir};

/// Gone with the test, unless a whole test run keeps what tests leave, to search all of it at its end.
pub fn folder() -> TempDir {
    match std::env::var_os("LEFT_BEHIND") {
        Some(run) => Builder::new().disable_cleanup(true).tempdir_in(run).unwrap(),
        None => tempfile::tempdir().unwrap(),
    }
}
