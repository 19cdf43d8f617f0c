//! Continuous access evaluation: something happened, and Graph takes only tokens that were asked for knowing of it.
//! Source: Microsoft, "Claims challenges, claims requests, and client capabilities".

use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Challenge {
    /// When it happened. A token proves that it knows by having been asked for with exactly this moment.
    pub(crate) at: Timestamp,
    pub(crate) settled_by: SettledBy,
}

/// What a request that carries the claims comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SettledBy {
    /// A refresh token is enough.
    Redemption,
    /// The person has to prove themselves anew, whatever their browser remembers.
    SignIn,
}

impl Challenge {
    pub(crate) fn claims(&self) -> Value {
        json!({ "access_token": { "nbf": { "essential": true, "value": self.moment() } } })
    }

    /// As it stands in `WWW-Authenticate`.
    pub(crate) fn encoded(&self) -> String {
        STANDARD.encode(self.claims().to_string())
    }

    /// Whether a request's `claims` ask for what is demanded.
    pub(crate) fn is_answered_by(&self, claims: Option<&str>) -> bool {
        let asked = claims.and_then(|claims| serde_json::from_str::<Value>(claims).ok());
        let moment = asked.as_ref().and_then(|asked| asked.pointer("/access_token/nbf/value")?.as_str());
        moment == Some(self.moment().as_str())
    }

    /// What a token proves that such a request brings.
    pub(crate) fn proof(&self, claims: Option<&str>) -> Option<Timestamp> {
        self.is_answered_by(claims).then_some(self.at)
    }

    fn moment(&self) -> String {
        self.at.as_second().to_string()
    }
}
