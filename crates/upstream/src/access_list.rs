//! The access list of a key.

use std::net::IpAddr;

use access::{AddressBlock, KeyId, OrganizationId, address_in_full};
use reqwest::Method;
use serde::{Deserialize, Serialize};
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

use crate::answer::Allowance;
use crate::client::Upstream;
use crate::error::Error;
use crate::pages::Page;

/// One entry, with what is counted of its use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The address or block.
    pub block: AddressBlock,
    /// When it was added.
    pub created: OffsetDateTime,
    /// How often it was used.
    pub count: u64,
    /// The newest use.
    pub last_used: Option<OffsetDateTime>,
    /// From where the newest use came.
    pub last_used_address: Option<IpAddr>,
}

/// An address as every answer writes it: the block always, the address where there is but one.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WireAddress {
    cidr_block: Option<String>,
    ip_address: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WireEntry {
    #[serde(flatten)]
    address: WireAddress,
    created: String,
    #[serde(default)]
    count: u64,
    last_used: Option<String>,
    last_used_address: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum NewEntry {
    IpAddress(String),
    CidrBlock(String),
}

impl Upstream {
    /// The whole access list of a key.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn access_list(&self, organization: OrganizationId, key: KeyId) -> Result<Vec<Entry>, Error> {
        Ok(self.access_list_allowed(organization, key).await?.0)
    }

    /// The whole access list of a key, and how many more requests of the kind may be made: for whoever reads many.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn access_list_allowed(
        &self,
        organization: OrganizationId,
        key: KeyId,
    ) -> Result<(Vec<Entry>, Option<Allowance>), Error> {
        let url = self.list_url(organization, key, None);
        let (found, allowance) = self.all_allowed::<WireEntry>(url).await?;
        let entries = found.into_iter().map(Entry::try_from).collect::<Result<_, _>>()?;
        Ok((entries, allowance))
    }

    /// Adds entries to what is there. Entries already on the list are no error.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn add_entries(
        &self,
        organization: OrganizationId,
        key: KeyId,
        entries: &[AddressBlock],
    ) -> Result<(), Error> {
        let body: Vec<NewEntry> = entries.iter().map(NewEntry::from).collect();
        let url = self.list_url(organization, key, None);
        self.write::<Page<WireEntry>, _>(Method::POST, url, &body)
            .await
            .map(drop)
    }

    /// Removes one entry.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn delete_entry(
        &self,
        organization: OrganizationId,
        key: KeyId,
        entry: AddressBlock,
    ) -> Result<(), Error> {
        self.remove(self.list_url(organization, key, Some(entry))).await
    }

    /// A single address goes without its prefix length, as in the links of the Admin API itself.
    fn list_url(&self, organization: OrganizationId, key: KeyId, entry: Option<AddressBlock>) -> url::Url {
        let (organization, key) = (organization.to_string(), key.to_string());
        let mut segments = vec!["orgs", &organization, "apiKeys", &key, "accessList"];
        let entry = entry.map(|block| block.short_in_full());
        segments.extend(entry.as_deref());
        self.url(&segments)
    }
}

impl From<&AddressBlock> for NewEntry {
    fn from(block: &AddressBlock) -> Self {
        match block.single() {
            Some(address) => Self::IpAddress(address_in_full(address)),
            None => Self::CidrBlock(block.in_full()),
        }
    }
}

impl WireAddress {
    pub(crate) fn block(&self) -> Result<AddressBlock, Error> {
        match self.cidr_block.as_deref().or(self.ip_address.as_deref()) {
            Some(text) => AddressBlock::listed(text)
                .map_err(|_| Error::Unreadable(format!("`{text}` is not an address or a block"))),
            None => Err(Error::Unreadable(
                "an access list entry without an address".into(),
            )),
        }
    }
}

impl TryFrom<WireEntry> for Entry {
    type Error = Error;

    fn try_from(wire: WireEntry) -> Result<Self, Error> {
        Ok(Self {
            block: wire.address.block()?,
            created: instant(&wire.created)?,
            count: wire.count,
            last_used: wire.last_used.as_deref().map(instant).transpose()?,
            last_used_address: wire.last_used_address.and_then(|text| text.parse().ok()),
        })
    }
}

/// A time in UTC, which it must have there.
pub(crate) fn instant(text: &str) -> Result<OffsetDateTime, Error> {
    let time = OffsetDateTime::parse(text, &Rfc3339).ok();
    let time = time.and_then(|time| time.checked_to_offset(UtcOffset::UTC));
    time.ok_or_else(|| Error::Unreadable(format!("`{text}` is not a time")))
}
