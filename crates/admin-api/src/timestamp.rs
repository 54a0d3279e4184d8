//! Moments as the API shows them.

use std::fmt;
use std::time::SystemTime;

use serde::{Serialize, Serializer};
use time::OffsetDateTime;

/// A moment in whole seconds since 1970 in UTC, which is as fine as the API shows it: `2026-08-10T03:02:57Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The moment this many seconds after the start of 1970 in UTC.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since the start of 1970 in UTC.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        Self(clock::seconds(time))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = OffsetDateTime::from_unix_timestamp(self.0).map_err(|_| fmt::Error)?;
        let (date, month) = (time.date(), u8::from(time.month()));
        let (hour, minute, second) = time.to_hms();
        write!(
            f,
            "{:04}-{month:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z",
            date.year(),
            date.day()
        )
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_as_the_api_does() {
        assert_eq!(
            Timestamp::from_seconds(1_786_330_977).to_string(),
            "2026-08-10T03:02:57Z"
        );
        assert_eq!(Timestamp::from_seconds(0).to_string(), "1970-01-01T00:00:00Z");
    }
}
