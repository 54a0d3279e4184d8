//! Who is signed in.

use contract::Operator;

use super::operators::role_of;
use super::{OperatorId, Store};
use crate::error::Error;
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
        let row: Option<(String, String, i64, i64)> = sqlx::query_as(
            "SELECT operators.name, operators.role, sessions.last_seen, sessions.expires
             FROM sessions JOIN operators ON operators.id = sessions.operator WHERE token_hash = ?",
        )
        .bind(token.as_bytes())
        .fetch_optional(&self.pool)
        .await?;
        row.map(|(name, role, last_seen, expires)| {
            Ok(StoredSession {
                operator: Operator {
                    name,
                    role: role_of(&role)?.to_string(),
                    projects: Vec::new(),
                },
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
