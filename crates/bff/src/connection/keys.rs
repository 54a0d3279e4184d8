//! The organization's keys and their access lists. Whatever is written through here is seen by the next reading; what
//! others write may be late in the table, by as much as the Admin API wants to be asked, never on a key's own page.

use std::collections::HashMap;

use access::{Description, KeyId, OrganizationRole, ProjectId};
use contract::{CreatedKey, KeyList, KeyRow};
use upstream::{KeyChange, Scope};

use super::{Connection, lock_out, rows};
use crate::error::Error;
use crate::operator::Operator;

impl Connection {
    /// Every key, as the table shows it.
    pub(crate) async fn keys(&self) -> Result<KeyList, Error> {
        let known = self.lists.all().await?;
        let rows = known.iter().map(|(key, list)| rows::row(key, list.as_deref()));
        let keys: Vec<KeyRow> = rows.collect();
        Ok(KeyList {
            lists_read: keys.iter().filter(|row| row.list_read).count(),
            keys,
        })
    }

    /// One key, with everything its page shows.
    pub(crate) async fn key(&self, id: KeyId) -> Result<contract::Key, Error> {
        let since = self.lists.moment();
        let (key, list) = futures::try_join!(
            self.upstream.key(self.organization, id),
            self.upstream.access_list(self.organization, id)
        )?;
        self.lists.keep(since, id, &list);
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

    /// One key, with the names of no projects but those an operator may see.
    pub(crate) async fn key_for(&self, operator: &Operator, id: KeyId) -> Result<contract::Key, Error> {
        let mut key = self.key(id).await?;
        for project in &mut key.projects {
            let id = project.id.parse();
            if !id.is_ok_and(|id| self.is_seen_by(operator, id)) {
                project.name = None;
            }
        }
        Ok(key)
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
        self.lists.forget_keys();
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
        self.lists.forget_keys();
        changed?;
        self.key(id).await
    }

    /// Deletes a key.
    pub(crate) async fn delete_key(&self, id: KeyId) -> Result<(), Error> {
        if id == self.key {
            return Err(lock_out::deleting_own_key());
        }
        let deleted = self.upstream.delete_key(self.organization, id).await;
        self.lists.forget_keys();
        Ok(deleted?)
    }
}
