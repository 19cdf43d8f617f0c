//! The one thread that talks to the key store. The stores' calls block, some for as long as a password prompt is open, and are
//! not reliable from several threads at once; here they queue, and every caller waits only until its deadline.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use onboarding::StoreFault;
use tokio::sync::oneshot;

use crate::store::Items;

/// How long a caller waits. Long enough to type a password into the store's own prompt, short enough that the app says what it waits for.
pub(crate) const DEADLINE: Duration = Duration::from_secs(30);

/// Connects to the store. Called again whenever there is no working connection, so a store that starts later is found.
pub(crate) type Opener = Box<dyn FnMut() -> Result<Box<dyn Items>, StoreFault> + Send>;

#[derive(Clone)]
pub(crate) struct StoreThread {
    jobs: mpsc::Sender<Job>,
    connected: Arc<AtomicBool>,
}

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

impl StoreThread {
    /// The thread ends when the last clone is gone. Should the system refuse a thread, every request is `Unavailable`.
    pub(crate) fn start(open: Opener) -> Self {
        let (jobs, inbox) = mpsc::channel::<Job>();
        let connected = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&connected);
        let spawned = std::thread::Builder::new().name("key-store".to_owned()).spawn(move || {
            let mut connection = Connection { open, items: None, connected: flag };
            for job in inbox {
                connection.survive(job);
            }
        });
        if spawned.is_err() {
            tracing::warn!("no thread for the key store");
        }
        Self { jobs, connected }
    }

    /// Runs `work` on the thread and waits for its answer until [`DEADLINE`]. `work` may run twice (on a connection that turned out
    /// to be stale), or not at all when its caller gave up before its turn came.
    ///
    /// Past the deadline the fault says what is known: a store that accepted the connection and then keeps us waiting is showing a
    /// prompt, and is `Locked` until someone answers it; one that never accepted the connection is `Unavailable`.
    pub(crate) async fn ask<T, W>(&self, work: W) -> Result<T, StoreFault>
    where
        T: Send + 'static,
        W: Fn(&dyn Items) -> Result<T, StoreFault> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            if !reply.is_closed() {
                // The caller may have left meanwhile; the work is done all the same.
                let _ = reply.send(connection.run(&work));
            }
        });
        self.jobs.send(job).map_err(|_| StoreFault::Unavailable)?;
        match tokio::time::timeout(DEADLINE, answer).await {
            Ok(Ok(result)) => result,
            // The job died with its end of the channel: the store panicked.
            Ok(Err(_)) => Err(StoreFault::Unavailable),
            Err(_) if self.connected.load(Ordering::Acquire) => Err(StoreFault::Locked),
            Err(_) => Err(StoreFault::Unavailable),
        }
    }
}

struct Connection {
    open: Opener,
    items: Option<Box<dyn Items>>,
    connected: Arc<AtomicBool>,
}

impl Connection {
    fn survive(&mut self, job: Job) {
        // Unwind safety: a panic drops the connection (`attempt` has taken it out), so nothing half-done is seen again.
        if catch_unwind(AssertUnwindSafe(|| job(self))).is_err() {
            self.connected.store(false, Ordering::Release);
            tracing::error!("the key store panicked; its connection is dropped");
        }
    }

    fn run<T>(&mut self, work: &dyn Fn(&dyn Items) -> Result<T, StoreFault>) -> Result<T, StoreFault> {
        let reused = self.items.is_some();
        match self.attempt(work) {
            // The store's daemon may have been restarted since: a fresh connection decides. All work can be repeated.
            Err(StoreFault::Unavailable) if reused => self.attempt(work),
            result => result,
        }
    }

    fn attempt<T>(&mut self, work: &dyn Fn(&dyn Items) -> Result<T, StoreFault>) -> Result<T, StoreFault> {
        let items = match self.items.take() {
            Some(items) => items,
            None => (self.open)()?,
        };
        self.connected.store(true, Ordering::Release);
        let result = work(items.as_ref());
        if matches!(result, Err(StoreFault::Unavailable)) {
            self.connected.store(false, Ordering::Release);
        } else {
            self.items = Some(items);
        }
        result
    }
}
