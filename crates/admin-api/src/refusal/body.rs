//! What is refused of the body of a request.

use http::StatusCode as S;

use super::{Refusal, Wording, say, validation};

impl Refusal {
    pub(super) fn of_the_body(&self) -> Option<Wording> {
        Some(match self {
            Self::BodyTooLarge => say(
                S::PAYLOAD_TOO_LARGE,
                "REQUEST_BODY_TOO_LARGE",
                "The request body is larger than 1 MiB.",
                [],
            ),
            Self::NotJson => say(
                S::UNSUPPORTED_MEDIA_TYPE,
                "UNSUPPORTED_MEDIA_TYPE",
                "The request body must be JSON, and its Content-Type must say so.",
                [],
            ),
            Self::MalformedJson => say(
                S::BAD_REQUEST,
                "MALFORMED_JSON",
                "Received JSON is malformed.",
                [],
            ),
            Self::UnexpectedJson => say(
                S::BAD_REQUEST,
                "INVALID_JSON",
                "Received JSON does not match expected format.",
                [],
            ),
            Self::AttributeType { name } => say(
                S::BAD_REQUEST,
                "INVALID_JSON_ATTRIBUTE",
                format!("Received JSON for the {name} attribute does not match expected format."),
                [name.clone()],
            ),
            Self::UnknownAttribute { name } => say(
                S::BAD_REQUEST,
                "INVALID_ATTRIBUTE",
                format!("Invalid attribute {name} specified."),
                [name.clone()],
            ),
            Self::MissingAttribute { name } => say(
                S::BAD_REQUEST,
                "MISSING_ATTRIBUTE",
                format!("The required attribute {name} was not specified."),
                [(*name).to_owned()],
            ),
            Self::MissingOneOf { one, other } => say(
                S::BAD_REQUEST,
                "MISSING_ONE_OF_ATTRIBUTES",
                format!("Either the {one} attribute or the {other} attribute must be specified."),
                [(*one).to_owned(), (*other).to_owned()],
            ),
            Self::Invalid { reason } => validation(reason.clone()),
            _ => return None,
        })
    }
}
