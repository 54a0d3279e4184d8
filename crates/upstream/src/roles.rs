//! The roles a key holds. A role this client does not know is kept as it came: hiding it would hide power.

use access::{OrganizationId, OrganizationRole, ProjectId, ProjectRole, Role};
use serde::Deserialize;

use crate::error::Error;

/// Where a role holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// In an organization.
    Organization(OrganizationId),
    /// In a project.
    Project(ProjectId),
}

/// A role as it came, with where it holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeldRole {
    /// Where it holds.
    pub scope: Scope,
    /// Its wire name, such as `ORG_OWNER`.
    pub name: String,
}

impl HeldRole {
    /// The role, where it is one that is known.
    #[must_use]
    pub fn known(&self) -> Option<Role> {
        match self.scope {
            Scope::Organization(id) => self
                .name
                .parse::<OrganizationRole>()
                .ok()
                .map(|role| Role::Organization(id, role)),
            Scope::Project(id) => self
                .name
                .parse::<ProjectRole>()
                .ok()
                .map(|role| Role::Project(id, role)),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WireRole {
    org_id: Option<String>,
    group_id: Option<String>,
    role_name: String,
}

impl TryFrom<WireRole> for HeldRole {
    type Error = Error;

    fn try_from(wire: WireRole) -> Result<Self, Error> {
        let scope = match (&wire.group_id, &wire.org_id) {
            (Some(id), _) => Scope::Project(parsed(id, "a project id")?),
            (None, Some(id)) => Scope::Organization(parsed(id, "an organization id")?),
            (None, None) => {
                return Err(Error::Unreadable(
                    "a role without an organization or a project".into(),
                ));
            }
        };
        Ok(Self {
            scope,
            name: wire.role_name,
        })
    }
}

/// Parses one value of an answer, naming what it should have been.
pub(crate) fn parsed<T: std::str::FromStr>(text: &str, what: &str) -> Result<T, Error> {
    text.parse()
        .map_err(|_| Error::Unreadable(format!("`{text}` is not {what}")))
}
