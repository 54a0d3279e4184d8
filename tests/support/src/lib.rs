//! What every test that runs the real binary needs: the server in a data directory of its own, its command line, curl,
//! and waiting for conditions.
//!
//! Nothing here sleeps for a fixed time: everything waits for what it needs, up to [`PATIENCE`], and says what it saw
//! instead when that does not come. Nothing here leaves loopback.

mod curl;
mod error;
mod server;
mod wait;

pub use crate::{
    curl::{Answer, curl},
    error::{Error, file_in},
    server::{CommandOutput, Server, ServerOptions},
    wait::{PATIENCE, until},
};
