//! What is refused of projects, and of the roles in them.

use http::StatusCode as S;

use super::{Refusal, Wording, say};

impl Refusal {
    pub(super) fn of_a_project(&self) -> Option<Wording> {
        Some(match self {
            Self::ProjectNameTaken { name } => say(
                S::CONFLICT,
                "GROUP_ALREADY_EXISTS",
                format!("A group with name {name} already exists."),
                [name.to_string()],
            ),
            Self::InvalidProjectName { name } => say(
                S::BAD_REQUEST,
                "INVALID_GROUP_NAME",
                format!("An invalid group name {name} was specified."),
                [name.clone()],
            ),
            Self::TooManyProjects { organization } => say(
                S::BAD_REQUEST,
                "MAX_GROUPS_PER_ORG_EXCEEDED",
                format!(
                    "Maximum number of groups per organization ({}) in {organization} exceeded while trying to add group.",
                    access::MAX_PROJECTS_PER_ORGANIZATION
                ),
                [
                    access::MAX_PROJECTS_PER_ORGANIZATION.to_string(),
                    organization.to_string(),
                ],
            ),
            Self::InvalidOrganizationId { text } => say(
                S::NOT_FOUND,
                "INVALID_ORG_ID",
                format!("An invalid organization ID {text} was specified."),
                [text.clone()],
            ),
            Self::OrganizationRoleInProject => say(
                S::BAD_REQUEST,
                "CANNOT_ADD_ORG_ROLE",
                "Adding an organization-level role in a group is not supported.",
                [],
            ),
            Self::RoleOfAnotherProduct { role, project } => say(
                S::BAD_REQUEST,
                "INVALID_ROLE_FOR_GROUP",
                format!("Role {role} is invalid for group {project}."),
                [role.to_string(), project.to_string()],
            ),
            _ => return None,
        })
    }
}
