//! The sample's account, with the personal API keys that nobody can make any more.

use std::collections::BTreeMap;

use access::{AccountId, AccountName, Description, OrganizationId, PersonalKeyId, ProjectId};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::{DAY, SampleEntry, ago, derived, entry_of, parse, roles_of};
use crate::accounts::{self, NewAccount, NewPersonalKey};
use crate::error::Error;
use crate::model::Account;
use crate::state::Shared;
use crate::store::Change;
use crate::timestamp::Timestamp;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct SampleAccount {
    id: String,
    name: String,
    created_days_ago: i64,
    roles: Vec<String>,
    /// Roles by the name of the project.
    projects: BTreeMap<String, Vec<String>>,
    keys: Vec<SamplePersonalKey>,
    access_list: Vec<SampleEntry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SamplePersonalKey {
    id: String,
    suffix: String,
    description: String,
    enabled: bool,
    created_days_ago: i64,
}

/// What proves the sample's account.
pub struct SampleCredential {
    /// The user name of digest.
    pub user_name: AccountName,
    /// The password of digest: a personal API key. It is wiped from memory on drop.
    pub key: Zeroizing<String>,
}

pub(super) async fn load(
    shared: &Shared,
    change: &mut Change,
    sample: &SampleAccount,
    organization: OrganizationId,
    projects: &BTreeMap<String, ProjectId>,
    now: Timestamp,
) -> Result<(), Error> {
    let created = ago(now, sample.created_days_ago * DAY);
    let account = Account {
        id: parse::<AccountId>(&sample.id)?,
        organization,
        name: parse::<AccountName>(&sample.name)?,
        roles: roles_of(&sample.roles, &sample.projects, organization, projects)?,
        created,
    };
    let mut keys = vec![];
    for key in &sample.keys {
        keys.push(NewPersonalKey::new(
            parse::<PersonalKeyId>(&key.id)?,
            parse::<Description>(&key.description)?,
            secret(shared, key),
            key.enabled,
            ago(now, key.created_days_ago * DAY),
        ));
    }
    let mut access_list = vec![];
    for entry in &sample.access_list {
        access_list.push(entry_of(entry, created, now)?);
    }
    let new = NewAccount {
        account,
        keys,
        access_list,
    };
    accounts::store(shared, change, &new).await
}

/// The first account with its first key.
pub(super) fn credential(shared: &Shared, samples: &[SampleAccount]) -> Result<SampleCredential, Error> {
    let first = samples
        .first()
        .and_then(|account| Some((account, account.keys.first()?)));
    let (account, key) = first.ok_or_else(|| Error::corrupt("no account in the sample"))?;
    Ok(SampleCredential {
        user_name: parse::<AccountName>(&account.name)?,
        key: secret(shared, key),
    })
}

fn secret(shared: &Shared, key: &SamplePersonalKey) -> Zeroizing<String> {
    derived(
        shared,
        &format!("personal key of the sample's {}", key.id),
        &key.suffix,
    )
}
