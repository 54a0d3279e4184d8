//! The one token that may make the first operator.

use super::Store;
use crate::error::Error;
use crate::token::{Token, TokenHash};

impl Store {
    /// Makes a new token; the one before counts no more.
    pub(crate) async fn replace_set_up_token(&self) -> Result<Token, Error> {
        let token = Token::random();
        sqlx::query(
            "INSERT INTO set_up (id, token_hash) VALUES (1, ?)
             ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash",
        )
        .bind(token.hash().as_bytes())
        .execute(&self.pool)
        .await?;
        Ok(token)
    }

    /// Whether this is the token, and there is still no operator.
    pub(crate) async fn is_set_up_token(&self, token: &TokenHash) -> Result<bool, Error> {
        let stored: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT token_hash FROM set_up WHERE NOT EXISTS (SELECT 1 FROM operators)")
                .fetch_optional(&self.pool)
                .await?;
        Ok(stored.is_some_and(|stored| token.matches(&stored)))
    }
}
