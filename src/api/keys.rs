//! The organization's API keys and their access lists.

use super::{Error, request::request, request::request_with};
use contract::{AddEntries, ChangeAccessList, ChangeKey, CreateKey, CreatedKey, Key, KeyList, paths};
use gloo_net::http::Method;

/// Every key.
pub async fn list() -> Result<KeyList, Error> {
    request(Method::GET, paths::KEYS).await
}

/// One key. `id` must be a key id: it becomes part of the path as it stands.
pub async fn get(id: &str) -> Result<Key, Error> {
    request(Method::GET, &paths::key(id)).await
}

/// Creates a key: the one answer that carries a private key.
pub async fn create(new: &CreateKey) -> Result<CreatedKey, Error> {
    request_with(Method::POST, paths::KEYS, new).await
}

/// Changes a key's description or roles.
pub async fn change(id: &str, change: &ChangeKey) -> Result<Key, Error> {
    request_with(Method::PATCH, &paths::key(id), change).await
}

/// Deletes a key for good.
pub async fn delete(id: &str) -> Result<(), Error> {
    request(Method::DELETE, &paths::key(id)).await
}

/// Adds entries to a key's access list; gives the key afterwards.
pub async fn add_entries(id: &str, entries: &AddEntries) -> Result<Key, Error> {
    request_with(Method::POST, &paths::access_list(id), entries).await
}

/// Changes a key's access list as its report was accepted; gives the key afterwards.
pub async fn change_access_list(id: &str, change: &ChangeAccessList) -> Result<Key, Error> {
    request_with(Method::PATCH, &paths::access_list(id), change).await
}
