use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::{error::Unspecified, hmac, rand};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

/// Everything deterministic comes from here: ids by label, and the keys that seal tokens.
///
/// A sealed value carries its own meaning, so the process that made it may be gone when it comes back.
pub(crate) struct Seed(hmac::Key);

/// What a sealed value is for; opening it as anything else fails.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Refresh,
    Access,
    Session,
    Context,
    /// Where a client that follows changes has got to.
    Sync,
}

impl Seed {
    pub(crate) fn new(seed: u64) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, &seed.to_be_bytes()))
    }

    pub(crate) fn bytes(&self, label: &str) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(hmac::sign(&self.0, label.as_bytes()).as_ref());
        bytes
    }

    pub(crate) fn uuid(&self, label: &str) -> Uuid {
        let mut id = [0; 16];
        id.copy_from_slice(&self.bytes(label)[..16]);
        uuid::Builder::from_random_bytes(id).into_uuid()
    }

    /// An opaque id, as Graph has them for grants and assignments.
    pub(crate) fn text(&self, label: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes(label))
    }

    pub(crate) fn seal(&self, kind: Kind, value: &impl Serialize) -> Option<String> {
        let mut data = serde_json::to_vec(value).ok()?;
        let nonce = self.key(kind).ok()?.seal_in_place_append_tag(Aad::empty(), &mut data).ok()?;
        let mut sealed = nonce.as_ref().to_vec();
        sealed.append(&mut data);
        Some(format!("{}{}", kind.prefix(), URL_SAFE_NO_PAD.encode(sealed)))
    }

    pub(crate) fn open<T: DeserializeOwned>(&self, kind: Kind, sealed: &str) -> Option<T> {
        let mut bytes = URL_SAFE_NO_PAD.decode(sealed.strip_prefix(kind.prefix())?).ok()?;
        let (nonce, data) = bytes.split_at_mut_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let plain = self.key(kind).ok()?.open_in_place(nonce, Aad::empty(), data).ok()?;
        serde_json::from_slice(plain).ok()
    }

    fn key(&self, kind: Kind) -> Result<RandomizedNonceKey, Unspecified> {
        RandomizedNonceKey::new(&AES_256_GCM, &self.bytes(kind.label()))
    }
}

impl Kind {
    fn label(self) -> &'static str {
        match self {
            Kind::Refresh => "key/refresh",
            Kind::Access => "key/access",
            Kind::Session => "key/session",
            Kind::Context => "key/context",
            Kind::Sync => "key/sync",
        }
    }

    fn prefix(self) -> &'static str {
        match self {
            Kind::Refresh => "1.AXsim.",
            Kind::Access => "EwSim.",
            Kind::Session => "s.",
            Kind::Context => "c.",
            Kind::Sync => "R0",
        }
    }
}

/// For one-time values (codes, request ids): these must differ between two runs with the same seed.
pub(crate) fn random_uuid() -> Uuid {
    let mut bytes = [0; 16];
    // The system's generator does not fail once it has started; a repeated id would still only confuse a log.
    if rand::fill(&mut bytes).is_err() {
        tracing::error!("no randomness from the system");
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_sealed_value_opens_only_as_its_kind_and_under_its_seed() {
        let sealed = Seed::new(7).seal(Kind::Refresh, &"nora").unwrap();
        assert_eq!(Seed::new(7).open::<String>(Kind::Refresh, &sealed).unwrap(), "nora");
        assert_eq!(Seed::new(8).open::<String>(Kind::Refresh, &sealed), None);
        let as_access = sealed.replacen(Kind::Refresh.prefix(), Kind::Access.prefix(), 1);
        assert_eq!(Seed::new(7).open::<String>(Kind::Access, &as_access), None);
    }

    #[test]
    fn ids_follow_from_the_seed_and_the_label() {
        assert_eq!(Seed::new(7).uuid("tenant"), Seed::new(7).uuid("tenant"));
        assert_ne!(Seed::new(7).uuid("tenant"), Seed::new(7).uuid("user"));
        assert_ne!(Seed::new(7).uuid("tenant"), Seed::new(8).uuid("tenant"));
    }
}
