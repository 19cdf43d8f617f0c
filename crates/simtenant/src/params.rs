use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{Method, StatusCode};

/// Query or form parameters. An empty value counts as absent, as Entra treats it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params(BTreeMap<String, String>);

impl Params {
    pub(crate) fn parse(encoded: &[u8]) -> Self {
        let mut all = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(encoded) {
            all.entry(name.into_owned()).or_insert_with(|| value.into_owned());
        }
        Self(all)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    pub(crate) fn owned(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    /// Pressed buttons may carry no value at all.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// GET reads the query, POST the form body: the authorize endpoint accepts both.
impl<S: Send + Sync> FromRequest<S> for Params {
    type Rejection = StatusCode;

    async fn from_request(request: Request, state: &S) -> Result<Self, StatusCode> {
        if request.method() == Method::POST {
            let body = Bytes::from_request(request, state).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
            Ok(Self::parse(&body))
        } else {
            Ok(Self::parse(request.uri().query().unwrap_or_default().as_bytes()))
        }
    }
}
