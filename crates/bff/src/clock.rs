//! Time is a parameter: whatever here needs it asks the clock it was given.

use std::fmt;
use std::sync::Arc;

use time::OffsetDateTime;

/// Says what time it is.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> OffsetDateTime + Send + Sync>);

impl Clock {
    /// A clock that asks this function.
    pub fn new(now: impl Fn() -> OffsetDateTime + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The clock of the machine.
    #[must_use]
    #[allow(
        clippy::disallowed_methods,
        reason = "the edge where the machine's time comes in"
    )]
    pub fn system() -> Self {
        Self::new(OffsetDateTime::now_utc)
    }

    /// The time now.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        (self.0)()
    }

    /// The time now, in seconds since 1970 in UTC.
    pub(crate) fn seconds(&self) -> i64 {
        self.now().unix_timestamp()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}
