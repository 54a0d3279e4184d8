//! The personal API keys of the account an operator has linked, and its access list.

use super::{Reply, request::request, request::request_with};
use contract::{AddEntries, ChangePersonalKey, LinkAccount, PersonalKeys, paths};
use gloo_net::http::Method;

/// What the operator sees of personal API keys.
pub fn get() -> Reply<PersonalKeys> {
    request(Method::GET, paths::PERSONAL_KEYS)
}

/// Links an account, proven by one of its keys.
pub fn link(account: &LinkAccount) -> Reply<PersonalKeys> {
    request_with(Method::PUT, paths::PERSONAL_ACCOUNT, account)
}

/// Forgets the linked account.
pub fn unlink() -> Reply<()> {
    request(Method::DELETE, paths::PERSONAL_ACCOUNT)
}

/// Enables or disables a key. `id` must be a key's id: it becomes part of the path as it stands.
pub fn change_key(id: &str, change: &ChangePersonalKey) -> Reply<PersonalKeys> {
    request_with(Method::PATCH, &paths::personal_key(id), change)
}

/// Deletes a key for good.
pub fn delete_key(id: &str) -> Reply<PersonalKeys> {
    request(Method::DELETE, &paths::personal_key(id))
}

/// Adds entries to the account's access list.
pub fn add_entries(entries: &AddEntries) -> Reply<PersonalKeys> {
    request_with(Method::POST, paths::PERSONAL_ACCESS_LIST, entries)
}

/// Removes an entry from it, named by its canonical text.
pub fn remove_entry(block: &str) -> Reply<PersonalKeys> {
    request(Method::DELETE, &paths::personal_access_list_entry(block))
}
