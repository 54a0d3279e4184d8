//! Accounts that operators have linked, each for its operator and its connection alone. Their personal API keys are
//! sealed, each for its own row.

use access::{AccountId, AccountName, PersonalKeyId};
use zeroize::Zeroizing;

use super::{ConnectionId, OperatorId, Store};
use crate::error::Error;

/// A linked account, its key opened.
pub(crate) struct AccountLink {
    /// The user name of digest.
    pub(crate) name: AccountName,
    pub(crate) account: AccountId,
    /// The password of digest.
    pub(crate) key: Zeroizing<String>,
    /// Which of the account's keys that is, where it is known.
    pub(crate) key_id: Option<PersonalKeyId>,
}

impl Store {
    /// Links an account. One that was linked before is forgotten.
    pub(crate) async fn link_account(
        &self,
        operator: OperatorId,
        connection: ConnectionId,
        link: &AccountLink,
        now: i64,
    ) -> Result<(), Error> {
        let sealed = self
            .sealer
            .seal(link.key.as_bytes(), &context(operator, connection))?;
        sqlx::query(
            "INSERT OR REPLACE INTO account_links (operator, connection, account_name, account_id, key_id, sealed_key,
                 created)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(operator.0)
        .bind(connection.0)
        .bind(link.name.as_str())
        .bind(link.account.to_string())
        .bind(link.key_id.map(|id| id.to_string()))
        .bind(sealed)
        .bind(now)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// The account an operator has linked.
    pub(crate) async fn account_link(
        &self,
        operator: OperatorId,
        connection: ConnectionId,
    ) -> Result<Option<AccountLink>, Error> {
        let row: Option<(String, String, Option<String>, Vec<u8>)> = sqlx::query_as(
            "SELECT account_name, account_id, key_id, sealed_key FROM account_links
             WHERE operator = ? AND connection = ?",
        )
        .bind(operator.0)
        .bind(connection.0)
        .fetch_optional(&self.pool)
        .await?;
        let Some((name, account, key_id, sealed)) = row else {
            return Ok(None);
        };
        let corrupt = || Error::Corrupt("a linked account that cannot be read".into());
        let key = self.sealer.unseal(&sealed, &context(operator, connection))?;
        Ok(Some(AccountLink {
            name: name.parse().map_err(|_| corrupt())?,
            account: account.parse().map_err(|_| corrupt())?,
            key: Zeroizing::new(String::from_utf8(key.to_vec()).map_err(|_| corrupt())?),
            key_id: key_id
                .as_deref()
                .map(str::parse)
                .transpose()
                .map_err(|_| corrupt())?,
        }))
    }

    /// Forgets a linked account; that there is none is no error.
    pub(crate) async fn unlink_account(
        &self,
        operator: OperatorId,
        connection: ConnectionId,
    ) -> Result<(), Error> {
        sqlx::query("DELETE FROM account_links WHERE operator = ? AND connection = ?")
            .bind(operator.0)
            .bind(connection.0)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

fn context(operator: OperatorId, connection: ConnectionId) -> String {
    format!(
        "account of operator {} on connection {}",
        operator.0, connection.0
    )
}
