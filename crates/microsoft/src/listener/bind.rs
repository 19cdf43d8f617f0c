use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};

use tokio::net::{TcpListener, TcpStream};

/// New ports tried when another program holds the same one on `[::1]`.
const TRIES: usize = 10;

/// No port could be had: all are taken, or a security product forbids listening.
#[derive(Debug, thiserror::Error)]
#[error("no local port could be opened")]
pub(crate) struct NoLocalPort(#[source] io::Error);

/// Loopback on both families, same port. Never a wildcard address: that one brings up the firewall's question.
#[derive(Debug)]
pub(super) struct Sockets {
    port: u16,
    v4: TcpListener,
    /// Absent only where the computer has no IPv6. Left unbound, Chromium's first choice for `localhost` would be open
    /// to any other program.
    v6: Option<TcpListener>,
}

impl Sockets {
    pub(super) fn port(&self) -> u16 {
        self.port
    }

    pub(super) async fn accept(&self) -> io::Result<TcpStream> {
        let from_v6 = async {
            match &self.v6 {
                Some(v6) => v6.accept().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            accepted = self.v4.accept() => accepted,
            accepted = from_v6 => accepted,
        }
        .map(|(stream, _)| stream)
    }
}

pub(super) async fn loopback() -> Result<Sockets, NoLocalPort> {
    bind_pair(|| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)), |port| TcpListener::bind((Ipv6Addr::LOCALHOST, port)))
        .await
}

async fn bind_pair<F4, F6>(v4: impl Fn() -> F4, v6: impl Fn(u16) -> F6) -> Result<Sockets, NoLocalPort>
where
    F4: Future<Output = io::Result<TcpListener>>,
    F6: Future<Output = io::Result<TcpListener>>,
{
    let mut last = io::Error::from(io::ErrorKind::AddrInUse);
    for _ in 0..TRIES {
        let first = v4().await.map_err(NoLocalPort)?;
        let port = first.local_addr().map_err(NoLocalPort)?.port();
        match v6(port).await {
            Ok(second) => return Ok(Sockets { port, v4: first, v6: Some(second) }),
            Err(error) if lacks_ipv6(&error) => return Ok(Sockets { port, v4: first, v6: None }),
            Err(error) => last = error,
        }
    }
    Err(NoLocalPort(last))
}

/// No such address (EADDRNOTAVAIL) or no such family (EAFNOSUPPORT: 97 on Linux, 47 on macOS, 10047 on Windows).
fn lacks_ipv6(error: &io::Error) -> bool {
    let family = if cfg!(windows) {
        10047
    } else if cfg!(target_os = "macos") {
        47
    } else {
        97
    };
    matches!(error.kind(), io::ErrorKind::AddrNotAvailable | io::ErrorKind::Unsupported)
        || error.raw_os_error() == Some(family)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn v4() -> impl Future<Output = io::Result<TcpListener>> {
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
    }

    fn v6(port: u16) -> impl Future<Output = io::Result<TcpListener>> {
        TcpListener::bind((Ipv6Addr::LOCALHOST, port))
    }

    #[tokio::test]
    async fn both_families_listen_on_the_same_port_and_no_other_address_does() {
        let sockets = loopback().await.unwrap();
        let v4 = sockets.v4.local_addr().unwrap();
        assert!(v4.ip().is_loopback());
        if let Some(v6) = &sockets.v6 {
            let v6 = v6.local_addr().unwrap();
            assert_eq!((v6.port(), v6.ip()), (v4.port(), Ipv6Addr::LOCALHOST.into()));
        }
        // A wildcard socket would refuse this second loopback address.
        #[cfg(target_os = "linux")]
        TcpListener::bind(("127.0.0.2", sockets.port())).await.unwrap();
    } // C1: 32 37

    #[tokio::test]
    async fn a_port_taken_on_ipv6_is_given_up_for_a_new_one() {
        let tried = Mutex::new(Vec::new());
        let sockets = bind_pair(v4, |port| {
            let mut tried = tried.lock().unwrap();
            tried.push(port);
            let taken = tried.len() < 3;
            async move { if taken { Err(io::ErrorKind::AddrInUse.into()) } else { v6(port).await } }
        })
        .await
        .unwrap();
        assert_eq!(tried.lock().unwrap().len(), 3);
        assert_eq!(tried.lock().unwrap()[2], sockets.port());
    } // C1: 30

    #[tokio::test]
    async fn ten_taken_ports_end_in_a_clear_fault() {
        let tries = AtomicUsize::new(0);
        let failed = bind_pair(v4, |_| {
            tries.fetch_add(1, Ordering::Relaxed);
            async { Err(io::ErrorKind::AddrInUse.into()) }
        })
        .await;
        assert!(failed.is_err());
        assert_eq!(tries.load(Ordering::Relaxed), TRIES);
    } // C1: 30

    #[tokio::test]
    async fn a_computer_without_ipv6_listens_on_ipv4_alone() {
        let sockets = bind_pair(v4, |_| async { Err(io::ErrorKind::AddrNotAvailable.into()) }).await.unwrap();
        assert!(sockets.v6.is_none());
        assert_eq!(sockets.v4.local_addr().unwrap().port(), sockets.port());
    } // C1: 31

    #[tokio::test]
    async fn two_listeners_never_share_a_port() {
        let (one, other) = (loopback().await.unwrap(), loopback().await.unwrap());
        assert_ne!(one.port(), other.port());
    } // C1: 34
}
