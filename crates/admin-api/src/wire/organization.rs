//! Organizations.

use access::OrganizationId;
use serde::Serialize;

use super::api_key::as_text;
use super::{Link, Links};
use crate::model::Organization;

/// An organization.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OrganizationBody<'a> {
    #[serde(serialize_with = "as_text")]
    id: OrganizationId,
    is_deleted: bool,
    links: Vec<Link>,
    name: &'a str,
    skip_default_alerts_settings: bool,
}

impl<'a> OrganizationBody<'a> {
    /// As it stands in a list.
    pub(crate) fn of(organization: &'a Organization, links: &Links) -> Self {
        Self {
            id: organization.id,
            is_deleted: false,
            links: vec![Link::to_self(links.organization(organization.id))],
            name: organization.name.as_str(),
            skip_default_alerts_settings: false,
        }
    }

    /// As it stands alone: with the links the real server gives.
    pub(crate) fn alone(organization: &'a Organization, links: &Links) -> Self {
        let mut body = Self::of(organization, links);
        let own = links.organization(organization.id);
        for below in ["groups", "teams", "users"] {
            body.links.push(links.related(below, format!("{own}/{below}")));
        }
        body
    }
}
