use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::digest;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

/// Signs id_tokens. The key is made on first use and lives as long as the process: id_tokens are checked when they
/// arrive, and what must outlive a restart is sealed by the seed instead.
#[derive(Default)]
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

#[derive(Debug, thiserror::Error)]
pub(crate) enum SigningError {
    #[error("the cryptographic library refused")]
    Crypto(#[from] aws_lc_rs::error::Unspecified),
    #[error("claims cannot be written as JSON")]
    Json(#[from] serde_json::Error),
}

impl Signing {
    /// A compact RS256 JWS.
    pub(crate) fn sign(&self, claims: &Value) -> Result<String, SigningError> {
        let key = self.key()?;
        let header = json!({ "typ": "JWT", "alg": "RS256", "kid": key.id });
        let part = |value: &Value| serde_json::to_vec(value).map(|bytes| URL_SAFE_NO_PAD.encode(bytes));
        let message = format!("{}.{}", part(&header)?, part(claims)?);
        let mut signature = vec![0; key.pair.public_modulus_len()];
        key.pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature)?;
        Ok(format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    /// The published key set.
    pub(crate) fn keys(&self, issuer: &str) -> Result<Value, SigningError> {
        let key = self.key()?;
        let public = key.pair.public_key();
        Ok(json!({ "keys": [{
            "kty": "RSA", "use": "sig", "kid": key.id, "x5t": key.id,
            "n": URL_SAFE_NO_PAD.encode(public.modulus().big_endian_without_leading_zero()),
            "e": URL_SAFE_NO_PAD.encode(public.exponent().big_endian_without_leading_zero()),
            "issuer": issuer,
        }] }))
    }

    fn key(&self) -> Result<Arc<Key>, SigningError> {
        let slot = if RETIRED.try_with(|()| ()).is_ok() { &self.retired } else { &self.current };
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = slot.as_ref() {
            return Ok(Arc::clone(key));
        }
        let pair = KeyPair::generate(KeySize::Rsa2048)?;
        let modulus = digest::digest(&digest::SHA256, pair.public_key().modulus().big_endian_without_leading_zero());
        let key = Arc::new(Key { id: URL_SAFE_NO_PAD.encode(&modulus.as_ref()[..20]), pair });
        Ok(Arc::clone(slot.insert(key)))
    }
}
