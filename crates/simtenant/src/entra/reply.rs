use axum::response::{IntoResponse as _, Redirect, Response};
use url::Url;

use crate::lang::Lang;
use crate::pages;

/// How an answer travels to the redirect URI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResponseMode {
    FormPost,
    Query,
    Fragment,
}

impl ResponseMode {
    /// `query` is Entra's default for a code.
    pub(crate) fn parse(mode: Option<&str>) -> Self {
        match mode {
            Some("form_post") => Self::FormPost,
            Some("fragment") => Self::Fragment,
            _ => Self::Query,
        }
    }
}

/// Sends the browser to the redirect URI with `fields`.
///
/// With form_post the form's action is the URI as it was given; with the others a URI without a path gets the slash
/// that a browser would add.
pub(crate) fn deliver(mode: ResponseMode, redirect_uri: &str, fields: &[(&str, String)], lang: Lang) -> Response {
    let encoded = || form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    match mode {
        ResponseMode::FormPost => pages::form_post(redirect_uri, fields, lang),
        ResponseMode::Query | ResponseMode::Fragment => match Url::parse(redirect_uri) {
            Ok(mut url) => {
                if mode == ResponseMode::Query {
                    url.set_query(Some(&encoded()));
                } else {
                    url.set_fragment(Some(&encoded()));
                }
                Redirect::to(url.as_str()).into_response()
            }
            // Only registered URIs come here, and those parse.
            Err(_) => axum::http::StatusCode::BAD_REQUEST.into_response(),
        },
    }
}
