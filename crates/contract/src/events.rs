//! What happened in the organization and its projects.

use serde::{Deserialize, Serialize};

/// One page of a feed, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventPage {
    /// The events that match.
    pub events: Vec<Event>,
    /// What to send as `after` for those before them; none at the end of the feed. Where few match, a page may have less
    /// than there is room for, or nothing, and still go on: so much was read, and that much matched.
    pub next: Option<String>,
    /// The types there are, by wire name, for the filter.
    pub types: Vec<String>,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// 24 hexadecimal digits.
    pub id: String,
    /// When, RFC 3339.
    pub time: String,
    /// Wire name of the type: `API_KEY_CREATED`.
    pub kind: String,
    /// Who did it.
    pub actor: Actor,
    /// From which address, where recorded.
    pub address: Option<String>,
    /// The key it happened to.
    pub target: Option<EventKey>,
    /// The access list entry it is about.
    pub entry: Option<String>,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Actor {
    /// An API key.
    Key(EventKey),
    /// A person, by the name of the account.
    Account(String),
    /// Nobody who is named.
    Unnamed,
}

/// A key in an event. It may be gone by now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventKey {
    /// The public key.
    pub public_key: String,
    /// Its id, while the key exists.
    pub id: Option<String>,
    /// Its description, while the key exists.
    pub description: Option<String>,
}

/// What of a feed is asked for: the query of `paths::EVENTS`. What is empty is not asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct EventQuery {
    /// The project whose feed is read, by its id; the organization's without one.
    pub project: Option<String>,
    /// Wire name of a type.
    pub kind: Option<String>,
    /// The keys that did it or to which it happened: an id, a public key, or a part of their description.
    pub key: Option<String>,
    /// An address or a block the request came from.
    pub address: Option<String>,
    /// Not before: RFC 3339, or a day (`2026-08-10`).
    pub from: Option<String>,
    /// Not after: RFC 3339, or a day, which is meant whole.
    pub until: Option<String>,
    /// The `next` of the page before.
    pub after: Option<String>,
}
