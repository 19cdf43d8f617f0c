//! How much was checked, said at the end of every test that checked anything; the last line of a run has the sum.

use std::cell::Cell;
use std::io::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};

static ALL: AtomicUsize = AtomicUsize::new(0);
static UNDESCRIBED: AtomicUsize = AtomicUsize::new(0);
static SHAPED: AtomicUsize = AtomicUsize::new(0);

struct Count(Cell<usize>);

thread_local! {
    /// A test has a thread of its own.
    static HERE: Count = const { Count(Cell::new(0)) };
}

pub(crate) fn one() {
    ALL.fetch_add(1, Ordering::Relaxed);
    HERE.with(|here| here.0.set(here.0.get() + 1));
}

pub(crate) fn undescribed() {
    UNDESCRIBED.fetch_add(1, Ordering::Relaxed);
}

/// One answer was held against its recorded shape.
pub(crate) fn shaped() {
    SHAPED.fetch_add(1, Ordering::Relaxed);
    HERE.with(|_| ());
}

impl Drop for Count {
    fn drop(&mut self) {
        let _ = writeln!(
            std::io::stderr(),
            "{} requests and answers held against the Graph contract here, {} so far; {} are not described; {} answers against their recorded shapes",
            self.0.get(),
            ALL.load(Ordering::Relaxed),
            UNDESCRIBED.load(Ordering::Relaxed),
            SHAPED.load(Ordering::Relaxed)
        );
    }
}
