use std::time::Duration;

use onboarding::{AccessToken, Grant, RefreshToken, Scopes};
use serde::{Deserialize, Deserializer};

/// A successful answer of the token endpoint. No `Debug`: it is made of secrets.
#[derive(Deserialize)]
pub(crate) struct TokenResponse {
    #[serde(deserialize_with = "access")]
    access_token: AccessToken,
    #[serde(default, deserialize_with = "refresh")]
    refresh_token: Option<RefreshToken>,
    /// Entra always sends it; an answer without proves no scope at all.
    #[serde(default)]
    scope: String,
    /// Seconds. Some servers quote the number.
    #[serde(default, deserialize_with = "seconds")]
    expires_in: Option<u64>,
    pub(crate) id_token: Option<String>,
}

/// Lifetime assumed where the server names none: short, so that a fresh token is fetched rather than a stale one used.
const UNSTATED_LIFETIME: u64 = 300;

impl TokenResponse {
    pub(crate) fn into_grant(self) -> Grant {
        Grant {
            access: self.access_token,
            refresh: self.refresh_token,
            scopes: Scopes::parse(&self.scope),
            expires_in: Duration::from_secs(self.expires_in.unwrap_or(UNSTATED_LIFETIME)),
        }
    }
}

fn access<'de, D: Deserializer<'de>>(from: D) -> Result<AccessToken, D::Error> {
    let text = String::deserialize(from)?;
    if text.is_empty() { Err(serde::de::Error::custom("empty")) } else { Ok(AccessToken::new(text)) }
}

fn refresh<'de, D: Deserializer<'de>>(from: D) -> Result<Option<RefreshToken>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    Ok(text.filter(|text| !text.is_empty()).map(RefreshToken::new))
}

fn seconds<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u64>, D::Error> {
    Ok(match serde_json::Value::deserialize(from)? {
        serde_json::Value::Number(number) => number.as_u64(),
        serde_json::Value::String(text) => text.parse().ok(),
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Array(_)
        | serde_json::Value::Object(_) => None,
    })
}
