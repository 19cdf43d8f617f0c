//! A token record as text, version 1. The wire types are the vault's own: renaming a field in the model must not lose anyone's sign-in.

use jiff::Timestamp;
use onboarding::{Account, Cloud, RefreshToken, Scopes, StoreFault, TokenRecord};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub(crate) fn encode(record: &TokenRecord) -> Result<Zeroizing<String>, StoreFault> {
    let granted: Vec<&str> = record.granted.iter().collect();
    let stored = Stored {
        tenant_id: &record.account.tenant_id,
        object_id: &record.account.object_id,
        name: &record.account.name,
        username: &record.account.username,
        cloud: record.cloud.into(),
        refresh_token: record.refresh.expose(),
        granted,
        obtained_at: record.obtained_at,
    };
    // Room for everything at once: a buffer that grows leaves copies of the token behind. Escaping makes a byte six at most.
    let text = stored.text_bytes() * 6 + 512;
    let mut json = Zeroizing::new(Vec::with_capacity(text));
    serde_json::to_writer(&mut *json, &stored).map_err(|_| StoreFault::Unreadable)?;
    debug_assert!(json.len() <= text, "the buffer grew and left a copy of the token behind");
    match String::from_utf8(std::mem::take(&mut *json)) {
        Ok(text) => Ok(Zeroizing::new(text)),
        Err(_) => Err(StoreFault::Unreadable),
    }
}

pub(crate) fn decode(text: &str) -> Result<TokenRecord, StoreFault> {
    let stored: Read = serde_json::from_str(text).map_err(|_| StoreFault::Unreadable)?;
    Ok(TokenRecord {
        account: Account {
            tenant_id: stored.tenant_id,
            object_id: stored.object_id,
            name: stored.name,
            username: stored.username,
        },
        cloud: stored.cloud.into(),
        refresh: RefreshToken::new(stored.refresh_token),
        granted: Scopes::of(stored.granted),
        obtained_at: stored.obtained_at,
    })
}

#[derive(Serialize)]
struct Stored<'a> {
    tenant_id: &'a str,
    object_id: &'a str,
    name: &'a str,
    username: &'a str,
    cloud: StoredCloud,
    refresh_token: &'a str,
    granted: Vec<&'a str>,
    obtained_at: Timestamp,
}

impl Stored<'_> {
    fn text_bytes(&self) -> usize {
        let scopes: usize = self.granted.iter().map(|scope| scope.len() + 3).sum();
        self.tenant_id.len()
            + self.object_id.len()
            + self.name.len()
            + self.username.len()
            + self.refresh_token.len()
            + scopes
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    tenant_id: String,
    object_id: String,
    name: String,
    username: String,
    cloud: StoredCloud,
    refresh_token: String,
    granted: Vec<String>,
    obtained_at: Timestamp,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredCloud {
    Public,
    UsGovernment,
    UsDefense,
    China,
}

impl From<Cloud> for StoredCloud {
    fn from(cloud: Cloud) -> Self {
        match cloud {
            Cloud::Public => Self::Public,
            Cloud::UsGovernment => Self::UsGovernment,
            Cloud::UsDefense => Self::UsDefense,
            Cloud::China => Self::China,
        }
    }
}

impl From<StoredCloud> for Cloud {
    fn from(cloud: StoredCloud) -> Self {
        match cloud {
            StoredCloud::Public => Self::Public,
            StoredCloud::UsGovernment => Self::UsGovernment,
            StoredCloud::UsDefense => Self::UsDefense,
            StoredCloud::China => Self::China,
        }
    }
}
