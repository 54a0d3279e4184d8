//! The organization's API keys and their access lists.

use super::{Reply, request::request, request::request_with};
use contract::{AddEntries, ChangeAccessList, ChangeKey, CreateKey, CreatedKey, Key, KeyList, paths};
use gloo_net::http::Method;

/// Every key.
pub fn list() -> Reply<KeyList> {
    request(Method::GET, paths::KEYS)
}

/// One key. `id` must be a key id: it becomes part of the path as it stands.
pub fn get(id: &str) -> Reply<Key> {
    request(Method::GET, &paths::key(id))
}

/// Creates a key: the one answer that carries a private key.
pub fn create(new: &CreateKey) -> Reply<CreatedKey> {
    request_with(Method::POST, paths::KEYS, new)
}

/// Changes a key's description or roles.
pub fn change(id: &str, change: &ChangeKey) -> Reply<Key> {
    request_with(Method::PATCH, &paths::key(id), change)
}

/// Deletes a key for good.
pub fn delete(id: &str) -> Reply<()> {
    request(Method::DELETE, &paths::key(id))
}

/// Adds entries to a key's access list; gives the key afterwards.
pub fn add_entries(id: &str, entries: &AddEntries) -> Reply<Key> {
    request_with(Method::POST, &paths::access_list(id), entries)
}

/// Changes a key's access list as its report was accepted; gives the key afterwards.
pub fn change_access_list(id: &str, change: &ChangeAccessList) -> Reply<Key> {
    request_with(Method::PATCH, &paths::access_list(id), change)
}
