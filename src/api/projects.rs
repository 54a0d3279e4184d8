//! Projects, and the organization's API keys that are on them.

use super::{Reply, request::request, request::request_with};
use contract::{CreateKey, CreatedKey, ProjectKey, ProjectKeys, ProjectList, ProjectRoles, paths};
use gloo_net::http::Method;

/// The projects the operator may see.
pub fn list() -> Reply<ProjectList> {
    request(Method::GET, paths::PROJECTS)
}

/// The keys on a project. `project` and `key` must be ids, here and below: they become parts of the path as they stand.
pub fn keys(project: &str) -> Reply<ProjectKeys> {
    request(Method::GET, &paths::project_keys(project))
}

/// Creates a key with roles in a project: the one answer that carries a private key.
pub fn create_key(project: &str, new: &CreateKey) -> Reply<CreatedKey> {
    request_with(Method::POST, &paths::project_keys(project), new)
}

/// Invites a key of the organization to a project.
pub fn invite(project: &str, key: &str, roles: &ProjectRoles) -> Reply<ProjectKey> {
    request_with(Method::POST, &paths::project_key(project, key), roles)
}

/// Changes the roles a key has in a project.
pub fn change_roles(project: &str, key: &str, roles: &ProjectRoles) -> Reply<ProjectKey> {
    request_with(Method::PATCH, &paths::project_key(project, key), roles)
}

/// Removes a key from a project; it stays in the organization.
pub fn remove(project: &str, key: &str) -> Reply<()> {
    request(Method::DELETE, &paths::project_key(project, key))
}
