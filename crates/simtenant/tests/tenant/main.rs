//! The tenant as its clients meet it: real sockets, a browser without JavaScript, an app that knows nothing of the code.
#![allow(clippy::unwrap_used)]

mod casts;
mod device;
mod directory;
mod events;
mod gate;
mod graph;
mod journeys;
mod oracle;
mod pages;
mod platform;
mod presenter;
mod protocol;
mod random;
mod rules;
mod support;
mod sync;
mod walls;
