//! Events, page by page. The Admin API filters by type and time; who is after a key or an address is served by reading on
//! until there is a page of theirs, up to a bound.
//!
//! A place in a feed is an event, never a number of pages: events that come in meanwhile shift nothing.

mod place;

use std::collections::HashSet;
use std::sync::Arc;

use access::{AddressBlock, KeyId};
use contract::{Event, EventKey, EventPage};
use time::OffsetDateTime;
use upstream::{Actor, EventFilter, Feed, Key};

use super::{Connection, rows};
use crate::error::Error;
pub(crate) use place::Place;
use place::Walk;

/// How many events make a page.
const PAGE: usize = 50;

/// How many are asked for at once where the Admin API filters, and where most are not wanted.
const READ_FEW: usize = 2 * PAGE;
const READ_MANY: usize = 500;

/// How often the Admin API is asked for one page.
const MOST_READS: usize = 8;

/// Seconds for which the types of events are known: they change with the version of the Admin API.
const TYPES_KNOWN: i64 = 24 * 60 * 60;

/// Seconds after which they are asked for again where they could not be had.
const TYPES_MISSED: i64 = 60;

/// The types that concern keys, projects and the organization. Atlas has hundreds more, of clusters and alerts.
const USEFUL: [&str; 5] = ["API_KEY_", "GROUP_", "JOINED_GROUP", "ORG_", "SERVICE_ACCOUNT_"];

/// Which events are asked for.
pub(crate) struct Wanted {
    pub(crate) feed: Feed,
    pub(crate) kind: Option<String>,
    /// The keys that are named so: by id, by public key, or by a part of the description.
    pub(crate) key: Option<String>,
    pub(crate) address: Option<AddressBlock>,
    pub(crate) from: Option<OffsetDateTime>,
    pub(crate) until: Option<OffsetDateTime>,
    pub(crate) after: Option<Place>,
}

/// The keys that somebody named.
struct NamedKeys {
    id: Option<KeyId>,
    public_keys: HashSet<String>,
}

impl Connection {
    /// A page of the events that are wanted.
    pub(crate) async fn events(&self, wanted: &Wanted) -> Result<EventPage, Error> {
        let types = self.event_types().await;
        if let Some(kind) = &wanted.kind
            && !types.is_empty()
            && !types.contains(kind)
        {
            let message = format!("“{kind}” is no type of events. Choose one of the list.");
            return Err(Error::invalid("kind", message));
        }
        let keys = self.described_keys().await;
        let named = wanted.key.as_ref().map(|name| NamedKeys::new(name, &keys));
        let (events, next) = self.read_events(wanted, named.as_ref()).await?;
        let is_useful = |kind: &&String| USEFUL.iter().any(|prefix| kind.starts_with(prefix));
        Ok(EventPage {
            events: events.into_iter().map(|event| shown(event, &keys)).collect(),
            next: next.map(|place| place.to_string()),
            types: types.iter().filter(is_useful).cloned().collect(),
        })
    }

    async fn read_events(
        &self,
        wanted: &Wanted,
        named: Option<&NamedKeys>,
    ) -> Result<(Vec<upstream::Event>, Option<Place>), Error> {
        let size = if named.is_some() || wanted.address.is_some() {
            READ_MANY
        } else {
            READ_FEW
        };
        let mut walk = Walk::from(wanted.after);
        let mut found: Vec<upstream::Event> = Vec::new();
        for _ in 0..MOST_READS {
            let filter = EventFilter {
                kind: wanted.kind.clone(),
                from: wanted.from,
                until: walk.until(wanted.until),
            };
            let page = self
                .upstream
                .events(wanted.feed, &filter, walk.page(), size)
                .await?;
            for event in walk.take(page.events) {
                if !wanted.is_from(&event) || named.is_some_and(|named| !named.concern(&event)) {
                    continue;
                }
                if let (Some(last), PAGE) = (found.last(), found.len()) {
                    let next = Place::of(last);
                    return Ok((found, Some(next)));
                }
                found.push(event);
            }
            if !page.more {
                return Ok((found, None));
            }
        }
        Ok((found, walk.place()))
    }

    /// What a key is called is a help, not the matter: events are shown without it where it cannot be had.
    async fn described_keys(&self) -> Arc<[Key]> {
        self.lists.keys().await.unwrap_or_else(|error| {
            tracing::debug!(%error, "events are shown without what their keys are called");
            Arc::from([])
        })
    }

    /// All types of events; none where they cannot be had.
    async fn event_types(&self) -> Arc<[String]> {
        let now = self.clock.seconds();
        if let Some(types) = self.event_types.get(now) {
            return types;
        }
        let (good_for, types) = match self.upstream.event_types().await {
            Ok(types) => (TYPES_KNOWN, Arc::from(types)),
            Err(error) => {
                tracing::warn!(%error, "the types of events are not known");
                (TYPES_MISSED, Arc::from([]))
            }
        };
        self.event_types.keep(now + good_for, Arc::clone(&types));
        types
    }
}

impl Wanted {
    /// Whether it came from the address that is wanted.
    fn is_from(&self, event: &upstream::Event) -> bool {
        self.address
            .is_none_or(|block| event.address.is_some_and(|address| block.contains(address)))
    }
}

impl NamedKeys {
    fn new(name: &str, keys: &[Key]) -> Self {
        let id = name.parse().ok();
        let part = name.to_lowercase();
        let is_named = |key: &&Key| Some(key.id) == id || key.description.to_lowercase().contains(&part);
        let known = keys.iter().filter(is_named).map(|key| key.public_key.to_string());
        Self {
            id,
            // A key that is gone is still found by its public key.
            public_keys: known.chain([name.to_owned()]).collect(),
        }
    }

    /// Whether one of them did it, or it happened to one.
    fn concern(&self, event: &upstream::Event) -> bool {
        let has = |public_key: &String| self.public_keys.contains(public_key);
        let did_it = match &event.actor {
            Actor::Key { public_key, id } => has(public_key) || id.is_some() && *id == self.id,
            Actor::Account(_) | Actor::Unnamed => false,
        };
        did_it || event.target.as_ref().is_some_and(has)
    }
}

fn shown(event: upstream::Event, keys: &[Key]) -> Event {
    let event_key = |public_key: String| {
        let known = keys.iter().find(|key| key.public_key.as_str() == public_key);
        EventKey {
            id: known.map(|key| key.id.to_string()),
            description: known.map(|key| key.description.clone()),
            public_key,
        }
    };
    Event {
        id: event.id.to_string(),
        time: rows::moment(event.time),
        kind: event.kind,
        actor: match event.actor {
            Actor::Key { public_key, .. } => contract::Actor::Key(event_key(public_key)),
            Actor::Account(name) => contract::Actor::Account(name),
            Actor::Unnamed => contract::Actor::Unnamed,
        },
        address: event.address.map(|address| address.to_string()),
        target: event.target.map(event_key),
        entry: event.entry,
    }
}
