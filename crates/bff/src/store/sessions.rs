//! Who is signed in.

use super::operators::operator_of;
use super::{OperatorId, Store};
use crate::error::Error;
use crate::operator::Operator;
use crate::token::TokenHash;

/// A session as stored. Whether it still counts is for `session` to say.
#[derive(Debug)]
pub(crate) struct StoredSession {
    pub(crate) operator: Operator,
    pub(crate) last_seen: i64,
    pub(crate) expires: i64,
}

impl Store {
    /// Begins a session, and clears away those that ended.
    pub(crate) async fn begin_session(
        &self,
        token: &TokenHash,
        operator: OperatorId,
        now: i64,
        expires: i64,
    ) -> Result<(), Error> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query("DELETE FROM sessions WHERE expires <= ?")
            .bind(now)
            .execute(&mut *transaction)
            .await?;
        sqlx::query(
            "INSERT INTO sessions (token_hash, operator, created, last_seen, expires) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(token.as_bytes())
        .bind(operator.0)
        .bind(now)
        .bind(now)
        .bind(expires)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    pub(crate) async fn session(&self, token: &TokenHash) -> Result<Option<StoredSession>, Error> {
        let row: Option<(i64, String, String, Option<String>, i64, i64)> = sqlx::query_as(
            "SELECT id, name, role, (SELECT group_concat(project) FROM operators_projects WHERE operator = id),
                 last_seen, expires
             FROM sessions JOIN operators ON id = sessions.operator WHERE token_hash = ?",
        )
        .bind(token.as_bytes())
        .fetch_optional(&self.pool)
        .await?;
        row.map(|(id, name, role, projects, last_seen, expires)| {
            Ok(StoredSession {
                operator: operator_of(id, name, &role, projects.as_deref())?,
                last_seen,
                expires,
            })
        })
        .transpose()
    }

    pub(crate) async fn touch_session(&self, token: &TokenHash, now: i64) -> Result<(), Error> {
        sqlx::query("UPDATE sessions SET last_seen = ? WHERE token_hash = ?")
            .bind(now)
            .bind(token.as_bytes())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Ends a session; that there is none is no error.
    pub(crate) async fn end_session(&self, token: &TokenHash) -> Result<(), Error> {
        sqlx::query("DELETE FROM sessions WHERE token_hash = ?")
            .bind(token.as_bytes())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
