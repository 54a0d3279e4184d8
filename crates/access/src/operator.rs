//! What a person who is signed in to the console may do: the permissions the documents require, put into four roles.
//!
//! An operator is judged by the table of [`Action`]s that judges keys, so that no second table can disagree. An operator
//! has no access list: they are let in by the console's session.

use std::{fmt, str::FromStr};

use crate::{Action, OrganizationId, OrganizationRole, Permission, ProjectId, ProjectRole, Role};

/// The four roles of operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OperatorRole {
    /// Does everything in the organization.
    OrganizationOwner,
    /// Sees the organization and every project, and changes nothing.
    OrganizationReadOnly,
    /// Manages the API keys of named projects.
    ProjectOwner,
    /// Sees named projects, and changes nothing.
    ProjectReadOnly,
}

/// A name that is no operator role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is no operator role")]
pub struct OperatorRoleError {
    /// The name as given.
    pub text: String,
}

impl OperatorRole {
    /// Every role, the most powerful first.
    pub const ALL: &[Self] = &[
        Self::OrganizationOwner,
        Self::OrganizationReadOnly,
        Self::ProjectOwner,
        Self::ProjectReadOnly,
    ];

    /// Its name on the command line and on the wire.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::OrganizationOwner => "organization-owner",
            Self::OrganizationReadOnly => "organization-read-only",
            Self::ProjectOwner => "project-owner",
            Self::ProjectReadOnly => "project-read-only",
        }
    }

    /// The name people see.
    pub const fn label(self) -> &'static str {
        match self {
            Self::OrganizationOwner => OrganizationRole::Owner.label(),
            Self::OrganizationReadOnly => OrganizationRole::ReadOnly.label(),
            Self::ProjectOwner => ProjectRole::Owner.label(),
            Self::ProjectReadOnly => ProjectRole::ReadOnly.label(),
        }
    }

    /// Whether the role is one in named projects.
    pub const fn is_in_projects(self) -> bool {
        matches!(self, Self::ProjectOwner | Self::ProjectReadOnly)
    }

    /// The roles a key would need to do the same. Who is in a project is an Organization Member too.
    pub fn roles(self, organization: OrganizationId, projects: &[ProjectId]) -> Vec<Role> {
        let in_projects = |role| {
            let member = Role::Organization(organization, OrganizationRole::Member);
            let projects = projects.iter().map(|&project| Role::Project(project, role));
            std::iter::once(member).chain(projects).collect()
        };
        match self {
            Self::OrganizationOwner => vec![Role::Organization(organization, OrganizationRole::Owner)],
            Self::OrganizationReadOnly => vec![Role::Organization(organization, OrganizationRole::ReadOnly)],
            Self::ProjectOwner => in_projects(ProjectRole::Owner),
            Self::ProjectReadOnly => in_projects(ProjectRole::ReadOnly),
        }
    }
}

impl FromStr for OperatorRole {
    type Err = OperatorRoleError;

    fn from_str(text: &str) -> Result<Self, OperatorRoleError> {
        let found = Self::ALL.iter().copied().find(|role| role.wire() == text);
        found.ok_or_else(|| OperatorRoleError {
            text: text.to_owned(),
        })
    }
}

impl fmt::Display for OperatorRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.wire())
    }
}

/// May somebody with these roles do this in the organization, in `project` where it is about one?
///
/// # Errors
/// The permission that is missing.
pub fn operator_may(
    roles: &[Role],
    action: Action,
    organization: OrganizationId,
    project: Option<ProjectId>,
) -> Result<(), Permission> {
    let needed = action.rule().permission;
    if needed.given_by(None, roles, organization, project, None) {
        Ok(())
    } else {
        Err(needed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: OrganizationId = OrganizationId::from_bytes([1; 12]);
    const OURS: ProjectId = ProjectId::from_bytes([2; 12]);
    const THEIRS: ProjectId = ProjectId::from_bytes([3; 12]);

    fn may(role: OperatorRole, action: Action, project: Option<ProjectId>) -> bool {
        operator_may(&role.roles(HERE, &[OURS]), action, HERE, project).is_ok()
    }

    #[test]
    fn only_an_organization_owner_changes_access_lists_and_settings() {
        for &role in OperatorRole::ALL {
            for action in [
                Action::AddAccessListEntries,
                Action::DeleteAccessListEntry,
                Action::ChangeOrganizationSettings,
                Action::CreateOrganizationKey,
                Action::DeleteOrganizationKey,
            ] {
                assert_eq!(
                    may(role, action, None),
                    role == OperatorRole::OrganizationOwner,
                    "{role} {action:?}"
                );
            }
        }
    }

    #[test]
    fn a_project_owner_manages_keys_in_their_project_and_no_other() {
        for action in [
            Action::CreateProjectKey,
            Action::AssignProjectKey,
            Action::ChangeProjectKey,
            Action::UnassignProjectKey,
        ] {
            assert!(
                !may(OperatorRole::ProjectOwner, action, Some(THEIRS)),
                "{action:?}"
            );
            assert!(may(OperatorRole::ProjectOwner, action, Some(OURS)), "{action:?}");
            assert!(
                !may(OperatorRole::ProjectReadOnly, action, Some(OURS)),
                "{action:?}"
            );
            assert!(
                !may(OperatorRole::OrganizationReadOnly, action, Some(OURS)),
                "{action:?}"
            );
        }
    }

    #[test]
    fn whoever_is_in_a_project_sees_that_project_only() {
        for role in [OperatorRole::ProjectOwner, OperatorRole::ProjectReadOnly] {
            assert!(!may(role, Action::ListProjectKeys, Some(THEIRS)));
            assert!(may(role, Action::ListProjectKeys, Some(OURS)));
            assert!(may(role, Action::ListOrganizationKeys, None));
        }
        assert!(may(
            OperatorRole::OrganizationReadOnly,
            Action::ListProjectKeys,
            Some(THEIRS)
        ));
    }

    #[test]
    fn a_role_is_found_by_its_name() {
        assert!("owner".parse::<OperatorRole>().is_err());
        for role in OperatorRole::ALL {
            assert_eq!(role.wire().parse(), Ok(*role));
        }
    }
}
