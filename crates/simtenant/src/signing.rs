use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::digest;
use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::sim::Sim;

/// Signs id_tokens. A key is made on first use, since that takes a while, and kept with everything else that a restart
/// keeps: an id_token from before can still be checked.
pub(crate) struct Signing {
    current: Slot,
    /// Never published beside the current one: what a client sees whose copy of the keys is old.
    retired: Slot,
}

type Slot = Mutex<Option<Arc<Key>>>;

tokio::task_local! {
    static RETIRED: ();
}

/// Answers a request with the retired key, as ordered by a fault.
pub(crate) async fn with_retired_key<T>(answer: impl Future<Output = T>) -> T {
    RETIRED.scope((), answer).await
}

struct Key {
    pair: KeyPair,
    id: String,
}

/// A key in a state file, PKCS #8 in base64url. It signs for a tenant that does not exist, and opens nothing.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct KeptKey(String);

impl std::fmt::Debug for KeptKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeptKey")
    }
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum SigningError {
    #[error("the cryptographic library refused")]
    Crypto(#[from] aws_lc_rs::error::Unspecified),
    #[error("claims cannot be written as JSON")]
    Json(#[from] serde_json::Error),
}

impl Sim {
    pub(crate) fn sign(&self, claims: &Value) -> Result<String, SigningError> {
        self.signing.sign(claims, |made| self.keep_key(made))
    }

    pub(crate) fn published_keys(&self, issuer: &str) -> Result<Value, SigningError> {
        self.signing.keys(issuer, |made| self.keep_key(made))
    }

    fn keep_key(&self, made: KeptKey) {
        self.change(|world| world.record.signing_key = Some(made));
    }
}

impl Signing {
    /// As it was before a restart. A key that cannot be read is replaced like one that was never made.
    pub(crate) fn with(kept: Option<&KeptKey>) -> Self {
        let current = kept.and_then(|kept| Key::read(kept).ok()).map(Arc::new);
        Self { current: Mutex::new(current), retired: Slot::default() }
    }

    /// A compact RS256 JWS. `keep` gets a key that was made for it.
    fn sign(&self, claims: &Value, keep: impl FnOnce(KeptKey)) -> Result<String, SigningError> {
        let key = self.key(keep)?;
        let header = json!({ "typ": "JWT", "alg": "RS256", "kid": key.id });
        let part = |value: &Value| serde_json::to_vec(value).map(|bytes| URL_SAFE_NO_PAD.encode(bytes));
        let message = format!("{}.{}", part(&header)?, part(claims)?);
        let mut signature = vec![0; key.pair.public_modulus_len()];
        key.pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature)?;
        Ok(format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    /// The published key set.
    fn keys(&self, issuer: &str, keep: impl FnOnce(KeptKey)) -> Result<Value, SigningError> {
        let key = self.key(keep)?;
        let public = key.pair.public_key();
        Ok(json!({ "keys": [{
            "kty": "RSA", "use": "sig", "kid": key.id, "x5t": key.id,
            "n": URL_SAFE_NO_PAD.encode(public.modulus().big_endian_without_leading_zero()),
            "e": URL_SAFE_NO_PAD.encode(public.exponent().big_endian_without_leading_zero()),
            "issuer": issuer,
        }] }))
    }

    fn key(&self, keep: impl FnOnce(KeptKey)) -> Result<Arc<Key>, SigningError> {
        let retired = RETIRED.try_with(|()| ()).is_ok();
        let slot = if retired { &self.retired } else { &self.current };
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = slot.as_ref() {
            return Ok(Arc::clone(key));
        }
        let key = Arc::new(Key::of(KeyPair::generate(KeySize::Rsa2048)?));
        if !retired {
            keep(key.kept()?);
        }
        Ok(Arc::clone(slot.insert(key)))
    }
}

impl Key {
    fn of(pair: KeyPair) -> Self {
        let modulus = digest::digest(&digest::SHA256, pair.public_key().modulus().big_endian_without_leading_zero());
        Self { id: URL_SAFE_NO_PAD.encode(&modulus.as_ref()[..20]), pair }
    }

    fn read(kept: &KeptKey) -> Result<Self, Unreadable> {
        let bytes = URL_SAFE_NO_PAD.decode(&kept.0).map_err(|_| Unreadable)?;
        KeyPair::from_pkcs8(&bytes).map(Self::of).map_err(|_| Unreadable)
    }

    fn kept(&self) -> Result<KeptKey, SigningError> {
        let bytes: Pkcs8V1Der<'_> = self.pair.as_der()?;
        Ok(KeptKey(URL_SAFE_NO_PAD.encode(bytes.as_ref())))
    }
}

struct Unreadable;
