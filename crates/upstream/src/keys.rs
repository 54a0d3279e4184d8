//! Organization API keys.

use std::fmt;

use access::{Description, KeyId, OrganizationId, OrganizationRole, PublicKey};
use reqwest::Method;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::client::Upstream;
use crate::error::Error;
use crate::roles::{HeldRole, WireRole, parsed};

/// An organization API key as the Admin API tells it, its private key masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its id.
    pub id: KeyId,
    /// Its description, whatever the rules for a new one are.
    pub description: String,
    /// The user name of digest.
    pub public_key: PublicKey,
    /// The private key, all but the last group hidden by the Admin API itself.
    pub masked_private_key: String,
    /// Its roles in the organization and in projects, sorted: the Admin API gives them in no stable order.
    pub roles: Vec<HeldRole>,
}

/// A key just made. The private key is given this once.
pub struct NewKey {
    /// The key, its private key masked.
    pub key: Key,
    /// The private key in the clear.
    pub private_key: Zeroizing<String>,
}

impl fmt::Debug for NewKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewKey")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

/// What to change of a key: at least one of the two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyChange {
    /// A new description.
    pub description: Option<Description>,
    /// Its organization roles from now on, all of them.
    pub roles: Option<Vec<OrganizationRole>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WireKey {
    id: String,
    #[serde(default)]
    desc: String,
    public_key: String,
    private_key: String,
    roles: Vec<WireRole>,
}

#[derive(Serialize)]
pub(crate) struct WireChange<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) desc: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) roles: Option<Vec<&'static str>>,
}

impl Upstream {
    /// Every key of an organization.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn keys(&self, organization: OrganizationId) -> Result<Vec<Key>, Error> {
        let found: Vec<WireKey> = self.all(self.keys_url(organization, None)).await?;
        found.into_iter().map(Key::try_from).collect()
    }

    /// One key.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn key(&self, organization: OrganizationId, id: KeyId) -> Result<Key, Error> {
        self.read::<WireKey>(self.keys_url(organization, Some(id)))
            .await?
            .try_into()
    }

    /// Makes a key. It is never repeated on its own: a second key nobody knows of would be the price.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn create_key(
        &self,
        organization: OrganizationId,
        description: &Description,
        roles: &[OrganizationRole],
    ) -> Result<NewKey, Error> {
        let body = WireChange {
            desc: Some(description.as_str()),
            roles: Some(wire_names(roles)),
        };
        self.write::<WireKey, _>(Method::POST, self.keys_url(organization, None), &body)
            .await?
            .try_into()
    }

    /// Changes a key and gives it as it is afterwards.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn change_key(
        &self,
        organization: OrganizationId,
        id: KeyId,
        change: &KeyChange,
    ) -> Result<Key, Error> {
        let body = WireChange {
            desc: change.description.as_ref().map(Description::as_str),
            roles: change.roles.as_deref().map(wire_names),
        };
        self.write::<WireKey, _>(Method::PATCH, self.keys_url(organization, Some(id)), &body)
            .await?
            .try_into()
    }

    /// Deletes a key, also from every project it is on.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn delete_key(&self, organization: OrganizationId, id: KeyId) -> Result<(), Error> {
        self.remove(self.keys_url(organization, Some(id))).await
    }

    fn keys_url(&self, organization: OrganizationId, key: Option<KeyId>) -> url::Url {
        let organization = organization.to_string();
        match key {
            None => self.url(&["orgs", &organization, "apiKeys"]),
            Some(key) => self.url(&["orgs", &organization, "apiKeys", &key.to_string()]),
        }
    }
}

impl TryFrom<WireKey> for Key {
    type Error = Error;

    fn try_from(wire: WireKey) -> Result<Self, Error> {
        let mut roles = wire
            .roles
            .into_iter()
            .map(HeldRole::try_from)
            .collect::<Result<Vec<_>, _>>()?;
        roles.sort();
        Ok(Self {
            id: parsed(&wire.id, "a key id")?,
            description: wire.desc,
            public_key: parsed(&wire.public_key, "a public key")?,
            masked_private_key: wire.private_key,
            roles,
        })
    }
}

impl TryFrom<WireKey> for NewKey {
    type Error = Error;

    fn try_from(mut made: WireKey) -> Result<Self, Error> {
        let private_key = Zeroizing::new(std::mem::take(&mut made.private_key));
        made.private_key = masked(&private_key);
        Ok(Self {
            key: made.try_into()?,
            private_key,
        })
    }
}

fn wire_names(roles: &[OrganizationRole]) -> Vec<&'static str> {
    roles.iter().map(|role| role.wire()).collect()
}

/// The form in which the Admin API shows a private key from its second answer on: the last group, and one group less
/// than there are (recorded from the real server).
fn masked(private_key: &str) -> String {
    let last = private_key.rsplit('-').next().unwrap_or_default();
    format!("********-****-****-{last}")
}
