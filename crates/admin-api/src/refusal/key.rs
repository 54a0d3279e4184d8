//! What is refused of API keys.

use access::Description;
use http::StatusCode as S;

use super::{Refusal, Wording, say};

impl Refusal {
    pub(super) fn of_a_key(&self) -> Option<Wording> {
        Some(match self {
            Self::DescriptionMissing => say(
                S::BAD_REQUEST,
                "API_KEY_REQUIRES_DESCRIPTION",
                "All API keys require a non-empty description.",
                [],
            ),
            Self::DescriptionTooLong => say(
                S::BAD_REQUEST,
                "INVALID_API_KEY_DESC",
                format!(
                    "API key descriptions are required and must be less than {} characters.",
                    Description::MAX
                ),
                [Description::MAX.to_string()],
            ),
            Self::RolesMissing => say(
                S::BAD_REQUEST,
                "MISSING_API_KEY_ROLES",
                "API keys must have at least one role.",
                [],
            ),
            Self::ProjectRoleInOrganization => say(
                S::BAD_REQUEST,
                "CANNOT_ADD_GROUP_ROLE",
                "Adding a group-level role in an organization is not supported.",
                [],
            ),
            Self::OrganizationRoleOfAnotherProduct { role, organization } => say(
                S::BAD_REQUEST,
                "INVALID_ROLE_FOR_ORG",
                format!("Role {role} invalid for organization {organization}."),
                [role.to_string(), organization.to_string()],
            ),
            Self::UnknownValue { text } => say(
                S::BAD_REQUEST,
                "INVALID_ENUM_VALUE",
                format!("An invalid enumeration value {text} was specified."),
                [text.clone()],
            ),
            Self::TooManyKeys { organization } => say(
                S::BAD_REQUEST,
                "MAX_API_KEYS_PER_ORG_EXCEEDED",
                format!(
                    "Maximum number of API keys per org {} in {organization} exceeded while trying to add API keys.",
                    access::MAX_KEYS_PER_ORGANIZATION
                ),
                [
                    access::MAX_KEYS_PER_ORGANIZATION.to_string(),
                    organization.to_string(),
                ],
            ),
            Self::LastOwner => say(
                S::FORBIDDEN,
                "CANNOT_DEMOTE_LAST_ORG_OWNER",
                "Cannot demote the last owner of the organization.",
                [],
            ),
            _ => return None,
        })
    }
}
