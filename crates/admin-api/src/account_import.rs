//! Importing accounts, which is the only way they come in: whole or not at all, and an account that is here already is left
//! as it is, so that a file can be imported again.

mod file;

use std::collections::HashSet;

use access::{
    AccountId, AccountName, MAX_ACCESS_LIST_ENTRIES, MAX_PERSONAL_KEYS_PER_ACCOUNT, OrganizationId,
    PersonalKeyId, PublicKey, Role,
};

use crate::accounts::{self, NewAccount, NewPersonalKey};
use crate::error::Error;
use crate::model::{Account, Entry, Project, Roles};
use crate::random;
use crate::state::Shared;
use crate::store::Change;
use crate::timestamp::Timestamp;
use file::{AccountRecord, At};

/// What an import did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportedAccounts {
    /// How many accounts were imported.
    pub imported: usize,
    /// How many were here already.
    pub present: usize,
}

/// Imports the accounts of a file.
pub(crate) async fn import(shared: &Shared, json: &str) -> Result<ImportedAccounts, Error> {
    let file = file::read(json)?;
    let mut done = ImportedAccounts {
        imported: 0,
        present: 0,
    };
    let mut names = HashSet::new();
    let mut change = shared.store.change().await?;
    for (index, record) in file.accounts.iter().enumerate() {
        let record = Record { json, index, record };
        if !names.insert(&record.record.user_name.value) {
            return Err(record.refuse(
                &record.record.user_name,
                "userName",
                "this account stands in the file twice",
            ));
        }
        let new = record.account(shared, &mut change).await?;
        if change.has_account(&new.account.name).await? {
            done.present += 1;
        } else {
            accounts::store(shared, &mut change, &new).await?;
            done.imported += 1;
        }
    }
    change.commit().await?;
    Ok(done)
}

/// One account of a file.
struct Record<'a> {
    json: &'a str,
    index: usize,
    record: &'a AccountRecord<'a>,
}

impl Record<'_> {
    fn refuse<T>(&self, at: &At<'_, T>, field: &str, reason: impl Into<String>) -> Error {
        at.refuse(self.json, format!("accounts[{}].{field}", self.index), reason)
    }

    /// What it asks for, with every rule that is not about a single value.
    async fn account(&self, shared: &Shared, change: &mut Change) -> Result<NewAccount, Error> {
        let created = shared.now();
        let organization = self.organization(shared).await?;
        let name = self.name(change).await?;
        Ok(NewAccount {
            account: Account {
                id: AccountId::from_bytes(random::id(created)?),
                organization,
                name,
                roles: self.roles(organization, &shared.store.projects(organization).await?)?,
                created,
            },
            keys: self.keys(created)?,
            access_list: self.access_list(created)?,
        })
    }

    async fn organization(&self, shared: &Shared) -> Result<OrganizationId, Error> {
        let at = &self.record.organization;
        let found = shared.store.organization_by_name(&at.value).await?;
        let unknown = || {
            self.refuse(
                at,
                "organization",
                format!("there is no organization named “{}”", at.value),
            )
        };
        Ok(found.ok_or_else(unknown)?.id)
    }

    /// Its name, which must not be the user name of a key.
    async fn name(&self, change: &mut Change) -> Result<AccountName, Error> {
        let at = &self.record.user_name;
        if let Ok(public_key) = at.value.as_str().parse::<PublicKey>()
            && !change.has_account(&at.value).await?
            && change.public_key_is_taken(public_key).await?
        {
            return Err(self.refuse(at, "userName", "this is the public key of an API key"));
        }
        Ok(at.value.clone())
    }

    fn roles(&self, organization: OrganizationId, projects: &[Project]) -> Result<Roles, Error> {
        let record = self.record;
        if record.roles.is_empty() {
            let reason = "an account has at least one role in its organization";
            return Err(self.refuse(&record.user_name, "roles", reason));
        }
        let in_organization = record.roles.iter();
        let mut roles: Roles = in_organization
            .map(|role| Role::Organization(organization, role.value))
            .collect();
        for (index, wanted) in record.projects.iter().enumerate() {
            let Some(project) = projects.iter().find(|project| project.name == wanted.name.value) else {
                let reason = format!("the organization has no project named “{}”", wanted.name.value);
                return Err(self.refuse(&wanted.name, &format!("projects[{index}].name"), reason));
            };
            if wanted.roles.is_empty() {
                let field = format!("projects[{index}].roles");
                return Err(self.refuse(&wanted.name, &field, "name at least one role in the project"));
            }
            roles.extend(
                wanted
                    .roles
                    .iter()
                    .map(|role| Role::Project(project.id, role.value)),
            );
        }
        roles.sort_unstable();
        roles.dedup();
        Ok(roles)
    }

    fn keys(&self, created: Timestamp) -> Result<Vec<NewPersonalKey>, Error> {
        let records = &self.record.keys;
        if records.len() > MAX_PERSONAL_KEYS_PER_ACCOUNT {
            let reason = format!(
                "an account has at most {MAX_PERSONAL_KEYS_PER_ACCOUNT} keys, disabled ones included"
            );
            return Err(self.refuse(&self.record.user_name, "keys", reason));
        }
        let mut keys = vec![];
        for (index, record) in records.iter().enumerate() {
            let is_same = |other: &file::KeyRecord<'_>| other.key.value == record.key.value;
            if records.iter().take(index).any(is_same) {
                let field = format!("keys[{index}].key");
                return Err(self.refuse(&record.key, &field, "the account has this key already"));
            }
            keys.push(NewPersonalKey::new(
                PersonalKeyId::from_bytes(random::id(created)?),
                record.description.value.clone(),
                record.key.value.0.clone(),
                record.enabled,
                created,
            ));
        }
        Ok(keys)
    }

    fn access_list(&self, created: Timestamp) -> Result<Vec<Entry>, Error> {
        let records = &self.record.access_list;
        if records.len() > MAX_ACCESS_LIST_ENTRIES {
            let reason = format!("an access list holds at most {MAX_ACCESS_LIST_ENTRIES} entries");
            return Err(self.refuse(&self.record.user_name, "accessList", reason));
        }
        let mut seen = HashSet::new();
        for (index, at) in records.iter().enumerate() {
            if !seen.insert(at.value) {
                let field = format!("accessList[{index}]");
                return Err(self.refuse(at, &field, format!("{} is on the list already", at.value)));
            }
        }
        Ok(records.iter().map(|at| Entry::new(at.value, created)).collect())
    }
}
