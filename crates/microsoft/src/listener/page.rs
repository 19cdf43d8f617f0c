use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use hyper::{Response, StatusCode};
use onboarding::SignInPage;
use profile::Lang;

/// What the tab shows. Every page is fixed text: nothing a request brought is ever written back.
pub(crate) enum Page {
    /// Tokens are here.
    Signed,
    /// An answer is here and the app tells what it means.
    Answered,
    /// An answer is here, and the app asks whether the one who signed in is the one who was meant.
    WhoIsIt,
    /// The answer stands in this tab's address bar, where it can be read and copied (ConsentFix). It was not used.
    Exposed,
    /// The same tab goes on to Microsoft's next page.
    Onward(SignInPage),
    /// Somebody looked at the bare address; some of Microsoft's error pages lead there.
    Waiting,
    /// Not this attempt's answer.
    NotOurs,
}

struct Words {
    heading: &'static str,
    text: &'static str,
}

/// A small sheet in the app's own colours.
const STYLE: &str = "\
:root{color-scheme:light dark}\
body{margin:0;min-height:100vh;display:grid;place-items:center;background:#edf0ed;color:#141d18;\
font:16px/1.6 system-ui,-apple-system,'Segoe UI','Hiragino Sans','Yu Gothic UI','Noto Sans CJK JP',sans-serif}\
main{box-sizing:border-box;width:min(30rem,100vw - 2rem);padding:2.5rem;border-radius:12px;background:#fbfcfb;\
border-top:4px solid #12935c}\
h1{margin:0 0 .75rem;font-size:1.375rem;line-height:1.35;font-weight:600;word-break:auto-phrase}\
p{margin:0;color:#47534c;word-break:auto-phrase}\
a{color:#0b6b44}\
@media (prefers-color-scheme:dark){body{background:#0e1210;color:#e9efeb}\
main{background:#151a17;border-color:#47c78c}p{color:#b4bfb8}a{color:#66d6a0}}";

/// `style-src` holds the digest of [`STYLE`]: not even this page's own text could bring another style or a script.
const POLICY: &str = "default-src 'none'; style-src 'sha256-wVmSdL7vlxPxNKjQGpksff4OX2IUIVlQZhMDufmiHIk='; img-src data:; \
base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(super) fn response(page: &Page, language: Lang) -> Response<Full<Bytes>> {
    let words = words(page, language);
    let link = match page {
        Page::Onward(next) => next_link(next, language),
        Page::Signed | Page::Answered | Page::WhoIsIt | Page::Exposed | Page::Waiting | Page::NotOurs => String::new(),
    };
    let html = format!(
        "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{heading} · Greenlight</title><link rel=\"icon\" href=\"data:,\"><style>{STYLE}</style></head>\
         <body><main><h1>{heading}</h1><p>{text}</p>{link}</main></body></html>",
        tag = language.tag(),
        heading = words.heading,
        text = words.text,
    );
    let mut response = Response::new(Full::from(html));
    *response.status_mut() = match page {
        Page::Signed | Page::Answered | Page::WhoIsIt | Page::Exposed | Page::Waiting => StatusCode::OK,
        Page::NotOurs => StatusCode::BAD_REQUEST,
        // 303: the next request is a GET and carries nothing of this one (RFC 9700, 4.12).
        Page::Onward(_) => StatusCode::SEE_OTHER,
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    if let Page::Onward(next) = page
        && let Ok(mut location) = HeaderValue::from_str(next.expose())
    {
        location.set_sensitive(true);
        headers.insert(LOCATION, location);
    }
    guarded(response)
}

/// A status and nothing else.
pub(super) fn bare(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = status;
    guarded(response)
}

fn guarded(mut response: Response<Full<Bytes>>) -> Response<Full<Bytes>> {
    let fixed: [(HeaderName, &str); 4] = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    for (name, value) in fixed {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn next_link(next: &SignInPage, language: Lang) -> String {
    let label = match language {
        Lang::En => "Continue",
        Lang::Ja => "続ける",
    };
    // Our own address, percent-encoded throughout; `&` is the one character that HTML wants escaped.
    format!("<p><a href=\"{}\">{label}</a></p>", next.expose().replace('&', "&amp;"))
}

fn words(page: &Page, language: Lang) -> Words {
    match (page, language) {
        (Page::Signed, Lang::En) => {
            Words { heading: "You are signed in", text: "You can close this tab and return to Greenlight." }
        }
        (Page::Signed, Lang::Ja) => Words {
            heading: "サインインが完了しました",
            text: "このタブを閉じて、Greenlight にお戻りください。",
        },
        (Page::Answered, Lang::En) => Words {
            heading: "Back to Greenlight",
            text: "Greenlight has Microsoft’s answer and shows what happens next. You can close this tab and return to Greenlight.",
        },
        (Page::Answered, Lang::Ja) => Words {
            heading: "Greenlight にお戻りください",
            text: "Microsoft からの応答を受け取りました。続きは Greenlight に表示されます。このタブは閉じてかまいません。",
        },
        (Page::WhoIsIt, Lang::En) => Words {
            heading: "Greenlight has a question",
            text: "You signed in with a different account from the one Greenlight expected. Return to Greenlight and choose which one to use. You can close this tab.",
        },
        (Page::WhoIsIt, Lang::Ja) => Words {
            heading: "Greenlight で確認してください",
            text: "Greenlight で指定したものとは別のアカウントでサインインしました。どちらを使うかは、Greenlight の画面でお選びください。このタブは閉じてかまいません。",
        },
        (Page::Exposed, Lang::En) => Words {
            heading: "Please close this tab",
            text: "The address of this page holds a code from Microsoft. Greenlight has not used it. Do not share the address or a picture of this page. Return to Greenlight to sign in again.",
        },
        (Page::Exposed, Lang::Ja) => Words {
            heading: "このタブを閉じてください",
            text: "このページのアドレスには Microsoft のコードが含まれています。Greenlight はこのコードを使用していません。アドレスやこのページの画像を他の人に共有しないでください。Greenlight に戻って、もう一度サインインしてください。",
        },
        (Page::Onward(_), Lang::En) => {
            Words { heading: "One more page", text: "Microsoft’s next page is opening in this tab." }
        }
        (Page::Onward(_), Lang::Ja) => Words {
            heading: "あと1ページです",
            text: "Microsoft の次のページをこのタブで開いています。",
        },
        (Page::Waiting, Lang::En) => Words {
            heading: "Waiting for Microsoft’s answer",
            text: "If a Microsoft page showed you a message, return to Greenlight and choose what it said.",
        },
        (Page::Waiting, Lang::Ja) => Words {
            heading: "Microsoft からの応答を待っています",
            text: "Microsoft のページにメッセージが表示された場合は、Greenlight に戻って、その内容をお選びください。",
        },
        (Page::NotOurs, Lang::En) => Words {
            heading: "This page belongs to another sign-in",
            text: "It may come from an earlier tab. Nothing has changed. Return to Greenlight to go on.",
        },
        (Page::NotOurs, Lang::Ja) => Words {
            heading: "現在のサインインのページではありません",
            text: "以前に開いたタブの可能性があります。変更は行われていません。Greenlight に戻って続けてください。",
        },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use base64::Engine as _;
    use http_body_util::BodyExt as _;
    use sha2::{Digest, Sha256};

    #[test]
    fn the_policy_admits_exactly_the_style_of_the_page() {
        let digest = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(STYLE));
        assert!(POLICY.contains(&format!("style-src 'sha256-{digest}';")), "sha256-{digest}");
    } // C1: 27

    #[tokio::test]
    async fn the_way_onward_is_a_303_with_a_plain_link_behind_it() {
        let next = SignInPage::new("https://login.example/a?b=c&d=e%20f".to_owned());
        let response = response(&Page::Onward(next), Lang::En);
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        assert_eq!(response.headers()[LOCATION], "https://login.example/a?b=c&d=e%20f");
        let html = response.into_body().collect().await.unwrap().to_bytes();
        let html = std::str::from_utf8(&html).unwrap();
        assert!(html.contains("href=\"https://login.example/a?b=c&amp;d=e%20f\""), "{html}");
    }

    #[tokio::test]
    async fn every_page_speaks_the_language_asked_for() {
        for page in [Page::Signed, Page::Answered, Page::WhoIsIt, Page::Exposed, Page::Waiting, Page::NotOurs] {
            for (language, other) in [(Lang::En, "。"), (Lang::Ja, "You ")] {
                let html = response(&page, language).into_body().collect().await.unwrap().to_bytes();
                let html = std::str::from_utf8(&html).unwrap();
                assert!(html.contains(&format!("lang=\"{}\"", language.tag())) && !html.contains(other), "{html}");
            }
        }
    }
}
