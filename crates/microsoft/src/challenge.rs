use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use onboarding::{AccessToken, AccountKey};
use reqwest::header::{HeaderMap, WWW_AUTHENTICATE};
use serde_json::Value;

/// Largest claims request taken from a header, in bytes. Entra's are a few hundred.
const LARGEST: usize = 8 * 1024;

/// Graph no longer takes a token and says what a new one has to prove: continuous access evaluation. The claims go with
/// the next redemption, once. A token that already proves them and is challenged again is for the person to settle.
/// Source: Microsoft, "Claims challenges, claims requests, and client capabilities".
#[derive(Default)]
pub(crate) struct Challenges(Mutex<HashMap<AccountKey, Issued>>);

/// The account's latest access token. Graph is asked with a token alone, and this is how its account is found.
struct Issued {
    access: AccessToken,
    /// It was bought with claims.
    answers: bool,
    asked: Option<String>,
}

impl Challenges {
    pub(crate) fn issued(&self, key: AccountKey, access: AccessToken, with_claims: bool) {
        self.lock().insert(key, Issued { access, answers: with_claims, asked: None });
    }

    /// A 401 for `access`. Only the first challenge is worth a silent try.
    pub(crate) fn met(&self, access: &AccessToken, headers: &HeaderMap) {
        let Some(claims) = claims(headers) else { return };
        let mut all = self.lock();
        let issued = all.values_mut().find(|issued| issued.access.expose() == access.expose() && !issued.answers);
        if let Some(issued) = issued {
            issued.asked = Some(claims);
        }
    }

    /// The claims that the account's next redemption has to carry.
    pub(crate) fn take(&self, key: &AccountKey) -> Option<String> {
        self.lock().get_mut(key)?.asked.take()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<AccountKey, Issued>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The claims request of a `Bearer` challenge with `error="insufficient_claims"`; `None` for everything else, malformed
/// challenges too.
pub(crate) fn claims(headers: &HeaderMap) -> Option<String> {
    headers.get_all(WWW_AUTHENTICATE).iter().filter_map(|value| value.to_str().ok()).find_map(claims_in)
}

pub(crate) fn claims_in(header: &str) -> Option<String> {
    let bearer = bearer(header);
    let the = |name: &str| {
        let mut values = bearer.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        // Twice is no answer to which of them is meant.
        values.next().filter(|_| values.next().is_none())
    };
    if the("error")? != "insufficient_claims" {
        return None;
    }
    let encoded = the("claims")?;
    if encoded.len() > LARGEST {
        return None;
    }
    // Both alphabets and both habits of padding are met.
    let plain: String = encoded
        .trim_end_matches('=')
        .chars()
        .map(|letter| match letter {
            '-' => '+',
            '_' => '/',
            other => other,
        })
        .collect();
    let json = String::from_utf8(STANDARD_NO_PAD.decode(plain).ok()?).ok()?;
    let asked: Value = serde_json::from_str(&json).ok()?;
    asked.get("access_token").is_some_and(Value::is_object).then_some(json)
}

/// The parameters of the header's `Bearer` challenges (RFC 9110, 11.6.1: several schemes may share a header).
fn bearer(header: &str) -> Vec<(String, String)> {
    let mut rest = header;
    let mut ours = false;
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let end = rest.find([' ', '\t', ',', '=', '"']).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let after = after.trim_start_matches([' ', '\t']);
        match after.strip_prefix('=') {
            Some(value) => {
                let (value, after) = value_of(value.trim_start_matches([' ', '\t']));
                if ours && !word.is_empty() {
                    found.push((word.to_owned(), value));
                }
                rest = after;
            }
            None if word.is_empty() && after.is_empty() => return found,
            // A stray quote: passed over, so that every turn gets shorter.
            None if word.is_empty() => rest = after.get(1..).unwrap_or_default(),
            None => {
                ours = word.eq_ignore_ascii_case("bearer");
                rest = after;
            }
        }
    }
}

/// A token or a quoted string, and what follows it.
fn value_of(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([' ', '\t', ',']).unwrap_or(text.len());
        return (text[..end].to_owned(), &text[end..]);
    };
    let mut value = String::new();
    let mut letters = quoted.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (value, &quoted[at + 1..]),
            '\\' => value.extend(letters.next().map(|(_, escaped)| escaped)),
            other => value.push(other),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

    const CLAIMS: &str = r#"{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}"#;

    fn challenge(claims: &str) -> String {
        format!(
            r#"Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="{claims}""#
        )
    }

    fn headers(value: &str) -> HeaderMap {
        HeaderMap::from_iter([(WWW_AUTHENTICATE, value.parse().unwrap())])
    }

    #[test]
    fn the_claims_of_a_challenge_are_read_in_either_alphabet() {
        for encoded in [STANDARD.encode(CLAIMS), STANDARD_NO_PAD.encode(CLAIMS), URL_SAFE_NO_PAD.encode(CLAIMS)] {
            assert_eq!(claims_in(&challenge(&encoded)).as_deref(), Some(CLAIMS));
        }
        let among = format!("Basic realm=\"x\", {}, Negotiate", challenge(&STANDARD.encode(CLAIMS)));
        assert_eq!(claims_in(&among).as_deref(), Some(CLAIMS));
        let mut two = headers("Negotiate");
        two.append(WWW_AUTHENTICATE, challenge(&STANDARD.encode(CLAIMS)).parse().unwrap());
        assert_eq!(claims(&two).as_deref(), Some(CLAIMS));
    } // C1: 75

    #[test]
    fn a_malformed_challenge_is_no_challenge() {
        let good = STANDARD.encode(CLAIMS);
        for bad in [
            String::new(),
            "Bearer".to_owned(),
            "Bearer error=\"insufficient_claims\"".to_owned(),
            challenge("%%%"),
            challenge(""),
            challenge(&STANDARD.encode("not json")),
            challenge(&STANDARD.encode("[1]")),
            challenge(&STANDARD.encode("{}")),
            challenge(&STANDARD.encode(r#"{"access_token":1}"#)),
            challenge(&STANDARD.encode([0xff, 0xfe])),
            challenge(&"A".repeat(LARGEST + 1)),
            challenge(&good).replace("insufficient_claims", "invalid_token"),
            challenge(&good).replace("Bearer", "Digest"),
            format!("{}, claims=\"{good}\"", challenge(&good)),
            format!("error=\"insufficient_claims\", claims=\"{good}\""),
            "Bearer error=\"insufficient_claims".to_owned(),
            "Bearer \"\"\" = =,, error=\\".to_owned(),
        ] {
            assert_eq!(claims_in(&bad), None, "{bad}");
        }
    } // C1: 76

    #[test]
    fn a_challenge_is_answered_once_and_never_in_a_circle() {
        let challenges = Challenges::default();
        let key = || AccountKey("mina".to_owned());
        let token = |text: &str| AccessToken::new(text.to_owned());
        let header = headers(&challenge(&STANDARD.encode(CLAIMS)));

        challenges.issued(key(), token("first"), false);
        challenges.met(&token("somebody-elses"), &header);
        assert_eq!(challenges.take(&key()), None);
        challenges.met(&token("first"), &header);
        assert_eq!(challenges.take(&key()).as_deref(), Some(CLAIMS));
        assert_eq!(challenges.take(&key()), None);

        challenges.issued(key(), token("second"), true);
        challenges.met(&token("second"), &header);
        assert_eq!(challenges.take(&key()), None);
    } // C1: 75
}
