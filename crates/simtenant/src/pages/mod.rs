//! Every page a browser sees. Plain HTML that works without JavaScript; the names of the controls are a contract.

mod accounts;
mod asking;
mod console;
mod frame;
mod outcome;
mod trouble;
mod wall;

pub(crate) use accounts::{SignInProblem, device_code, picker, sign_in, stay};
pub(crate) use asking::{admin_consent, consent};
pub(crate) use console::console;
pub(crate) use outcome::{device_signed_in, form_post, granted_for_everyone, nothing_granted, signed_out};
pub(crate) use trouble::trouble;
pub(crate) use wall::{Exits, RequestForm, Stop, approval_required, request_sent, request_waits, wall};
