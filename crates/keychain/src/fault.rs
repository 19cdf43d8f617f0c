//! The keyring crates' errors in the port's words.

use std::error::Error as StdError;

use keyring_core::Error;
use onboarding::StoreFault;

use crate::os;

/// Logs what support needs and no more. `Error` must never be printed with `{:?}`, nor its data variants at all: they carry the secret.
pub(crate) fn of(error: &Error) -> StoreFault {
    let (fault, kind) = match error {
        Error::PlatformFailure(source) => (told(os::failure(source.as_ref()), source.as_ref()), "PlatformFailure"),
        Error::NoStorageAccess(source) => (told(os::refusal(source.as_ref()), source.as_ref()), "NoStorageAccess"),
        Error::BadEncoding(_) => (StoreFault::Unreadable, "BadEncoding"),
        Error::BadDataFormat(_, _) => (StoreFault::Unreadable, "BadDataFormat"),
        Error::BadStoreFormat(_) => (StoreFault::Unreadable, "BadStoreFormat"),
        Error::Ambiguous(_) => (StoreFault::Unreadable, "Ambiguous"),
        Error::TooLong(_, _) => (StoreFault::Unavailable, "TooLong"),
        Error::Invalid(_, _) => (StoreFault::Unavailable, "Invalid"),
        Error::NoDefaultStore => (StoreFault::Unavailable, "NoDefaultStore"),
        Error::NotSupportedByStore(_) => (StoreFault::Unavailable, "NotSupportedByStore"),
        // Callers turn it into `None` where absence is an answer; where it is none, the store contradicts itself.
        Error::NoEntry => (StoreFault::Unavailable, "NoEntry"),
        _ => (StoreFault::Unavailable, "unknown"),
    };
    tracing::debug!(kind, %fault, "the key store refused");
    fault
}

/// The platform's own sentence (a D-Bus error name, an OSStatus, a Win32 code) holds no item data.
fn told(fault: StoreFault, source: &(dyn StdError + 'static)) -> StoreFault {
    tracing::debug!(%source, "the key store's own words");
    fault
}

/// What macOS means by an OSStatus that the store crate passes on as a general failure.
/// Codes: SecBase.h, <https://developer.apple.com/documentation/security/security-framework-result-codes>.
#[cfg(any(target_os = "macos", test))]
pub(crate) fn of_macos(code: i32) -> StoreFault {
    const USER_CANCELED: i32 = -128;
    const AUTH_FAILED: i32 = -25293;
    const INTERACTION_NOT_ALLOWED: i32 = -25308;
    match code {
        USER_CANCELED | AUTH_FAILED | INTERACTION_NOT_ALLOWED => StoreFault::Locked,
        _ => StoreFault::Unavailable,
    }
}
