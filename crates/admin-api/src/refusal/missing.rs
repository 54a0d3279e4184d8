//! What is refused because it is not there.

use http::StatusCode as S;

use super::{Refusal, Wording, say};
use crate::model::Feed;

impl Refusal {
    pub(super) fn of_what_is_missing(&self) -> Option<Wording> {
        Some(match self {
            Self::OrganizationNotFound(id) => say(
                S::NOT_FOUND,
                "ORG_NOT_FOUND",
                format!("No organization with ID {id} exists."),
                [id.to_string()],
            ),
            Self::ProjectNotFound(id) => say(
                S::NOT_FOUND,
                "GROUP_NOT_FOUND",
                format!("No group with ID {id} exists."),
                [id.to_string()],
            ),
            Self::KeyNotFound(id) => say(
                S::NOT_FOUND,
                "API_KEY_NOT_FOUND",
                format!("No API key with ID {id} exists."),
                [id.to_string()],
            ),
            Self::EntryNotFound { address, key } => say(
                S::NOT_FOUND,
                "API_KEY_ACCESS_LIST_NOT_FOUND",
                format!("IP address {address} not on access list for API key {key}."),
                [address.clone(), key.to_string()],
            ),
            Self::EventNotFound { event, feed } => {
                let (code, of, id) = match feed {
                    Feed::Organization(id) => ("ORG_EVENT_NOT_FOUND", "organization", id.to_string()),
                    Feed::Project(id) => ("EVENT_NOT_FOUND", "group", id.to_string()),
                };
                say(
                    S::NOT_FOUND,
                    code,
                    format!("No event with ID {event} exists for {of} {id}."),
                    [event.to_string(), id],
                )
            }
            _ => return None,
        })
    }
}
