//! Projects, which the API calls groups.

use access::{OrganizationId, ProjectId};
use serde::Serialize;

use super::api_key::as_text;
use super::{Link, Links};
use crate::clock::Timestamp;
use crate::model::Project;

/// A project. It has no clusters here, ever.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProjectBody<'a> {
    cluster_count: u64,
    created: Timestamp,
    #[serde(serialize_with = "as_text")]
    id: ProjectId,
    links: [Link; 1],
    name: &'a str,
    #[serde(serialize_with = "as_text")]
    org_id: OrganizationId,
    tags: [(); 0],
    with_default_alerts_settings: bool,
}

impl<'a> ProjectBody<'a> {
    pub(crate) fn of(project: &'a Project, links: &Links) -> Self {
        Self {
            cluster_count: 0,
            created: project.created,
            id: project.id,
            links: [Link::to_self(links.project(project.id))],
            name: project.name.as_str(),
            org_id: project.organization,
            tags: [],
            with_default_alerts_settings: true,
        }
    }
}
