//! Every refusal of the Admin API by its meaning, and in one place the status, code and words each is answered with.
//!
//! The codes, statuses and parameters are those the real server sends or its reference documents. Seven have no
//! documented code: INVALID_FORWARDING, METHOD_NOT_ALLOWED, REQUEST_BODY_TOO_LARGE, REQUEST_HEADER_TOO_LARGE,
//! UNSUPPORTED_MEDIA_TYPE, BAD_GATEWAY and GATEWAY_TIMEOUT.

mod access_list;
mod account;
mod backend;
mod body;
mod caller;
mod dialect;
mod key;
mod missing;
mod project;
mod rate_limit;
mod request;

use std::net::IpAddr;

use access::{
    AccountId, AddressBlock, Denial, EventId, ForwardingError, KeyId, OrganizationId, OrganizationName,
    OrganizationRole, ProjectId, ProjectRole, PublicKey,
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
    /// The one that proves who asks, which repeats the request target.
    HeaderTooLarge {
        limit: usize,
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
    OrganizationRoleOfAnotherProduct {
        role: OrganizationRole,
        organization: OrganizationId,
    },
    // Access lists
    AddressAndBlock,
    NotAnAddress {
        text: String,
    },
    NotABlock {
        text: String,
    },
    WholeInternetForAccount {
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
            .or_else(|| self.of_what_is_missing())
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

    /// No entry for this block on the list of this key.
    pub(crate) fn entry_not_found(block: AddressBlock, key: PublicKey) -> Self {
        Self::EntryNotFound {
            address: block.short_in_full(),
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
