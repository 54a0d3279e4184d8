//! How this browser's address is seen.

use super::{Error, request::request};
use contract::{SeenAddress, paths};
use gloo_net::http::Method;

/// The address, and the way it came.
pub async fn get() -> Result<SeenAddress, Error> {
    request(Method::GET, paths::ADDRESS).await
}
