//! Built without the feature `tls`: plain http only, and nothing that could ask for more.

use std::convert::Infallible;
use std::io;
use std::path::PathBuf;

use tokio::net::TcpStream;

use crate::running::Surroundings;

/// There is none.
#[derive(Clone)]
pub(crate) enum TlsAcceptor {}

impl TlsAcceptor {
    pub(crate) fn accept(self, _: TcpStream) -> std::future::Ready<io::Result<TcpStream>> {
        match self {}
    }
}

pub(crate) fn wanted(_: &Surroundings) -> Result<Option<(TlsAcceptor, PathBuf)>, Infallible> {
    Ok(None)
}
