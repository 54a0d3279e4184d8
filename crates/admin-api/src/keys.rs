//! Making, changing and deleting API keys: the rules that need to see what is stored, each in one transaction.

use access::{
    AddressBlock, Description, Identity, KeyId, MAX_ACCESS_LIST_ENTRIES, MAX_KEYS_PER_ORGANIZATION,
    OrganizationId, OrganizationRole, Role,
};
use zeroize::Zeroizing;

use crate::error::Error;
use crate::model::{ApiKey, Entry, Event, EventKind, Origin, Roles, Suffix};
use crate::random;
use crate::refusal::Refusal;
use crate::state::Shared;
use crate::store::{Change, NewApiKey};

/// What a new key shall be.
pub(crate) struct Wanted {
    pub(crate) organization: OrganizationId,
    pub(crate) description: Description,
    /// In the organization and in projects of it.
    pub(crate) roles: Vec<Role>,
    pub(crate) access_list: Vec<AddressBlock>,
}

/// What a change of a key asks for; `None` leaves it as it is. Roles are those of its organization or of one project.
pub(crate) struct KeyChange<R> {
    pub(crate) description: Option<Description>,
    pub(crate) roles: Option<Vec<R>>,
}

/// Creates a key, assigned to the projects it has roles in. Its private key is returned here and nowhere again.
pub(crate) async fn create(
    shared: &Shared,
    wanted: Wanted,
    origin: &Origin,
) -> Result<(ApiKey, Zeroizing<String>), Refusal> {
    let mut roles = wanted.roles;
    if roles.is_empty() {
        return Err(Refusal::RolesMissing);
    }
    roles.sort_unstable();
    if wanted.access_list.len() > MAX_ACCESS_LIST_ENTRIES {
        return Err(Refusal::ListFull);
    }
    let organization = wanted.organization;
    let mut change = shared.store.change().await?;
    if change.settings(organization).await?.is_none() {
        return Err(Refusal::OrganizationNotFound(organization));
    }
    if change.api_key_count(organization).await? >= MAX_KEYS_PER_ORGANIZATION {
        return Err(Refusal::TooManyKeys { organization });
    }
    let private_key = random::private_key()?;
    let mut public_key = random::public_key()?;
    while change.public_key_is_taken(public_key).await? {
        public_key = random::public_key()?;
    }
    let key = ApiKey {
        id: KeyId::from_bytes(random::id(origin.at)?),
        organization,
        description: wanted.description,
        public_key,
        private_key_suffix: suffix(&private_key),
        roles: roles.into(),
        created: origin.at,
    };
    for project in key.projects() {
        change
            .project(project)
            .await?
            .ok_or(Refusal::ProjectNotFound(project))?;
    }
    store(shared, &mut change, &key, &private_key, origin).await?;
    for block in wanted.access_list {
        add_entry(&mut change, &key, block, origin).await?;
    }
    change.commit().await?;
    Ok((key, private_key))
}

/// Stores a key with its sealed credential, and writes the events of it.
pub(crate) async fn store(
    shared: &Shared,
    change: &mut Change,
    key: &ApiKey,
    private_key: &str,
    origin: &Origin,
) -> Result<(), Error> {
    let ha1 = shared.ha1(key.public_key.as_str(), private_key);
    let sealed_ha1 = shared.sealer.seal(ha1.as_bytes(), key.public_key.as_str())?;
    let new = NewApiKey {
        key: key.clone(),
        sealed_ha1,
    };
    change.insert_api_key(&new).await?;
    let created = Event::new(EventKind::KeyCreated, key.organization).to(key.public_key);
    change.record(origin, created).await?;
    for project in key.projects() {
        let added = Event::new(EventKind::KeyAddedToProject, key.organization);
        change
            .record(origin, added.to(key.public_key).in_project(project))
            .await?;
    }
    Ok(())
}

/// Adds an entry that is not on the list yet, unused.
pub(crate) async fn add_entry(
    change: &mut Change,
    key: &ApiKey,
    block: AddressBlock,
    origin: &Origin,
) -> Result<(), Error> {
    let entry = Entry::new(block, origin.at);
    change.insert_entry(Identity::Key(key.id), &entry).await?;
    let added = Event::new(EventKind::EntryAdded, key.organization)
        .to(key.public_key)
        .about(block);
    change.record(origin, added).await
}

/// Changes the description or the organization roles of a key. The roles it has in projects stay.
pub(crate) async fn edit(
    shared: &Shared,
    organization: OrganizationId,
    id: KeyId,
    wanted: KeyChange<OrganizationRole>,
    origin: &Origin,
) -> Result<ApiKey, Refusal> {
    let mut change = shared.store.change().await?;
    let mut key = change
        .api_key(organization, id)
        .await?
        .ok_or(Refusal::KeyNotFound(id))?;
    describe(&mut change, &mut key, wanted.description, origin).await?;
    if let Some(roles) = wanted.roles {
        set_roles(&mut change, &mut key, &roles, origin).await?;
    }
    change.commit().await?;
    Ok(key)
}

/// Gives a key the description that is wanted, if one is and it is another.
pub(crate) async fn describe(
    change: &mut Change,
    key: &mut ApiKey,
    wanted: Option<Description>,
    origin: &Origin,
) -> Result<(), Error> {
    if let Some(description) = wanted.filter(|wanted| *wanted != key.description) {
        change.set_description(key.id, &description).await?;
        let changed = Event::new(EventKind::KeyDescriptionChanged, key.organization).to(key.public_key);
        change.record(origin, changed).await?;
        key.description = description;
    }
    Ok(())
}

async fn set_roles(
    change: &mut Change,
    key: &mut ApiKey,
    wanted: &[OrganizationRole],
    origin: &Origin,
) -> Result<(), Refusal> {
    if wanted.is_empty() {
        return Err(Refusal::RolesMissing);
    }
    if key.is_owner() && !wanted.contains(&OrganizationRole::Owner) {
        keep_an_owner(change, key).await?;
    }
    let in_projects = key
        .roles
        .iter()
        .copied()
        .filter(|role| matches!(role, Role::Project(..)));
    let of_organization = wanted
        .iter()
        .map(|&role| Role::Organization(key.organization, role));
    let mut roles: Roles = of_organization.chain(in_projects).collect();
    roles.sort_unstable();
    if roles != key.roles {
        change.set_organization_roles(key, wanted).await?;
        let changed = Event::new(EventKind::KeyRolesChanged, key.organization).to(key.public_key);
        change.record(origin, changed).await?;
        key.roles = roles;
    }
    Ok(())
}

/// Deletes a key: from its organization, and with it from every project.
pub(crate) async fn delete(
    shared: &Shared,
    organization: OrganizationId,
    id: KeyId,
    origin: &Origin,
) -> Result<(), Refusal> {
    let mut change = shared.store.change().await?;
    let key = change
        .api_key(organization, id)
        .await?
        .ok_or(Refusal::KeyNotFound(id))?;
    if key.is_owner() {
        keep_an_owner(&mut change, &key).await?;
    }
    change.delete_api_key(id).await?;
    let deleted = Event::new(EventKind::KeyDeleted, organization).to(key.public_key);
    change.record(origin, deleted).await?;
    Ok(change.commit().await?)
}

/// Refuses when this owner is the only one: nobody could ever change a key of the organization again.
async fn keep_an_owner(change: &mut Change, owner: &ApiKey) -> Result<(), Refusal> {
    if change.owner_count(owner.organization).await? <= 1 {
        return Err(Refusal::LastOwner);
    }
    Ok(())
}

pub(crate) fn suffix(private_key: &str) -> Suffix {
    let start = private_key.len().saturating_sub(Suffix::new().capacity());
    // It cannot be too long, and both kinds of keys are ASCII.
    private_key[start..].parse().unwrap_or_default()
}
