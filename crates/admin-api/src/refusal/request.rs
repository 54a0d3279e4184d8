//! What is refused of a request before it is known what is asked of it.

use http::StatusCode as S;

use super::{Refusal, Wording, rate_limit, say};

impl Refusal {
    pub(super) fn of_the_request(&self) -> Option<Wording> {
        Some(match self {
            Self::UnknownResource { path } => say(
                S::NOT_FOUND,
                "RESOURCE_NOT_FOUND",
                format!("Cannot find resource {path}."),
                [path.clone()],
            ),
            Self::MethodNotAllowed { allowed } => say(
                S::METHOD_NOT_ALLOWED,
                "METHOD_NOT_ALLOWED",
                format!("This resource has only {allowed}."),
                [allowed.clone()],
            ),
            Self::HeaderTooLarge { limit } => say(
                S::REQUEST_HEADER_FIELDS_TOO_LARGE,
                "REQUEST_HEADER_TOO_LARGE",
                format!("The Authorization header is longer than {limit} bytes."),
                [limit.to_string()],
            ),
            Self::NotAcceptable => say(
                S::NOT_ACCEPTABLE,
                "INVALID_VERSION_DATE",
                "Invalid accept header or version date.",
                [],
            ),
            Self::MalformedPath { path } => say(
                S::BAD_REQUEST,
                "PATH_PARAM_PARSE_ERROR",
                format!("One or more path parameter in the request URI {path} is malformed."),
                [path.clone()],
            ),
            Self::RateLimited { path, wait, limit } => rate_limit::exceeded(path, *wait, *limit),
            Self::Forwarding(error) => {
                let detail = format!("{error}.");
                say(S::BAD_REQUEST, "INVALID_FORWARDING", detail, [])
            }
            Self::QueryParameter { name } => say(
                S::BAD_REQUEST,
                "INVALID_QUERY_PARAMETER",
                format!("Invalid query parameter {name} specified."),
                [(*name).to_owned()],
            ),
            Self::DateFormat { text } => say(
                S::BAD_REQUEST,
                "INVALID_DATE_FORMAT",
                format!("An invalid date value {text} was specified."),
                [text.clone()],
            ),
            Self::DateRange { from, until } => say(
                S::BAD_REQUEST,
                "INVALID_DATE_RANGE",
                format!(
                    "An invalid date range minDate={from}, maxDate={until} was specified: maxDate shouldn't be earlier \
                     than minDate."
                ),
                [from.clone(), until.clone()],
            ),
            _ => return None,
        })
    }
}
