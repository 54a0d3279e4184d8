//! Projects, and the organization API keys on them. A key is on a project when it has a role in it.

use std::collections::HashMap;

use access::{Action, Description, KeyId, ProjectId, ProjectRole};
use contract::{CreatedKey, Project, ProjectKey, ProjectKeys, ProjectList};
use upstream::{Key, Scope};

use super::{Connection, rows};
use crate::error::Error;
use crate::operator::Operator;

impl Connection {
    /// The projects an operator may see.
    pub(crate) async fn projects_for(&self, operator: &Operator) -> Result<ProjectList, Error> {
        let all = self.upstream.projects(self.organization).await?;
        let seen = all
            .into_iter()
            .filter(|project| self.is_seen_by(operator, project.id));
        Ok(ProjectList {
            projects: seen.map(shown).collect(),
        })
    }

    /// Whether an operator may see a project.
    pub(super) fn is_seen_by(&self, operator: &Operator, project: ProjectId) -> bool {
        operator
            .may(Action::GetProject, self.organization, Some(project))
            .is_ok()
    }

    /// A project and the keys on it.
    pub(crate) async fn project_keys(&self, id: ProjectId) -> Result<ProjectKeys, Error> {
        let (project, keys) = futures::try_join!(self.upstream.project(id), self.upstream.project_keys(id))?;
        let keys = self.lists.recent(keys).await?;
        Ok(ProjectKeys {
            project: shown(project),
            keys: keys
                .iter()
                .map(|(key, list)| rows::project_row(key, list, id))
                .collect(),
        })
    }

    /// Makes a key that is on the project, and a member of the organization.
    pub(crate) async fn create_project_key(
        &self,
        project: ProjectId,
        description: &Description,
        roles: &[ProjectRole],
    ) -> Result<CreatedKey, Error> {
        let made = self
            .upstream
            .create_project_key(project, description, roles)
            .await;
        self.lists.forget_keys();
        let made = made?;
        Ok(CreatedKey {
            key: rows::page(&made.key, &[], &HashMap::new()),
            private_key: String::clone(&made.private_key),
        })
    }

    /// Puts a key of the organization on a project it is not on.
    pub(crate) async fn invite_key(
        &self,
        project: ProjectId,
        id: KeyId,
        roles: &[ProjectRole],
    ) -> Result<ProjectKey, Error> {
        let _turn = self.changes.lock().await;
        if self.is_on_project(id, project).await? {
            return Err(Error::Conflict(
                "This key is on the project already. Change its permissions instead.".into(),
            ));
        }
        let invited = self.upstream.assign_key(project, id, roles).await;
        self.lists.forget_keys();
        invited?;
        self.project_key(project, id).await
    }

    /// Gives a key other roles in a project it is on.
    pub(crate) async fn change_project_key(
        &self,
        project: ProjectId,
        id: KeyId,
        roles: &[ProjectRole],
    ) -> Result<ProjectKey, Error> {
        let _turn = self.changes.lock().await;
        if !self.is_on_project(id, project).await? {
            return Err(Error::NotOnProject);
        }
        let changed = self.upstream.change_project_roles(project, id, roles).await;
        self.lists.forget_keys();
        changed?;
        self.project_key(project, id).await
    }

    /// Takes a key off a project. It stays in the organization.
    pub(crate) async fn remove_from_project(&self, project: ProjectId, id: KeyId) -> Result<(), Error> {
        let _turn = self.changes.lock().await;
        if !self.is_on_project(id, project).await? {
            return Err(Error::NotOnProject);
        }
        let removed = self.upstream.unassign_key(project, id).await;
        self.lists.forget_keys();
        Ok(removed?)
    }

    async fn project_key(&self, project: ProjectId, id: KeyId) -> Result<ProjectKey, Error> {
        let (key, list) = futures::try_join!(
            self.upstream.key(self.organization, id),
            self.upstream.access_list(self.organization, id)
        )?;
        Ok(rows::project_row(&key, &list, project))
    }

    async fn is_on_project(&self, id: KeyId, project: ProjectId) -> Result<bool, Error> {
        let key: Key = self.upstream.key(self.organization, id).await?;
        let here = Scope::Project(project);
        Ok(key.roles.iter().any(|role| role.scope == here))
    }
}

fn shown(project: upstream::Project) -> Project {
    Project {
        id: project.id.to_string(),
        name: project.name,
    }
}
