use std::convert::Infallible;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::{fmt, io};

use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::fault::{Effect, HangUp, Trouble};
use crate::ledger::{LedgerEntry, Noted, Nowhere};
use crate::params::Params;
use crate::routes::{self, Route};
use crate::sim::Shared;
use crate::tls::TlsAcceptor;
use crate::{clock, recording, signing};

/// The two loopback addresses with one port. A browser may try either first, and an unbound one could be taken by
/// another local process.
#[derive(Debug)]
pub(crate) struct Listeners {
    v4: TcpListener,
    /// `None` on a machine without IPv6.
    v6: Option<TcpListener>,
    pub(crate) port: u16,
}

impl Listeners {
    /// `preferred` first, then any port that is free on both addresses.
    pub(crate) async fn bind(preferred: u16) -> io::Result<Self> {
        let mut last = io::Error::from(io::ErrorKind::AddrInUse);
        for port in std::iter::once(preferred).chain([0; 10]) {
            match Self::bind_both(port).await {
                Ok(both) => return Ok(both),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    async fn bind_both(port: u16) -> io::Result<Self> {
        let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let port = v4.local_addr()?.port();
        let v6 = match TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await {
            Ok(listener) => Some(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(error),
            Err(_) => None,
        };
        Ok(Self { v4, v6, port })
    }
}

/// Serves until the task is aborted, which also cuts every open connection. With an acceptor: https.
pub(crate) async fn serve(listeners: Listeners, sim: Shared, acceptor: Option<TlsAcceptor>) {
    let router = app(sim);
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listeners.v4.accept() => accepted,
            accepted = accept_v6(listeners.v6.as_ref()) => accepted,
            Some(_) = connections.join_next() => continue,
        };
        match accepted {
            Ok((stream, _)) => {
                connections.spawn(accept(stream, acceptor.clone(), router.clone()));
            }
            Err(error) => tracing::debug!(%error, "a connection was not accepted"),
        }
    }
}

/// Every route behind the gate.
pub(crate) fn app(sim: Shared) -> Router {
    routes::router()
        .layer(axum::extract::DefaultBodyLimit::max(64 * 1024))
        .layer(middleware::from_fn_with_state(Shared::clone(&sim), gate))
        .with_state(sim)
}

async fn accept_v6(listener: Option<&TcpListener>) -> io::Result<(TcpStream, std::net::SocketAddr)> {
    match listener {
        Some(listener) => listener.accept().await,
        None => std::future::pending().await,
    }
}

async fn accept(stream: TcpStream, acceptor: Option<TlsAcceptor>, router: Router) {
    match acceptor {
        None => connection(stream, router).await,
        Some(acceptor) => match acceptor.accept(stream).await {
            Ok(stream) => connection(stream, router).await,
            Err(error) => tracing::debug!(%error, "a client did not trust the certificate, or spoke plain http"),
        },
    }
}

async fn connection<S: AsyncRead + AsyncWrite + Unpin>(stream: S, router: Router) {
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let router = TowerToHyperService::new(router.clone());
        async move {
            let Ok::<_, Infallible>(response) = router.call(request).await;
            // An error from the service makes hyper close the connection without a byte.
            if response.extensions().get::<HangUp>().is_some() { Err(HungUp) } else { Ok(response) }
        }
    });
    if let Err(error) = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await {
        tracing::trace!(%error, "a connection ended");
    }
}

/// What every request passes: who may ask, what goes wrong on purpose, what is written down.
async fn gate(State(sim): State<Shared>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().and_then(|path| Route::of_pattern(path.as_str()));
    let query = Params::parse(request.uri().query().unwrap_or_default().as_bytes());
    let mut entry = LedgerEntry {
        at: sim.clock.now(),
        method: request.method().to_string(),
        path: request.uri().path().to_owned(),
        route: route.map_or("", Route::name),
        parameters: query.names().map(str::to_owned).collect(),
        details: Noted::from(&query).0,
        status: None,
        unexpected: route.is_none(),
    };
    sim.let_the_admin_act();
    let response = match refuse_stranger(&sim, route, request.method(), request.headers()) {
        Some(refusal) => refusal,
        None => answer(&sim, route, request, next).await,
    };
    if let Some(Noted(details)) = response.extensions().get() {
        entry.details.extend(details.clone());
    }
    entry.unexpected |= response.extensions().get::<Nowhere>().is_some();
    if response.extensions().get::<HangUp>().is_none() {
        entry.status = Some(response.status().as_u16());
        entry.unexpected |= response.status() == StatusCode::METHOD_NOT_ALLOWED;
    }
    sim.ledger.add(entry);
    response
}

async fn answer(sim: &Shared, route: Option<Route>, request: Request, next: Next) -> Response<Body> {
    let trouble = route.filter(|route| !route.steers()).and_then(|route| sim.faults.take(route));
    match trouble.map(Trouble::apply) {
        None => recording::answered(request, next).await,
        Some(Effect::Late(wait)) => {
            tokio::time::sleep(wait).await;
            recording::answered(request, next).await
        }
        Some(Effect::WrongClock(seconds)) => {
            let mut response = clock::wrong_by(seconds, recording::answered(request, next)).await;
            let date = clock::later(sim.clock.now(), seconds).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
            if let Ok(date) = HeaderValue::from_str(&date) {
                response.headers_mut().insert(header::DATE, date);
            }
            response
        }
        Some(Effect::RetiredKey) => signing::with_retired_key(next.run(request)).await,
        Some(Effect::Instead(response)) => response,
    }
}

/// Only names of this machine are served, so that no web page can reach the tenant through a name of its own (DNS
/// rebinding), and no web page can press the presenter's buttons.
fn refuse_stranger(sim: &Shared, route: Option<Route>, method: &Method, headers: &HeaderMap) -> Option<Response> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let ours = ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| host == format!("{name}:{}", sim.port));
    let from_elsewhere = headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site");
    let pressed = method == Method::POST && route.is_some_and(Route::steers);
    if !ours {
        Some((StatusCode::MISDIRECTED_REQUEST, "This server answers to loopback names only.\n").into_response())
    } else if pressed && from_elsewhere {
        Some((StatusCode::FORBIDDEN, "Another site may not press this.\n").into_response())
    } else {
        None
    }
}

#[derive(Debug)]
struct HungUp;

impl std::error::Error for HungUp {}

impl fmt::Display for HungUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("hung up on purpose")
    }
}
