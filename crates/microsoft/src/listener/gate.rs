use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::{Method, Request, Response, StatusCode};
use onboarding::SignInPage;
use profile::Lang;
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;
use tokio::sync::{mpsc, oneshot};
use zeroize::Zeroizing;

use super::page::{self, Page};
use super::request::{self, Fields};
use super::{Answer, Arrival, Deadlines, Tab};

/// Largest form read, in bytes. Entra's codes are around 1,500.
const BODY: usize = 64 * 1024;

/// Decides about every request: which one is the answer, and what the others get. None of those can end the attempt:
/// any page and any program on this computer can reach the port.
pub(super) struct Gate {
    port: u16,
    language: Lang,
    deadlines: Deadlines,
    awaited: Mutex<Awaited>,
    arrived: mpsc::Sender<Arrival>,
}

#[derive(Default)]
struct Awaited {
    /// Taken by the first answer that carries it: a state is good once.
    state: Option<SecretString>,
    /// The state answered last.
    spent: Option<SecretString>,
    /// Where a tab goes that repeats the spent one.
    onward: Option<SignInPage>,
}

/// A connection's place while its answer waits for a page.
pub(super) struct Seat {
    pub(super) gone: oneshot::Receiver<()>,
    pub(super) flush: Duration,
}

/// Whose answer a request is.
enum Claim {
    Awaited,
    Repeated(SignInPage),
    Stranger,
}

impl Gate {
    pub(super) fn new(port: u16, language: Lang, deadlines: Deadlines, arrived: mpsc::Sender<Arrival>) -> Self {
        Self { port, language, deadlines, awaited: Mutex::default(), arrived }
    }

    pub(super) fn deadlines(&self) -> Deadlines {
        self.deadlines
    }

    pub(super) fn expect(&self, state: SecretString, onward: Option<SignInPage>) {
        let mut awaited = self.awaited();
        awaited.state = Some(state);
        awaited.onward = onward;
    }

    pub(super) async fn answer(&self, request: Request<Incoming>, seat: &Mutex<Option<Seat>>) -> Response<Full<Bytes>> {
        if let Err(status) = request::admissible(&request, self.port) {
            return page::bare(status);
        }
        match *request.method() {
            Method::POST => self.posted(request, seat).await,
            _ => self.got(request.uri().query().unwrap_or_default(), seat).await,
        }
    }

    async fn posted(&self, request: Request<Incoming>, seat: &Mutex<Option<Seat>>) -> Response<Full<Bytes>> {
        let read = Limited::new(request.into_body(), BODY).collect();
        let body = match tokio::time::timeout(self.deadlines.body, read).await {
            Ok(Ok(body)) => Zeroizing::new(body.to_bytes().to_vec()),
            Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => {
                return page::bare(StatusCode::PAYLOAD_TOO_LARGE);
            }
            Ok(Err(_)) => return page::bare(StatusCode::BAD_REQUEST),
            Err(_) => return page::bare(StatusCode::REQUEST_TIMEOUT),
        };
        let Some(fields) = std::str::from_utf8(&body).ok().and_then(Fields::read) else {
            return self.page(&Page::NotOurs);
        };
        let answer = match (fields.code, fields.error) {
            (Some(code), false) => Answer::Code { code, issuer: fields.issuer },
            (None, true) => Answer::Error(fields.evidence),
            (Some(_), true) | (None, false) => return self.page(&Page::NotOurs),
        };
        self.deliver(&fields.state, answer, seat).await
    }

    /// Some errors come by query whatever the response mode asked for (AADSTS70007).
    async fn got(&self, query: &str, seat: &Mutex<Option<Seat>>) -> Response<Full<Bytes>> {
        if query.is_empty() {
            return self.page(&Page::Waiting);
        }
        let Some(fields) = Fields::read(query) else {
            return self.page(&Page::NotOurs);
        };
        let answer = match (fields.code, fields.error) {
            (Some(_), _) => Answer::CodeInQuery,
            (None, true) => Answer::Error(fields.evidence),
            (None, false) => return self.page(&Page::NotOurs),
        };
        self.deliver(&fields.state, answer, seat).await
    }

    async fn deliver(&self, state: &SecretString, answer: Answer, seat: &Mutex<Option<Seat>>) -> Response<Full<Bytes>> {
        match self.claim(state) {
            Claim::Stranger => return self.page(&Page::NotOurs),
            Claim::Repeated(onward) => return self.page(&Page::Onward(onward)),
            Claim::Awaited => {}
        }
        let Some(Seat { gone, flush }) = seat.lock().unwrap_or_else(PoisonError::into_inner).take() else {
            return self.page(&Page::NotOurs);
        };
        let (reply, shown) = oneshot::channel();
        let arrival = Arrival { answer, tab: Tab { reply, gone, flush } };
        if self.arrived.send(arrival).await.is_err() {
            return self.page(&Page::Answered);
        }
        // The attempt may end without a word (cancelled): the tab still gets a page while the connection lives.
        self.page(&shown.await.unwrap_or(Page::Answered))
    }

    fn claim(&self, state: &SecretString) -> Claim {
        let mut awaited = self.awaited();
        if awaited.state.as_ref().is_some_and(|awaited| same(awaited, state)) {
            awaited.spent = awaited.state.take();
            awaited.onward = None;
            return Claim::Awaited;
        }
        let repeated = awaited.spent.as_ref().is_some_and(|spent| same(spent, state));
        match &awaited.onward {
            Some(onward) if repeated => Claim::Repeated(onward.clone()),
            Some(_) | None => Claim::Stranger,
        }
    }

    fn awaited(&self) -> MutexGuard<'_, Awaited> {
        self.awaited.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn page(&self, page: &Page) -> Response<Full<Bytes>> {
        page::response(page, self.language)
    }
}

fn same(one: &SecretString, other: &SecretString) -> bool {
    one.expose_secret().as_bytes().ct_eq(other.expose_secret().as_bytes()).into()
}
