#![allow(clippy::unwrap_used, clippy::expect_used)]

mod connections;

use super::*;
use secrecy::ExposeSecret;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

const FORM: &str = "application/x-www-form-urlencoded";

async fn listener() -> Listener {
    let listener = Listener::open(Lang::En, Deadlines::default()).await.unwrap();
    listener.expect("good-state".into());
    listener
}

fn port(listener: &Listener) -> u16 {
    listener.redirect_uri().rsplit(':').next().unwrap().parse().unwrap()
}

/// Sends these bytes and reads until the other side closes: every test sees the real wire.
async fn exchange(port: u16, request: impl AsRef<[u8]>) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    stream.write_all(request.as_ref()).await.unwrap();
    read_all(stream).await
}

async fn read_all(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    // A reset after the answer is how a refused, unread body ends. No answer at all fails the test instead of hanging it.
    let _ = timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await.expect("an answer");
    String::from_utf8(answer).unwrap()
}

fn request(line: &str, port: u16, headers: &str, body: &str) -> String {
    format!("{line} HTTP/1.1\r\nHost: localhost:{port}\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len())
}

fn post(port: u16, body: &str) -> String {
    request("POST /", port, &format!("Content-Type: {FORM}\r\nOrigin: null\r\nSec-Fetch-Mode: navigate\r\n"), body)
}

fn get(port: u16, target: &str) -> String {
    request(&format!("GET {target}"), port, "", "")
}

fn browse(port: u16, request: String) -> JoinHandle<String> {
    tokio::spawn(exchange(port, request))
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).unwrap_or_default().parse().unwrap_or_default()
}

/// The attempt was not touched: the real answer still gets through.
async fn still_waits(mut listener: Listener) {
    let port = port(&listener);
    let browser = browse(port, post(port, "code=real&state=good-state"));
    let arrival = listener.arrival().await.unwrap();
    assert_eq!(code(&arrival.answer), "real");
    arrival.tab.show(Page::Signed).await;
    assert_eq!(status(&browser.await.unwrap()), 200);
}

fn code(answer: &Answer) -> &str {
    match answer {
        Answer::Code { code, .. } => code.expose_secret(),
        Answer::Error(_) | Answer::CodeInQuery => panic!("not a code"),
    }
}

fn error(answer: &Answer) -> &str {
    match answer {
        Answer::Error(form) => form,
        Answer::Code { .. } | Answer::CodeInQuery => panic!("not an error"),
    }
}

#[tokio::test]
async fn a_posted_code_arrives_and_the_tab_waits_for_its_page() {
    let mut listener = listener().await;
    let port = port(&listener);
    let browser = browse(port, post(port, "code=a%2Bb+c&state=good-state&session_state=x&client_info=y"));
    let arrival = listener.arrival().await.unwrap();
    assert_eq!(code(&arrival.answer), "a+b c");
    assert!(!browser.is_finished());
    arrival.tab.show(Page::Signed).await;
    let page = browser.await.unwrap();
    assert!(page.contains("You can close this tab and return to Greenlight."), "{page}");
} // C1: 1 14 25

#[tokio::test]
async fn the_page_forbids_everything_and_is_never_stored() {
    let mut listener = listener().await;
    let port = port(&listener);
    let browser = browse(
        port,
        post(port, "error=access_denied&error_description=%3Cscript%3Ealert(1)%3C/script%3E&state=good-state"),
    );
    let arrival = listener.arrival().await.unwrap();
    assert!(error(&arrival.answer).contains("script"));
    arrival.tab.show(Page::Answered).await;
    let page = browser.await.unwrap();
    let head = page.split("\r\n\r\n").next().unwrap().to_ascii_lowercase();
    for line in [
        "content-security-policy: default-src 'none'",
        "cache-control: no-store",
        "referrer-policy: no-referrer",
        "x-content-type-options: nosniff",
        "connection: close",
    ] {
        assert!(head.contains(line), "{line} in {head}");
    }
    assert!(!head.contains("access-control"));
    assert!(!page.contains("alert") && !page.contains("access_denied"), "{page}");
} // C1: 26 27

#[tokio::test]
async fn a_code_in_the_query_is_reported_as_such_and_not_handed_out() {
    let mut listener = listener().await;
    let port = port(&listener);
    let browser = browse(port, get(port, "/?code=stolen&state=good-state"));
    let arrival = listener.arrival().await.unwrap();
    assert!(matches!(arrival.answer, Answer::CodeInQuery));
    arrival.tab.show(Page::Answered).await;
    assert!(!browser.await.unwrap().contains("stolen"));
} // C1: 2

#[tokio::test]
async fn an_error_in_the_query_with_the_state_is_delivered() {
    let mut listener = listener().await;
    let port = port(&listener);
    let browser =
        browse(port, get(port, "/?error=invalid_request&error_description=AADSTS70007%3a+x&state=good-state"));
    let arrival = listener.arrival().await.unwrap();
    assert_eq!(error(&arrival.answer), "error=invalid_request&error_description=AADSTS70007%3a+x");
    arrival.tab.show(Page::Answered).await;
    assert_eq!(status(&browser.await.unwrap()), 200);
} // C1: 3

#[tokio::test]
async fn what_does_not_carry_this_attempts_state_gets_a_400_and_the_wait_goes_on() {
    let listener = listener().await;
    let port = port(&listener);
    for body in [
        "code=x&state=wrong",
        "code=x&state=good-stat",
        "code=x&state=good-state2",
        "code=x&state=",
        "code=x",
        "code=x&state=good-state&state=good-state",
        "code=x&code=y&state=good-state",
        "code=x&error=y&state=good-state",
        "state=good-state",
        "error=access_denied&state=wrong",
        "",
    ] {
        assert_eq!(status(&exchange(port, post(port, body)).await), 400, "{body}");
    }
    assert_eq!(status(&exchange(port, get(port, "/?code=x&state=wrong")).await), 400);
    assert_eq!(status(&exchange(port, get(port, "/?state=good-state")).await), 400);
    still_waits(listener).await;
} // C1: 4 5 6 7 8

#[tokio::test]
async fn only_a_form_is_read() {
    let listener = listener().await;
    let port = port(&listener);
    for kind in [
        "Content-Type: application/json\r\n",
        "Content-Type: text/plain\r\n",
        "",
        "Content-Type: multipart/form-data\r\n",
    ] {
        let answer = exchange(port, request("POST /", port, kind, "code=x&state=good-state")).await;
        assert_eq!(status(&answer), 415, "{kind}");
    }
    still_waits(listener).await;
} // C1: 9

#[tokio::test]
async fn a_charset_behind_the_media_type_is_fine() {
    let mut listener = listener().await;
    let port = port(&listener);
    let headers = format!("Content-Type: {}; charset=UTF-8\r\n", FORM.to_uppercase());
    let browser = browse(port, request("POST /", port, &headers, "code=x&state=good-state"));
    listener.arrival().await.unwrap().tab.show(Page::Signed).await;
    assert_eq!(status(&browser.await.unwrap()), 200);
} // C1: 10

#[tokio::test]
async fn other_methods_and_paths_get_a_bare_status_without_cors() {
    let listener = listener().await;
    let port = port(&listener);
    for (line, expected) in [
        ("PUT /", 405),
        ("OPTIONS /", 405),
        ("HEAD /", 405),
        ("DELETE /?code=x&state=good-state", 405),
        ("GET /exit", 404),
        ("POST /callback", 404),
        ("GET /favicon.ico", 204),
    ] {
        let answer = exchange(port, request(line, port, "Origin: https://evil.example\r\n", "")).await;
        assert_eq!(status(&answer), expected, "{line}");
        assert!(!answer.to_ascii_lowercase().contains("access-control"), "{answer}");
    }
    still_waits(listener).await;
} // C1: 11 15 16

#[tokio::test]
async fn a_host_that_is_not_this_listener_is_refused() {
    let listener = listener().await;
    let port = port(&listener);
    let body = "code=x&state=good-state";
    for host in ["evil.example", "localhost", "localhost:1", "localhost.evil.example", "127.0.0.1.nip.io"] {
        let host = if host.contains(':') || host == "localhost" { host.to_owned() } else { format!("{host}:{port}") };
        let raw = format!(
            "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Type: {FORM}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        assert_eq!(status(&exchange(port, raw).await), 421, "{host}");
    }
    let twice = request("POST /", port, &format!("Host: localhost:{port}\r\nContent-Type: {FORM}\r\n"), body);
    assert_eq!(status(&exchange(port, twice).await), 421);
    let none = format!("POST / HTTP/1.0\r\nContent-Type: {FORM}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    assert_eq!(status(&exchange(port, none).await), 421);
    let absolute = request("POST http://evil.example/", port, &format!("Content-Type: {FORM}\r\n"), body);
    assert_eq!(status(&exchange(port, absolute).await), 421);
    still_waits(listener).await;
} // C1: 12

#[tokio::test]
async fn a_request_a_script_made_is_refused() {
    let listener = listener().await;
    let port = port(&listener);
    for mode in ["cors", "no-cors", "same-origin", "websocket"] {
        let headers = format!("Content-Type: {FORM}\r\nSec-Fetch-Mode: {mode}\r\n");
        let answer = exchange(port, request("POST /", port, &headers, "code=x&state=good-state")).await;
        assert_eq!(status(&answer), 403, "{mode}");
    }
    still_waits(listener).await;
} // C1: 13

#[tokio::test]
async fn every_name_of_this_computer_reaches_the_listener() {
    let listener = listener().await;
    let port = port(&listener);
    for host in ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"] {
        let page = exchange(port, format!("GET / HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n")).await;
        assert_eq!(status(&page), 200);
        assert!(page.contains("Waiting for Microsoft"), "{page}");
    }
    if let Ok(mut stream) = TcpStream::connect(("::1", port)).await {
        stream.write_all(get(port, "/").as_bytes()).await.unwrap();
        assert_eq!(status(&read_all(stream).await), 200);
    }
    still_waits(listener).await;
}

#[tokio::test]
async fn a_body_or_a_head_over_its_cap_is_refused() {
    let listener = listener().await;
    let port = port(&listener);
    let body = format!("code={}&state=good-state", "x".repeat(64 * 1024));
    assert_eq!(status(&exchange(port, post(port, &body)).await), 413);
    let flood = format!("X-Filler: {}\r\n", "x".repeat(17 * 1024));
    assert_eq!(status(&exchange(port, request("POST /", port, &flood, "")).await), 431);
    still_waits(listener).await;
} // C1: 17 18

#[tokio::test]
async fn an_answer_just_under_the_cap_arrives() {
    let mut listener = listener().await;
    let port = port(&listener);
    let frame = "code=&state=good-state".len();
    let long = "x".repeat(64 * 1024 - frame);
    let browser = browse(port, post(port, &format!("code={long}&state=good-state")));
    let arrival = listener.arrival().await.unwrap();
    assert_eq!(code(&arrival.answer), long);
    arrival.tab.show(Page::Signed).await;
    browser.await.unwrap();
}

#[tokio::test]
async fn a_chunked_body_is_read_and_capped_like_any_other() {
    let mut listener = listener().await;
    let port = port(&listener);
    let head = format!(
        "POST / HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: {FORM}\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    let over = format!("{head}{:x}\r\n{}\r\n0\r\n\r\n", 65 * 1024, "x".repeat(65 * 1024));
    assert_eq!(status(&exchange(port, over).await), 413);
    let browser = browse(port, format!("{head}7\r\ncode=x&\r\n10\r\nstate=good-state\r\n0\r\n\r\n"));
    let arrival = listener.arrival().await.unwrap();
    assert_eq!(code(&arrival.answer), "x");
    arrival.tab.show(Page::Signed).await;
    browser.await.unwrap();
} // C1: 23

#[tokio::test]
async fn a_body_that_is_not_text_is_refused_and_broken_escapes_change_nothing() {
    let listener = listener().await;
    let port = port(&listener);
    let mut raw = post(port, "code=x&state=good-state").into_bytes();
    let at = raw.len() - "x&state=good-state".len();
    raw[at] = 0xff;
    assert_eq!(status(&exchange(port, raw).await), 400);
    assert_eq!(status(&exchange(port, post(port, "code=x&state=good-state%")).await), 400);
    assert_eq!(status(&exchange(port, post(port, "code=x&state=%ff%fe")).await), 400);
    still_waits(listener).await;
} // C1: 24
