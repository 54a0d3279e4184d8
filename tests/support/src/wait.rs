//! Waiting for a condition, with an end.

use std::time::Duration;

use tokio::time::Instant;

use crate::error::Error;

/// How long anything may take before a test fails. Generous: a loaded machine is no fault of the product.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// How often a condition is looked at.
const INTERVAL: Duration = Duration::from_millis(40);

/// Looks at a condition until it holds, and answers what it found.
///
/// `look` answers `Ok(found)` when the condition holds, and otherwise `Err(seen)`: a description of what is there
/// instead, which the error of a wait in vain quotes.
///
/// # Errors
/// [`Error::TimedOut`] after [`PATIENCE`]; any error that `look` itself meets.
pub async fn until<T, E: From<Error>>(
    what: impl Into<String>,
    mut look: impl AsyncFnMut() -> Result<Result<T, String>, E>,
) -> Result<T, E> {
    let started = Instant::now();
    loop {
        match look().await? {
            Ok(found) => return Ok(found),
            Err(seen) if started.elapsed() >= PATIENCE => {
                let timed_out = Error::TimedOut {
                    what: what.into(),
                    seen,
                    waited: PATIENCE,
                };
                return Err(timed_out.into());
            }
            Err(_) => tokio::time::sleep(INTERVAL).await,
        }
    }
}
