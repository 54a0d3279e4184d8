//! How long a session counts: half an hour without a request, twelve hours in all. Both end it, by the clock alone.

use crate::error::Error;
use crate::operator::Operator;
use crate::store::{OperatorId, Store, StoredSession};
use crate::token::{Token, TokenHash};

/// Seconds without a request after which a session ends.
const IDLE: i64 = 30 * 60;

/// Seconds after which a session ends whatever happens.
pub(crate) const ABSOLUTE: i64 = 12 * 60 * 60;

/// A request is written down only this many seconds after the last one that was, so that reading costs no write. A
/// session may end that much early.
const WRITE_EVERY: i64 = 60;

/// Signs an operator in.
pub(crate) async fn begin(store: &Store, operator: OperatorId, now: i64) -> Result<Token, Error> {
    let token = Token::random();
    store
        .begin_session(&token.hash(), operator, now, now + ABSOLUTE)
        .await?;
    Ok(token)
}

/// Who is signed in by this token, if anybody still is.
pub(crate) async fn operator(store: &Store, token: &TokenHash, now: i64) -> Result<Option<Operator>, Error> {
    let Some(session) = store.session(token).await? else {
        return Ok(None);
    };
    if has_ended(&session, now) {
        store.end_session(token).await?;
        return Ok(None);
    }
    if now - session.last_seen >= WRITE_EVERY {
        store.touch_session(token, now).await?;
    }
    Ok(Some(session.operator))
}

fn has_ended(session: &StoredSession, now: i64) -> bool {
    now >= session.expires || now - session.last_seen >= IDLE
}
