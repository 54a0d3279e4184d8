//! The caller itself, organizations, their settings and their projects.

use access::{AddressBlock, KeyId, OrganizationId, ProjectId, PublicKey};
use reqwest::Method;
use serde::{Deserialize, Serialize};

use crate::access_list::WireAddress;
use crate::client::Upstream;
use crate::error::Error;
use crate::roles::{HeldRole, WireRole, parsed};

/// Who the calls are made as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The key's id.
    pub key: KeyId,
    /// Its public key.
    pub public_key: PublicKey,
    /// What it may do.
    pub roles: Vec<HeldRole>,
    /// From where it may be used.
    pub access_list: Vec<AddressBlock>,
}

/// An organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
}

/// The settings of an organization that concern keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// Whether every key must have an access list.
    #[serde(default)]
    pub api_access_list_required: bool,
}

/// A project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// Its name.
    pub name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireRoot {
    api_key: WireCaller,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireCaller {
    id: String,
    public_key: String,
    roles: Vec<WireRole>,
    #[serde(default)]
    access_list: Vec<WireAddress>,
}

#[derive(Deserialize)]
struct WireNamed {
    id: String,
    name: String,
}

impl Upstream {
    /// The key the calls are made with.
    ///
    /// # Errors
    /// Any [`Error`]; [`Error::CredentialRefused`] when the credential is wrong.
    pub async fn root(&self) -> Result<Root, Error> {
        let WireRoot { api_key: caller } = self.read(self.url(&[])).await?;
        Ok(Root {
            key: parsed(&caller.id, "a key id")?,
            public_key: parsed(&caller.public_key, "a public key")?,
            roles: caller
                .roles
                .into_iter()
                .map(HeldRole::try_from)
                .collect::<Result<_, _>>()?,
            access_list: caller
                .access_list
                .iter()
                .map(WireAddress::block)
                .collect::<Result<_, _>>()?,
        })
    }

    /// The organizations the key can see.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn organizations(&self) -> Result<Vec<Organization>, Error> {
        let found: Vec<WireNamed> = self.all(self.url(&["orgs"])).await?;
        found.into_iter().map(Organization::try_from).collect()
    }

    /// One organization.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn organization(&self, id: OrganizationId) -> Result<Organization, Error> {
        self.read::<WireNamed>(self.url(&["orgs", &id.to_string()]))
            .await?
            .try_into()
    }

    /// The settings of an organization.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn settings(&self, organization: OrganizationId) -> Result<Settings, Error> {
        self.read(self.url(&["orgs", &organization.to_string(), "settings"]))
            .await
    }

    /// Changes the settings and gives them as they are afterwards. Settings not named here stay as they are.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn change_settings(
        &self,
        organization: OrganizationId,
        to: Settings,
    ) -> Result<Settings, Error> {
        self.write(
            Method::PATCH,
            self.url(&["orgs", &organization.to_string(), "settings"]),
            &to,
        )
        .await
    }

    /// The projects of an organization that the key can see.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn projects(&self, organization: OrganizationId) -> Result<Vec<Project>, Error> {
        let found: Vec<WireNamed> = self
            .all(self.url(&["orgs", &organization.to_string(), "groups"]))
            .await?;
        found.into_iter().map(Project::try_from).collect()
    }

    /// One project.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn project(&self, id: ProjectId) -> Result<Project, Error> {
        self.read::<WireNamed>(self.url(&["groups", &id.to_string()]))
            .await?
            .try_into()
    }
}

impl TryFrom<WireNamed> for Project {
    type Error = Error;

    fn try_from(wire: WireNamed) -> Result<Self, Error> {
        Ok(Self {
            id: parsed(&wire.id, "a project id")?,
            name: wire.name,
        })
    }
}

impl TryFrom<WireNamed> for Organization {
    type Error = Error;

    fn try_from(wire: WireNamed) -> Result<Self, Error> {
        Ok(Self {
            id: parsed(&wire.id, "an organization id")?,
            name: wire.name,
        })
    }
}
