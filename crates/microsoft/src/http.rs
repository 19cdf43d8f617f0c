use onboarding::{NetworkFault, Obstacle};
use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use reqwest::{Client, IntoUrl, RequestBuilder, StatusCode};
use serde::de::DeserializeOwned;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::microsoft::Timing;
use crate::obstacle;
use crate::proxy::{Proxy, Reach};

/// Largest token or discovery answer read, in bytes.
pub(crate) const TOKEN_CAP: usize = 1024 * 1024;
/// Largest Graph answer read, in bytes.
pub(crate) const GRAPH_CAP: usize = 16 * 1024 * 1024;

/// How every request leaves this computer: the proxy it goes through, and the one client that sends it so.
#[derive(Clone)]
pub(crate) struct Way {
    proxy: Proxy,
    reach: Reach,
    client: Client,
}

/// An answer, whole and within its cap. The body may hold tokens: it is wiped when dropped, and never printed.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    body: Zeroizing<Vec<u8>>,
}

/// No whole answer came.
#[derive(Debug)]
pub(crate) struct Trouble {
    pub(crate) obstacle: Obstacle,
    /// Whether any byte of the request can have reached the service.
    pub(crate) sent: bool,
}

impl Way {
    /// The client follows no redirect: none of these endpoints sends one, so a redirect is a captive portal's, and a token
    /// must not travel along.
    pub(crate) fn open(proxy: Proxy, timing: &Timing) -> Result<Self, reqwest::Error> {
        let builder = Client::builder()
            .user_agent(concat!("greenlight/", env!("CARGO_PKG_VERSION")))
            .redirect(Policy::none())
            .referer(false)
            .connect_timeout(timing.connect)
            .read_timeout(timing.read)
            .timeout(timing.total);
        let client = proxy.apply(builder)?.build()?;
        Ok(Self { reach: proxy.reach(), proxy, client })
    }

    pub(crate) fn proxy(&self) -> &Proxy {
        &self.proxy
    }

    pub(crate) fn get(&self, url: impl IntoUrl) -> RequestBuilder {
        self.client.get(url)
    }

    pub(crate) fn post(&self, url: impl IntoUrl) -> RequestBuilder {
        self.client.post(url)
    }

    /// Sends a request under a fresh `client-request-id`, which finds it in Microsoft's logs.
    pub(crate) async fn send(&self, request: RequestBuilder, cap: usize) -> Result<Answer, Trouble> {
        let id = Uuid::new_v4();
        let request = request.header("client-request-id", id.to_string()).header("return-client-request-id", "true");
        // By this way's client, whichever the request was begun with: its proxy is the one that trouble is laid to.
        let (_, request) = request.build_split();
        let sent = async { self.client.execute(request?).await };
        let mut response = sent.await.map_err(|error| self.trouble(&error))?;
        let mut body = Zeroizing::new(Vec::new());
        while let Some(chunk) = response.chunk().await.map_err(|error| self.trouble(&error))? {
            if body.len() + chunk.len() > cap {
                return Err(Trouble { obstacle: Obstacle::OtherPage, sent: true });
            }
            body.extend_from_slice(&chunk);
        }
        let status = response.status();
        tracing::debug!(host = response.url().host_str(), %status, size = body.len(), request = %id, "answered");
        Ok(Answer { status, headers: std::mem::take(response.headers_mut()), body })
    }

    fn trouble(&self, error: &reqwest::Error) -> Trouble {
        let mut obstacle = obstacle::of_error(error);
        // Before there is a connection, only the proxy can have been silent.
        let no_answer = matches!(obstacle, Obstacle::NoConnection | Obstacle::Silence) && error.is_connect();
        if no_answer && error.url().is_some_and(|url| self.reach.covers(url.as_str())) {
            obstacle = Obstacle::ProxyUnreachable;
        }
        Trouble { obstacle, sent: !error.is_connect() }
    }
}

impl Answer {
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The body as text, for answers that are evidence and hold no token.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// What stood in the service's place, when this is not its answer to the question asked.
    pub(crate) fn obstacle(&self) -> Obstacle {
        obstacle::of_status(self.status, &self.headers)
    }

    pub(crate) fn fault(&self) -> NetworkFault {
        self.obstacle().fault()
    }
}

#[cfg(test)]
impl Way {
    /// Straight, by a client of a test's own.
    pub(crate) fn by(client: Client) -> Self {
        Self { proxy: Proxy::Direct, reach: Reach::Nothing, client }
    }
}

impl Trouble {
    pub(crate) fn fault(&self) -> NetworkFault {
        self.obstacle.fault()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    /// A server that reads one request and answers these bytes, whatever they are.
    async fn raw(answer: &'static [u8]) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let _ = stream.read(&mut [0; 4096]).await;
                    let _ = stream.write_all(answer).await;
                    let _ = stream.shutdown().await;
                    // Unread bytes would turn the close into a reset and could take the answer with it.
                    let _ = stream.read_to_end(&mut Vec::new()).await;
                });
            }
        });
        port
    }

    /// A resolver on a computer without a network.
    struct NoName;

    impl reqwest::dns::Resolve for NoName {
        fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
            Box::pin(std::future::ready(Err("no name server".into())))
        }
    }

    fn direct() -> Way {
        Way::open(Proxy::Direct, &Timing::default()).unwrap()
    }

    fn through(port: u16, timing: &Timing) -> Way {
        let proxy = Proxy::Through(format!("127.0.0.1:{port}").parse().unwrap());
        Way::open(proxy, timing).unwrap()
    }

    async fn get(url: &str) -> Result<Answer, Trouble> {
        let way = direct();
        way.send(way.get(url), 1000).await
    }

    async fn fault(url: &str) -> NetworkFault {
        get(url).await.err().unwrap().fault()
    }

    #[tokio::test]
    async fn every_way_of_not_answering_has_its_own_fault() {
        let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
        let refused = get(&format!("http://127.0.0.1:{free}/")).await.err().unwrap();
        assert_eq!((refused.fault(), refused.sent), (NetworkFault::Offline, false));
        let client = Client::builder().no_proxy().dns_resolver(NoName).build().unwrap();
        let nameless = Way::by(client);
        let unknown = nameless.get("http://login.example/");
        assert_eq!(nameless.send(unknown, 10).await.err().unwrap().fault(), NetworkFault::Offline);

        let not_tls = raw(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        assert_eq!(fault(&format!("https://127.0.0.1:{not_tls}/")).await, NetworkFault::Tls);

        let hangs_up = raw(b"").await;
        let cut = get(&format!("http://127.0.0.1:{hangs_up}/")).await.err().unwrap();
        assert_eq!((cut.fault(), cut.sent), (NetworkFault::ServiceFault, true));

        let short = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf").await;
        assert!(get(&format!("http://127.0.0.1:{short}/")).await.is_err());
    }

    #[tokio::test]
    async fn a_service_that_accepts_and_says_nothing_times_out() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let timing = Timing { read: std::time::Duration::from_millis(50), ..Timing::default() };
        let way = Way::open(Proxy::Direct, &timing).unwrap();
        let silent = way.get(format!("http://127.0.0.1:{port}/"));
        assert_eq!(way.send(silent, 10).await.err().unwrap().fault(), NetworkFault::Timeout);
    }

    #[tokio::test]
    async fn a_proxy_that_asks_for_a_sign_in_is_named_as_such() {
        let proxy = raw(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n").await;
        let way = through(proxy, &Timing::default());
        let tunnelled = way.send(way.get("https://login.example/"), 10).await.err().unwrap();
        assert_eq!(tunnelled.fault(), NetworkFault::ProxySignIn);
        let plain = way.send(way.get("http://login.example/"), 10).await.ok().unwrap();
        assert_eq!(plain.fault(), NetworkFault::ProxySignIn);
    } // C1: 106

    #[tokio::test]
    async fn a_proxy_that_does_not_answer_is_named_and_nothing_was_sent() {
        let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
        let way = through(free, &Timing::default());
        for url in ["https://login.example/", "http://login.example/"] {
            let refused = way.send(way.get(url), 10).await.err().unwrap();
            assert_eq!((refused.fault(), refused.sent), (NetworkFault::ProxyUnreachable, false), "{url}");
        }
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let timing = Timing { connect: std::time::Duration::from_millis(50), ..Timing::default() };
        let way = through(silent.local_addr().unwrap().port(), &timing);
        let swallowed = way.send(way.get("https://login.example/"), 10).await.err().unwrap();
        assert_eq!((swallowed.fault(), swallowed.sent), (NetworkFault::ProxyUnreachable, false));
    }

    #[tokio::test]
    async fn a_proxy_that_answers_and_does_not_get_through_is_no_silence() {
        for answer in [&b"HTTP/1.1 403 Forbidden\r\n\r\n"[..], b"HTTP/1.1 502 Bad Gateway\r\n\r\n"] {
            let way = through(raw(answer).await, &Timing::default());
            let refused = way.send(way.get("https://login.example/"), 10).await.err().unwrap();
            assert_eq!((refused.fault(), refused.sent), (NetworkFault::ProxyRefuses, false));
        }
    }

    #[tokio::test]
    async fn an_answer_over_the_cap_is_not_read_to_its_end() {
        let server = wiremock::MockServer::start().await;
        wiremock::Mock::given(wiremock::matchers::any())
            .respond_with(wiremock::ResponseTemplate::new(200).set_body_bytes(vec![b' '; 1001]))
            .mount(&server)
            .await;
        assert_eq!(fault(&server.uri()).await, NetworkFault::NotTheService);
    } // C1: 58

    #[tokio::test]
    async fn an_inspected_connection_whose_root_is_not_in_the_systems_store_has_its_own_name() {
        let named = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let (port, _) = crate::tls::server(named).await;
        let refused = get(&format!("https://localhost:{port}/")).await.err().unwrap();
        assert_eq!((refused.obstacle, refused.fault()), (Obstacle::UntrustedCertificate, NetworkFault::Tls));
    } // C1: 109

    /// In a process of its own: the environment belongs to everybody in a process.
    #[test]
    fn the_environments_proxy_is_used_and_its_exceptions_are_kept() {
        const ALONE: &str = "MICROSOFT_TEST_PROXY";
        if let Ok(proxy) = std::env::var(ALONE) {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let way = Way::open(Proxy::System, &Timing::default()).unwrap();
                for (url, through) in [("https://login.example/", true), ("https://graph.example/", false)] {
                    assert_eq!(Proxy::System.reach().covers(url), through, "{proxy}");
                }
                // The exception goes straight to a name that does not exist.
                for (url, fault) in [
                    ("https://login.example/", NetworkFault::ProxySignIn),
                    ("https://graph.example/", NetworkFault::Offline),
                ] {
                    assert_eq!(way.send(way.get(url), 10).await.err().unwrap().fault(), fault, "{url}");
                }
            });
            return;
        }
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let port = runtime.block_on(raw(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"));
        let alone = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "http::tests::the_environments_proxy_is_used_and_its_exceptions_are_kept"])
            .env(ALONE, port.to_string())
            .env("HTTPS_PROXY", format!("http://127.0.0.1:{port}"))
            .env("NO_PROXY", "graph.example")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&alone.stdout);
        assert!(alone.status.success() && said.contains("1 passed"), "{said}");
    } // C1: 105 108
}
