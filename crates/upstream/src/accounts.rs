//! An account and its personal API keys, which are deprecated. The Admin API shows them to the account itself alone, so
//! the client that asks is one that goes by the account's name and one of those keys.

use access::{AccountId, AddressBlock, PersonalKeyId};
use reqwest::Method;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};
use url::Url;

use crate::access_list::{Entry, WireEntry, instant};
use crate::client::Upstream;
use crate::error::Error;
use crate::pages::Page;
use crate::roles::parsed;

/// How the relation of the link to an account ends, whatever product it begins with.
const OWN_ACCOUNT: &str = "/user";

/// A personal API key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonalKey {
    /// Its id.
    pub id: PersonalKeyId,
    /// Its description.
    pub description: String,
    /// The key with all but its end hidden by the Admin API itself.
    pub masked_key: String,
    /// When it was made.
    pub created: OffsetDateTime,
    /// Whether it works.
    pub enabled: bool,
}

#[derive(Deserialize)]
struct WireRoot {
    #[serde(default)]
    links: Vec<WireLink>,
}

#[derive(Deserialize)]
struct WireLink {
    rel: String,
    href: String,
}

/// No public source has the members of a personal API key; what is not there is told by what is.
#[derive(Deserialize)]
struct WirePersonalKey {
    id: String,
    #[serde(default)]
    desc: String,
    #[serde(default)]
    key: String,
    created: Option<String>,
    enabled: bool,
}

#[derive(Serialize)]
struct WireChange {
    enabled: bool,
}

/// The documented field takes an address or a block.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewEntry {
    ip_address: String,
}

impl Upstream {
    /// The account the calls are made as; `None` where they are made as no account.
    ///
    /// # Errors
    /// Any [`Error`]; [`Error::CredentialRefused`] when the name or the key is wrong.
    pub async fn own_account(&self) -> Result<Option<AccountId>, Error> {
        let root: WireRoot = self.read(self.url(&[])).await?;
        let link = root.links.iter().find(|link| link.rel.ends_with(OWN_ACCOUNT));
        let id = link.and_then(|link| link.href.rsplit('/').next());
        id.map(|id| parsed(id, "an account id")).transpose()
    }

    /// The account's keys.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn personal_keys(&self, account: AccountId) -> Result<Vec<PersonalKey>, Error> {
        let found: Vec<WirePersonalKey> = self.all(self.account_url(account, "keys", None)).await?;
        found.into_iter().map(PersonalKey::try_from).collect()
    }

    /// Enables or disables one of them.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn enable_personal_key(
        &self,
        account: AccountId,
        key: PersonalKeyId,
        enabled: bool,
    ) -> Result<(), Error> {
        let url = self.account_url(account, "keys", Some(&key.to_string()));
        self.order(Method::PATCH, url, &WireChange { enabled }).await
    }

    /// Deletes one of them.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn delete_personal_key(&self, account: AccountId, key: PersonalKeyId) -> Result<(), Error> {
        self.remove(self.account_url(account, "keys", Some(&key.to_string())))
            .await
    }

    /// The access list that all keys of the account share.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn account_access_list(&self, account: AccountId) -> Result<Vec<Entry>, Error> {
        let found: Vec<WireEntry> = self.all(self.account_url(account, "accessList", None)).await?;
        found.into_iter().map(Entry::try_from).collect()
    }

    /// Adds entries to what is there. Entries already on the list are no error.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn add_account_entries(
        &self,
        account: AccountId,
        entries: &[AddressBlock],
    ) -> Result<(), Error> {
        let new = |block: &AddressBlock| NewEntry {
            ip_address: block.short_in_full(),
        };
        let body: Vec<NewEntry> = entries.iter().map(new).collect();
        let url = self.account_url(account, "accessList", None);
        self.write::<Page<WireEntry>, _>(Method::POST, url, &body)
            .await
            .map(drop)
    }

    /// Removes one entry.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn delete_account_entry(&self, account: AccountId, entry: AddressBlock) -> Result<(), Error> {
        self.remove(self.account_url(account, "accessList", Some(&entry.short_in_full())))
            .await
    }

    fn account_url(&self, account: AccountId, resource: &str, item: Option<&str>) -> Url {
        let account = account.to_string();
        let mut segments = vec!["users", &account, resource];
        segments.extend(item);
        self.url(&segments)
    }
}

impl TryFrom<WirePersonalKey> for PersonalKey {
    type Error = Error;

    fn try_from(wire: WirePersonalKey) -> Result<Self, Error> {
        let id: PersonalKeyId = parsed(&wire.id, "the id of a personal API key")?;
        let made = OffsetDateTime::UNIX_EPOCH + Duration::seconds(i64::from(id.made_at()));
        Ok(Self {
            id,
            description: wire.desc,
            masked_key: wire.key,
            created: wire.created.as_deref().map_or(Ok(made), instant)?,
            enabled: wire.enabled,
        })
    }
}
