//! Accounts and their personal API keys. Deprecated: existing ones work, none is made.

use access::{AccountId, AccountName, Description, OrganizationId, PersonalKeyId};

use super::{Roles, Suffix};
use crate::timestamp::Timestamp;

/// A person's account, which the API calls a user.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) id: AccountId,
    /// The one organization it belongs to, as a key does.
    pub(crate) organization: OrganizationId,
    /// The user name of digest, for all its keys.
    pub(crate) name: AccountName,
    /// In the organization and in projects, the most powerful first. They are those of its keys.
    pub(crate) roles: Roles,
    pub(crate) created: Timestamp,
}

/// A personal API key, without anything secret.
#[derive(Clone, Debug)]
pub(crate) struct PersonalKey {
    pub(crate) id: PersonalKeyId,
    pub(crate) description: Description,
    /// The last twelve characters of the key.
    pub(crate) suffix: Suffix,
    /// One that is not proves nothing.
    pub(crate) enabled: bool,
    pub(crate) created: Timestamp,
}
