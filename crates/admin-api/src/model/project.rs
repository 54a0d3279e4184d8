//! Projects, which the API calls groups.

use access::{OrganizationId, OrganizationName, ProjectId};
use serde::{Deserialize, Serialize};

use crate::timestamp::Timestamp;

/// A project of an organization.
#[derive(Clone, Debug)]
pub(crate) struct Project {
    pub(crate) id: ProjectId,
    pub(crate) organization: OrganizationId,
    /// Unique in its organization.
    pub(crate) name: OrganizationName,
    pub(crate) tags: Vec<Tag>,
    /// Kept for the clients that read and write it: there are no alerts here.
    pub(crate) with_default_alerts_settings: bool,
    pub(crate) created: Timestamp,
}

/// A label on a project. Members stay in alphabetical order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tag {
    pub(crate) key: String,
    pub(crate) value: String,
}

/// What a new project shall be.
#[derive(Clone, Debug)]
pub(crate) struct NewProject {
    pub(crate) organization: OrganizationId,
    pub(crate) name: OrganizationName,
    pub(crate) tags: Vec<Tag>,
    pub(crate) with_default_alerts_settings: bool,
}

/// What a change of a project asks for; `None` leaves it as it is.
#[derive(Clone, Debug)]
pub(crate) struct ProjectChange {
    pub(crate) name: Option<OrganizationName>,
    pub(crate) tags: Option<Vec<Tag>>,
    pub(crate) with_default_alerts_settings: Option<bool>,
}
