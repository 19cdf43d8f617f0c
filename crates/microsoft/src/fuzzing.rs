//! The doors that text from outside comes in by, for the fuzz targets and the short run of them in the tests.

use crate::challenge;
use crate::listener::Fields;
use crate::wire::error::OAuthError;
use crate::wire::token::TokenResponse;

/// A form or a query, as anybody on this computer may send it.
pub fn callback(text: &str) {
    if let Some(fields) = Fields::read(text) {
        let states = form_urlencoded::parse(text.as_bytes()).filter(|(name, _)| name == "state").count();
        assert_eq!(states, 1);
        assert!(fields.error || fields.evidence.is_empty());
        assert!(!fields.evidence.split('&').any(|pair| pair.starts_with("state=")));
    }
}

/// A `WWW-Authenticate` header.
pub fn challenge(header: &str) {
    if let Some(claims) = challenge::claims_in(header) {
        assert!(
            serde_json::from_str::<serde_json::Value>(&claims).is_ok_and(|claims| claims["access_token"].is_object())
        );
    }
}

/// An answer of the token endpoint.
pub fn token(body: &[u8]) {
    if let Ok(tokens) = serde_json::from_slice::<TokenResponse>(body) {
        let grant = tokens.into_grant();
        assert!(!grant.access.expose().is_empty());
        assert!(grant.refresh.is_none_or(|refresh| !refresh.expose().is_empty()));
    }
    if let Ok(error) = serde_json::from_slice::<OAuthError>(body) {
        let _ = error.has_code(65001);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seeds in every length, with every byte replaced by each of the characters that parsers trip over.
    #[test]
    fn no_text_from_outside_trips_a_parser() {
        const SEEDS: [&str; 4] = [
            "code=a&state=b&error=c&iss=d&session_state=e&state%3d=f",
            r#"Bearer realm="a\"b", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ==", Basic x=y"#,
            r#"{"access_token":"a","refresh_token":"b","scope":"c","expires_in":"3600","id_token":"d"}"#,
            r#"{"error":"e","error_codes":[65001],"error_description":"AADSTS65001: 日本語"}"#,
        ];
        for seed in SEEDS {
            for (at, _) in seed.char_indices() {
                for odd in
                    ["", "\0", "\"", "\\", "=", "&", "%", "+", ",", " ", "{", "é", "\u{202e}", "99999999999999999999"]
                {
                    let text = format!("{}{odd}{}", &seed[..at], seed[at..].get(1..).unwrap_or_default());
                    for text in [&text, &seed[..at]] {
                        callback(text);
                        challenge(text);
                        token(text.as_bytes());
                    }
                }
            }
        }
        assert!(challenge::claims_in(SEEDS[1]).is_some());
        assert!(Fields::read(SEEDS[0]).is_some());
    }
}
