use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use diagnosis::Evidence;
use onboarding::{AccessToken, AccountKey};
use reqwest::header::{HeaderMap, WWW_AUTHENTICATE};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// Largest claims request taken from an answer, in bytes. Entra's are a few hundred.
const LARGEST: usize = 8 * 1024;

/// Largest one that goes into the address of a sign-in page, which not every system opens at any length.
const LARGEST_IN_ADDRESS: usize = 2 * 1024;

/// What Microsoft wants the next token of an account to prove: continuous access evaluation, or a rule of Conditional
/// Access. The claims go with one silent redemption; where that is not enough, with the person's own sign-ins until one
/// has brought a token. In memory only, and never in a log.
/// Source: Microsoft, "Claims challenges, claims requests, and client capabilities".
#[derive(Default)]
pub(crate) struct Challenges(Mutex<HashMap<AccountKey, Standing>>);

#[derive(Default)]
struct Standing {
    issued: Option<Issued>,
    asked: Option<Asked>,
}

/// The account's latest access token. Graph is asked with a token alone, and this is how its account is found. Whoever is
/// forgotten meanwhile leaves no token here.
struct Issued {
    access: Digest,
    /// It was bought with claims.
    answers: bool,
}

/// Whose turn it is to answer.
enum Asked {
    OfTheRefreshToken(String),
    OfThePerson(String),
}

impl Challenges {
    pub(crate) fn issued(&self, key: AccountKey, access: &AccessToken, with_claims: bool) {
        let mut all = self.lock();
        let standing = all.entry(key).or_default();
        standing.issued = Some(Issued { access: digest(access), answers: with_claims });
        match &standing.asked {
            // A token without the claims is no answer to them.
            Some(Asked::OfThePerson(_)) if !with_claims => {}
            Some(Asked::OfTheRefreshToken(_) | Asked::OfThePerson(_)) | None => standing.asked = None,
        }
    }

    /// A 401 for `access`. Only the first challenge is worth a silent try; a token that was bought with claims and is
    /// challenged all the same is for the person to settle, and stays so until they have.
    pub(crate) fn met(&self, access: &AccessToken, headers: &HeaderMap) {
        let Some(claims) = claims(headers) else { return };
        let access = digest(access);
        let mut all = self.lock();
        let challenged = all.values_mut().find_map(|standing| {
            let issued = standing.issued.as_ref().filter(|issued| issued.access == access)?;
            Some((issued.answers, &mut standing.asked))
        });
        let Some((answers, asked)) = challenged else { return };
        *asked = Some(match asked {
            Some(Asked::OfThePerson(_)) => Asked::OfThePerson(claims),
            Some(Asked::OfTheRefreshToken(_)) | None if answers => Asked::OfThePerson(claims),
            Some(Asked::OfTheRefreshToken(_)) | None => Asked::OfTheRefreshToken(claims),
        });
    }

    /// The claims that the account's next redemption has to carry. It carries them once.
    pub(crate) fn take(&self, key: &AccountKey) -> Option<String> {
        let mut all = self.lock();
        let standing = all.get_mut(key)?;
        match standing.asked.take()? {
            Asked::OfTheRefreshToken(claims) => Some(claims),
            persons @ Asked::OfThePerson(_) => {
                standing.asked = Some(persons);
                None
            }
        }
    }

    /// The redemption that carried them did not reach the service: the next one carries them.
    pub(crate) fn give_back(&self, key: AccountKey, claims: String) {
        self.lock().entry(key).or_default().asked = Some(Asked::OfTheRefreshToken(claims));
    }

    /// A redemption was refused. What the refusal wants proved, or else what was carried in vain, is for the person.
    pub(crate) fn refused(&self, key: AccountKey, evidence: &Evidence, carried: Option<String>) {
        if let Some(claims) = claims_of(evidence).or(carried) {
            self.lock().entry(key).or_default().asked = Some(Asked::OfThePerson(claims));
        }
    }

    /// The claims that the account's next sign-in has to carry.
    pub(crate) fn of_the_person(&self, key: &AccountKey) -> Option<String> {
        let all = self.lock();
        let (Asked::OfTheRefreshToken(claims) | Asked::OfThePerson(claims)) = all.get(key)?.asked.as_ref()?;
        Some(claims).filter(|claims| claims.len() <= LARGEST_IN_ADDRESS).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<AccountKey, Standing>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

type Digest = [u8; 32];

fn digest(token: &AccessToken) -> Digest {
    Sha256::digest(token.expose()).into()
}

/// The `claims` of the token endpoint's refusal.
fn claims_of(evidence: &Evidence) -> Option<String> {
    #[derive(Deserialize)]
    struct Refusal {
        claims: String,
    }
    match evidence {
        Evidence::Token(body) => request_of(serde_json::from_str::<Refusal>(body).ok()?.claims),
        Evidence::Redirect(_) | Evidence::Page(_) | Evidence::Graph(_) | Evidence::Picked(_) | Evidence::Silence => {
            None
        }
    }
}

/// A claims request as it is sent on: bounded, and about the access token.
fn request_of(json: String) -> Option<String> {
    let asked: Value = serde_json::from_str(&json).ok().filter(|_| json.len() <= LARGEST)?;
    asked.get("access_token").is_some_and(Value::is_object).then_some(json)
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
    let encoded = the("claims").filter(|encoded| encoded.len() <= LARGEST)?;
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
    request_of(String::from_utf8(STANDARD_NO_PAD.decode(plain).ok()?).ok()?)
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
    fn a_claims_request_of_eight_kilobytes_is_read_and_a_longer_one_is_not() {
        // Six bytes are eight letters of base64.
        let encoded = |bytes: usize| {
            let frame = r#"{"access_token":{"a":""}}"#;
            let filled = frame.replace(r#""""#, &format!("\"{}\"", "x".repeat(bytes - frame.len())));
            STANDARD.encode(filled)
        };
        let (most, more) = (encoded(6 * 1024), encoded(6 * 1024 + 3));
        assert_eq!((most.len(), more.len()), (8 * 1024, 8 * 1024 + 4));
        assert!(claims_in(&challenge(&most)).is_some());
        assert_eq!(claims_in(&challenge(&more)), None);
    }

    #[test]
    fn a_challenge_is_answered_once_and_never_in_a_circle() {
        let challenges = Challenges::default();
        let key = || AccountKey("mina".to_owned());
        let token = |text: &str| AccessToken::new(text.to_owned());
        let header = headers(&challenge(&STANDARD.encode(CLAIMS)));

        challenges.issued(key(), &token("first"), false);
        challenges.met(&token("somebody-elses"), &header);
        assert_eq!(challenges.take(&key()), None);
        challenges.met(&token("first"), &header);
        assert_eq!(challenges.take(&key()).as_deref(), Some(CLAIMS));
        assert_eq!(challenges.take(&key()), None);

        challenges.issued(key(), &token("second"), true);
        challenges.met(&token("second"), &header);
        assert_eq!(challenges.take(&key()), None);
        assert_eq!(challenges.of_the_person(&key()).as_deref(), Some(CLAIMS));

        // A token that came without them, since then, and is challenged as well: it is still the person's turn.
        challenges.issued(key(), &token("third"), false);
        challenges.met(&token("third"), &header);
        assert_eq!(challenges.take(&key()), None);
        assert_eq!(challenges.of_the_person(&key()).as_deref(), Some(CLAIMS));
    } // C1: 75

    #[test]
    fn what_a_redemption_could_not_answer_stays_for_the_person_until_a_token_answers_it() {
        let challenges = Challenges::default();
        let key = || AccountKey("mina".to_owned());
        let token = |text: &str| AccessToken::new(text.to_owned());
        let refusal =
            |more: &str| Evidence::Token(format!(r#"{{"error":"invalid_grant","suberror":"basic_action"{more}}}"#));

        // What was carried in vain; the refusal of somebody else's redemption changes nothing.
        challenges.refused(key(), &refusal(""), None);
        assert_eq!(challenges.of_the_person(&key()), None);
        challenges.refused(key(), &refusal(""), Some(CLAIMS.to_owned()));
        assert_eq!(challenges.of_the_person(&AccountKey("ren".to_owned())), None);
        assert_eq!(challenges.of_the_person(&key()).as_deref(), Some(CLAIMS));
        assert_eq!(challenges.take(&key()), None, "never silently a second time");

        // What the refusal itself asks for comes first, after a restart too.
        let own = r#"{"access_token":{"capolids":{"essential":true,"values":["1"]}}}"#;
        challenges.refused(key(), &refusal(&format!(r#","claims":{}"#, Value::from(own))), Some(CLAIMS.to_owned()));
        assert_eq!(challenges.of_the_person(&key()).as_deref(), Some(own));

        challenges.issued(key(), &token("insufficient"), false);
        assert_eq!(challenges.of_the_person(&key()).as_deref(), Some(own));
        challenges.issued(key(), &token("sufficient"), true);
        assert_eq!(challenges.of_the_person(&key()), None);
    } // C1: 75

    #[test]
    fn claims_too_long_for_an_address_are_for_the_token_endpoint_alone() {
        let challenges = Challenges::default();
        let key = || AccountKey("mina".to_owned());
        let sized = |bytes: usize| {
            let frame = r#"{"access_token":{"a":""}}"#;
            frame.replace(r#""""#, &format!("\"{}\"", "x".repeat(bytes - frame.len())))
        };
        challenges.give_back(key(), sized(LARGEST_IN_ADDRESS));
        assert!(challenges.of_the_person(&key()).is_some());
        challenges.give_back(key(), sized(LARGEST_IN_ADDRESS + 1));
        assert_eq!(challenges.of_the_person(&key()), None);
        assert!(challenges.take(&key()).is_some());
    } // C1: 76

    #[test]
    fn claims_that_reached_nobody_are_carried_again() {
        let challenges = Challenges::default();
        let key = || AccountKey("mina".to_owned());
        challenges.give_back(key(), CLAIMS.to_owned());
        assert_eq!(challenges.of_the_person(&key()).as_deref(), Some(CLAIMS));
        assert_eq!(challenges.take(&key()).as_deref(), Some(CLAIMS));
        assert_eq!(challenges.take(&key()), None);
    }

    #[test]
    fn a_refusals_claims_are_bounded_and_about_a_token() {
        let of = |claims: Value| {
            claims_of(&Evidence::Token(serde_json::json!({ "error": "invalid_grant", "claims": claims }).to_string()))
        };
        assert_eq!(of(Value::from(CLAIMS)).as_deref(), Some(CLAIMS));
        let long = format!(r#"{{"access_token":{{"x":"{}"}}}}"#, "x".repeat(LARGEST));
        for bad in [Value::from(long), Value::from("{}"), Value::from("no json"), Value::Null] {
            assert_eq!(of(bad), None);
        }
        assert_eq!(claims_of(&Evidence::Redirect("claims=%7B%7D".to_owned())), None);
    } // C1: 76
}
