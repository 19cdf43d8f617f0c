use oauth2::{CsrfToken, PkceCodeChallenge, PkceCodeVerifier};
use onboarding::{Cloud, Prompt, Scopes, SignInPage};
use profile::Lang;
use secrecy::SecretString;

use crate::endpoints::Endpoints;

/// One leg of an attempt: what is asked, and the three values that tie its answer to it. They are wiped when dropped.
pub(crate) struct Ask {
    pub(crate) scopes: Scopes,
    pub(crate) claims: Option<String>,
    pub(crate) state: SecretString,
    pub(crate) nonce: SecretString,
    pub(crate) verifier: SecretString,
    pub(crate) page: SignInPage,
}

/// What all legs of one attempt share.
pub(crate) struct Request<'a> {
    pub(crate) endpoints: &'a Endpoints,
    pub(crate) client_id: &'a str,
    pub(crate) cloud: Cloud,
    pub(crate) tenant: &'a str,
    pub(crate) redirect_uri: &'a str,
    pub(crate) language: Lang,
}

/// What one leg asks for.
pub(crate) struct Wish<'a> {
    pub(crate) scopes: Scopes,
    /// The address whose account is wanted.
    pub(crate) hint: &'a str,
    pub(crate) prompt: Prompt,
    /// What the token has to prove, where Microsoft has asked for that.
    pub(crate) claims: Option<String>,
}

impl Request<'_> {
    /// A fresh leg.
    ///
    /// `prompt` is sent after somebody else signed in only, beside the hint. `consent` never is: it asks everybody again
    /// and meets the wall again even after an admin's grant (troubleshoot-consent-issues.md).
    pub(crate) fn ask(&self, wish: Wish<'_>) -> Ask {
        let Wish { scopes, hint, prompt, claims } = wish;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let state = CsrfToken::new_random_len(32).into_secret();
        let nonce = CsrfToken::new_random_len(32).into_secret();
        let (ui_locales, market) = match self.language {
            Lang::En => ("en", "en-GB"),
            Lang::Ja => ("ja", "ja-JP"),
        };
        let mut query = form_urlencoded::Serializer::new(String::new());
        query
            .append_pair("client_id", self.client_id)
            .append_pair("response_type", "code")
            .append_pair("response_mode", "form_post")
            .append_pair("redirect_uri", self.redirect_uri)
            .append_pair("scope", &scopes.joined())
            .append_pair("state", &state)
            .append_pair("nonce", &nonce)
            .append_pair("code_challenge", challenge.as_str())
            .append_pair("code_challenge_method", challenge.method().as_str())
            .append_pair("login_hint", hint)
            .append_pair("ui_locales", ui_locales)
            .append_pair("mkt", market);
        match prompt {
            Prompt::AsNeeded => {}
            Prompt::SelectAccount => {
                query.append_pair("prompt", "select_account");
            }
        }
        if let Some(claims) = &claims {
            query.append_pair("claims", claims);
        }
        // A `+` is a space to servers but not to every program an address passes through on its way to a browser; a
        // literal one is already %2B.
        let query = query.finish().replace('+', "%20");
        let address = format!("{}?{query}", self.endpoints.oauth2(self.cloud, self.tenant, "authorize"));
        Ask {
            scopes,
            claims,
            state: state.into(),
            nonce: nonce.into(),
            verifier: PkceCodeVerifier::into_secret(verifier).into(),
            page: SignInPage::new(address),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use secrecy::ExposeSecret;
    use std::collections::{BTreeMap, BTreeSet};
    use url::Url;

    fn ask(hint: &str) -> Ask {
        ask_prompting(hint, Prompt::AsNeeded)
    }

    fn ask_prompting(hint: &str, prompt: Prompt) -> Ask {
        ask_for(Wish { scopes: Scopes::of(["openid", "User.Read"]), hint, prompt, claims: None })
    }

    fn ask_for(wish: Wish<'_>) -> Ask {
        Request {
            endpoints: &Endpoints::microsoft(),
            client_id: "client",
            cloud: Cloud::Public,
            tenant: "6babcaad-604b-40ac-a9d7-9fd97c0b779f",
            redirect_uri: "http://localhost:50123",
            language: Lang::Ja,
        }
        .ask(wish)
    }

    fn query(ask: &Ask) -> BTreeMap<String, String> {
        Url::parse(ask.page.expose()).unwrap().query_pairs().into_owned().collect()
    }

    #[test]
    fn the_challenge_is_the_one_of_the_rfc_for_its_verifier() {
        let verifier = PkceCodeVerifier::new("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
        assert_eq!(challenge.as_str(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

        let ask = ask("a@b.example");
        let own = PkceCodeVerifier::new(ask.verifier.expose_secret().to_owned());
        let sent = query(&ask);
        assert_eq!(sent["code_challenge"], PkceCodeChallenge::from_code_verifier_sha256(&own).as_str());
        assert_eq!(sent["code_challenge_method"], "S256");
    } // C1: 41

    #[test]
    fn state_nonce_and_verifier_are_never_used_again() {
        let mut seen = BTreeSet::new();
        for _ in 0..100 {
            let ask = ask("a@b.example");
            for secret in [&ask.state, &ask.nonce, &ask.verifier] {
                assert!(secret.expose_secret().len() >= 43);
                assert!(seen.insert(secret.expose_secret().to_owned()));
            }
        }
    } // C1: 42

    #[test]
    fn the_address_asks_for_form_post_and_never_prompts() {
        let sent = query(&ask("mina+x@contoso.example"));
        let expected = [
            ("client_id", "client"),
            ("response_type", "code"),
            ("response_mode", "form_post"),
            ("redirect_uri", "http://localhost:50123"),
            ("scope", "User.Read openid"),
            ("login_hint", "mina+x@contoso.example"),
            ("ui_locales", "ja"),
            ("mkt", "ja-JP"),
        ];
        for (name, value) in expected {
            assert_eq!(sent[name], value, "{name}");
        }
        assert!(!sent.contains_key("prompt"));
    }

    #[test]
    fn claims_travel_whole_and_no_claims_leave_no_trace() {
        let claims = r#"{"access_token":{"nbf":{"essential":true,"value":"1+1 & 2"}}}"#;
        let scopes = Scopes::of(["openid"]);
        let asked =
            ask_for(Wish { scopes, hint: "a@b.example", prompt: Prompt::AsNeeded, claims: Some(claims.to_owned()) });
        assert_eq!(query(&asked)["claims"], claims);
        assert!(asked.page.expose().bytes().all(|byte| byte.is_ascii_graphic() && byte != b'+' && byte != b'"'));
        assert!(!query(&ask("a@b.example")).contains_key("claims"));
    } // C1: 75

    #[test]
    fn choosing_again_is_asked_for_beside_the_hint() {
        let sent = query(&ask_prompting("mina@contoso.example", Prompt::SelectAccount));
        assert_eq!(sent["prompt"], "select_account");
        assert_eq!(sent["login_hint"], "mina@contoso.example");
    } // C1: 52

    #[test]
    fn the_address_is_percent_encoded_https_of_the_cloud_table() {
        let ask = ask("mina+x@contoso.example");
        let address = ask.page.expose();
        assert!(Endpoints::microsoft().allows(address));
        assert!(address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'+' && byte != b'"'), "{address}");
    } // C1: 40
}
