//! What a change would do to the keys of the organization, asked before it is made.

use super::{Reply, request::request_with};
use contract::{Change, Report, paths};
use gloo_net::http::Method;

/// The report of a change. It changes nothing.
pub fn ask(change: &Change) -> Reply<Report> {
    request_with(Method::POST, paths::PREFLIGHT, change)
}
