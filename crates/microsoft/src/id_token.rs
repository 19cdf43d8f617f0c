use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use onboarding::{Account, Cloud, SignInFault};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::endpoints::{Endpoints, PERSONAL_TENANT};

/// What an id_token has to fit.
pub(crate) struct Expected<'a> {
    pub(crate) endpoints: &'a Endpoints,
    pub(crate) cloud: Cloud,
    pub(crate) client_id: &'a str,
    pub(crate) nonce: &'a SecretString,
    /// The tenant signed in to; `None` is any organisation.
    pub(crate) tenant: Option<&'a str>,
}

/// Why an id_token is not taken. Says which claim, never its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum IdTokenFault {
    #[error("the id_token could not be decoded")]
    Malformed,
    #[error("the id_token is for another app")]
    Audience,
    #[error("the id_token is for another attempt")]
    Nonce,
    #[error("the id_token's tenant is not a GUID")]
    TenantId,
    #[error("the id_token was not written by this authority for its tenant")]
    Issuer,
    #[error("the id_token is from a tenant that was not asked for")]
    OtherTenant,
}

impl From<IdTokenFault> for SignInFault {
    fn from(fault: IdTokenFault) -> Self {
        match fault {
            IdTokenFault::Malformed => SignInFault::Unreadable,
            IdTokenFault::Audience
            | IdTokenFault::Nonce
            | IdTokenFault::TenantId
            | IdTokenFault::Issuer
            | IdTokenFault::OtherTenant => SignInFault::NotOurs,
        }
    }
}

/// `exp`, `nbf` and `iat` are not read: a computer with a wrong clock signs in like any other.
#[derive(Deserialize)]
struct Claims {
    aud: String,
    iss: String,
    tid: String,
    oid: String,
    #[serde(default)]
    nonce: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    preferred_username: String,
}

/// Reads who signed in. The signature is not checked: the token came straight from the token endpoint over TLS, which
/// OpenID Connect Core 3.1.3.7 (6) and Microsoft's access-tokens.md accept for this flow.
pub(crate) fn account(id_token: &str, expected: &Expected<'_>) -> Result<Account, IdTokenFault> {
    let claims = decode(id_token).ok_or(IdTokenFault::Malformed)?;
    if claims.aud != expected.client_id {
        return Err(IdTokenFault::Audience);
    }
    if !bool::from(claims.nonce.as_bytes().ct_eq(expected.nonce.expose_secret().as_bytes())) {
        return Err(IdTokenFault::Nonce);
    }
    if claims.tid.len() != 36 || Uuid::try_parse(&claims.tid).is_err() {
        return Err(IdTokenFault::TenantId);
    }
    if !expected.endpoints.issues(expected.cloud, &claims.tid, &claims.iss) {
        return Err(IdTokenFault::Issuer);
    }
    let wanted = match expected.tenant {
        Some(tenant) => tenant.eq_ignore_ascii_case(&claims.tid),
        None => claims.tid != PERSONAL_TENANT,
    };
    if !wanted {
        return Err(IdTokenFault::OtherTenant);
    }
    Ok(Account { tenant_id: claims.tid, object_id: claims.oid, name: claims.name, username: claims.preferred_username })
}

fn decode(id_token: &str) -> Option<Claims> {
    let mut parts = id_token.split('.');
    let (_header, payload, _signature) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let claims: Claims = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?).ok()?;
    (!claims.oid.is_empty()).then_some(claims)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::{Value, json};

    const TID: &str = "6babcaad-604b-40ac-a9d7-9fd97c0b779f";

    fn claims() -> Value {
        json!({
            "aud": "client", "iss": format!("https://login.microsoftonline.com/{TID}/v2.0"), "tid": TID,
            "oid": "o-1", "nonce": "n-1", "name": "Mina Ito", "preferred_username": "mina@contoso.example",
            "exp": 1, "nbf": 4_102_444_800_i64, "iat": 4_102_444_800_i64,
        })
    }

    fn with(name: &str, value: Value) -> Value {
        let mut claims = claims();
        claims[name] = value;
        claims
    }

    fn read(claims: &Value, tenant: Option<&str>) -> Result<Account, IdTokenFault> {
        let token = format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims.to_string()));
        read_raw(&token, tenant)
    }

    fn read_raw(token: &str, tenant: Option<&str>) -> Result<Account, IdTokenFault> {
        let nonce = SecretString::from("n-1");
        let endpoints = Endpoints::microsoft();
        account(
            token,
            &Expected { endpoints: &endpoints, cloud: Cloud::Public, client_id: "client", nonce: &nonce, tenant },
        )
    }

    #[test]
    fn a_token_far_outside_its_time_still_tells_who_signed_in() {
        let account = read(&claims(), Some(TID)).unwrap();
        assert_eq!((account.tenant_id.as_str(), account.object_id.as_str()), (TID, "o-1"));
        assert_eq!((account.name.as_str(), account.username.as_str()), ("Mina Ito", "mina@contoso.example"));
    } // C1: 48

    #[test]
    fn a_token_for_another_app_or_attempt_is_refused() {
        assert_eq!(read(&with("aud", json!("other")), None), Err(IdTokenFault::Audience)); // C1: 44
        assert_eq!(read(&with("nonce", json!("n-2")), None), Err(IdTokenFault::Nonce)); // C1: 43
        assert_eq!(read(&with("nonce", json!("")), None), Err(IdTokenFault::Nonce));
    }

    #[test]
    fn issuer_and_tenant_have_to_agree() {
        let other = "7e4b8db1-2a05-49cb-9b0a-0f5fdd7e4d3f";
        assert_eq!(read(&with("tid", json!(other)), None), Err(IdTokenFault::Issuer)); // C1: 45
        assert_eq!(read(&with("tid", json!("contoso.example")), None), Err(IdTokenFault::TenantId)); // C1: 46
        assert_eq!(read(&with("tid", json!("6babcaad604b40aca9d79fd97c0b779f")), None), Err(IdTokenFault::TenantId));
        let alike = format!("https://login.microsoftonline.com.evil.tld/{TID}/v2.0");
        assert_eq!(read(&with("iss", json!(alike)), None), Err(IdTokenFault::Issuer)); // C1: 47
        assert_eq!(read(&claims(), Some(other)), Err(IdTokenFault::OtherTenant));
    }

    #[test]
    fn a_personal_account_is_no_member_of_an_organisation() {
        let mut personal = with("tid", json!(PERSONAL_TENANT));
        personal["iss"] = json!(format!("https://login.microsoftonline.com/{PERSONAL_TENANT}/v2.0"));
        assert_eq!(read(&personal, None), Err(IdTokenFault::OtherTenant));
        assert_eq!(read(&personal, Some(TID)), Err(IdTokenFault::OtherTenant));
        assert!(read(&personal, Some(PERSONAL_TENANT)).is_ok());
    } // C1: 51

    #[test]
    fn what_cannot_be_decoded_is_unreadable_rather_than_foreign() {
        for bad in ["", "a.b", "a.b.c.d", "e30.e30.c2ln", "e30.!!!.c2ln"] {
            assert_eq!(read_raw(bad, None), Err(IdTokenFault::Malformed), "{bad}");
        }
        assert_eq!(read(&with("oid", json!("")), None), Err(IdTokenFault::Malformed));
        assert_eq!(SignInFault::from(IdTokenFault::Malformed), SignInFault::Unreadable);
    }
}
