//! What an Admin API's refusal means where it was asked as an operator's own account.

use axum::http::StatusCode;
use contract::ProblemCode;
use upstream::Error;

use super::{Words, admin_api};

pub(super) const NO_SUCH_KEY: &str = "There is no such personal API key any more. Reload the page.";

pub(super) fn words(error: &Error) -> Words {
    let words = match (refusal(error), error.api().map(|error| error.code.as_str())) {
        (_, Some("ACCESS_LIST_NOT_FOUND")) => Words::new(
            StatusCode::NOT_FOUND,
            ProblemCode::NotFound,
            "This entry is not on the access list any more. Reload the page.",
        ),
        (_, Some("INVALID_KEY_ID")) => Words::new(StatusCode::NOT_FOUND, ProblemCode::NotFound, NO_SUCH_KEY),
        (_, Some("CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST")) => Words::new(
            StatusCode::CONFLICT,
            ProblemCode::WouldLockOut,
            format!(
                "Keyhold asks for the account from {}, and only this entry lets it in. Add another entry that covers this \
                 address first, or unlink the account and remove the entry from elsewhere.",
                parameter(error)
            ),
        ),
        (Some(reason), _) => Words::new(StatusCode::CONFLICT, ProblemCode::Conflict, reason),
        (None, _) => return admin_api::words(error),
    };
    Words {
        upstream_code: error.api().map(|error| error.code.clone()),
        ..words
    }
}

/// Why the Admin API does not let an account see itself, where that is it, and what to do.
pub(crate) fn refusal(error: &Error) -> Option<String> {
    let code = match error {
        Error::CredentialRefused => {
            return Some(
                "The Admin API does not take the personal API key any more by which the account is linked: it was disabled \
                 or deleted. Link the account by another of its keys, or enable this one again with another."
                    .into(),
            );
        }
        Error::Api(error) if matches!(error.status, 401 | 403) => error.code.as_str(),
        _ => return None,
    };
    let address = parameter(error);
    Some(match code {
        "IP_ADDRESS_NOT_ON_ACCESS_LIST" => format!(
            "The account's access list does not let Keyhold in, which asks from {address}. Add {address} to it from an \
             address that is on it."
        ),
        "ORG_REQUIRES_ACCESS_LIST" => format!(
            "The organization requires an access list, and the account has none. Give it one, with Keyhold's address \
             {address} on it, where accounts are managed."
        ),
        _ => "The Admin API does not let the account see its own keys. Unlink it, and link it again by another key.".into(),
    })
}

fn parameter(error: &Error) -> &str {
    let first = error.api().and_then(|error| error.parameters.first());
    first.map_or("its address", String::as_str)
}
