use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use super::bind::Sockets;
use super::gate::{Gate, Seat};

/// More than a browser opens; the rest waits in the kernel's queue.
const CONNECTIONS: usize = 8;
/// Request line and headers together, in bytes.
const HEADERS: usize = 16 * 1024;
/// Pause after the system could not hand over a connection (out of file descriptors), so as not to spin.
const BREATH: Duration = Duration::from_millis(100);

/// Takes connections until it is dropped; then the sockets and all connections go with it.
pub(super) async fn accept(sockets: Sockets, gate: Arc<Gate>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = sockets.accept(), if connections.len() < CONNECTIONS => match accepted {
                Ok(stream) => {
                    connections.spawn(serve(stream, Arc::clone(&gate)));
                }
                Err(_) => tokio::time::sleep(BREATH).await,
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}

/// One connection, one request: `Connection: close`, nothing pipelined is read.
async fn serve(stream: TcpStream, gate: Arc<Gate>) {
    let deadlines = gate.deadlines();
    // Dropped when this function ends, whichever way: that is how a tab learns that its page is out.
    let (_ends_here, gone) = oneshot::channel();
    let seat = Arc::new(Mutex::new(Some(Seat { gone, flush: deadlines.flush })));
    let service = service_fn({
        let seat = Arc::clone(&seat);
        move |request| {
            let (gate, seat) = (Arc::clone(&gate), Arc::clone(&seat));
            async move { Ok::<_, Infallible>(gate.answer(request, &seat).await) }
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(deadlines.headers)
        .max_header_size(HEADERS)
        .max_buf_size(HEADERS)
        .keep_alive(false)
        .half_close(true)
        .serve_connection(TokioIo::new(stream), service);
    // An accepted answer waits for its redemption, which has deadlines of its own.
    let idle = async {
        tokio::time::sleep(deadlines.connection).await;
        if taken(&seat) {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        ended = connection => if let Err(error) = ended {
            tracing::debug!(timeout = error.is_timeout(), parse = error.is_parse(), "a local connection ended early");
        },
        () = idle => {}
    }
}

fn taken(seat: &Mutex<Option<Seat>>) -> bool {
    seat.lock().unwrap_or_else(std::sync::PoisonError::into_inner).is_none()
}
