//! Accounts with their roles and personal API keys.

use access::{AccountId, AccountName, PersonalKeyId, Role};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::rows::{access_list, moment, parsed, roles};
use super::{Change, Store};
use crate::error::Error;
use crate::model::{Account, Caller, PersonalKey, Principal};

/// The account with this name and, for each of its enabled keys, what the decision and the proof need.
const CALLERS: &str = "
    SELECT a.id, a.organization_id, a.name, a.created, p.id AS personal_key_id, p.sealed_ha1, o.access_list_required,
           (SELECT json_group_array(role) FROM account_organization_roles WHERE account_id = a.id)
           AS organization_roles,
           (SELECT json_group_array(json_array(project_id, role)) FROM account_project_roles WHERE account_id = a.id)
           AS project_roles,
           (SELECT json_group_array(block) FROM account_access_list_entries WHERE account_id = a.id) AS access_list
    FROM accounts AS a
    JOIN organizations AS o ON o.id = a.organization_id
    JOIN personal_keys AS p ON p.account_id = a.id AND p.enabled = 1
    WHERE a.name = ?
    ORDER BY p.id";

macro_rules! select_keys {
    ($rest:literal) => {
        concat!(
            "SELECT id, description, key_suffix, enabled, created FROM personal_keys ",
            $rest
        )
    };
}

fn personal_key(row: &SqliteRow) -> Result<PersonalKey, Error> {
    Ok(PersonalKey {
        id: parsed(row, "id")?,
        description: parsed(row, "description")?,
        suffix: parsed(row, "key_suffix")?,
        enabled: row.try_get("enabled")?,
        created: moment(row, "created")?,
    })
}

fn caller(row: &SqliteRow) -> Result<(Caller, Vec<u8>), Error> {
    let organization = parsed(row, "organization_id")?;
    let account = Account {
        id: parsed(row, "id")?,
        organization,
        name: parsed(row, "name")?,
        roles: roles(row, organization)?,
        created: moment(row, "created")?,
    };
    let caller = Caller {
        principal: Principal::Account {
            account,
            key: parsed(row, "personal_key_id")?,
        },
        access_list: access_list(row, "access_list")?,
        access_list_required: row.try_get("access_list_required")?,
    };
    Ok((caller, row.try_get("sealed_ha1")?))
}

impl Store {
    /// The account of this name once for each of its enabled keys, with the key's sealed H(A1).
    pub(crate) async fn callers_by_account(
        &self,
        name: &AccountName,
    ) -> Result<Vec<(Caller, Vec<u8>)>, Error> {
        let rows = sqlx::query(CALLERS)
            .bind(name.as_str())
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(caller).collect()
    }

    /// The keys of an account, the oldest first.
    pub(crate) async fn personal_keys(&self, account: AccountId) -> Result<Vec<PersonalKey>, Error> {
        let rows = sqlx::query(select_keys!("WHERE account_id = ? ORDER BY id"))
            .bind(account.to_string())
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(personal_key).collect()
    }

    pub(crate) async fn personal_key(
        &self,
        account: AccountId,
        key: PersonalKeyId,
    ) -> Result<Option<PersonalKey>, Error> {
        let row = sqlx::query(select_keys!("WHERE account_id = ? AND id = ?"))
            .bind(account.to_string())
            .bind(key.to_string())
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(personal_key).transpose()
    }
}

impl Change {
    /// Whether there is an account of this name.
    pub(crate) async fn has_account(&mut self, name: &AccountName) -> Result<bool, Error> {
        let has = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM accounts WHERE name = ?)")
            .bind(name.as_str())
            .fetch_one(&mut *self.transaction)
            .await?;
        Ok(has)
    }

    pub(crate) async fn insert_account(&mut self, account: &Account) -> Result<(), Error> {
        sqlx::query("INSERT INTO accounts (id, organization_id, name, created) VALUES (?, ?, ?, ?)")
            .bind(account.id.to_string())
            .bind(account.organization.to_string())
            .bind(account.name.as_str())
            .bind(account.created.seconds())
            .execute(&mut *self.transaction)
            .await?;
        for &role in &account.roles {
            self.insert_account_role(account.id, role).await?;
        }
        Ok(())
    }

    /// Gives an account a role it does not have.
    pub(crate) async fn insert_account_role(&mut self, account: AccountId, role: Role) -> Result<(), Error> {
        let insert = match role {
            Role::Organization(_, role) => {
                sqlx::query("INSERT INTO account_organization_roles (account_id, role) VALUES (?, ?)")
                    .bind(account.to_string())
                    .bind(role.wire())
            }
            Role::Project(project, role) => {
                let insert =
                    "INSERT INTO account_project_roles (account_id, project_id, role) VALUES (?, ?, ?)";
                sqlx::query(insert)
                    .bind(account.to_string())
                    .bind(project.to_string())
                    .bind(role.wire())
            }
        };
        insert.execute(&mut *self.transaction).await?;
        Ok(())
    }

    /// Adds a key with its H(A1), sealed for its id.
    pub(crate) async fn insert_personal_key(
        &mut self,
        account: AccountId,
        key: &PersonalKey,
        sealed_ha1: &[u8],
    ) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO personal_keys (id, account_id, description, sealed_ha1, key_suffix, enabled, created)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(key.id.to_string())
        .bind(account.to_string())
        .bind(key.description.as_str())
        .bind(sealed_ha1)
        .bind(key.suffix.as_str())
        .bind(key.enabled)
        .bind(key.created.seconds())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Enables or disables a key; `false` when the account has no such key.
    pub(crate) async fn set_personal_key(
        &mut self,
        account: AccountId,
        key: PersonalKeyId,
        enabled: bool,
    ) -> Result<bool, Error> {
        let done = sqlx::query("UPDATE personal_keys SET enabled = ? WHERE account_id = ? AND id = ?")
            .bind(enabled)
            .bind(account.to_string())
            .bind(key.to_string())
            .execute(&mut *self.transaction)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Deletes a key; `false` when the account has no such key.
    pub(crate) async fn delete_personal_key(
        &mut self,
        account: AccountId,
        key: PersonalKeyId,
    ) -> Result<bool, Error> {
        let done = sqlx::query("DELETE FROM personal_keys WHERE account_id = ? AND id = ?")
            .bind(account.to_string())
            .bind(key.to_string())
            .execute(&mut *self.transaction)
            .await?;
        Ok(done.rows_affected() > 0)
    }
}
