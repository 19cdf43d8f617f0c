use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::directory::User;
use crate::scopes::{self, ScopeSet};
use crate::secrets;
use crate::seed::{Kind, random_uuid};
use crate::signing::SigningError;
use crate::sim::Sim;

/// Opaque to clients; only our own Graph opens it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AccessToken {
    pub(crate) user: Uuid,
    pub(crate) scopes: ScopeSet,
    pub(crate) issued: Timestamp,
    pub(crate) expires: Timestamp,
    /// The challenge it was asked for with.
    pub(crate) proves: Option<Timestamp>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct RefreshToken {
    pub(super) user: Uuid,
    pub(super) client_id: String,
    pub(super) issued: Timestamp,
    pub(super) id: Uuid,
    /// Microsoft's refresh tokens are over a thousand characters long, which matters to key stores with small items.
    padding: String,
}

/// Seconds; Microsoft's are 60 to 90 minutes.
const ACCESS_LIFETIME: i64 = 3_599;

/// The token endpoint's answer. Like Microsoft's, an access token carries everything granted, not only what was asked.
pub(super) fn token_response(
    sim: &Sim,
    user: &User,
    granted: &ScopeSet,
    proves: Option<Timestamp>,
    nonce: Option<&str>,
    client_info_wanted: bool,
) -> Result<Value, SigningError> {
    let now = sim.clock.now();
    let expires = now.checked_add(jiff::SignedDuration::from_secs(ACCESS_LIFETIME)).unwrap_or(now);
    let access = AccessToken { user: user.id, scopes: granted.clone(), issued: now, expires, proves };
    let mut body = json!({
        "token_type": "Bearer",
        "scope": scopes::echoed(granted),
        "expires_in": ACCESS_LIFETIME,
        "ext_expires_in": ACCESS_LIFETIME,
        "access_token": sim.seed.seal(Kind::Access, &access),
    });
    if granted.contains("offline_access") {
        let refresh = RefreshToken {
            user: user.id,
            client_id: sim.app.client_id.clone(),
            issued: now,
            id: random_uuid(),
            padding: "-".repeat(800),
        };
        body["refresh_token"] = Value::from(sim.seed.seal(Kind::Refresh, &refresh));
    }
    if granted.contains("openid") {
        body["id_token"] = Value::from(sim.sign(&id_claims(sim, user, granted, nonce, now))?);
    }
    if client_info_wanted {
        body["client_info"] = Value::from(client_info(user));
    }
    secrets::record_tokens(&body);
    Ok(body)
}

/// MSAL's account key, asked for with `client_info=1`.
pub(super) fn client_info(user: &User) -> String {
    URL_SAFE_NO_PAD.encode(json!({ "uid": user.id, "utid": user.tenant }).to_string())
}

fn id_claims(sim: &Sim, user: &User, granted: &ScopeSet, nonce: Option<&str>, now: Timestamp) -> Value {
    let pairwise = sim.seed.bytes(&format!("sub/{}/{}", sim.app.client_id, user.id));
    let issued = now.as_second();
    let mut claims = json!({
        "aud": sim.app.client_id,
        "iss": format!("{}/{}/v2.0", sim.origin(), user.tenant),
        // Five minutes early, as Microsoft's are, for clients whose clock is late.
        "iat": issued - 300,
        "nbf": issued - 300,
        "exp": issued + 3_600,
        "rh": format!("1.{}.", URL_SAFE_NO_PAD.encode(sim.seed.bytes("rh"))),
        "sub": URL_SAFE_NO_PAD.encode(pairwise),
        "tid": user.tenant,
        "uti": URL_SAFE_NO_PAD.encode(random_uuid().as_bytes()),
        "ver": "2.0",
    });
    if granted.contains("profile") {
        claims["name"] = Value::from(user.display_name.clone());
        claims["oid"] = Value::from(user.id.to_string());
        claims["preferred_username"] = Value::from(user.upn.clone());
        claims["login_hint"] = Value::from(user.upn.clone());
    }
    if granted.contains("email") {
        claims["email"] = Value::from(user.upn.clone());
    }
    if !user.roles.is_empty() {
        claims["wids"] = user.roles.iter().map(|role| role.template().to_string()).collect();
    }
    if let Some(nonce) = nonce {
        claims["nonce"] = Value::from(nonce);
    }
    claims
}
