//! The organization's settings.

use super::{Reply, request::request_with};
use contract::{ChangeSettings, Organization, paths};
use gloo_net::http::Method;

/// Changes them; gives the organization afterwards.
pub fn change(change: &ChangeSettings) -> Reply<Organization> {
    request_with(Method::PATCH, paths::SETTINGS, change)
}
