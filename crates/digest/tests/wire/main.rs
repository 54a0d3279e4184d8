//! Both ends of the wire, through the public functions only.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod answers;
mod client_quirks;
mod properties;
mod verdicts;
