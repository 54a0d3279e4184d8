//! How the backend refuses: a code to act on, words to show, and the field they belong to.

use crate::Report;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The body of every answer that is not a success.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// What kind of refusal.
    pub code: ProblemCode,
    /// What is wrong and what to do, in a sentence or two for people.
    pub message: String,
    /// The field of the request it belongs to, by its wire name (`description`, `roles`, `entries`, `password`, …).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Where the field is a list: which item, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
    /// The Admin API's own error code, where it was the one that refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upstream_code: Option<String>,
    /// What the change would do now, where that is not what was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Report>,
    /// What to name when asking for help: it stands in the server's log beside this refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// The kinds of refusal a console tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ProblemCode {
    /// 401: nobody is signed in, or the session has ended.
    SignedOut,
    /// 401: the name or the password is wrong.
    WrongCredentials,
    /// 403: the operator's role does not allow it.
    Forbidden,
    /// 403: the request came from another origin, or named none.
    ForeignOrigin,
    /// 404: there is no such thing (any more).
    NotFound,
    /// 400 or 422: what was sent cannot be taken; `field` says where.
    Invalid,
    /// 409: it is so already, or something changed meanwhile.
    Conflict,
    /// 409: what the change would do to other keys is not what was accepted; `report` says what it would do now.
    ReportChanged,
    /// 409: it would shut out the key the backend itself uses.
    WouldLockOut,
    /// 410: the set-up link was used or has expired.
    LinkExpired,
    /// 429: too many tries; the `Retry-After` header says how long to wait.
    TooMany,
    /// 502: the Admin API refused the backend's own credential, or answered what cannot be understood.
    Upstream,
    /// 504: the Admin API did not answer in time, or cannot be reached.
    UpstreamUnreachable,
    /// 500: a fault of the backend's own.
    Internal,
    /// A code a newer server knows.
    #[serde(other)]
    Unknown,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_a_newer_server_is_unknown_and_no_failure() {
        let problem: Problem = serde_json::from_str(r#"{"code":"BRAND_NEW","message":"x"}"#).unwrap();
        assert_eq!(problem.code, ProblemCode::Unknown);
        assert_eq!(problem.field, None);
    }
}
