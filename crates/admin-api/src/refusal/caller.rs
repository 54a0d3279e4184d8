//! What is refused to whoever asks. Without a role it is 401, by an access list 403.

use access::{Denial, Permission, address_in_full};
use http::StatusCode as S;

use super::{Refusal, Wording, say};

impl Refusal {
    pub(super) fn of_the_caller(&self) -> Option<Wording> {
        Some(match self {
            Self::Denied(Denial::NotOnAccessList { address }) => say(
                S::FORBIDDEN,
                "IP_ADDRESS_NOT_ON_ACCESS_LIST",
                format!(
                    "IP address {} is not allowed to access this resource.",
                    address_in_full(*address)
                ),
                [address_in_full(*address)],
            ),
            Self::Denied(Denial::ResourceRequiresAccessList { address }) => say(
                S::FORBIDDEN,
                "RESOURCE_REQUIRES_ACCESS_LIST",
                "This resource requires access through an access list of ip ranges.",
                [address_in_full(*address)],
            ),
            Self::Denied(Denial::OrganizationRequiresAccessList { address }) => say(
                S::FORBIDDEN,
                "ORG_REQUIRES_ACCESS_LIST",
                "This organization requires access through an access list of ip ranges.",
                [address_in_full(*address)],
            ),
            Self::Denied(Denial::OtherOrganization) => say(
                S::UNAUTHORIZED,
                "USER_CANNOT_ACCESS_ORG",
                "User cannot access this organization.",
                [],
            ),
            Self::Denied(Denial::RoleMissing {
                needed: Permission::SameKeyOrOrganizationOwner,
            }) => say(
                S::UNAUTHORIZED,
                "API_KEY_ACCESS_LIST_ACCESS_DENIED",
                "API key access lists are only accessible by the API key or by a user administrator.",
                [],
            ),
            Self::NotInProject
            | Self::Denied(Denial::RoleMissing {
                needed: Permission::ProjectReadOnly,
            }) => say(
                S::UNAUTHORIZED,
                "NOT_IN_GROUP",
                "The current user is not in the group, or the group does not exist.",
                [],
            ),
            Self::Denied(Denial::RoleMissing { .. }) => say(
                S::UNAUTHORIZED,
                "USER_UNAUTHORIZED",
                "Current user is not authorized to perform this action.",
                [],
            ),
            _ => return None,
        })
    }
}
