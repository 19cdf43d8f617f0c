use std::time::Duration;

use diagnosis::Evidence;
use onboarding::{NetworkFault, Obstacle};
use reqwest::StatusCode;

use crate::http::{TOKEN_CAP, Trouble, Way};
use crate::retry_after::retry_after;
use crate::wire::error::OAuthError;
use crate::wire::token::TokenResponse;

/// Wait after a 429 that names none, as MSAL .NET waits.
const UNSTATED_WAIT: Duration = Duration::from_secs(60);

/// What the token endpoint made of a grant.
pub(crate) enum Exchange {
    Tokens(TokenResponse),
    /// The platform's own refusal, whole: `suberror`, `error_codes` and `claims` decide what it means.
    Refused(Evidence),
    Unreachable(NetworkFault),
}

/// Posts a grant; beside the outcome, how long to hold back where the service asked for that.
///
/// Our own request rather than the `oauth2` crate's: that crate keeps neither the body of a refusal,
/// which is the diagnosis's evidence, nor the headers, of which `Retry-After` matters. Its PKCE and state types are used.
pub(crate) async fn exchange(
    way: &Way,
    url: &str,
    form: &[(&str, &str)],
) -> Result<(Exchange, Option<Duration>), Trouble> {
    let answer = way.send(way.post(url).form(form), TOKEN_CAP).await?;
    let throttled = answer.status == StatusCode::TOO_MANY_REQUESTS;
    let exchange = if answer.status == StatusCode::OK {
        match answer.json() {
            Some(tokens) => Exchange::Tokens(tokens),
            None => Exchange::Unreachable(NetworkFault::NotTheService),
        }
    } else if answer.status.is_client_error() && !throttled && answer.json::<OAuthError>().is_some() {
        Exchange::Refused(Evidence::Token(answer.text()))
    } else {
        Exchange::Unreachable(answer.fault())
    };
    let wait = matches!(exchange, Exchange::Unreachable(NetworkFault::Throttled))
        .then(|| retry_after(&answer.headers).unwrap_or(UNSTATED_WAIT));
    Ok((exchange, wait))
}

/// Redeems an authorization code. A code is good once (AADSTS54005), so the request is repeated only when no byte of
/// the first one can have left.
pub(crate) async fn redeem_code(way: &Way, url: &str, form: &[(&str, &str)], pause: Duration) -> Exchange {
    let outcome = match exchange(way, url, form).await {
        Err(Trouble { sent: false, obstacle: Obstacle::NoConnection | Obstacle::ProxyUnreachable }) => {
            tokio::time::sleep(pause).await;
            exchange(way, url, form).await
        }
        outcome => outcome,
    };
    match outcome {
        Ok((exchange, _)) => exchange,
        Err(trouble) => Exchange::Unreachable(trouble.fault()),
    }
}

/// Redeems a refresh token, with one more try after `pause` for a network hiccup or a passing fault. A refusal is an
/// answer and is never asked for twice.
pub(crate) async fn refresh(
    way: &Way,
    url: &str,
    form: &[(&str, &str)],
    pause: Duration,
) -> (Exchange, Option<Duration>) {
    let first = flatten(exchange(way, url, form).await);
    let passing = match first.0 {
        Exchange::Unreachable(
            NetworkFault::Offline | NetworkFault::ProxyUnreachable | NetworkFault::Timeout | NetworkFault::ServiceFault,
        ) => true,
        Exchange::Unreachable(
            NetworkFault::ProxyRefuses
            | NetworkFault::Tls
            | NetworkFault::ProxySignIn
            | NetworkFault::NotTheService
            | NetworkFault::Throttled,
        )
        | Exchange::Tokens(_)
        | Exchange::Refused(_) => false,
    };
    if !passing {
        return first;
    }
    tokio::time::sleep(pause).await;
    flatten(exchange(way, url, form).await)
}

fn flatten(outcome: Result<(Exchange, Option<Duration>), Trouble>) -> (Exchange, Option<Duration>) {
    outcome.unwrap_or_else(|trouble| (Exchange::Unreachable(trouble.fault()), None))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::net::SocketAddr;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use reqwest::dns::{Addrs, Name, Resolve, Resolving};
    use tokio::net::TcpListener;
    use wiremock::matchers::any;
    use wiremock::{Mock, MockServer, ResponseTemplate};

    use super::*;
    use crate::microsoft::Timing;
    use crate::proxy::Proxy;

    /// Finds no address at first: nothing can have left this computer.
    struct FirstInVain {
        asked: AtomicUsize,
        server: SocketAddr,
    }

    impl Resolve for FirstInVain {
        fn resolve(&self, _: Name) -> Resolving {
            let found: Result<Addrs, _> = match self.asked.fetch_add(1, Ordering::SeqCst) {
                0 => Err("no name server".into()),
                _ => Ok(Box::new(std::iter::once(self.server)) as Addrs),
            };
            Box::pin(std::future::ready(found))
        }
    }

    #[tokio::test]
    async fn a_code_that_cannot_have_left_is_sent_once_more() {
        let server = MockServer::start().await;
        let refusal = serde_json::json!({ "error": "invalid_grant", "error_codes": [54005] });
        Mock::given(any())
            .respond_with(ResponseTemplate::new(400).set_body_json(refusal))
            .expect(1)
            .mount(&server)
            .await;
        let resolver = Arc::new(FirstInVain { asked: AtomicUsize::new(0), server: *server.address() });
        let client = reqwest::Client::builder().no_proxy().dns_resolver(Arc::clone(&resolver)).build().unwrap();
        let way = Way::by(client);
        let url = format!("http://login.example:{}/token", server.address().port());
        let exchange = redeem_code(&way, &url, &[("code", "x")], Duration::from_millis(1)).await;
        assert!(matches!(exchange, Exchange::Refused(_)));
        assert_eq!(resolver.asked.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn a_code_that_no_proxy_took_is_sent_once_more_and_no_oftener() {
        let proxy = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = proxy.local_addr().unwrap().to_string();
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        tokio::spawn(async move {
            // It hangs up without a word.
            while proxy.accept().await.is_ok() {
                count.fetch_add(1, Ordering::SeqCst);
            }
        });
        let way = Way::open(Proxy::Through(address.parse().unwrap()), &Timing::default()).unwrap();
        let form = [("code", "x")];
        let exchange = redeem_code(&way, "https://login.example/token", &form, Duration::from_millis(1)).await;
        assert!(matches!(exchange, Exchange::Unreachable(NetworkFault::ProxyUnreachable)));
        assert_eq!(asked.load(Ordering::SeqCst), 2);
    }
}
