//! For test runs: every secret that this tenant gave out or was shown, a line of JSON each, in the file that
//! `SECRETS_RECORD` names. What a run left behind is searched for them at its end. A release has none of it.

use serde::Serialize;
use serde_json::{Value, json};

use crate::recording;

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Secret {
    Code,
    Verifier,
    AccessToken,
    RefreshToken,
    IdToken,
}

/// Writes it down where a test run asks for it.
pub(crate) fn record(kind: Secret, secret: &str) {
    let file = if cfg!(debug_assertions) { std::env::var_os("SECRETS_RECORD") } else { None };
    let Some(file) = file else { return };
    let line = json!({ "kind": kind, "secret": secret });
    if let Err(error) = recording::append(&file, &line) {
        tracing::error!(%error, "a secret was not recorded");
    }
}

/// The tokens in an answer of the token endpoint.
pub(crate) fn record_tokens(answer: &Value) {
    for (name, kind) in
        [("access_token", Secret::AccessToken), ("refresh_token", Secret::RefreshToken), ("id_token", Secret::IdToken)]
    {
        if let Some(token) = answer[name].as_str() {
            record(kind, token);
        }
    }
}
