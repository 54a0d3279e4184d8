//! Personal API keys, which are deprecated, and the access list their account has.
//!
//! The Admin API lets only the account itself see and change them, so an operator links theirs by its name and one of
//! its keys.

use crate::AccessListEntry;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What an operator sees of personal API keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PersonalKeys {
    /// The Admin API of this connection has none.
    Unavailable,
    /// The operator has linked no account.
    Unlinked,
    /// The linked account is refused: its key was disabled or deleted, or its access list does not let Keyhold in.
    #[serde(rename_all = "camelCase")]
    Refused {
        /// The account's name.
        account_name: String,
        /// What the Admin API said and what to do, for people.
        reason: String,
    },
    /// The linked account.
    Linked(Box<PersonalAccount>),
}

/// An account with its keys and its access list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonalAccount {
    /// The name it signs in with, an e-mail address mostly.
    pub name: String,
    /// Its keys.
    pub keys: Vec<PersonalKey>,
    /// The access list that all its keys share.
    pub entries: Vec<AccessListEntry>,
}

/// A personal API key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonalKey {
    /// 24 hexadecimal digits.
    pub id: String,
    /// Its description.
    pub description: String,
    /// The key with all but its end hidden.
    pub masked_key: String,
    /// When it was made, RFC 3339.
    pub created: String,
    /// Whether it works.
    pub enabled: bool,
    /// Whether it is the one the account is linked by: without it the link ends.
    pub linking: bool,
}

/// An account to link, proven by one of its keys.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinkAccount {
    /// The account's name.
    pub account_name: String,
    /// One of its enabled personal API keys, in the clear.
    pub personal_key: String,
}

/// A key is enabled or disabled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangePersonalKey {
    /// Whether it works from now on.
    pub enabled: bool,
}

impl fmt::Debug for LinkAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LinkAccount")
            .field("account_name", &self.account_name)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_of_an_account_to_link_shows_no_key() {
        let link = LinkAccount {
            account_name: "ada@example.com".into(),
            personal_key: "pk-secret".into(),
        };
        assert!(!format!("{link:?}").contains("secret"));
    }
}
