//! What an Admin API's refusal means here. Its codes come in two spellings, the older with WHITELIST; both are the same.

use std::net::IpAddr;

use axum::http::StatusCode;
use contract::ProblemCode;
use upstream::{ApiError, Error};

use super::{Words, in_words};

pub(super) const NO_SUCH_KEY: &str = "There is no such key any more. Go back to the list of keys.";

pub(super) const NO_SUCH_PROJECT: &str = "There is no such project any more. Go back to the organization.";

pub(super) fn words(error: &Error) -> Words {
    match error {
        Error::Unreachable(_) => Words::new(
            StatusCode::GATEWAY_TIMEOUT,
            ProblemCode::UpstreamUnreachable,
            "The Admin API cannot be reached. Check the network of the server, then try again.",
        ),
        Error::TimedOut => Words::new(
            StatusCode::GATEWAY_TIMEOUT,
            ProblemCode::UpstreamUnreachable,
            "The Admin API did not answer in time. Reload to see what became of it, then try again.",
        ),
        Error::CredentialRefused => Words::new(
            StatusCode::BAD_GATEWAY,
            ProblemCode::Upstream,
            "The Admin API refused the key Keyhold uses: it is wrong or was deleted. Give Keyhold another on the \
             server: keyhold connection add.",
        ),
        Error::RateLimited { retry_after } => {
            let seconds = retry_after.map(|wait| wait.as_secs().max(1));
            let wait = seconds.map_or_else(|| "a moment".to_owned(), in_words);
            let message =
                format!("The Admin API allows no more requests for now. Wait {wait} and try again.");
            Words::new(StatusCode::TOO_MANY_REQUESTS, ProblemCode::TooMany, message).after(seconds)
        }
        Error::Api(error) => Words {
            upstream_code: Some(error.code.clone()),
            ..api(error)
        },
        Error::Unreadable(_) | Error::Configuration(_) => Words::new(
            StatusCode::BAD_GATEWAY,
            ProblemCode::Upstream,
            "The Admin API's answer cannot be understood. Check the connection's base URL on the server.",
        ),
    }
}

fn api(error: &ApiError) -> Words {
    let first = error.parameters.first().map_or("", String::as_str);
    // The Admin API writes an IPv6 address in all its groups; people read the short form everywhere else.
    let short = first.parse::<IpAddr>().map(|address| address.to_string());
    let first = short.as_deref().unwrap_or(first);
    match error.code.replace("WHITELIST", "ACCESS_LIST").as_str() {
        "API_KEY_NOT_FOUND" | "INVALID_KEY_ID" => not_found(NO_SUCH_KEY),
        "API_KEY_ACCESS_LIST_NOT_FOUND" => {
            not_found("This entry is not on the access list any more. Reload the page.")
        }
        "GROUP_NOT_FOUND" | "INVALID_GROUP_ID" => not_found(NO_SUCH_PROJECT),
        "ORG_NOT_FOUND" | "INVALID_ORG_ID" => not_found("The organization is gone from the Admin API."),
        "ADDRESS_ALREADY_IN_ACCESS_LIST" => {
            conflict(format!("{first} is on the access list already.")).at(Some("entries"), None)
        }
        "MAX_API_KEYS_PER_ORG_EXCEEDED" => {
            conflict("The organization has as many keys as it may have. Delete one that is not needed.")
        }
        "CANNOT_DEMOTE_LAST_ORG_OWNER" | "CANNOT_DELETE_LAST_ADMIN" => conflict(
            "This is the organization's last owner. Give another key the role Organization Owner first.",
        ),
        "CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST" => Words::new(
            StatusCode::CONFLICT,
            ProblemCode::WouldLockOut,
            "This entry lets Keyhold itself in. Add another entry that covers Keyhold's address first.",
        ),
        "DUPLICATE_ADDRESSES_IN_INPUT" => invalid(
            "entries",
            "Two of the addresses are the same. Name each one once.",
        ),
        "INVALID_IP_ADDRESS_OR_CIDR_NOTATION" | "INVALID_CIDR_BLOCK" | "BAD_ACCESS_LIST_ADD_REQUEST" => {
            invalid(
                "entries",
                format!("The Admin API takes {first} for no address or block. Correct it."),
            )
        }
        "IPV6_UNSUPPORTED" => invalid(
            "entries",
            format!("This Admin API takes no IPv6 addresses such as {first}. Use IPv4."),
        ),
        code if code.starts_with("CANNOT_ADD_IP_ADDRESS_TO_") => invalid(
            "entries",
            format!("The Admin API does not take {first} on an access list. Use a narrower one."),
        ),
        "API_KEY_REQUIRES_DESCRIPTION" | "INVALID_API_KEY_DESC" => invalid(
            "description",
            "The Admin API does not take this description. Use 1 to 250 characters.",
        ),
        "MISSING_API_KEY_ROLES" => invalid("roles", "Choose at least one role."),
        "INVALID_ROLE_FOR_ORG" | "UNSUPPORTED_ROLE" | "CANNOT_ADD_GROUP_ROLE" | "INVALID_ENUM_VALUE" => {
            invalid(
                "roles",
                "The Admin API does not take one of these roles for an organization. Choose others.",
            )
        }
        "INVALID_ROLE_FOR_GROUP" | "CANNOT_ADD_ORG_ROLE" => invalid(
            "roles",
            "The Admin API does not take one of these roles for a project. Choose others.",
        ),
        "NOT_IN_GROUP" | "USER_CANNOT_ACCESS_GROUP" => not_found(NO_SUCH_PROJECT),
        "IP_ADDRESS_NOT_ON_ACCESS_LIST" => upstream(format!(
            "Keyhold's own address {first} is not on the access list of the key it uses. Add it there with another \
             key, or give Keyhold another key on the server: keyhold connection add."
        )),
        "ORG_REQUIRES_ACCESS_LIST" | "RESOURCE_REQUIRES_ACCESS_LIST" => upstream(format!(
            "The key Keyhold uses has no access list, and this needs one. Add Keyhold's address {first} to it."
        )),
        _ if error.status == 401 => upstream(
            "The key Keyhold uses may not do this. Give it the role Organization Owner, or give Keyhold another key \
             on the server: keyhold connection add.",
        ),
        _ if error.status == 404 => {
            not_found("The Admin API knows no such thing (any more). Reload the page.")
        }
        _ if error.status == 409 => conflict(format!("The Admin API refused: {}", error.detail)),
        _ if (400..500).contains(&error.status) => Words::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            ProblemCode::Invalid,
            format!("The Admin API refused: {}", error.detail),
        ),
        _ => upstream("The Admin API failed. Try again; nothing is known of what became of this change."),
    }
}

fn not_found(message: &str) -> Words {
    Words::new(StatusCode::NOT_FOUND, ProblemCode::NotFound, message)
}

fn conflict(message: impl Into<String>) -> Words {
    Words::new(StatusCode::CONFLICT, ProblemCode::Conflict, message)
}

fn invalid(field: &'static str, message: impl Into<String>) -> Words {
    Words::new(StatusCode::UNPROCESSABLE_ENTITY, ProblemCode::Invalid, message).at(Some(field), None)
}

fn upstream(message: impl Into<String>) -> Words {
    Words::new(StatusCode::BAD_GATEWAY, ProblemCode::Upstream, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, code: &str) -> Words {
        let parameters = vec!["192.0.2.7".to_owned()];
        words(&Error::Api(ApiError {
            status,
            code: code.into(),
            detail: "No.".into(),
            parameters,
        }))
    }

    #[test]
    fn each_code_has_its_meaning() {
        for (status, code, meaning, field) in [
            (400, "API_KEY_NOT_FOUND", ProblemCode::NotFound, None),
            (404, "API_KEY_WHITELIST_NOT_FOUND", ProblemCode::NotFound, None),
            (
                409,
                "ADDRESS_ALREADY_IN_WHITELIST",
                ProblemCode::Conflict,
                Some("entries"),
            ),
            (
                400,
                "CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST",
                ProblemCode::WouldLockOut,
                None,
            ),
            (
                400,
                "DUPLICATE_ADDRESSES_IN_INPUT",
                ProblemCode::Invalid,
                Some("entries"),
            ),
            (
                400,
                "CANNOT_ADD_IP_ADDRESS_TO_API_KEY_ACCESS_LIST",
                ProblemCode::Invalid,
                Some("entries"),
            ),
            (
                400,
                "INVALID_API_KEY_DESC",
                ProblemCode::Invalid,
                Some("description"),
            ),
            (400, "INVALID_ROLE_FOR_ORG", ProblemCode::Invalid, Some("roles")),
            (400, "INVALID_ROLE_FOR_GROUP", ProblemCode::Invalid, Some("roles")),
            (404, "GROUP_NOT_FOUND", ProblemCode::NotFound, None),
            (401, "NOT_IN_GROUP", ProblemCode::NotFound, None),
            (400, "MAX_API_KEYS_PER_ORG_EXCEEDED", ProblemCode::Conflict, None),
            (403, "CANNOT_DEMOTE_LAST_ORG_OWNER", ProblemCode::Conflict, None),
            (403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", ProblemCode::Upstream, None),
            (401, "USER_UNAUTHORIZED", ProblemCode::Upstream, None),
            (400, "BRAND_NEW", ProblemCode::Invalid, None),
            (500, "UNEXPECTED_ERROR", ProblemCode::Upstream, None),
        ] {
            let words = refused(status, code);
            assert_eq!((words.code, words.field), (meaning, field), "{code}");
            assert_eq!(words.upstream_code.as_deref(), Some(code));
            assert!(words.message.ends_with('.'), "{}", words.message);
        }
    }

    #[test]
    fn an_address_is_named_where_it_matters() {
        assert!(
            refused(403, "IP_ADDRESS_NOT_ON_ACCESS_LIST")
                .message
                .contains("192.0.2.7")
        );
    }
}
