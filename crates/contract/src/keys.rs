//! Organization API keys, shaped for the table, the key's own page and the forms.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Every key of the organization.
///
/// Access lists are read one by one, which takes a while where the Admin API limits how often it may be asked: until all
/// are there, rows come without theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyList {
    /// One row a key, in no particular order: the console sorts.
    pub keys: Vec<KeyRow>,
    /// How many access lists have been read; as many as there are keys when all have.
    pub lists_read: usize,
}

/// One row of the table of keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyRow {
    /// 24 hexadecimal digits.
    pub id: String,
    /// 1 to 250 characters.
    pub description: String,
    /// The public key, which is the user name of digest.
    pub public_key: String,
    /// Wire names of the organization roles.
    pub roles: Vec<String>,
    /// How many projects the key is on.
    pub projects: usize,
    /// Whether the access list has been read. Before, `entries`, `exposure` and `last_use` say nothing.
    pub list_read: bool,
    /// Canonical text of every entry of its access list.
    pub entries: Vec<String>,
    /// How much of the internet may use the key.
    pub exposure: ExposureClass,
    /// What is known of its last use.
    pub last_use: LastUse,
}

/// How open a key's access list is, from the union of its entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ExposureClass {
    /// No list: any address for all but the protected operations, or none at all where the organization requires a list.
    NoList,
    /// The entries together cover all of IPv4 or all of IPv6.
    Internet,
    /// A single entry or the union spans more than a large network would (IPv4 `/16`, IPv6 `/32`).
    Wide,
    /// Named addresses and networks.
    Narrow,
}

/// The last use of a key, from the use counters of its entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LastUse {
    /// The Admin API counts use by entry, and no entry has been there as long as the key, or there is none at all.
    Unknown,
    /// There is an entry as old as the key, and none was ever used.
    Never,
    /// The newest use of any entry.
    At {
        /// When, RFC 3339.
        time: String,
        /// From which address, where recorded.
        address: Option<String>,
    },
}

/// A key with everything its page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Key {
    /// 24 hexadecimal digits.
    pub id: String,
    /// 1 to 250 characters.
    pub description: String,
    /// The public key.
    pub public_key: String,
    /// The private key with all but its last group hidden, as the Admin API gives it.
    pub masked_private_key: String,
    /// When it was made, RFC 3339: the time its id carries.
    pub created: String,
    /// Wire names of the organization roles.
    pub roles: Vec<String>,
    /// The projects it is on.
    pub projects: Vec<ProjectAccess>,
    /// Its access list.
    pub entries: Vec<AccessListEntry>,
    /// How much of the internet may use it.
    pub exposure: ExposureClass,
    /// What is known of its last use.
    pub last_use: LastUse,
}

/// A project a key is on, and the roles it has there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectAccess {
    /// 24 hexadecimal digits.
    pub id: String,
    /// The project's name, where the operator and the connection's own key may see it.
    pub name: Option<String>,
    /// Wire names of the project roles.
    pub roles: Vec<String>,
}

/// One entry of an access list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccessListEntry {
    /// Canonical text: `192.0.2.7/32`, `2001:db8::/32`.
    pub block: String,
    /// When it was added, RFC 3339.
    pub created: String,
    /// Uses counted by this entry.
    pub count: u64,
    /// The newest use, RFC 3339.
    pub last_used: Option<String>,
    /// The address of the newest use.
    pub last_used_address: Option<String>,
}

/// A new key. Its access list comes after, with [`AddEntries`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateKey {
    /// 1 to 250 characters.
    pub description: String,
    /// Wire names of organization roles, at least one.
    pub roles: Vec<String>,
}

/// A changed description, changed roles, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangeKey {
    /// 1 to 250 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Wire names of organization roles, at least one; replaces the organization roles whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<String>>,
}

/// Addresses and blocks to add to a key's access list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddEntries {
    /// As typed, at least one.
    pub entries: Vec<String>,
}

/// The one answer that carries a private key. It is sent `no-store` and exists nowhere else.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatedKey {
    /// The key, with its private key masked.
    pub key: Key,
    /// The private key in the clear.
    pub private_key: String,
}

impl fmt::Debug for CreatedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CreatedKey")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_of_a_created_key_shows_no_private_key() {
        let key = Key {
            id: "65f0c0ffee65f0c0ffee65f0".into(),
            description: "ci".into(),
            public_key: "abcdefgh".into(),
            masked_private_key: "********-****-****-01bdd56c8977".into(),
            created: "2026-01-01T00:00:00Z".into(),
            roles: vec!["ORG_MEMBER".into()],
            projects: vec![],
            entries: vec![],
            exposure: ExposureClass::NoList,
            last_use: LastUse::Unknown,
        };
        let created = CreatedKey {
            key,
            private_key: "c8150efd-c7a0-4afd-8c4f-01bdd56c8977".into(),
        };
        assert!(!format!("{created:?}").contains("c8150efd"));
    }

    #[test]
    fn an_unchanged_part_is_not_sent() {
        let change = ChangeKey {
            description: Some("ci".into()),
            roles: None,
        };
        assert_eq!(serde_json::to_string(&change).unwrap(), r#"{"description":"ci"}"#);
    }

    #[test]
    fn an_unknown_field_is_refused() {
        assert!(serde_json::from_str::<CreateKey>(r#"{"description":"a","roles":[],"desc":"b"}"#).is_err());
    }
}
