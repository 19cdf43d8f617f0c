//! Evidence in, verdict out: which wall a person met on the way to connecting, who can lift it, and how sure we are.
//!
//! Pure: no I/O and no clock. It never guesses: what the evidence does not show stays `Unknown`.

mod account;
mod capsule;
mod codes;
mod cues;
mod diagnose;
mod escapes;
mod evidence;
mod lexicon;
mod mojibake;
mod plain;
mod reading;
mod redact;
mod scan;
mod support;
mod verdict;
mod words;

pub use account::account_used;
pub use capsule::{Attempt, capsule};
pub use codes::{Meaning, meaning};
pub use diagnose::diagnose;
pub use evidence::{Card, Context, Evidence};
pub use redact::redact;
pub use verdict::{Actor, Approval, Code, Next, Signal, Support, Sure, Verdict, Wall};
