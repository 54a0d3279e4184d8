//! The refusal of what is asked too often.

use http::StatusCode;

use super::Wording;
use crate::rate_limits::Limit;

/// The path stands without the slash in front, and the numbers are numbers, as documented.
pub(super) fn exceeded(path: &str, wait: u64, limit: Limit) -> Wording {
    let path = path.trim_start_matches('/');
    let Limit {
        capacity,
        refill,
        seconds,
    } = limit;
    Wording {
        status: StatusCode::TOO_MANY_REQUESTS,
        code: "RATE_LIMITED_TOKEN_BUCKET",
        detail: format!(
            "Rate limit exceeded for {path}. Please retry after {wait} seconds. Request capacity: {capacity}. Refill \
             rate: {refill} per {seconds} seconds."
        ),
        parameters: Some(vec![
            path.into(),
            wait.into(),
            capacity.into(),
            refill.into(),
            seconds.into(),
        ]),
    }
}
