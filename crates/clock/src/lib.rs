//! Time is a parameter: whatever needs it asks the clock it was given.

use std::fmt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Says what time it is.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> SystemTime + Send + Sync>);

impl Clock {
    /// A clock that asks this function.
    pub fn new(now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The clock of the machine.
    #[must_use]
    #[allow(
        clippy::disallowed_methods,
        reason = "the edge where the machine's time comes in"
    )]
    pub fn system() -> Self {
        Self::new(SystemTime::now)
    }

    /// The time now.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        (self.0)()
    }

    /// The time now, in whole seconds since 1970 in UTC. Before that it is 0.
    #[must_use]
    pub fn seconds(&self) -> i64 {
        seconds(self.now())
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// A moment in whole seconds since 1970 in UTC. Before that it is 0.
#[must_use]
pub fn seconds(moment: SystemTime) -> i64 {
    let seconds = moment.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    i64::try_from(seconds).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_clock_that_is_set_before_1970_says_that_it_begins() {
        let early = Clock::new(|| UNIX_EPOCH - Duration::from_secs(1));
        assert_eq!(early.seconds(), 0);
    }

    #[test]
    fn a_part_of_a_second_is_not_there_yet() {
        let clock = Clock::new(|| UNIX_EPOCH + Duration::from_millis(2_999));
        assert_eq!(clock.seconds(), 2);
    }
}
