//! The lock-out preflight: what a change of access lists or of the organization's requirement would do, told before it is
//! made.
//!
//! A person sees a [`Report`] and accepts it by its `fingerprint`. The backend makes the report again at the moment of
//! the change, and refuses with the new one where it is another.

use serde::{Deserialize, Serialize};

/// A change that may lock keys out. POST it to learn what it would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Change {
    /// Entries of one key's access list are added and removed.
    #[serde(rename_all = "camelCase")]
    AccessList {
        /// The key's id.
        key: String,
        /// Addresses and blocks to add, as typed.
        add: Vec<String>,
        /// Entries to remove, by their canonical text.
        remove: Vec<String>,
    },
    /// The organization requires an access list of every key, or does so no more.
    #[serde(rename_all = "camelCase")]
    Requirement {
        /// What it is to be.
        access_list_required: bool,
    },
}

/// What a change would do to the keys of the organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The keys that stop working, the surest first.
    pub lockouts: Vec<Lockout>,
    /// How many keys were judged.
    pub judged: usize,
    /// Why the backend will not do it at all: it would shut out the key Keyhold itself uses. Says the way out.
    pub refusal: Option<String>,
    /// Names exactly this report; sent back with the change to accept it.
    pub fingerprint: String,
}

/// A key that stops working, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Lockout {
    /// 24 hexadecimal digits.
    pub id: String,
    /// The key's description.
    pub description: String,
    /// Its public key.
    pub public_key: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// The addresses it was last used from that lose it.
    pub addresses: Vec<String>,
    /// The reason, in a sentence.
    pub reason: String,
}

/// How sure a lock-out is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Certainty {
    /// No address can use the key any more.
    Certain,
    /// The address of its last use can use it no more.
    Likely,
    /// No use is recorded, and addresses that could use it can use it no more.
    Unknown,
}

/// A change of a key's access list, with the report that was accepted. Additions come first, so that nobody is cut off
/// on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangeAccessList {
    /// Addresses and blocks to add, as typed.
    pub add: Vec<String>,
    /// Entries to remove, by their canonical text.
    pub remove: Vec<String>,
    /// The fingerprint of the [`Report`] that was seen. Without one only a change that locks nobody out is made, and the
    /// first entries of a key just made are taken for one.
    pub accepted: Option<String>,
}

/// A change of the organization's settings, with the report that was accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangeSettings {
    /// Whether every key must have an access list.
    pub access_list_required: bool,
    /// The fingerprint of the [`Report`] that was seen. Without one only a change that locks nobody out is made.
    pub accepted: Option<String>,
}
