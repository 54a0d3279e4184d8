//! The one place that turns an error into what a person reads: a status, a code to act on, and a sentence that says
//! what to do. Details that only the operator of the server can use go to its log instead.

pub(crate) mod account;
mod admin_api;
pub(crate) mod lockout;

use std::sync::Arc;

use axum::Json;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use contract::{Problem, ProblemCode, Report};

use crate::error::Error;

/// What a response was made from, for the log and for the request's id.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) problem: Problem,
    pub(crate) error: Arc<Error>,
}

/// A refusal in words.
pub(crate) struct Words {
    status: StatusCode,
    code: ProblemCode,
    message: String,
    field: Option<&'static str>,
    index: Option<usize>,
    upstream_code: Option<String>,
    report: Option<Report>,
    retry_after: Option<u64>,
}

impl Words {
    pub(crate) fn new(status: StatusCode, code: ProblemCode, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            status,
            code,
            message,
            field: None,
            index: None,
            upstream_code: None,
            report: None,
            retry_after: None,
        }
    }

    fn at(self, field: Option<&'static str>, index: Option<usize>) -> Self {
        Self { field, index, ..self }
    }

    fn after(self, seconds: Option<u64>) -> Self {
        Self {
            retry_after: seconds,
            ..self
        }
    }

    fn problem(&self) -> Problem {
        Problem {
            code: self.code,
            message: self.message.clone(),
            field: self.field.map(str::to_owned),
            index: self.index,
            upstream_code: self.upstream_code.clone(),
            report: self.report.clone(),
            request_id: None,
        }
    }
}

/// The response for an error, without the request's id.
pub(crate) fn answer(error: Error) -> Response {
    let words = words(&error);
    let problem = words.problem();
    let mut response = (words.status, Json(&problem)).into_response();
    if let Some(seconds) = words.retry_after {
        response
            .headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response.extensions_mut().insert(Told {
        problem,
        error: Arc::new(error),
    });
    response
}

/// An error in one sentence for a terminal.
pub fn sentence(error: &Error) -> String {
    match error {
        Error::Upstream(_) | Error::Invalid { .. } => words(error).message,
        _ => error.to_string(),
    }
}

fn words(error: &Error) -> Words {
    match error {
        Error::SignedOut => Words::new(
            StatusCode::UNAUTHORIZED,
            ProblemCode::SignedOut,
            "You are signed out. Sign in to go on.",
        ),
        Error::WrongCredentials => Words::new(
            StatusCode::UNAUTHORIZED,
            ProblemCode::WrongCredentials,
            "The name or the password is wrong. Check both and try again.",
        )
        .at(Some("password"), None),
        Error::ForeignOrigin => Words::new(
            StatusCode::FORBIDDEN,
            ProblemCode::ForeignOrigin,
            "This request did not come from this console. Reload the page; if Keyhold stands behind a proxy, start \
             it with --allow-origin and the address in the browser.",
        ),
        Error::ForeignHost => Words::new(
            StatusCode::MISDIRECTED_REQUEST,
            ProblemCode::ForeignOrigin,
            "Keyhold does not go by this host name. Open it by the address it listens on, or start it with \
             --allow-origin and the address in the browser.",
        ),
        Error::Forbidden { needed, owners } => Words::new(
            StatusCode::FORBIDDEN,
            ProblemCode::Forbidden,
            needed.refusal(owners),
        ),
        Error::NoSuchEndpoint => Words::new(
            StatusCode::NOT_FOUND,
            ProblemCode::NotFound,
            "There is no such endpoint. Reload the page.",
        ),
        Error::WrongMethod => Words::new(
            StatusCode::METHOD_NOT_ALLOWED,
            ProblemCode::Invalid,
            "This endpoint does not know that method. Reload the page.",
        ),
        Error::NoSuchKey => Words::new(
            StatusCode::NOT_FOUND,
            ProblemCode::NotFound,
            admin_api::NO_SUCH_KEY,
        ),
        Error::NoSuchPersonalKey => {
            Words::new(StatusCode::NOT_FOUND, ProblemCode::NotFound, account::NO_SUCH_KEY)
        }
        Error::NoSuchProject => Words::new(
            StatusCode::NOT_FOUND,
            ProblemCode::NotFound,
            admin_api::NO_SUCH_PROJECT,
        ),
        Error::NotOnProject => Words::new(
            StatusCode::NOT_FOUND,
            ProblemCode::NotFound,
            "This key is not on the project any more. Invite it again if it should be.",
        ),
        Error::Invalid {
            field: None, message, ..
        } => Words::new(StatusCode::BAD_REQUEST, ProblemCode::Invalid, message.clone()),
        Error::Invalid {
            field,
            index,
            message,
        } => Words::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            ProblemCode::Invalid,
            message.clone(),
        )
        .at(*field, *index),
        Error::WouldLockOut(message) => {
            Words::new(StatusCode::CONFLICT, ProblemCode::WouldLockOut, message.clone())
        }
        Error::ReportChanged(report) => Words {
            report: Some(Report::clone(report)),
            ..Words::new(
                StatusCode::CONFLICT,
                ProblemCode::ReportChanged,
                "Nothing was changed: it would do something else than was accepted. See what it would do now.",
            )
        },
        Error::HalfDone(half) => {
            let cause = admin_api::words(&half.cause);
            Words {
                message: format!("{} {}", lockout::half_done(half), cause.message),
                ..cause
            }
        }
        Error::Conflict(message) => Words::new(StatusCode::CONFLICT, ProblemCode::Conflict, message.clone()),
        Error::LinkExpired => Words::new(
            StatusCode::GONE,
            ProblemCode::LinkExpired,
            "This set-up link was used or has been replaced. Take the newest one from the server's log, or sign in.",
        ),
        Error::TooMany { retry_after } => {
            let seconds = u64::try_from(retry_after.whole_seconds())
                .unwrap_or(0)
                .saturating_add(1);
            let message = format!("Too many tries. Wait {} and try again.", in_words(seconds));
            Words::new(StatusCode::TOO_MANY_REQUESTS, ProblemCode::TooMany, message).after(Some(seconds))
        }
        Error::TooSlow => Words::new(
            StatusCode::GATEWAY_TIMEOUT,
            ProblemCode::UpstreamUnreachable,
            "This took too long and was given up. Reload to see what became of it, then try again.",
        ),
        Error::Upstream(error) => admin_api::words(error),
        Error::Account(error) => account::words(error),
        Error::NoConnection | Error::Connection(_) => Words::new(
            StatusCode::BAD_GATEWAY,
            ProblemCode::Upstream,
            "Keyhold is not connected to an Admin API. Add a connection on the server: keyhold connection add.",
        ),
        Error::Embedded(_)
        | Error::Database(_)
        | Error::Migration { .. }
        | Error::NewerDatabase { .. }
        | Error::Corrupt(_)
        | Error::Seal(_)
        | Error::DirectoryInUse(_)
        | Error::NoDataDirectory
        | Error::Io { .. }
        | Error::Backup(_)
        | Error::Hashing
        | Error::Panicked => Words::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            ProblemCode::Internal,
            "Keyhold itself failed. Try again; if it happens again, look up the request id in the server's log.",
        ),
    }
}

/// A wait in words.
fn in_words(seconds: u64) -> String {
    match seconds {
        0 | 1 => "a second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_in_its_own_unit() {
        assert_eq!(in_words(0), "a second");
        assert_eq!(in_words(30), "30 seconds");
        assert_eq!(in_words(91), "2 minutes");
    }

    #[test]
    fn a_fault_of_our_own_tells_nothing_of_itself() {
        let words = words(&Error::Corrupt("a secret place".into()));
        assert_eq!(words.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(!words.message.contains("secret place"));
    }
}
