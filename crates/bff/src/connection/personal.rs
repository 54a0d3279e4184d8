//! An operator's own account on the Admin API, with its personal API keys and its access list. Everything here is asked as
//! that account, never with the connection's key: the Admin API shows it to nobody else, and neither do we.

use access::{AccountName, AddressBlock, PersonalKeyId};
use contract::{PersonalAccount, PersonalKeys};
use futures::try_join;
use upstream::{Error as UpstreamError, Flavor, PersonalKey, Upstream, UpstreamConfig};
use zeroize::Zeroizing;

use super::{Connection, rows};
use crate::error::Error;
use crate::operator::Operator;
use crate::store::AccountLink;
use crate::words;

/// Seconds for which it is known whether the Admin API has accounts.
const ACCOUNTS_KNOWN: i64 = 60 * 60;

/// The fewest characters by which a key is known from what of it is shown.
const TELLING: usize = 4;

/// A linked account, and the client that asks as it.
struct Account {
    link: AccountLink,
    upstream: Upstream,
}

impl Connection {
    /// What an operator sees of personal API keys.
    pub(crate) async fn personal_keys(&self, operator: &Operator) -> Result<PersonalKeys, Error> {
        match self.account(operator).await? {
            Some(account) => account.read().await,
            None if self.has_accounts().await? => Ok(PersonalKeys::Unlinked),
            None => Ok(PersonalKeys::Unavailable),
        }
    }

    /// Links an operator's account, once the Admin API has taken the key.
    pub(crate) async fn link_account(
        &self,
        operator: &Operator,
        name: AccountName,
        key: Zeroizing<String>,
    ) -> Result<PersonalKeys, Error> {
        if !self.has_accounts().await? {
            let message = "The Admin API of this connection has no personal API keys.";
            return Err(Error::Conflict(message.into()));
        }
        let upstream = self.upstream_as(&name, &key)?;
        let account = upstream.own_account().await.map_err(refused_link)?;
        let account = account.ok_or_else(|| {
            let message = "This is an API key of the organization and no account. Name the account, such as an e-mail \
                           address, and one of its personal API keys.";
            Error::invalid("accountName", message)
        })?;
        let keys = upstream.personal_keys(account).await.map_err(refused_link)?;
        let account = Account {
            link: AccountLink {
                name,
                account,
                key_id: shown_as(&keys, &key),
                key,
            },
            upstream,
        };
        let now = self.clock.seconds();
        self.store
            .link_account(operator.id, self.id, &account.link, now)
            .await?;
        account.read().await
    }

    /// Forgets an operator's account.
    pub(crate) async fn unlink_account(&self, operator: &Operator) -> Result<(), Error> {
        self.store.unlink_account(operator.id, self.id).await
    }

    /// Enables or disables a key. Without the one the account is linked by, the Admin API refuses it from then on.
    pub(crate) async fn enable_personal_key(
        &self,
        operator: &Operator,
        key: PersonalKeyId,
        enabled: bool,
    ) -> Result<PersonalKeys, Error> {
        let account = self.linked_account(operator).await?;
        let Account { upstream, link } = &account;
        let changed = upstream.enable_personal_key(link.account, key, enabled).await;
        changed.map_err(Error::Account)?;
        account.read().await
    }

    /// Deletes a key. With the one the account is linked by, the link is forgotten.
    pub(crate) async fn delete_personal_key(
        &self,
        operator: &Operator,
        key: PersonalKeyId,
    ) -> Result<PersonalKeys, Error> {
        let account = self.linked_account(operator).await?;
        let Account { upstream, link } = &account;
        let deleted = upstream.delete_personal_key(link.account, key).await;
        deleted.map_err(Error::Account)?;
        if link.key_id == Some(key) {
            self.unlink_account(operator).await?;
            return Ok(PersonalKeys::Unlinked);
        }
        account.read().await
    }

    /// Adds to the account's access list.
    pub(crate) async fn add_personal_entries(
        &self,
        operator: &Operator,
        entries: &[AddressBlock],
    ) -> Result<PersonalKeys, Error> {
        let account = self.linked_account(operator).await?;
        let Account { upstream, link } = &account;
        let list = upstream.account_access_list(link.account).await;
        if let (true, Some(own)) = (list.map_err(Error::Account)?.is_empty(), self.own_address)
            && !entries.iter().any(|entry| entry.contains(own))
        {
            return Err(Error::WouldLockOut(format!(
                "The account has no access list yet. With these entries alone, Keyhold could not ask for it any more. Add \
                 {own}, Keyhold's address, with them."
            )));
        }
        let added = upstream.add_account_entries(link.account, entries).await;
        added.map_err(Error::Account)?;
        account.read().await
    }

    /// Removes from the account's access list.
    pub(crate) async fn remove_personal_entry(
        &self,
        operator: &Operator,
        entry: AddressBlock,
    ) -> Result<PersonalKeys, Error> {
        let account = self.linked_account(operator).await?;
        let Account { upstream, link } = &account;
        let removed = upstream.delete_account_entry(link.account, entry).await;
        removed.map_err(Error::Account)?;
        account.read().await
    }

    async fn account(&self, operator: &Operator) -> Result<Option<Account>, Error> {
        let Some(link) = self.store.account_link(operator.id, self.id).await? else {
            return Ok(None);
        };
        let upstream = self.upstream_as(&link.name, &link.key)?;
        Ok(Some(Account { link, upstream }))
    }

    async fn linked_account(&self, operator: &Operator) -> Result<Account, Error> {
        self.account(operator).await?.ok_or_else(|| {
            Error::Conflict(
                "You have linked no account. Link yours first, by its name and one of its keys.".into(),
            )
        })
    }

    /// Whether the Admin API has accounts at all. Nothing secret is sent to find out.
    async fn has_accounts(&self) -> Result<bool, Error> {
        let now = self.clock.seconds();
        if let Some(known) = self.has_accounts.get(now) {
            return Ok(known);
        }
        let nobody: AccountName = "nobody"
            .parse()
            .map_err(|_| Error::Corrupt("the name of nobody".into()))?;
        let found = self
            .upstream_as(&nobody, &Zeroizing::default())?
            .is_there()
            .await?;
        self.has_accounts.keep(now + ACCOUNTS_KNOWN, found);
        Ok(found)
    }

    fn upstream_as(&self, name: &AccountName, key: &Zeroizing<String>) -> Result<Upstream, Error> {
        Ok(Upstream::new(UpstreamConfig {
            base_url: self.reached_at.clone(),
            flavor: Flavor::PublicV1,
            public_key: name.as_str().to_owned(),
            private_key: key.clone(),
            timeout: UpstreamConfig::TIMEOUT,
        })?)
    }
}

impl Account {
    /// The account as it is now, or why the Admin API does not let it see itself.
    async fn read(&self) -> Result<PersonalKeys, Error> {
        let read = try_join!(
            self.upstream.personal_keys(self.link.account),
            self.upstream.account_access_list(self.link.account)
        );
        let name = self.link.name.as_str().to_owned();
        let (keys, list) = match read {
            Ok(read) => read,
            Err(error) => {
                let reason = words::account::refusal(&error).ok_or(Error::Account(error))?;
                return Ok(PersonalKeys::Refused {
                    account_name: name,
                    reason,
                });
            }
        };
        let shown = |key: PersonalKey| contract::PersonalKey {
            linking: self.link.key_id == Some(key.id),
            id: key.id.to_string(),
            description: key.description,
            masked_key: key.masked_key,
            created: rows::moment(key.created),
            enabled: key.enabled,
        };
        Ok(PersonalKeys::Linked(Box::new(PersonalAccount {
            name,
            keys: keys.into_iter().map(shown).collect(),
            entries: list.iter().map(rows::entry).collect(),
        })))
    }
}

/// What was given cannot be linked: the Admin API does not take the name with the key.
fn refused_link(error: UpstreamError) -> Error {
    match error {
        UpstreamError::CredentialRefused => Error::invalid(
            "personalKey",
            "The Admin API takes no such name with this key. Check both, and that the key is enabled.",
        ),
        error => Error::Account(error),
    }
}

/// Which of these keys this one is, by the end that is shown of it.
fn shown_as(keys: &[PersonalKey], secret: &str) -> Option<PersonalKeyId> {
    let is_it = |key: &&PersonalKey| {
        let hidden = key
            .masked_key
            .trim_end_matches(|c: char| c.is_ascii_alphanumeric());
        let shown = &key.masked_key[hidden.len()..];
        key.enabled && shown.len() >= TELLING && secret.ends_with(shown)
    };
    let mut found = keys.iter().filter(is_it);
    found.next().filter(|_| found.next().is_none()).map(|key| key.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::OffsetDateTime;

    fn key(number: u8, masked_key: &str, enabled: bool) -> PersonalKey {
        PersonalKey {
            id: PersonalKeyId::from_bytes([number; 12]),
            description: "laptop".into(),
            masked_key: masked_key.into(),
            created: OffsetDateTime::UNIX_EPOCH,
            enabled,
        }
    }

    #[test]
    fn a_key_is_known_by_its_end_and_only_where_that_tells() {
        const SECRET: &str = "5d1f6a90-5f0e-4d0b-9c73-0e6d4f8a1b2c";
        const MASKED: &str = "********-****-****-0e6d4f8a1b2c";
        let which = |keys: &[PersonalKey]| shown_as(keys, SECRET).map(|id| id.as_bytes()[0]);
        let other = || key(1, "********-****-****-fedcba987654", true);
        assert_eq!(which(&[other(), key(2, MASKED, true)]), Some(2));
        assert_eq!(which(&[other()]), None);
        assert_eq!(
            which(&[key(2, MASKED, false)]),
            None,
            "a disabled key proves nothing"
        );
        assert_eq!(which(&[key(2, MASKED, true), key(3, MASKED, true)]), None);
        assert_eq!(which(&[key(2, "", true), key(3, "****2c", true)]), None);
    }
}
