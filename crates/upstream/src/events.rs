//! What happened in an organization and in its projects.

use std::net::IpAddr;

use access::{AddressBlock, EventId, KeyId, OrganizationId, ProjectId};
use serde::Deserialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use url::Url;

use crate::access_list::instant;
use crate::client::Upstream;
use crate::error::Error;
use crate::pages::Page;
use crate::roles::parsed;

/// A list of events. Each event is in exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    /// What happened in the organization.
    Organization(OrganizationId),
    /// What happened in a project.
    Project(ProjectId),
}

/// Which events of a feed. What is `None` is not asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// Wire name of a type.
    pub kind: Option<String>,
    /// Not before this moment.
    pub from: Option<OffsetDateTime>,
    /// Not after this moment.
    pub until: Option<OffsetDateTime>,
}

/// Some of the events of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventsPage {
    /// The newest first.
    pub events: Vec<Event>,
    /// Whether there are older ones.
    pub more: bool,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// When.
    pub time: OffsetDateTime,
    /// Wire name of its type, one this client knows or not.
    pub kind: String,
    /// Who did it.
    pub actor: Actor,
    /// From where, where that is recorded.
    pub address: Option<IpAddr>,
    /// The public key of the API key it happened to.
    pub target: Option<String>,
    /// The access list entry it is about: in canonical form where it is one an access list can hold, as it came
    /// otherwise.
    pub entry: Option<String>,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// An API key.
    Key {
        /// Its public key.
        public_key: String,
        /// Its id, where that is told.
        id: Option<KeyId>,
    },
    /// A person, by the name of the account.
    Account(String),
    /// Nobody who is named.
    Unnamed,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireEvent {
    id: String,
    created: String,
    event_type_name: String,
    api_key_id: Option<String>,
    public_key: Option<String>,
    username: Option<String>,
    remote_address: Option<String>,
    target_public_key: Option<String>,
    whitelist_entry: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireType {
    event_type: String,
}

impl Upstream {
    /// A page of a feed: `number` from 1, `size` at most 500.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn events(
        &self,
        feed: Feed,
        filter: &EventFilter,
        number: usize,
        size: usize,
    ) -> Result<EventsPage, Error> {
        let page: Page<WireEvent> = self.read(self.events_url(feed, filter, number, size)).await?;
        // A server that does not count does not always link to the next page.
        let more = page.has_next() || page.results.len() >= size;
        let events = page.results.into_iter().map(Event::try_from);
        Ok(EventsPage {
            events: events.collect::<Result<_, _>>()?,
            more,
        })
    }

    /// Wire names of all types of events.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn event_types(&self) -> Result<Vec<String>, Error> {
        let found: Vec<WireType> = self.all(self.url(&["eventTypes"])).await?;
        Ok(found.into_iter().map(|found| found.event_type).collect())
    }

    fn events_url(&self, feed: Feed, filter: &EventFilter, number: usize, size: usize) -> Url {
        let mut url = match feed {
            Feed::Organization(id) => self.url(&["orgs", &id.to_string(), "events"]),
            Feed::Project(id) => self.url(&["groups", &id.to_string(), "events"]),
        };
        let (from, until) = (filter.from.and_then(moment), filter.until.and_then(moment));
        let mut query = url.query_pairs_mut();
        for (name, value) in [
            ("eventType", filter.kind.as_deref()),
            ("minDate", from.as_deref()),
            ("maxDate", until.as_deref()),
            ("includeCount", Some("false")),
        ] {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        query
            .append_pair("itemsPerPage", &size.to_string())
            .append_pair("pageNum", &number.to_string());
        drop(query);
        url
    }
}

/// RFC 3339 in UTC. Only a year beyond 9999 has no such form, and nothing happened then.
fn moment(time: OffsetDateTime) -> Option<String> {
    let time = time.checked_to_offset(time::UtcOffset::UTC)?;
    time.format(&Rfc3339).ok()
}

impl TryFrom<WireEvent> for Event {
    type Error = Error;

    fn try_from(wire: WireEvent) -> Result<Self, Error> {
        let id = wire
            .api_key_id
            .as_deref()
            .map(|id| parsed(id, "a key id"))
            .transpose()?;
        let actor = match (wire.public_key, wire.username) {
            (Some(public_key), _) => Actor::Key { public_key, id },
            (None, Some(name)) => Actor::Account(name),
            (None, None) => Actor::Unnamed,
        };
        let canonical = |text: String| match AddressBlock::listed(&text) {
            Ok(block) => block.to_string(),
            Err(_) => text,
        };
        Ok(Self {
            id: parsed(&wire.id, "an event id")?,
            time: instant(&wire.created)?,
            kind: wire.event_type_name,
            actor,
            address: wire.remote_address.and_then(|text| text.parse().ok()),
            target: wire.target_public_key,
            entry: wire.whitelist_entry.map(canonical),
        })
    }
}
