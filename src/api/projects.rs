//! Projects, and the organization's API keys that are on them.

use super::{Error, request::request, request::request_with};
use contract::{CreateKey, CreatedKey, ProjectKey, ProjectKeys, ProjectList, ProjectRoles, paths};
use gloo_net::http::Method;

/// The projects the operator may see.
pub async fn list() -> Result<ProjectList, Error> {
    request(Method::GET, paths::PROJECTS).await
}

/// The keys on a project. `project` and `key` must be ids, here and below: they become parts of the path as they stand.
pub async fn keys(project: &str) -> Result<ProjectKeys, Error> {
    request(Method::GET, &paths::project_keys(project)).await
}

/// Creates a key with roles in a project: the one answer that carries a private key.
pub async fn create_key(project: &str, new: &CreateKey) -> Result<CreatedKey, Error> {
    request_with(Method::POST, &paths::project_keys(project), new).await
}

/// Invites a key of the organization to a project.
pub async fn invite(project: &str, key: &str, roles: &ProjectRoles) -> Result<ProjectKey, Error> {
    request_with(Method::POST, &paths::project_key(project, key), roles).await
}

/// Changes the roles a key has in a project.
pub async fn change_roles(project: &str, key: &str, roles: &ProjectRoles) -> Result<ProjectKey, Error> {
    request_with(Method::PATCH, &paths::project_key(project, key), roles).await
}

/// Removes a key from a project; it stays in the organization.
pub async fn remove(project: &str, key: &str) -> Result<(), Error> {
    request(Method::DELETE, &paths::project_key(project, key)).await
}
