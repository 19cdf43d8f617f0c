use std::fmt;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::profile::Profile;

/// A fingerprint of everything IT is told by a profile at its tier. Two requests that say the same carry the same one, and
/// IT can hold it against the one the vendor publishes.
///
/// It is the SHA-256 of [`Profile::canonical`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ProfileHash([u8; 32]);

impl ProfileHash {
    /// All 64 hexadecimal digits.
    pub fn full(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The short form people compare: the first 64 bits, `1a2b-3c4d-5e6f-7081`.
impl fmt::Display for ProfileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.iter().take(8).enumerate() {
            let dash = if index > 0 && index % 2 == 0 { "-" } else { "" };
            write!(f, "{dash}{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for ProfileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProfileHash({})", self.full())
    }
}

impl Serialize for ProfileHash {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.full())
    }
}

impl Profile {
    pub fn hash(&self) -> ProfileHash {
        /// Nearly every text names the hash of one and the same profile, and to take it means to write all of it down.
        static LAST: Mutex<Option<(Profile, ProfileHash)>> = Mutex::new(None);
        let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, hash)) = last.as_ref().filter(|(profile, _)| profile == self) {
            return *hash;
        }
        let hash = ProfileHash(Sha256::digest(self.canonical().as_bytes()).into());
        *last = Some((self.clone(), hash));
        hash
    }

    /// What IT is told, as JSON with sorted keys, sorted lists and no white space, so that anybody can take the hash again.
    ///
    /// Left out is what only the person sees (`app.home`, `app.brand`, `it_request.recipient_hint`) and the tiers that were not chosen.
    pub fn canonical(&self) -> String {
        // A profile is made of texts, numbers, lists and maps with text keys; none of them can fail to become JSON.
        let mut told = serde_json::to_value(self).unwrap_or_default();
        remove(&mut told, "/app", "home");
        remove(&mut told, "/app", "brand");
        remove(&mut told, "/it_request", "recipient_hint");
        if let Some(Value::Array(tiers)) = told.get_mut("tiers") {
            tiers.retain(|tier| tier.get("id").and_then(Value::as_str) == self.chosen.as_deref());
            tiers.iter_mut().for_each(|tier| remove(tier, "", "permissions"));
        }
        if let Some(Value::Array(permissions)) = told.get_mut("permissions") {
            permissions.iter_mut().for_each(|asked| remove(asked, "", "tiers"));
        }
        sort(&mut told);
        told.to_string()
    }
}

fn remove(value: &mut Value, at: &str, key: &str) {
    if let Some(Value::Object(fields)) = value.pointer_mut(at) {
        fields.remove(key);
    }
}

/// Sorts keys and lists: what a profile says does not depend on the order it says it in.
fn sort(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.iter_mut().for_each(sort);
            items.sort_by_cached_key(Value::to_string);
        }
        Value::Object(fields) => {
            fields.values_mut().for_each(sort);
            fields.sort_keys();
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
