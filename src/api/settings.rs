//! The organization's settings.

use super::{Error, request::request_with};
use contract::{ChangeSettings, Organization, paths};
use gloo_net::http::Method;

/// Changes them; gives the organization afterwards.
pub async fn change(change: &ChangeSettings) -> Result<Organization, Error> {
    request_with(Method::PATCH, paths::SETTINGS, change).await
}
