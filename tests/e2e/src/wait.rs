//! Waiting for a condition of a story, with an end.

use crate::error::Error;

/// [`support::until`] with the error of the stories, so that a closure need not name it.
///
/// # Errors
/// After [`support::PATIENCE`]; any error that `look` itself meets.
pub async fn until<T>(
    what: impl Into<String>,
    look: impl AsyncFnMut() -> Result<Result<T, String>, Error>,
) -> Result<T, Error> {
    support::until(what, look).await
}
