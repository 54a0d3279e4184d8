//! Times without a calendar's worth of code.

/// A day in seconds.
pub(super) const DAY: i64 = 24 * 60 * 60;

/// The seconds since 1970 of an RFC 3339 time in UTC, to the second; none for anything else.
pub(super) fn seconds(time: &str) -> Option<i64> {
    let part = |from: usize, to: usize| time.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let (hour, minute, second) = (part(11, 13)?, part(14, 16)?, part(17, 19)?);
    (1..=12)
        .contains(&month)
        .then(|| days(year, month, day) * DAY + hour * 3600 + minute * 60 + second)
}

/// The days from 1970 to a date. A year counts from March, so that the day a leap year adds is its last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year / 4 - year / 100 + year / 400;
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "yesterday",
            "2026-08-10",
            "2026-13-01T00:00:00Z",
            "2026-08-1éT00:00:00Z",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_is_its_seconds_since_1970() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", 0),
            ("1970-03-01T00:00:01Z", 59 * 86_400 + 1),
            ("2000-02-29T12:00:00Z", 951_825_600),
            ("2000-03-01T00:00:00Z", 951_868_800),
            ("2026-08-10T03:44:01Z", 1_786_333_441),
            ("2026-08-10T03:44:01.250Z", 1_786_333_441),
        ] {
            assert_eq!(seconds(text), Some(expected), "{text}");
        }
    }
}
