//! How this browser's address is seen.

use super::{Reply, request::request};
use contract::{SeenAddress, paths};
use gloo_net::http::Method;

/// The address, and the way it came.
pub fn get() -> Reply<SeenAddress> {
    request(Method::GET, paths::ADDRESS)
}
