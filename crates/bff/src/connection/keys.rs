//! The organization's keys and their access lists. Whatever is written through here is seen by the next reading; what
//! others write may be a few seconds late in the table, never on a key's own page.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use access::{AddressBlock, Description, KeyId, OrganizationRole, ProjectId};
use contract::{CreatedKey, KeyList, KeyRow};
use futures::{StreamExt, TryStreamExt, stream};
use upstream::{Entry, Error as UpstreamError, Key, KeyChange, Scope};

use super::{Connection, lock_out, rows};
use crate::error::Error;

/// How many access lists are asked for at once.
const AT_ONCE: usize = 8;

/// Seconds for which the table of keys is kept: each look at it costs the Admin API a request a key.
const KEPT: i64 = 15;

/// The table of keys as last read. A reading that began before a write is not kept.
#[derive(Default)]
pub(super) struct ListCache(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    writes: u64,
    read: Option<(i64, Arc<[KeyRow]>)>,
}

impl ListCache {
    fn get(&self, now: i64) -> Result<Arc<[KeyRow]>, u64> {
        let kept = self.kept();
        match &kept.read {
            Some((read, rows)) if now - read < KEPT => Ok(Arc::clone(rows)),
            _ => Err(kept.writes),
        }
    }

    fn keep(&self, began_after: u64, now: i64, rows: &Arc<[KeyRow]>) {
        let mut kept = self.kept();
        if kept.writes == began_after {
            kept.read = Some((now, Arc::clone(rows)));
        }
    }

    pub(super) fn forget(&self) {
        let mut kept = self.kept();
        kept.writes += 1;
        kept.read = None;
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connection {
    /// Every key, as the table shows it.
    pub(crate) async fn keys(&self) -> Result<KeyList, Error> {
        let now = self.clock.seconds();
        let rows = match self.lists.get(now) {
            Ok(rows) => rows,
            Err(writes) => {
                let rows: Arc<[KeyRow]> = self.read_rows().await?.into();
                self.lists.keep(writes, now, &rows);
                rows
            }
        };
        Ok(KeyList {
            keys: rows.to_vec(),
            lists_read: rows.len(),
        })
    }

    async fn read_rows(&self) -> Result<Vec<KeyRow>, Error> {
        let keys = self.upstream.keys(self.organization).await?;
        let read = self.with_lists(keys).await?;
        Ok(read.iter().map(|(key, list)| rows::row(key, list)).collect())
    }

    /// These keys, each with its access list as it is now.
    pub(super) async fn with_lists(&self, keys: Vec<Key>) -> Result<Vec<(Key, Vec<Entry>)>, Error> {
        let read: Vec<Option<_>> = stream::iter(keys)
            .map(|key| async move {
                match self.upstream.access_list(self.organization, key.id).await {
                    Ok(list) => Ok(Some((key, list))),
                    // Deleted between the two requests: it is right without it.
                    Err(error) if is_gone(&error) => Ok(None),
                    Err(error) => Err(error),
                }
            })
            .buffered(AT_ONCE)
            .try_collect()
            .await?;
        Ok(read.into_iter().flatten().collect())
    }

    /// One key, with everything its page shows.
    pub(crate) async fn key(&self, id: KeyId) -> Result<contract::Key, Error> {
        let (key, list) = futures::try_join!(
            self.upstream.key(self.organization, id),
            self.upstream.access_list(self.organization, id)
        )?;
        let on_projects = key
            .roles
            .iter()
            .any(|role| matches!(role.scope, Scope::Project(_)));
        let projects = if on_projects {
            self.project_names().await
        } else {
            HashMap::new()
        };
        Ok(rows::page(&key, &list, &projects))
    }

    /// Names are a help, not the matter: a key's page is shown without them where they cannot be had.
    async fn project_names(&self) -> HashMap<ProjectId, String> {
        match self.upstream.projects(self.organization).await {
            Ok(projects) => projects
                .into_iter()
                .map(|project| (project.id, project.name))
                .collect(),
            Err(error) => {
                tracing::debug!(%error, "projects are shown without their names");
                HashMap::new()
            }
        }
    }

    /// Makes a key.
    pub(crate) async fn create_key(
        &self,
        description: &Description,
        roles: &[OrganizationRole],
    ) -> Result<CreatedKey, Error> {
        let made = self
            .upstream
            .create_key(self.organization, description, roles)
            .await;
        self.lists.forget();
        let made = made?;
        let key = rows::page(&made.key, &[], &HashMap::new());
        Ok(CreatedKey {
            key,
            private_key: String::clone(&made.private_key),
        })
    }

    /// Changes a key.
    pub(crate) async fn change_key(&self, id: KeyId, change: &KeyChange) -> Result<contract::Key, Error> {
        if let (true, Some(roles)) = (id == self.key, &change.roles) {
            lock_out::check_own_roles(roles)?;
        }
        let changed = self.upstream.change_key(self.organization, id, change).await;
        self.lists.forget();
        changed?;
        self.key(id).await
    }

    /// Deletes a key.
    pub(crate) async fn delete_key(&self, id: KeyId) -> Result<(), Error> {
        if id == self.key {
            return Err(lock_out::deleting_own_key());
        }
        let deleted = self.upstream.delete_key(self.organization, id).await;
        self.lists.forget();
        Ok(deleted?)
    }

    /// Adds to a key's access list.
    pub(crate) async fn add_entries(
        &self,
        id: KeyId,
        entries: &[AddressBlock],
    ) -> Result<contract::Key, Error> {
        let added = self.upstream.add_entries(self.organization, id, entries).await;
        self.lists.forget();
        added?;
        self.key(id).await
    }

    /// Removes from a key's access list.
    pub(crate) async fn remove_entry(&self, id: KeyId, entry: AddressBlock) -> Result<contract::Key, Error> {
        if id == self.key {
            let list = self.upstream.access_list(self.organization, id).await?;
            lock_out::check_own_list(&list, entry, self.own_address)?;
        }
        let removed = self.upstream.delete_entry(self.organization, id, entry).await;
        self.lists.forget();
        removed?;
        self.key(id).await
    }
}

fn is_gone(error: &UpstreamError) -> bool {
    error
        .api()
        .is_some_and(|error| error.status == 404 || error.code == "API_KEY_NOT_FOUND")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_that_began_before_a_write_is_not_kept() {
        let cache = ListCache::default();
        let began = cache.get(0).unwrap_err();
        cache.forget();
        cache.keep(began, 0, &Arc::from([]));
        assert!(cache.get(0).is_err());
    }

    #[test]
    fn a_reading_is_kept_for_fifteen_seconds() {
        let cache = ListCache::default();
        let began = cache.get(0).unwrap_err();
        cache.keep(began, 100, &Arc::from([]));
        assert!(cache.get(114).is_ok());
        assert!(cache.get(115).is_err());
    }
}
