//! The people who may sign in.

use std::fmt;
use std::str::FromStr;

use access::OperatorRole;

use super::Store;
use crate::error::Error;
use crate::token::TokenHash;

/// The name an operator signs in with: 1 to 64 characters, none of them a control character. Case does not tell names
/// apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorName(String);

/// The most characters of a name.
const LONGEST_NAME: usize = 64;

impl OperatorName {
    /// The name as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two names that are the same have in common.
    pub(crate) fn fold(name: &str) -> String {
        name.trim().to_lowercase()
    }
}

impl FromStr for OperatorName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = text.trim();
        let length = name.chars().count();
        if length == 0 || length > LONGEST_NAME || name.chars().any(char::is_control) {
            let message = format!("A name to sign in with has 1 to {LONGEST_NAME} characters.");
            return Err(Error::invalid("operatorName", message));
        }
        Ok(Self(name.to_owned()))
    }
}

impl fmt::Display for OperatorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An operator to be added.
pub struct NewOperator {
    /// The name to sign in with.
    pub name: OperatorName,
    /// What they may do.
    pub role: OperatorRole,
    /// From [`password::hash`](crate::password::hash).
    pub password_hash: String,
}

/// A row's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OperatorId(pub(super) i64);

/// An operator with what signing in needs.
pub(crate) struct StoredOperator {
    pub(crate) id: OperatorId,
    pub(crate) password_hash: String,
}

impl Store {
    /// Adds an operator.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the name is taken.
    pub async fn add_operator(&self, new: &NewOperator, now: i64) -> Result<(), Error> {
        insert(&self.pool, new, now).await.map(drop)
    }

    /// Adds the first operator and uses up the set-up token, both or neither.
    pub(crate) async fn add_first_operator(
        &self,
        new: &NewOperator,
        token: &TokenHash,
        now: i64,
    ) -> Result<OperatorId, Error> {
        let mut transaction = self.pool.begin().await?;
        let used = sqlx::query("DELETE FROM set_up WHERE token_hash = ?")
            .bind(token.as_bytes())
            .execute(&mut *transaction)
            .await?;
        if used.rows_affected() == 0 {
            return Err(Error::LinkExpired);
        }
        let id = insert(&mut *transaction, new, now).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Whether anybody may sign in.
    pub(crate) async fn has_operators(&self) -> Result<bool, Error> {
        Ok(sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM operators)")
            .fetch_one(&self.pool)
            .await?)
    }

    pub(crate) async fn operator(&self, folded_name: &str) -> Result<Option<StoredOperator>, Error> {
        let row: Option<(i64, String)> =
            sqlx::query_as("SELECT id, password_hash FROM operators WHERE folded_name = ?")
                .bind(folded_name)
                .fetch_optional(&self.pool)
                .await?;
        Ok(row.map(|(id, password_hash)| StoredOperator {
            id: OperatorId(id),
            password_hash,
        }))
    }
}

async fn insert<'c>(
    executor: impl sqlx::SqliteExecutor<'c>,
    new: &NewOperator,
    now: i64,
) -> Result<OperatorId, Error> {
    let added = sqlx::query(
        "INSERT INTO operators (name, folded_name, role, password_hash, created) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(new.name.as_str())
    .bind(OperatorName::fold(new.name.as_str()))
    .bind(new.role.wire())
    .bind(&new.password_hash)
    .bind(now)
    .execute(executor)
    .await;
    match added {
        Ok(done) => Ok(OperatorId(done.last_insert_rowid())),
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Err(Error::Conflict(format!(
            "There is an operator named {} already.",
            new.name
        ))),
        Err(error) => Err(error.into()),
    }
}

/// A role as the database holds it.
pub(super) fn role_of(name: &str) -> Result<OperatorRole, Error> {
    name.parse()
        .map_err(|_| Error::Corrupt(format!("an operator with the role `{name}`")))
}
