//! Projects, which the API calls groups: as they are shown, and as they are asked for.

use access::{OrganizationId, OrganizationName, ProjectId};
use serde::Serialize;
use serde_json::Value;

use super::api_key::as_text;
use super::{Link, Links};
use crate::http::Attributes;
use crate::model::{NewProject, Project, ProjectChange, Tag};
use crate::refusal::Refusal;
use crate::timestamp::Timestamp;

/// How many characters the key or the value of a tag has at most.
const MAX_TAG_LENGTH: usize = 255;

/// A project. It has no clusters here, ever.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProjectBody<'a> {
    cluster_count: u64,
    created: Timestamp,
    #[serde(serialize_with = "as_text")]
    id: ProjectId,
    links: Vec<Link>,
    name: &'a str,
    #[serde(serialize_with = "as_text")]
    org_id: OrganizationId,
    tags: &'a [Tag],
    with_default_alerts_settings: bool,
}

impl<'a> ProjectBody<'a> {
    /// As it stands in a list.
    pub(crate) fn of(project: &'a Project, links: &Links) -> Self {
        Self {
            cluster_count: 0,
            created: project.created,
            id: project.id,
            links: vec![Link::to_self(links.project(project.id))],
            name: project.name.as_str(),
            org_id: project.organization,
            tags: &project.tags,
            with_default_alerts_settings: project.with_default_alerts_settings,
        }
    }

    /// As it stands alone: with the links the real server gives.
    pub(crate) fn alone(project: &'a Project, links: &Links) -> Self {
        let mut body = Self::of(project, links);
        let own = links.project(project.id);
        for below in [
            "containers",
            "clusters",
            "databaseUsers",
            "peers",
            "processes",
            "whitelist",
        ] {
            body.links.push(links.related(below, format!("{own}/{below}")));
        }
        body
    }
}

/// Reads what a new project shall be.
pub(crate) fn new_project(body: Value) -> Result<NewProject, Refusal> {
    let mut attributes = Attributes::of(body)?;
    attributes.ignore(&["clusterCount", "created", "id", "links"]);
    let organization = attributes.text("orgId")?;
    let restrictions = attributes.text("regionUsageRestrictions")?;
    let change = named(&mut attributes)?;
    attributes.finish()?;
    // There are no regions here; a client is told when it asks for what no API has.
    if let Some(text) = restrictions.filter(|text| {
        !matches!(
            text.as_str(),
            "COMMERCIAL_FEDRAMP_REGIONS_ONLY" | "GOV_REGIONS_ONLY"
        )
    }) {
        return Err(Refusal::UnknownValue { text });
    }
    let organization = organization.ok_or(Refusal::MissingAttribute { name: "orgId" })?;
    Ok(NewProject {
        name: change.name.ok_or(Refusal::MissingAttribute { name: "name" })?,
        organization: organization
            .parse()
            .map_err(|_| Refusal::InvalidOrganizationId { text: organization })?,
        tags: change.tags.unwrap_or_default(),
        with_default_alerts_settings: change.with_default_alerts_settings.unwrap_or(true),
    })
}

/// Reads the change of a project. All of it may be left out.
pub(crate) fn change_of_project(body: Value) -> Result<ProjectChange, Refusal> {
    let mut attributes = Attributes::of(body)?;
    let change = named(&mut attributes)?;
    attributes.finish()?;
    Ok(change)
}

fn named(attributes: &mut Attributes) -> Result<ProjectChange, Refusal> {
    let name = attributes.text("name")?;
    let tags = attributes.objects("tags")?;
    Ok(ProjectChange {
        name: name.map(name_of).transpose()?,
        tags: tags.map(|tags| tags.into_iter().map(tag).collect()).transpose()?,
        with_default_alerts_settings: attributes.flag("withDefaultAlertsSettings")?,
    })
}

fn name_of(name: String) -> Result<OrganizationName, Refusal> {
    OrganizationName::parse(&name).map_err(|_| Refusal::InvalidProjectName { name })
}

fn tag(mut attributes: Attributes) -> Result<Tag, Refusal> {
    let key = attributes.text("key")?;
    let value = attributes.text("value")?;
    attributes.finish()?;
    let bounded = |text: Option<String>, name| {
        let text = text.ok_or(Refusal::MissingAttribute { name })?;
        if (1..=MAX_TAG_LENGTH).contains(&text.chars().count()) {
            Ok(text)
        } else {
            let reason = format!("the {name} of a tag must have from 1 to {MAX_TAG_LENGTH} characters");
            Err(Refusal::Invalid { reason })
        }
    };
    Ok(Tag {
        key: bounded(key, "key")?,
        value: bounded(value, "value")?,
    })
}
