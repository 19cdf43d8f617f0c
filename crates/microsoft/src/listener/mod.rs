//! The one place on this computer that a sign-in's answer can arrive at: `POST http://localhost:{port}` with
//! `response_mode=form_post`, so that no code is ever in an address bar, a history or a log.

mod bind;
mod connection;
mod gate;
mod page;
mod request;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use onboarding::SignInPage;
use profile::Lang;
use secrecy::SecretString;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tokio::time::timeout;

pub(crate) use bind::NoLocalPort;
pub(crate) use page::Page;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use request::Fields;

use gate::Gate;

/// How long one browser may take over each part of a request.
#[derive(Clone, Copy)]
pub(crate) struct Deadlines {
    pub(crate) headers: Duration,
    pub(crate) body: Duration,
    /// From the first byte to the answer being accepted.
    pub(crate) connection: Duration,
    /// From our reply to the browser having all of it.
    pub(crate) flush: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { headers: seconds(5), body: seconds(5), connection: seconds(10), flush: seconds(3) }
    }
}

/// What Microsoft said through the browser.
pub(crate) enum Answer {
    Code {
        code: SecretString,
        /// RFC 9207: optional, and Entra is not known to send it; where it is there, it must fit.
        issuer: Option<String>,
    },
    /// `error` and what came with it, as raw form text without the spent state: evidence.
    Error(String),
    /// A code in the query, where any page or shoulder could have read it. It is not even looked at.
    CodeInQuery,
}

/// An answer with the right state, and the browser tab that waits for a page.
pub(crate) struct Arrival {
    pub(crate) answer: Answer,
    pub(crate) tab: Tab,
}

/// A browser tab whose request is answered by [`Tab::show`].
pub(crate) struct Tab {
    reply: oneshot::Sender<Page>,
    /// Resolves when the connection is over: all bytes flushed, or the browser gone.
    gone: oneshot::Receiver<()>,
    flush: Duration,
}

impl Tab {
    /// Shows the page and returns when the browser has it. A browser that went away in the meantime is no error.
    pub(crate) async fn show(self, page: Page) {
        if self.reply.send(page).is_ok() {
            let _ = timeout(self.flush, self.gone).await;
        }
    }
}

/// Bound before the sign-in address is built, released when the attempt is over. Dropping it releases the port too.
pub(crate) struct Listener {
    redirect_uri: String,
    gate: Arc<Gate>,
    arrivals: mpsc::Receiver<Arrival>,
    door: JoinSet<()>,
}

impl Listener {
    pub(crate) async fn open(language: Lang, deadlines: Deadlines) -> Result<Self, NoLocalPort> {
        let sockets = bind::loopback().await?;
        let (arrived, arrivals) = mpsc::channel(1);
        let port = sockets.port();
        let gate = Arc::new(Gate::new(port, language, deadlines, arrived));
        let mut door = JoinSet::new();
        door.spawn(connection::accept(sockets, Arc::clone(&gate)));
        Ok(Self { redirect_uri: format!("http://localhost:{port}"), gate, arrivals, door })
    }

    /// The same bytes in every leg, without a path and without a trailing slash: Entra ignores the port and nothing
    /// else (reply-url.md).
    pub(crate) fn redirect_uri(&self) -> &str {
        &self.redirect_uri
    }

    /// From now on only an answer with this state counts.
    pub(crate) fn expect(&self, state: SecretString) {
        self.gate.expect(state, None);
    }

    /// Expects the next leg's answer. A tab that repeats the leg just proved (a second click, "open again") is sent
    /// on to `onward`; its code is not redeemed again.
    pub(crate) fn expect_next(&self, state: SecretString, onward: SignInPage) {
        self.gate.expect(state, Some(onward));
    }

    /// The next answer that belongs to this attempt; `None` when the door is gone.
    pub(crate) async fn arrival(&mut self) -> Option<Arrival> {
        self.arrivals.recv().await
    }

    /// Frees the port; it is free when this returns.
    pub(crate) async fn release(mut self) {
        self.door.shutdown().await;
    }
}
