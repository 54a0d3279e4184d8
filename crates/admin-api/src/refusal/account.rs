//! What is refused of accounts: their personal API keys, and the access list these share.

use access::{AccountId, AddressBlock, PersonalKeyId};
use http::StatusCode as S;

use super::{Refusal, Wording, say};

impl Refusal {
    /// No entry for this block on the list of this account.
    pub(crate) fn account_entry_not_found(block: AddressBlock, account: AccountId) -> Self {
        Self::AccountEntryNotFound {
            address: block.short_in_full(),
            account,
        }
    }

    /// The account has no such key.
    pub(crate) fn no_personal_key(id: PersonalKeyId) -> Self {
        Self::PersonalKeyNotFound { text: id.to_string() }
    }

    pub(super) fn of_an_account(&self) -> Option<Wording> {
        Some(match self {
            Self::NotOwnAccessList { account } => {
                let account = account.map(|id| id.to_string()).unwrap_or_default();
                say(
                    S::UNAUTHORIZED,
                    "ACCESS_LIST_ACCESS_DENIED",
                    format!(
                        "Cannot access access list for user {account}, which is not currently logged in."
                    ),
                    [account],
                )
            }
            Self::AccountEntryNotFound { address, account } => say(
                S::NOT_FOUND,
                "ACCESS_LIST_NOT_FOUND",
                format!("IP address {address} not on access list for user {account}."),
                [address.clone(), account.to_string()],
            ),
            Self::PersonalKeyNotFound { text } => say(
                S::NOT_FOUND,
                "INVALID_KEY_ID",
                format!("An invalid key ID {text} was specified."),
                [text.clone()],
            ),
            Self::PersonalKeysDeprecated => say(
                S::GONE,
                "PERSONAL_API_KEYS_DEPRECATED",
                "You can no longer create Personal API Keys. Please create a Programmatic API Key.",
                [],
            ),
            _ => return None,
        })
    }
}
