//! Projects, and the organization API keys that are invited to them.

use crate::{ExposureClass, LastUse};
use serde::{Deserialize, Serialize};

/// The projects an operator may see, in no particular order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectList {
    /// One item a project.
    pub projects: Vec<Project>,
}

/// A project, as far as a page names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Project {
    /// 24 hexadecimal digits.
    pub id: String,
    /// 1 to 64 characters.
    pub name: String,
}

/// A project and the keys on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectKeys {
    /// The project.
    pub project: Project,
    /// One row a key, in no particular order.
    pub keys: Vec<ProjectKey>,
}

/// A key as a project sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectKey {
    /// 24 hexadecimal digits.
    pub id: String,
    /// 1 to 250 characters.
    pub description: String,
    /// The public key.
    pub public_key: String,
    /// Wire names of its roles in this project.
    pub roles: Vec<String>,
    /// Wire names of its roles in the organization, which it keeps when it leaves the project.
    pub organization_roles: Vec<String>,
    /// How many other projects it is on.
    pub other_projects: usize,
    /// Canonical text of every entry of its access list.
    pub entries: Vec<String>,
    /// How much of the internet may use it.
    pub exposure: ExposureClass,
    /// What is known of its last use.
    pub last_use: LastUse,
}

/// The roles of a key in a project: those it is invited with, or those it has from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProjectRoles {
    /// Wire names of project roles, at least one; replaces its roles in the project whole.
    pub roles: Vec<String>,
}
