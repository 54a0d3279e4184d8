//! Organization API keys on projects: a key is on a project when it has a role in it.

use access::{Description, KeyId, ProjectId, ProjectRole};
use reqwest::Method;
use serde::Serialize;

use crate::client::Upstream;
use crate::config::Flavor;
use crate::error::Error;
use crate::keys::{Key, NewKey, WireChange, WireKey};

#[derive(Serialize)]
struct WireRoles {
    roles: Vec<&'static str>,
}

impl Upstream {
    /// Every key on a project, with its roles everywhere.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn project_keys(&self, project: ProjectId) -> Result<Vec<Key>, Error> {
        let found: Vec<WireKey> = self.all(self.project_keys_url(project, None)).await?;
        found.into_iter().map(Key::try_from).collect()
    }

    /// Makes a key that is on a project from the beginning; in the organization it is a member. It is never repeated on
    /// its own, for the reason of [`create_key`](Self::create_key).
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn create_project_key(
        &self,
        project: ProjectId,
        description: &Description,
        roles: &[ProjectRole],
    ) -> Result<NewKey, Error> {
        let body = WireChange {
            desc: Some(description.as_str()),
            roles: Some(wire_names(roles)),
        };
        self.write::<WireKey, _>(Method::POST, self.project_keys_url(project, None), &body)
            .await?
            .try_into()
    }

    /// Puts a key on a project with these roles.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn assign_key(
        &self,
        project: ProjectId,
        key: KeyId,
        roles: &[ProjectRole],
    ) -> Result<(), Error> {
        let roles = WireRoles {
            roles: wire_names(roles),
        };
        let url = self.project_keys_url(project, Some(key));
        match self.flavor() {
            // The one place where a list of role sets is documented; it holds one.
            Flavor::AtlasV2 => self.order(Method::POST, url, &[roles]).await,
            Flavor::PublicV1 => self.order(Method::POST, url, &roles).await,
        }
    }

    /// Gives a key these roles in a project in place of those it has there. One that is not on the project is put there,
    /// so whoever means a change must look first.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn change_project_roles(
        &self,
        project: ProjectId,
        key: KeyId,
        roles: &[ProjectRole],
    ) -> Result<Key, Error> {
        let roles = WireRoles {
            roles: wire_names(roles),
        };
        self.write::<WireKey, _>(Method::PATCH, self.project_keys_url(project, Some(key)), &roles)
            .await?
            .try_into()
    }

    /// Takes a key off a project. It stays in the organization.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn unassign_key(&self, project: ProjectId, key: KeyId) -> Result<(), Error> {
        self.remove(self.project_keys_url(project, Some(key))).await
    }

    fn project_keys_url(&self, project: ProjectId, key: Option<KeyId>) -> url::Url {
        let project = project.to_string();
        match key {
            None => self.url(&["groups", &project, "apiKeys"]),
            Some(key) => self.url(&["groups", &project, "apiKeys", &key.to_string()]),
        }
    }
}

fn wire_names(roles: &[ProjectRole]) -> Vec<&'static str> {
    roles.iter().map(|role| role.wire()).collect()
}
