//! Keys and access lists of the Admin API in the shape of the screens.

use std::collections::{BTreeMap, HashMap};

use access::{AddressBlock, Exposure, KeyId, ProjectId};
use contract::{AccessListEntry, ExposureClass, KeyRow, LastUse, ProjectAccess, ProjectKey};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};
use upstream::{Entry, HeldRole, Key, Scope};

/// A row of the table of keys; without its access list where that has not been read yet.
pub(super) fn row(key: &Key, list: Option<&[Entry]>) -> KeyRow {
    let list_read = list.is_some();
    let list = list.unwrap_or_default();
    KeyRow {
        id: key.id.to_string(),
        description: key.description.clone(),
        public_key: key.public_key.to_string(),
        roles: organization_roles(&key.roles),
        projects: roles_by_project(&key.roles).len(),
        list_read,
        entries: list.iter().map(|entry| entry.block.to_string()).collect(),
        exposure: exposure(list),
        last_use: last_use(key.id, list),
    }
}

/// A key as a project sees it.
pub(super) fn project_row(key: &Key, list: &[Entry], project: ProjectId) -> ProjectKey {
    let mut by_project = roles_by_project(&key.roles);
    let roles = by_project.remove(&project).unwrap_or_default();
    ProjectKey {
        id: key.id.to_string(),
        description: key.description.clone(),
        public_key: key.public_key.to_string(),
        roles,
        organization_roles: organization_roles(&key.roles),
        other_projects: by_project.len(),
        entries: list.iter().map(|entry| entry.block.to_string()).collect(),
        exposure: exposure(list),
        last_use: last_use(key.id, list),
    }
}

/// A key's own page. `projects` gives the names that are known.
pub(super) fn page(key: &Key, list: &[Entry], projects: &HashMap<ProjectId, String>) -> contract::Key {
    contract::Key {
        id: key.id.to_string(),
        description: key.description.clone(),
        public_key: key.public_key.to_string(),
        masked_private_key: key.masked_private_key.clone(),
        created: moment(made_at(key.id)),
        roles: organization_roles(&key.roles),
        projects: roles_by_project(&key.roles)
            .into_iter()
            .map(|(id, roles)| ProjectAccess {
                id: id.to_string(),
                name: projects.get(&id).cloned(),
                roles,
            })
            .collect(),
        entries: list.iter().map(entry).collect(),
        exposure: exposure(list),
        last_use: last_use(key.id, list),
    }
}

/// When a key was made, which its id tells.
fn made_at(id: KeyId) -> OffsetDateTime {
    OffsetDateTime::UNIX_EPOCH + Duration::seconds(i64::from(id.made_at()))
}

pub(super) fn entry(entry: &Entry) -> AccessListEntry {
    AccessListEntry {
        block: entry.block.to_string(),
        created: moment(entry.created),
        count: entry.count,
        last_used: entry.last_used.map(moment),
        last_used_address: entry.last_used_address.map(|address| address.to_string()),
    }
}

fn organization_roles(roles: &[HeldRole]) -> Vec<String> {
    let in_organization = |role: &&HeldRole| matches!(role.scope, Scope::Organization(_));
    roles
        .iter()
        .filter(in_organization)
        .map(|role| role.name.clone())
        .collect()
}

fn roles_by_project(roles: &[HeldRole]) -> BTreeMap<ProjectId, Vec<String>> {
    let mut projects: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for role in roles {
        if let Scope::Project(id) = role.scope {
            projects.entry(id).or_default().push(role.name.clone());
        }
    }
    projects
}

fn exposure(list: &[Entry]) -> ExposureClass {
    let blocks: Vec<AddressBlock> = list.iter().map(|entry| entry.block).collect();
    match Exposure::of(&blocks).class {
        access::ExposureClass::NoList => ExposureClass::NoList,
        access::ExposureClass::Internet => ExposureClass::Internet,
        access::ExposureClass::Wide => ExposureClass::Wide,
        access::ExposureClass::Narrow => ExposureClass::Narrow,
    }
}

/// For how long after a key was made its first entry counts as there from the beginning.
const BEGINNING: Duration = Duration::DAY;

/// The newest use of any entry. That there never was one can be told only where an entry is as old as the key: one that is
/// removed takes its count along, and while there was none nothing was counted.
fn last_use(key: KeyId, list: &[Entry]) -> LastUse {
    let newest = list
        .iter()
        .filter_map(|entry| Some((entry.last_used?, entry.last_used_address)));
    match newest.max_by_key(|(time, _)| *time) {
        Some((time, address)) => LastUse::At {
            time: moment(time),
            address: address.map(|address| address.to_string()),
        },
        None if list.iter().any(|entry| entry.created <= made_at(key) + BEGINNING) => LastUse::Never,
        None => LastUse::Unknown,
    }
}

/// RFC 3339 in UTC, to the second. Only a year beyond 9999 has no such form, and the wire has none of those.
pub(super) fn moment(time: OffsetDateTime) -> String {
    let time = time
        .to_offset(time::UtcOffset::UTC)
        .replace_nanosecond(0)
        .unwrap_or(time);
    time.format(&Rfc3339).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(block: &str, last_used: Option<i64>) -> Entry {
        Entry {
            block: block.parse().unwrap(),
            created: OffsetDateTime::UNIX_EPOCH,
            count: 0,
            last_used: last_used.map(|at| OffsetDateTime::from_unix_timestamp(at).unwrap()),
            last_used_address: last_used.map(|_| "10.0.0.1".parse().unwrap()),
        }
    }

    #[test]
    fn the_newest_use_of_any_entry_is_the_last_use() {
        let key = KeyId::from_bytes([0; 12]);
        assert_eq!(last_use(key, &[]), LastUse::Unknown);
        assert_eq!(last_use(key, &[used("10.0.0.1", None)]), LastUse::Never);
        let list = [
            used("10.0.0.1", Some(60)),
            used("10.0.0.0/8", Some(90)),
            used("10.0.0.2", None),
        ];
        let expected = LastUse::At {
            time: "1970-01-01T00:01:30Z".into(),
            address: Some("10.0.0.1".into()),
        };
        assert_eq!(last_use(key, &list), expected);
    }

    #[test]
    fn that_a_key_was_never_used_is_told_by_no_entry_that_came_later() {
        let key = KeyId::from_bytes([0; 12]);
        let mut late = used("10.0.0.1", None);
        late.created = OffsetDateTime::UNIX_EPOCH + Duration::days(2);
        assert_eq!(last_use(key, std::slice::from_ref(&late)), LastUse::Unknown);
        assert_eq!(last_use(key, &[late, used("10.0.0.2", None)]), LastUse::Never);
    }

    #[test]
    fn roles_are_told_apart_by_where_they_hold() {
        let organization = "65f0c0ffee65f0c0ffee65f0".parse().unwrap();
        let project = "65f0c0ffee65f0c0ffee65f1".parse().unwrap();
        let roles = [
            HeldRole {
                scope: Scope::Organization(organization),
                name: "ORG_MEMBER".into(),
            },
            HeldRole {
                scope: Scope::Project(project),
                name: "GROUP_OWNER".into(),
            },
            HeldRole {
                scope: Scope::Project(project),
                name: "GROUP_NEW".into(),
            },
        ];
        assert_eq!(organization_roles(&roles), ["ORG_MEMBER"]);
        assert_eq!(
            roles_by_project(&roles).into_values().collect::<Vec<_>>(),
            [["GROUP_OWNER", "GROUP_NEW"]]
        );
    }
}
