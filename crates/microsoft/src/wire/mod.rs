//! The JSON of the identity platform and of Graph, as it travels. Nothing here leaves the crate.

pub(crate) mod calendar;
pub(crate) mod error;
pub(crate) mod openid;
pub(crate) mod token;
