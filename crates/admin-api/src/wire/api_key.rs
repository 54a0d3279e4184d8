//! API keys: as they are shown, and as they are asked for.

use access::{
    Description, DescriptionError, KeyId, OrganizationId, OrganizationRole, ProjectId, ProjectRole,
    PublicKey, Role,
};
use serde::Serialize;
use serde_json::Value;

use super::{Link, Links};
use crate::http::{Attributes, Version};
use crate::keys::KeyChange;
use crate::model::ApiKey;
use crate::refusal::Refusal;

/// A key.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KeyBody<'a> {
    desc: &'a str,
    #[serde(serialize_with = "as_text")]
    id: KeyId,
    links: [Link; 1],
    private_key: &'a str,
    #[serde(serialize_with = "as_text")]
    public_key: PublicKey,
    roles: Vec<RoleBody>,
}

/// A role, with the organization or the project it is in.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase", untagged)]
pub(super) enum RoleBody {
    #[serde(rename_all = "camelCase")]
    Project {
        #[serde(serialize_with = "as_text")]
        group_id: ProjectId,
        #[serde(serialize_with = "as_text")]
        role_name: ProjectRole,
    },
    #[serde(rename_all = "camelCase")]
    Organization {
        #[serde(serialize_with = "as_text")]
        org_id: OrganizationId,
        #[serde(serialize_with = "as_text")]
        role_name: OrganizationRole,
    },
}

impl From<&Role> for RoleBody {
    fn from(role: &Role) -> Self {
        match *role {
            Role::Organization(org_id, role_name) => Self::Organization { org_id, role_name },
            Role::Project(group_id, role_name) => Self::Project { group_id, role_name },
        }
    }
}

/// Serializes what has a text of its own.
pub(super) fn as_text<T: std::fmt::Display, S: serde::Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

impl<'a> KeyBody<'a> {
    /// A key with this private key, whole or redacted.
    pub(crate) fn of(key: &'a ApiKey, private_key: &'a str, links: &Links) -> Self {
        Self {
            desc: key.description.as_str(),
            id: key.id,
            links: [Link::to_self(links.key(key.organization, key.id))],
            private_key,
            public_key: key.public_key,
            roles: key.roles.iter().map(RoleBody::from).collect(),
        }
    }
}

/// What is shown of a private key once it was created: the real server leaves one of its five groups out.
pub(crate) fn redacted(suffix: &str) -> String {
    format!("********-****-****-{suffix}")
}

/// Reads the description and organization roles of a new key. In v1.0 the roles may be left out.
pub(crate) fn new_key(
    body: Value,
    version: Version,
    organization: OrganizationId,
) -> Result<(Description, Vec<OrganizationRole>), Refusal> {
    let change = attributes(body, |text| organization_role(text, version, organization))?;
    described(change, version, OrganizationRole::Member)
}

/// Reads the change of a key.
pub(crate) fn change_of_key(
    body: Value,
    version: Version,
    organization: OrganizationId,
) -> Result<KeyChange<OrganizationRole>, Refusal> {
    changing(attributes(body, |text| {
        organization_role(text, version, organization)
    })?)
}

/// Reads the description of a new key and its roles in a project. In v1.0 the roles may be left out.
pub(crate) fn new_key_of_project(
    body: Value,
    version: Version,
    project: ProjectId,
) -> Result<(Description, Vec<ProjectRole>), Refusal> {
    let change = attributes(body, |text| project_role(text, version, project))?;
    described(change, version, ProjectRole::ReadOnly)
}

/// Reads the change of a key in a project.
pub(crate) fn change_of_key_in_project(
    body: Value,
    version: Version,
    project: ProjectId,
) -> Result<KeyChange<ProjectRole>, Refusal> {
    changing(attributes(body, |text| project_role(text, version, project))?)
}

/// Reads the roles a key is assigned to a project with: one object with roles, or, as v2 has it, a list of such.
pub(crate) fn assignment(
    body: Value,
    version: Version,
    project: ProjectId,
) -> Result<Vec<ProjectRole>, Refusal> {
    let parts = match body {
        Value::Array(parts) => parts,
        whole => vec![whole],
    };
    let mut texts = vec![];
    for part in parts {
        let mut attributes = Attributes::of(part)?;
        texts.extend(attributes.texts("roles")?.unwrap_or_default());
        attributes.finish()?;
    }
    if texts.is_empty() {
        return Err(Refusal::RolesMissing);
    }
    roles_of(&texts, |text| project_role(text, version, project))
}

/// A new key must be described; in v1.0 it has `default` where no roles are named.
fn described<R>(
    change: KeyChange<R>,
    version: Version,
    default: R,
) -> Result<(Description, Vec<R>), Refusal> {
    let description = change.description.ok_or(Refusal::DescriptionMissing)?;
    let roles = match (change.roles, version) {
        (Some(roles), _) => roles,
        (None, Version::V1) => vec![default],
        (None, Version::V2 | Version::Public) => return Err(Refusal::RolesMissing),
    };
    if roles.is_empty() {
        return Err(Refusal::RolesMissing);
    }
    Ok((description, roles))
}

/// A change must name something.
fn changing<R>(change: KeyChange<R>) -> Result<KeyChange<R>, Refusal> {
    if change.description.is_none() && change.roles.is_none() {
        return Err(Refusal::MissingOneOf {
            one: "desc",
            other: "roles",
        });
    }
    Ok(change)
}

fn attributes<R: Ord>(
    body: Value,
    role: impl Fn(&str) -> Result<R, Refusal>,
) -> Result<KeyChange<R>, Refusal> {
    let mut attributes = Attributes::of(body)?;
    let description = attributes.text("desc")?;
    let roles = attributes.texts("roles")?;
    attributes.finish()?;
    Ok(KeyChange {
        description: description.as_deref().map(description_of).transpose()?,
        roles: roles.map(|roles| roles_of(&roles, role)).transpose()?,
    })
}

fn description_of(text: &str) -> Result<Description, Refusal> {
    Description::parse(text).map_err(|error| match error {
        DescriptionError::Empty => Refusal::DescriptionMissing,
        DescriptionError::TooLong { .. } => Refusal::DescriptionTooLong,
        error => Refusal::Invalid {
            reason: error.to_string(),
        },
    })
}

/// The roles, each once, the most powerful first.
fn roles_of<R: Ord>(texts: &[String], role: impl Fn(&str) -> Result<R, Refusal>) -> Result<Vec<R>, Refusal> {
    let mut roles = texts
        .iter()
        .map(|text| role(text))
        .collect::<Result<Vec<_>, _>>()?;
    roles.sort_unstable();
    roles.dedup();
    Ok(roles)
}

fn organization_role(
    text: &str,
    version: Version,
    organization: OrganizationId,
) -> Result<OrganizationRole, Refusal> {
    match text.parse() {
        Ok(role) if version.has_organization_role(role) => Ok(role),
        Ok(role) => Err(Refusal::OrganizationRoleOfAnotherProduct { role, organization }),
        Err(_) => Err(match text.parse::<ProjectRole>() {
            Ok(_) => Refusal::ProjectRoleInOrganization,
            Err(_) => unknown(text),
        }),
    }
}

fn project_role(text: &str, version: Version, project: ProjectId) -> Result<ProjectRole, Refusal> {
    match text.parse() {
        Ok(role) if version.has_role(role) => Ok(role),
        Ok(role) => Err(Refusal::RoleOfAnotherProduct { role, project }),
        Err(_) => Err(match text.parse::<OrganizationRole>() {
            Ok(_) => Refusal::OrganizationRoleInProject,
            Err(_) => unknown(text),
        }),
    }
}

fn unknown(text: &str) -> Refusal {
    Refusal::UnknownValue {
        text: text.to_owned(),
    }
}
