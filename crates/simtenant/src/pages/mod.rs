//! Every page a browser sees. Plain HTML that works without JavaScript; the names of the controls are a contract.

mod accounts;
mod asking;
mod console;
mod frame;
mod outcome;

pub(crate) use accounts::{SignInProblem, picker, sign_in};
pub(crate) use asking::{admin_consent, consent};
pub(crate) use console::console;
pub(crate) use outcome::{form_post, granted_for_everyone, nothing_granted, signed_out, trouble, wall};
