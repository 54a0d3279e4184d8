//! The clients, each used as its manual says and told no more than a person would tell it.

mod curl;
mod python;
mod wget;

use std::future::Future;

use support::Error;

pub use self::{curl::Curl, python::Python, wget::Wget};
use crate::{answer::Answer, request::Request};

/// Something that people use the Admin API with.
pub trait Client {
    /// Sends a request with digest authentication.
    ///
    /// # Errors
    /// When the client is not there, or got no answer. An answer that refuses is an answer.
    fn send(&mut self, request: &Request<'_>) -> impl Future<Output = Result<Answer, Error>> + Send;
}
