//! The base of the API: what the key that asks is. An account finds there the link to itself.

use access::{AddressBlock, KeyId, PublicKey, address_in_full};
use serde::Serialize;

use super::api_key::{RoleBody, as_text};
use super::{Link, Links};
use crate::model::{ApiKey, Caller, Principal};

/// Clients only compare it, and there is one build.
const BUILD: &str = "0000000000000000000000000000000000000000";

/// The answer of the base URL.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RootBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    api_key: Option<OwnKeyBody>,
    app_name: &'static str,
    build: &'static str,
    links: [Link; 2],
    throttling: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct OwnKeyBody {
    access_list: Vec<BlockBody>,
    #[serde(serialize_with = "as_text")]
    id: KeyId,
    #[serde(serialize_with = "as_text")]
    public_key: PublicKey,
    roles: Vec<RoleBody>,
}

/// An entry in short. Unlike in a list, `ipAddress` is `null` for what is no single address.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BlockBody {
    cidr_block: String,
    ip_address: Option<String>,
}

impl From<AddressBlock> for BlockBody {
    fn from(block: AddressBlock) -> Self {
        Self {
            cidr_block: block.in_full(),
            ip_address: block.single().map(address_in_full),
        }
    }
}

impl OwnKeyBody {
    fn of(key: &ApiKey, caller: &Caller) -> Self {
        Self {
            access_list: caller.access_list.entries().map(BlockBody::from).collect(),
            id: key.id,
            public_key: key.public_key,
            roles: key.roles.iter().map(RoleBody::from).collect(),
        }
    }
}

impl RootBody {
    pub(crate) fn of(caller: &Caller, links: &Links) -> Self {
        let (api_key, own) = match &caller.principal {
            Principal::Key(key) => (
                Some(OwnKeyBody::of(key, caller)),
                links.related("apiKeys", links.key(key.organization, key.id)),
            ),
            Principal::Account { account, .. } => (None, links.related("user", links.account(account.id))),
        };
        Self {
            api_key,
            app_name: links.product(),
            build: BUILD,
            links: [Link::to_self(links.root()), own],
            throttling: false,
        }
    }
}
