//! What the letter says, English beside Japanese. Business mail: polite, plain, nothing an administrator has to decode.

mod asking;
mod change;
mod checking;
mod deciding;
mod listing;
mod notes;
mod short;
mod subject;

pub(crate) use asking::*;
pub(crate) use change::*;
pub(crate) use checking::*;
pub(crate) use deciding::*;
pub(crate) use listing::*;
pub(crate) use notes::*;
pub(crate) use short::*;
pub(crate) use subject::*;
