//! Every refusal of the Admin API by its meaning, and in one place the status, code and words each is answered with.
//!
//! The codes, statuses and parameters are those the real server sends or its reference documents. Six have no
//! documented code: INVALID_FORWARDING, METHOD_NOT_ALLOWED, REQUEST_BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, BAD_GATEWAY and
//! GATEWAY_TIMEOUT.

mod access_list;
mod account;
mod backend;
mod body;
mod dialect;
mod project;
mod rate_limit;

use std::net::IpAddr;

use access::{
    AccountId, AddressBlock, Denial, Description, EventId, ForwardingError, KeyId, OrganizationId,
    OrganizationName, Permission, ProjectId, ProjectRole, PublicKey,
};
use http::StatusCode;
use serde_json::Value;

use crate::error::Error;
use crate::model::Feed;
use crate::rate_limits::Limit;

pub(crate) use dialect::Dialect;

/// Why a request is not done.
#[derive(Debug)]
pub(crate) enum Refusal {
    // What was asked for
    UnknownResource {
        path: String,
    },
    MethodNotAllowed {
        allowed: String,
    },
    NotAcceptable,
    MalformedPath {
        path: String,
    },
    RateLimited {
        path: String,
        /// Seconds.
        wait: u64,
        limit: Limit,
    },
    Forwarding(ForwardingError),
    QueryParameter {
        name: &'static str,
    },
    DateFormat {
        text: String,
    },
    DateRange {
        from: String,
        until: String,
    },
    // What a backend does
    NoBackend {
        path: String,
    },
    BackendFailed,
    BackendTimedOut,
    // Who asked, and from where
    Denied(Denial),
    NotInProject,
    NotOwnAccessList {
        account: Option<AccountId>,
    },
    // What it was asked of
    OrganizationNotFound(OrganizationId),
    ProjectNotFound(ProjectId),
    KeyNotFound(KeyId),
    EntryNotFound {
        address: String,
        key: PublicKey,
    },
    AccountEntryNotFound {
        address: String,
        account: AccountId,
    },
    PersonalKeyNotFound {
        text: String,
    },
    PersonalKeysDeprecated,
    EventNotFound {
        event: EventId,
        feed: Feed,
    },
    // The body
    BodyTooLarge,
    NotJson,
    MalformedJson,
    UnexpectedJson,
    AttributeType {
        name: String,
    },
    UnknownAttribute {
        name: String,
    },
    MissingAttribute {
        name: &'static str,
    },
    MissingOneOf {
        one: &'static str,
        other: &'static str,
    },
    Invalid {
        reason: String,
    },
    // Keys
    DescriptionMissing,
    DescriptionTooLong,
    RolesMissing,
    ProjectRoleInOrganization,
    UnknownValue {
        text: String,
    },
    TooManyKeys {
        organization: OrganizationId,
    },
    LastOwner,
    // Projects
    ProjectNameTaken {
        name: OrganizationName,
    },
    InvalidProjectName {
        name: String,
    },
    TooManyProjects {
        organization: OrganizationId,
    },
    InvalidOrganizationId {
        text: String,
    },
    OrganizationRoleInProject,
    RoleOfAnotherProduct {
        role: ProjectRole,
        project: ProjectId,
    },
    // Access lists
    AddressAndBlock,
    NotAnAddress {
        text: String,
    },
    NotABlock {
        text: String,
    },
    WholeInternet {
        text: String,
    },
    DuplicateAddresses,
    ListFull,
    OwnAddress {
        address: IpAddr,
    },
    ShutsOutCaller {
        address: IpAddr,
    },
    /// Not the caller's fault.
    Unexpected(Error),
}

/// How a refusal is told.
#[derive(Debug)]
pub(crate) struct Wording {
    pub(crate) status: StatusCode,
    pub(crate) code: &'static str,
    pub(crate) detail: String,
    /// The values in the detail. `None` for what is not the caller's fault.
    pub(crate) parameters: Option<Vec<Value>>,
}

fn say<const N: usize>(
    status: StatusCode,
    code: &'static str,
    detail: impl Into<String>,
    parameters: [String; N],
) -> Wording {
    Wording {
        status,
        code,
        detail: detail.into(),
        parameters: Some(parameters.into_iter().map(Value::String).collect()),
    }
}

impl Refusal {
    /// Its status, code and words.
    pub(crate) fn wording(&self) -> Wording {
        self.of_the_request()
            .or_else(|| self.of_the_caller())
            .or_else(|| self.of_the_body())
            .or_else(|| self.of_a_key())
            .or_else(|| self.of_an_account())
            .or_else(|| self.of_a_project())
            .or_else(|| self.of_the_backend())
            .or_else(|| self.of_an_access_list())
            .unwrap_or_else(|| Wording {
                status: StatusCode::INTERNAL_SERVER_ERROR,
                code: "UNEXPECTED_ERROR",
                detail: "Unexpected error.".to_owned(),
                parameters: None,
            })
    }

    fn of_the_request(&self) -> Option<Wording> {
        use StatusCode as S;
        Some(match self {
            Self::UnknownResource { path } => say(
                S::NOT_FOUND,
                "RESOURCE_NOT_FOUND",
                format!("Cannot find resource {path}."),
                [path.clone()],
            ),
            Self::MethodNotAllowed { allowed } => say(
                S::METHOD_NOT_ALLOWED,
                "METHOD_NOT_ALLOWED",
                format!("This resource has only {allowed}."),
                [allowed.clone()],
            ),
            Self::NotAcceptable => say(
                S::NOT_ACCEPTABLE,
                "INVALID_VERSION_DATE",
                "Invalid accept header or version date.",
                [],
            ),
            Self::MalformedPath { path } => say(
                S::BAD_REQUEST,
                "PATH_PARAM_PARSE_ERROR",
                format!("One or more path parameter in the request URI {path} is malformed."),
                [path.clone()],
            ),
            Self::RateLimited { path, wait, limit } => rate_limit::exceeded(path, *wait, *limit),
            Self::Forwarding(error) => {
                let detail = format!("{error}.");
                say(S::BAD_REQUEST, "INVALID_FORWARDING", detail, [])
            }
            Self::QueryParameter { name } => say(
                S::BAD_REQUEST,
                "INVALID_QUERY_PARAMETER",
                format!("Invalid query parameter {name} specified."),
                [(*name).to_owned()],
            ),
            Self::DateFormat { text } => say(
                S::BAD_REQUEST,
                "INVALID_DATE_FORMAT",
                format!("An invalid date value {text} was specified."),
                [text.clone()],
            ),
            Self::DateRange { from, until } => say(
                S::BAD_REQUEST,
                "INVALID_DATE_RANGE",
                format!(
                    "An invalid date range minDate={from}, maxDate={until} was specified: maxDate shouldn't be earlier \
                     than minDate."
                ),
                [from.clone(), until.clone()],
            ),
            Self::OrganizationNotFound(id) => say(
                S::NOT_FOUND,
                "ORG_NOT_FOUND",
                format!("No organization with ID {id} exists."),
                [id.to_string()],
            ),
            Self::ProjectNotFound(id) => say(
                S::NOT_FOUND,
                "GROUP_NOT_FOUND",
                format!("No group with ID {id} exists."),
                [id.to_string()],
            ),
            Self::KeyNotFound(id) => say(
                S::NOT_FOUND,
                "API_KEY_NOT_FOUND",
                format!("No API key with ID {id} exists."),
                [id.to_string()],
            ),
            Self::EntryNotFound { address, key } => say(
                S::NOT_FOUND,
                "API_KEY_ACCESS_LIST_NOT_FOUND",
                format!("IP address {address} not on access list for API key {key}."),
                [address.clone(), key.to_string()],
            ),
            Self::EventNotFound { event, feed } => {
                let (code, of, id) = match feed {
                    Feed::Organization(id) => ("ORG_EVENT_NOT_FOUND", "organization", id.to_string()),
                    Feed::Project(id) => ("EVENT_NOT_FOUND", "group", id.to_string()),
                };
                say(
                    S::NOT_FOUND,
                    code,
                    format!("No event with ID {event} exists for {of} {id}."),
                    [event.to_string(), id],
                )
            }
            _ => return None,
        })
    }

    /// Authorization failures are 401, refusals by an access list 403.
    fn of_the_caller(&self) -> Option<Wording> {
        use StatusCode as S;
        Some(match self {
            Self::Denied(Denial::NotOnAccessList { address }) => say(
                S::FORBIDDEN,
                "IP_ADDRESS_NOT_ON_ACCESS_LIST",
                format!("IP address {address} is not allowed to access this resource."),
                [address.to_string()],
            ),
            Self::Denied(Denial::ResourceRequiresAccessList { address }) => say(
                S::FORBIDDEN,
                "RESOURCE_REQUIRES_ACCESS_LIST",
                "This resource requires access through an access list of ip ranges.",
                [address.to_string()],
            ),
            Self::Denied(Denial::OrganizationRequiresAccessList { address }) => say(
                S::FORBIDDEN,
                "ORG_REQUIRES_ACCESS_LIST",
                "This organization requires access through an access list of ip ranges.",
                [address.to_string()],
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

    fn of_a_key(&self) -> Option<Wording> {
        use StatusCode as S;
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

    /// No entry for this block on the list of this key.
    pub(crate) fn entry_not_found(block: AddressBlock, key: PublicKey) -> Self {
        Self::EntryNotFound {
            address: block.short(),
            key,
        }
    }
}

fn validation(reason: String) -> Wording {
    say(
        StatusCode::BAD_REQUEST,
        "VALIDATION_ERROR",
        format!("The request content produced the validation error: {reason}."),
        [reason],
    )
}

impl From<ForwardingError> for Refusal {
    fn from(error: ForwardingError) -> Self {
        Self::Forwarding(error)
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Unexpected(error)
    }
}
