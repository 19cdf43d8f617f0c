use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::lang::Lang;
use crate::seed::random_uuid;

const STYLE: &str = include_str!("style.css");

/// What all pages share: the watermark, the title, the language, the look, the policy.
pub(super) struct Page<'a> {
    pub(super) lang: Lang,
    pub(super) title: &'a str,
    /// A second line in the watermark, for what only a simulation would say.
    pub(super) note: Option<Markup>,
    pub(super) body: Markup,
    /// The one script a page may have. The page must work without it.
    pub(super) script: Option<&'static str>,
}

impl Page<'_> {
    pub(super) fn into_response(self, status: StatusCode) -> Response {
        let nonce = random_uuid().simple().to_string();
        let lang = self.lang;
        let page = html! {
            (DOCTYPE)
            html lang=(lang.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width,initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    link rel="icon" href="data:,";
                    title { (self.title) }
                    style nonce=(nonce) { (PreEscaped(STYLE)) }
                }
                body {
                    header.mark {
                        strong { (lang.pick("Simulated organisation, not Microsoft", "シミュレーションの組織です。Microsoft ではありません")) }
                        @if let Some(note) = self.note { p { (note) } }
                    }
                    main { (self.body) }
                    @if let Some(script) = self.script { script nonce=(nonce) { (PreEscaped(script)) } }
                }
            }
        };
        let mut response = (status, Html(page.into_string())).into_response();
        let headers = response.headers_mut();
        // A consent form leads to the app's listener, on a port of its own, so forms may go to any loopback port.
        let policy = format!(
            "default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; connect-src 'self'; img-src data:; \
             form-action 'self' http://localhost:* http://127.0.0.1:*; base-uri 'none'; frame-ancestors 'none'"
        );
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        response
    }
}
