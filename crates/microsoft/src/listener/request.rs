use hyper::header::{CONTENT_TYPE, HOST, HeaderName};
use hyper::{Method, Request, StatusCode};
use secrecy::SecretString;

/// Whether a request may be looked into at all; otherwise the bare status it gets. No status comes with a CORS header.
pub(super) fn admissible<B>(request: &Request<B>, port: u16) -> Result<(), StatusCode> {
    // A name that resolves here without being ours is DNS rebinding.
    let foreign = request.uri().authority().is_some_and(|host| !is_ours(host.as_str(), port));
    if foreign || !header(request, &HOST).is_some_and(|host| is_ours(host, port)) {
        return Err(StatusCode::MISDIRECTED_REQUEST);
    }
    match (request.method(), request.uri().path()) {
        (&Method::GET | &Method::POST, "/") => {}
        (&Method::GET, "/favicon.ico") => return Err(StatusCode::NO_CONTENT),
        (&Method::GET | &Method::POST, _) => return Err(StatusCode::NOT_FOUND),
        _ => return Err(StatusCode::METHOD_NOT_ALLOWED),
    }
    // Browsers mark a page's `fetch` as such; only a navigation is a sign-in's answer. `Origin` tells nothing: it is
    // `null` on the real thing.
    if header(request, &HeaderName::from_static("sec-fetch-mode")).is_some_and(|mode| mode != "navigate") {
        return Err(StatusCode::FORBIDDEN);
    }
    if request.method() == Method::POST && !header(request, &CONTENT_TYPE).is_some_and(is_form) {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    Ok(())
}

/// The value of a header that is there exactly once.
fn header<'a, B>(request: &'a Request<B>, name: &HeaderName) -> Option<&'a str> {
    let mut values = request.headers().get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => Some(value.to_str().unwrap_or_default()),
        (Some(_), Some(_)) => Some(""),
        (None, _) => None,
    }
}

fn is_ours(host: &str, port: u16) -> bool {
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| host.eq_ignore_ascii_case(&format!("{name}:{port}")))
}

fn is_form(content_type: &str) -> bool {
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// What an answer holds, by the parameters that matter; `session_state`, `client_info` and the rest are passed over.
pub(crate) struct Fields {
    pub(crate) state: SecretString,
    pub(crate) code: Option<SecretString>,
    pub(crate) error: bool,
    pub(crate) issuer: Option<String>,
    /// The raw text without `state`: it is spent, and evidence is kept.
    pub(crate) evidence: String,
}

impl Fields {
    /// `None` unless there is exactly one state and nothing that matters comes twice.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (mut state, mut code, mut error, mut issuer) = (None, None, None, None);
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            let seen = match name.as_ref() {
                "state" => state.replace(SecretString::from(value.into_owned())).is_some(),
                "code" => code.replace(SecretString::from(value.into_owned())).is_some(),
                "error" => error.replace(()).is_some(),
                "iss" => issuer.replace(value.into_owned()).is_some(),
                _ => false,
            };
            if seen {
                return None;
            }
        }
        let without_state = |pair: &&str| !pair.starts_with("state=") && !pair.starts_with("session_state=");
        let evidence = match error {
            Some(()) => text.split('&').filter(without_state).collect::<Vec<_>>().join("&"),
            None => String::new(),
        };
        Some(Self { state: state?, code, error: error.is_some(), issuer, evidence })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use secrecy::ExposeSecret;

    #[test]
    fn evidence_keeps_the_raw_form_and_drops_the_state() {
        let raw = "error=access_denied&error_subcode=cancel&error_description=a+b%0d%0a&state=s%2B1&session_state=x";
        let fields = Fields::read(raw).unwrap();
        assert_eq!(fields.evidence, "error=access_denied&error_subcode=cancel&error_description=a+b%0d%0a");
        assert_eq!(fields.state.expose_secret(), "s+1");
        assert!(fields.error && fields.code.is_none());
    } // C1: 25 53

    #[test]
    fn a_parameter_that_matters_may_not_come_twice() {
        for twice in ["state=a&state=a", "state=a&code=1&code=2", "state=a&error=x&error=y", "state=a&iss=1&iss=2"] {
            assert!(Fields::read(twice).is_none(), "{twice}");
        }
        assert!(Fields::read("code=1").is_none());
        assert!(Fields::read("state=a&code=1&client_info=x&client_info=y").is_some());
    } // C1: 5 6 7
}
