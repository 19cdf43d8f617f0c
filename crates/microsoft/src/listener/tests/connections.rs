//! Connections that stall, close early or come again, and the end of the port.

use super::*;

#[tokio::test]
async fn a_client_that_stalls_is_dropped_and_frees_its_place() {
    let moment = Duration::from_millis(100);
    let deadlines = Deadlines { headers: moment, body: moment, connection: moment * 4, flush: moment };
    let listener = Listener::open(Lang::En, deadlines).await.unwrap();
    listener.expect("good-state".into());
    let port = port(&listener);
    let mut stalled = Vec::new();
    let whole = post(port, "code=x&state=good-state");
    for begun in ["POST / HT", &whole[..whole.len() - 1]] {
        // One more of each than there are places.
        for _ in 0..5 {
            let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
            stream.write_all(begun.as_bytes()).await.unwrap();
            stalled.push(stream);
        }
    }
    for stream in stalled {
        assert_ne!(status(&read_all(stream).await), 200);
    }
    still_waits(listener).await;
} // C1: 19 20

#[tokio::test]
async fn a_client_that_closed_its_sending_side_still_gets_the_page() {
    let mut listener = listener().await;
    let port = port(&listener);
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    stream.write_all(post(port, "code=x&state=good-state").as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
    listener.arrival().await.unwrap().tab.show(Page::Signed).await;
    assert_eq!(status(&read_all(stream).await), 200);
} // C1: 21

#[tokio::test]
async fn a_second_request_on_the_same_connection_is_not_read() {
    let mut listener = listener().await;
    let port = port(&listener);
    let both = format!("{}{}", post(port, "code=x&state=good-state"), get(port, "/"));
    let browser = browse(port, both);
    listener.arrival().await.unwrap().tab.show(Page::Signed).await;
    assert_eq!(browser.await.unwrap().matches("HTTP/1.1").count(), 1);
} // C1: 22

#[tokio::test]
async fn a_state_is_good_once() {
    let mut listener = listener().await;
    let port = port(&listener);
    let first = browse(port, post(port, "code=x&state=good-state"));
    let arrival = listener.arrival().await.unwrap();
    assert_eq!(status(&exchange(port, post(port, "code=y&state=good-state")).await), 400);
    arrival.tab.show(Page::Signed).await;
    assert_eq!(status(&first.await.unwrap()), 200);
    assert_eq!(status(&exchange(port, post(port, "code=y&state=good-state")).await), 400);
} // C1: 35 61

#[tokio::test]
async fn a_tab_that_repeats_the_first_leg_is_sent_on_to_the_second() {
    let mut listener = listener().await;
    let port = port(&listener);
    let first = browse(port, post(port, "code=x&state=good-state"));
    let tab = listener.arrival().await.unwrap().tab;
    listener.expect_next("second-state".into(), SignInPage::new("https://login.example/next".to_owned()));
    tab.show(Page::Onward(SignInPage::new("https://login.example/next".to_owned()))).await;
    assert_eq!(status(&first.await.unwrap()), 303);
    let again = exchange(port, post(port, "code=z&state=good-state")).await;
    assert_eq!(status(&again), 303);
    assert!(again.contains("location: https://login.example/next"), "{again}");
    let second = browse(port, post(port, "code=two&state=second-state"));
    let arrival = listener.arrival().await.unwrap();
    assert_eq!(code(&arrival.answer), "two");
    arrival.tab.show(Page::Signed).await;
    second.await.unwrap();
} // C1: 33 35

#[tokio::test]
async fn a_released_port_is_closed_whatever_was_going_on_there() {
    let listener = listener().await;
    let port = port(&listener);
    let mut half = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    half.write_all(b"POST / HTTP/1.1\r\n").await.unwrap();
    let waiting = browse(port, post(port, "code=x&state=good-state"));
    listener.release().await;
    assert!(TcpStream::connect(("127.0.0.1", port)).await.is_err());
    assert!(TcpStream::connect(("::1", port)).await.is_err());
    assert_eq!(status(&waiting.await.unwrap_or_default()), 0);
} // C1: 28

#[tokio::test]
async fn a_hundred_attempts_leave_no_socket_behind() {
    for _ in 0..100 {
        let listener = listener().await;
        let port = port(&listener);
        assert_eq!(status(&exchange(port, get(port, "/")).await), 200);
        listener.release().await;
        assert!(TcpStream::connect(("127.0.0.1", port)).await.is_err());
    }
} // C1: 38
