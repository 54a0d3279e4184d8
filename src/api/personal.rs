//! The personal API keys of the account an operator has linked, and its access list.

use super::{Error, request::request, request::request_with};
use contract::{AddEntries, ChangePersonalKey, LinkAccount, PersonalKeys, paths};
use gloo_net::http::Method;

/// What the operator sees of personal API keys.
pub async fn get() -> Result<PersonalKeys, Error> {
    request(Method::GET, paths::PERSONAL_KEYS).await
}

/// Links an account, proven by one of its keys.
pub async fn link(account: &LinkAccount) -> Result<PersonalKeys, Error> {
    request_with(Method::PUT, paths::PERSONAL_ACCOUNT, account).await
}

/// Forgets the linked account.
pub async fn unlink() -> Result<(), Error> {
    request(Method::DELETE, paths::PERSONAL_ACCOUNT).await
}

/// Enables or disables a key. `id` must be a key's id: it becomes part of the path as it stands.
pub async fn change_key(id: &str, change: &ChangePersonalKey) -> Result<PersonalKeys, Error> {
    request_with(Method::PATCH, &paths::personal_key(id), change).await
}

/// Deletes a key for good.
pub async fn delete_key(id: &str) -> Result<PersonalKeys, Error> {
    request(Method::DELETE, &paths::personal_key(id)).await
}

/// Adds entries to the account's access list.
pub async fn add_entries(entries: &AddEntries) -> Result<PersonalKeys, Error> {
    request_with(Method::POST, paths::PERSONAL_ACCESS_LIST, entries).await
}

/// Removes an entry from it, named by its canonical text.
pub async fn remove_entry(block: &str) -> Result<PersonalKeys, Error> {
    request(Method::DELETE, &paths::personal_access_list_entry(block)).await
}
