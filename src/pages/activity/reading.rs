//! How far a feed was read. Who leaves it for a key or a reason and comes back finds the older events that had been loaded,
//! below what has happened since.

use crate::components::events::EventFilter;
use access::ProjectId;
use contract::{Event, EventPage};
use leptos::prelude::*;

/// The feed that was read last beyond its first page, as a context.
#[derive(Clone, Copy)]
pub(super) struct Reading(StoredValue<Option<Read>>);

/// What was read of one feed.
struct Read {
    project: Option<ProjectId>,
    filter: EventFilter,
    page: EventPage,
}

/// Provides the [`Reading`]. Call once, at the root.
pub fn provide_reading() {
    provide_context(Reading(StoredValue::new(None)));
}

/// The application's [`Reading`]; outside one, nothing is kept.
pub(super) fn use_reading() -> Reading {
    use_context().unwrap_or_else(|| Reading(StoredValue::new(None)))
}

impl Reading {
    /// Keeps `page`, all of this feed that has been read.
    pub(super) fn keep(self, project: Option<ProjectId>, filter: &EventFilter, page: EventPage) {
        self.0.set_value(Some(Read {
            project,
            filter: filter.clone(),
            page,
        }));
    }

    /// The newest page of this feed, with what had been read of the feed before.
    pub(super) fn resumed(
        self,
        project: Option<ProjectId>,
        filter: &EventFilter,
        newest: EventPage,
    ) -> EventPage {
        self.0.with_value(|read| match read {
            Some(read) if read.project == project && read.filter == *filter => joined(newest, &read.page),
            _ => newest,
        })
    }
}

/// `newest` with what was read before below it. Only `newest` where the two have no event in common: between them there may
/// be others.
fn joined(newest: EventPage, read: &EventPage) -> EventPage {
    let older = others(&newest.events, &read.events);
    if older.len() == read.events.len() {
        return newest;
    }
    EventPage {
        events: [newest.events, older].concat(),
        next: read.next.clone(),
        types: newest.types,
    }
}

/// What of `events` is not `there` already: a feed moves on while it is read.
pub(super) fn others(there: &[Event], events: &[Event]) -> Vec<Event> {
    let is_other = |event: &&Event| !there.iter().any(|other| other.id == event.id);
    events.iter().filter(is_other).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::{joined, others};
    use contract::{Actor, Event, EventPage};

    fn events(ids: &[&str]) -> Vec<Event> {
        let event = |id: &&str| Event {
            id: (*id).to_owned(),
            time: String::new(),
            kind: String::new(),
            actor: Actor::Unnamed,
            address: None,
            target: None,
            entry: None,
        };
        ids.iter().map(event).collect()
    }

    fn page(ids: &[&str], next: Option<&str>) -> EventPage {
        EventPage {
            events: events(ids),
            next: next.map(str::to_owned),
            types: Vec::new(),
        }
    }

    #[test]
    fn where_events_may_lie_between_what_was_read_before_is_left_out() {
        let newest = page(&["9", "8"], Some("7"));
        assert_eq!(joined(newest.clone(), &page(&["6", "5"], None)), newest);
    }

    #[test]
    fn what_was_read_before_goes_on_below_what_is_new() {
        let resumed = joined(page(&["4", "3"], Some("2")), &page(&["3", "2", "1"], Some("0")));
        assert_eq!(resumed, page(&["4", "3", "2", "1"], Some("0")));
    }

    #[test]
    fn an_event_that_is_there_is_not_shown_twice() {
        assert_eq!(others(&events(&["1", "2"]), &events(&["2", "3"])), events(&["3"]));
    }
}
