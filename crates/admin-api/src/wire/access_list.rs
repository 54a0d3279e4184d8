//! Access list entries: as they are shown, and as they are asked for.

use access::{AddressBlock, AddressError, address_in_full};
use serde::Serialize;
use serde_json::Value;

use super::{Link, Links};
use crate::http::Attributes;
use crate::model::{ApiKey, Entry};
use crate::refusal::Refusal;
use crate::timestamp::Timestamp;

/// An entry. `ipAddress` stands beside the block where the block is a single address.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EntryBody {
    cidr_block: String,
    count: u64,
    created: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    ip_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_used: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_used_address: Option<String>,
    links: Vec<Link>,
}

impl EntryBody {
    /// As it stands in the list of a key.
    pub(crate) fn of(entry: &Entry, key: &ApiKey, links: &Links) -> Self {
        Self::in_list(entry, &links.access_list(key.organization, key.id))
    }

    /// As it stands in the list at `href`. In its own link a single address stands without its prefix, and the slash of a
    /// block is encoded.
    pub(crate) fn in_list(entry: &Entry, href: &str) -> Self {
        let block = entry.block.short_in_full().replace('/', "%2F");
        Self {
            cidr_block: entry.block.in_full(),
            count: entry.count,
            created: entry.created,
            ip_address: entry.block.single().map(address_in_full),
            last_used: entry.last_use.map(|last| last.at),
            last_used_address: entry.last_use.map(|last| address_in_full(last.address)),
            links: vec![Link::to_self(format!("{href}/{block}"))],
        }
    }

    /// As it stands alone: it leads to its key too.
    pub(crate) fn alone(entry: &Entry, key: &ApiKey, links: &Links) -> Self {
        let mut body = Self::of(entry, key, links);
        let of_key = links.key(key.organization, key.id);
        body.links.push(links.related("apiKeys", of_key));
        body
    }
}

/// Reads a list of `{ipAddress}` or `{cidrBlock}`.
pub(crate) fn new_entries(body: Value) -> Result<Vec<AddressBlock>, Refusal> {
    entries(body, single_address)
}

/// Reads the same for the list of an account, where `ipAddress` may be a block too.
pub(crate) fn new_account_entries(body: Value) -> Result<Vec<AddressBlock>, Refusal> {
    let read = entries(body, |text| parsed(text, |text| Refusal::NotAnAddress { text }));
    read.map_err(|refusal| match refusal {
        Refusal::WholeInternet { text } => Refusal::WholeInternetForAccount { text },
        refusal => refusal,
    })
}

fn single_address(text: String) -> Result<AddressBlock, Refusal> {
    if text.contains('/') {
        return Err(Refusal::NotAnAddress { text });
    }
    parsed(text, |text| Refusal::NotAnAddress { text })
}

fn entries(
    body: Value,
    ip_address: impl Fn(String) -> Result<AddressBlock, Refusal>,
) -> Result<Vec<AddressBlock>, Refusal> {
    let Value::Array(entries) = body else {
        return Err(Refusal::UnexpectedJson);
    };
    entries
        .into_iter()
        .map(|entry| new_entry(entry, &ip_address))
        .collect()
}

fn new_entry(
    entry: Value,
    ip_address: impl Fn(String) -> Result<AddressBlock, Refusal>,
) -> Result<AddressBlock, Refusal> {
    let mut attributes = Attributes::of(entry)?;
    let address = attributes.text("ipAddress")?;
    let block = attributes.text("cidrBlock")?;
    attributes.finish()?;
    match (address, block) {
        (Some(_), Some(_)) => Err(Refusal::AddressAndBlock),
        (None, None) => Err(Refusal::MissingOneOf {
            one: "ipAddress",
            other: "cidrBlock",
        }),
        (Some(text), None) => ip_address(text),
        (None, Some(text)) => cidr_block(text),
    }
}

/// The published pattern of a block has `%2F` for its slash too, as in paths.
fn cidr_block(text: String) -> Result<AddressBlock, Refusal> {
    let refusal = |text| Refusal::NotABlock { text };
    let slashed = text.replace("%2F", "/").replace("%2f", "/");
    if slashed.contains('/') {
        // It is told as it was sent.
        parsed(slashed, |_| refusal(text))
    } else {
        Err(refusal(text))
    }
}

fn parsed(text: String, refusal: impl FnOnce(String) -> Refusal) -> Result<AddressBlock, Refusal> {
    text.parse().map_err(|error| match error {
        AddressError::WholeInternet { .. } | AddressError::Unspecified { .. } => {
            Refusal::WholeInternet { text }
        }
        _ => refusal(text),
    })
}
