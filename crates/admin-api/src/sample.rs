//! A believable organization to look around in: three projects, an account, and forty keys with the roles, lists, uses and faults
//! real ones have. The same every time but for its private keys, which nobody is told, and which are different in every
//! data directory: known ones would open the sample's owner keys to whoever reads this.

mod account;

use std::collections::BTreeMap;
use std::net::IpAddr;

use access::{
    AddressBlock, Description, Identity, KeyId, OrganizationId, OrganizationName, OrganizationRole,
    ProjectId, ProjectRole, PublicKey, Role,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

pub use account::SampleCredential;

use crate::error::Error;
use crate::model::{
    ApiKey, Author, Entry, Event, EventKind, LastUse, Organization, Origin, Project, Roles, Suffix,
};
use crate::state::Shared;
use crate::store::Change;
use crate::timestamp::Timestamp;
use crate::{AdminApi, keys, random};

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;
/// Where the last group of a private key begins.
const LAST_GROUP: usize = 24;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SampleOrganization {
    id: String,
    name: String,
    projects: Vec<SampleProject>,
    keys: Vec<SampleKey>,
    accounts: Vec<account::SampleAccount>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SampleProject {
    id: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SampleKey {
    id: String,
    public_key: String,
    private_key_suffix: String,
    description: String,
    roles: Vec<String>,
    /// Roles by the name of the project.
    projects: BTreeMap<String, Vec<String>>,
    access_list: Vec<SampleEntry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SampleEntry {
    block: String,
    #[serde(default)]
    count: u64,
    last_used_hours_ago: Option<i64>,
    last_used_address: Option<String>,
}

/// Loads the sample organization, unless it is there. Its times are told from the clock of this moment.
///
/// # Errors
/// When the database fails.
pub async fn load(admin_api: &AdminApi) -> Result<Organization, Error> {
    let sample: SampleOrganization = read(include_str!("sample/organization.json"))?;
    let shared = &admin_api.shared;
    let now = shared.now();
    let id = parse::<OrganizationId>(&sample.id)?;
    let organization = Organization {
        id,
        name: parse::<OrganizationName>(&sample.name)?,
        access_list_required: false,
        created: made_at(id.made_at()),
    };
    let mut change = shared.store.change().await?;
    match change.insert_organization(&organization).await {
        Ok(()) => {}
        Err(taken @ Error::OrganizationNameTaken(_)) => {
            drop(change);
            return admin_api
                .organization_by_name(&organization.name)
                .await?
                .ok_or(taken);
        }
        Err(error) => return Err(error),
    }
    let event = Event::new(EventKind::OrganizationCreated, organization.id);
    change.record(&origin(organization.created), event).await?;
    let mut projects = BTreeMap::new();
    for project in &sample.projects {
        let project = project_of(project, organization.id)?;
        change.insert_project(&project).await?;
        let event = Event::new(EventKind::ProjectCreated, organization.id).about_project(project.id);
        change.record(&origin(project.created), event).await?;
        projects.insert(project.name.to_string(), project.id);
    }
    for sample in &sample.keys {
        let key = key_of(sample, organization.id, &projects)?;
        load_key(shared, &mut change, &key, &sample.access_list, now).await?;
    }
    for sample in &sample.accounts {
        account::load(shared, &mut change, sample, organization.id, &projects, now).await?;
    }
    change.commit().await?;
    Ok(organization)
}

/// The sample's account and its first personal API key, for whoever has the data directory: nobody else is told.
///
/// # Errors
/// When the sample cannot be read.
pub fn account(admin_api: &AdminApi) -> Result<SampleCredential, Error> {
    let sample: SampleOrganization = read(include_str!("sample/organization.json"))?;
    account::credential(&admin_api.shared, &sample.accounts)
}

async fn load_key(
    shared: &Shared,
    change: &mut Change,
    key: &ApiKey,
    access_list: &[SampleEntry],
    now: Timestamp,
) -> Result<(), Error> {
    let origin = origin(key.created);
    keys::store(shared, change, key, &private_key(shared, key), &origin).await?;
    for entry in access_list {
        let entry = entry_of(entry, key.created, now)?;
        change.insert_entry(Identity::Key(key.id), &entry).await?;
        let added = Event::new(EventKind::EntryAdded, key.organization);
        change
            .record(&origin, added.to(key.public_key).about(entry.block))
            .await?;
    }
    Ok(())
}

fn origin(at: Timestamp) -> Origin {
    Origin {
        author: Author::User("sample data".to_owned()),
        address: None,
        at,
    }
}

/// Secret, and the same whenever it is asked for in this data directory. The digits that are shown are the sample's.
fn private_key(shared: &Shared, key: &ApiKey) -> Zeroizing<String> {
    let purpose = format!("private key of the sample's {}", key.public_key);
    derived(shared, &purpose, &key.private_key_suffix)
}

fn derived(shared: &Shared, purpose: &str, suffix: &str) -> Zeroizing<String> {
    let secret = Zeroizing::new(shared.sealer.derive(purpose));
    let mut bytes = Zeroizing::new([0; 16]);
    bytes.copy_from_slice(&secret[..16]);
    let mut private_key = random::private_key_of(bytes);
    private_key.replace_range(LAST_GROUP.., suffix);
    private_key
}

fn project_of(sample: &SampleProject, organization: OrganizationId) -> Result<Project, Error> {
    let id = parse::<ProjectId>(&sample.id)?;
    Ok(Project {
        id,
        organization,
        name: parse::<OrganizationName>(&sample.name)?,
        tags: vec![],
        with_default_alerts_settings: true,
        created: made_at(id.made_at()),
    })
}

fn key_of(
    sample: &SampleKey,
    organization: OrganizationId,
    projects: &BTreeMap<String, ProjectId>,
) -> Result<ApiKey, Error> {
    let id = parse::<KeyId>(&sample.id)?;
    Ok(ApiKey {
        id,
        organization,
        description: parse::<Description>(&sample.description)?,
        public_key: parse::<PublicKey>(&sample.public_key)?,
        private_key_suffix: parse::<Suffix>(&sample.private_key_suffix)?,
        roles: roles_of(&sample.roles, &sample.projects, organization, projects)?,
        created: made_at(id.made_at()),
    })
}

/// The roles in the organization, and in projects by their names.
fn roles_of(
    in_organization: &[String],
    in_projects: &BTreeMap<String, Vec<String>>,
    organization: OrganizationId,
    projects: &BTreeMap<String, ProjectId>,
) -> Result<Roles, Error> {
    let mut roles = Roles::new();
    for role in in_organization {
        roles.push(Role::Organization(organization, parse::<OrganizationRole>(role)?));
    }
    for (project, in_project) in in_projects {
        let project = projects
            .get(project)
            .ok_or_else(|| Error::corrupt("a role of the sample in no project"))?;
        for role in in_project {
            roles.push(Role::Project(*project, parse::<ProjectRole>(role)?));
        }
    }
    roles.sort_unstable();
    Ok(roles)
}

fn entry_of(sample: &SampleEntry, created: Timestamp, now: Timestamp) -> Result<Entry, Error> {
    let last_use = match (sample.last_used_hours_ago, &sample.last_used_address) {
        (Some(hours), Some(address)) => Some(LastUse {
            at: ago(now, hours * HOUR),
            address: parse::<IpAddr>(address)?,
        }),
        _ => None,
    };
    Ok(Entry {
        block: parse::<AddressBlock>(&sample.block)?,
        created,
        count: sample.count,
        last_use,
    })
}

/// When something was made is what its id says: both are shown.
fn made_at(seconds: u32) -> Timestamp {
    Timestamp::from_seconds(i64::from(seconds))
}

fn ago(now: Timestamp, seconds: i64) -> Timestamp {
    Timestamp::from_seconds(now.seconds() - seconds)
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, Error> {
    serde_json::from_str(json).map_err(|cause| Error::corrupt(format!("in the sample: {cause}")))
}

fn parse<T: std::str::FromStr<Err: std::fmt::Display>>(text: &str) -> Result<T, Error> {
    text.parse()
        .map_err(|cause: T::Err| Error::corrupt(format!("in the sample: {cause}")))
}
