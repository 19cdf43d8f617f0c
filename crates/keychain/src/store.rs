//! What the vault asks of a key store.

use onboarding::StoreFault;
use zeroize::Zeroizing;

/// Named items of UTF-8 text under one service name. Each call is atomic: it happened whole or not at all.
pub(crate) trait Items {
    /// The largest item in bytes, where the store has a limit.
    fn limit(&self) -> Option<usize>;
    /// `None` when the store answered and has no such item.
    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, StoreFault>;
    /// Creates the item or replaces it.
    fn set(&self, name: &str, value: &str) -> Result<(), StoreFault>;
    /// Deleting what is not there is fine.
    fn delete(&self, name: &str) -> Result<(), StoreFault>;
    /// The names of all items of this service, in any order.
    fn names(&self) -> Result<Vec<String>, StoreFault>;
    /// Whether the next write would first ask the person for a password. Never asks for it.
    fn locked(&self) -> Result<bool, StoreFault> {
        Ok(false)
    }
}
