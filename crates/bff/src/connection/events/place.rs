//! A place in a feed, and the way through the feed from there.
//!
//! Feeds are read by the second: whatever happened in the second of a place or before is asked for, and what is known
//! already is left out. So a feed that grows at its top while somebody reads shows nothing twice and leaves out nothing.

use std::fmt;
use std::str::FromStr;

use access::EventId;
use time::{Duration, OffsetDateTime};
use upstream::Event;

use crate::error::Error;

/// Behind an event: all before it have been seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The second it happened in, since 1970 in UTC.
    second: i64,
    event: EventId,
}

impl Place {
    pub(super) fn of(event: &Event) -> Self {
        Self {
            second: event.time.unix_timestamp(),
            event: event.id,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.second, self.event)
    }
}

impl FromStr for Place {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let place = text.split_once('-').and_then(|(second, event)| {
            let second: i64 = second.parse().ok()?;
            OffsetDateTime::from_unix_timestamp(second.checked_add(1)?).ok()?;
            Some(Self {
                second,
                event: event.parse().ok()?,
            })
        });
        place.ok_or_else(|| Error::invalid("after", "This is no place in the feed. Begin at its top."))
    }
}

/// Where the reading is.
pub(super) struct Walk {
    /// The last event that was read.
    place: Option<Place>,
    /// The second of the window that is read, and which of its pages: more than one where much happened in one second.
    window: Option<i64>,
    page: usize,
    /// The event up to which this window is known already.
    known: Option<EventId>,
}

impl From<Option<Place>> for Walk {
    fn from(place: Option<Place>) -> Self {
        Self {
            place,
            window: place.map(|place| place.second),
            page: 1,
            known: place.map(|place| place.event),
        }
    }
}

impl Walk {
    /// Which page to ask for, from 1.
    pub(super) fn page(&self) -> usize {
        self.page
    }

    /// Up to when: the end of the window, or `wanted` where that is earlier. A second more than that, because it is not
    /// known of every Admin API whether the moment itself is within.
    pub(super) fn until(&self, wanted: Option<OffsetDateTime>) -> Option<OffsetDateTime> {
        let end = self
            .window
            .and_then(|second| OffsetDateTime::from_unix_timestamp(second).ok())
            .map(|second| second.saturating_add(Duration::SECOND));
        [end, wanted].into_iter().flatten().min()
    }

    /// The last event that was read.
    pub(super) fn place(&self) -> Option<Place> {
        self.place
    }

    /// What is new of a page that was read; the walk goes on behind it.
    pub(super) fn take(&mut self, events: Vec<Event>) -> Vec<Event> {
        let last = events.last().map(Place::of);
        let mut new = Vec::with_capacity(events.len());
        for event in events {
            match self.known {
                Some(known) if event.id == known => self.known = None,
                Some(_)
                    if self
                        .window
                        .is_some_and(|window| Place::of(&event).second >= window) => {}
                _ => {
                    self.known = None;
                    new.push(event);
                }
            }
        }
        self.page += 1;
        if let Some(last) = last
            && self.window.is_none_or(|window| last.second < window)
        {
            *self = Self::from(Some(last));
        } else if last.is_some() && self.known.is_none() {
            self.place = last;
        }
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use upstream::Actor;

    fn event((second, number): (i64, u8)) -> Event {
        Event {
            id: EventId::from_bytes([number; 12]),
            time: OffsetDateTime::from_unix_timestamp(second).unwrap(),
            kind: "API_KEY_CREATED".into(),
            actor: Actor::Unnamed,
            address: None,
            target: None,
            entry: None,
        }
    }

    /// A feed as the Admin API pages it, `(second, number)` each, the newest first.
    fn ask(feed: &[(i64, u8)], walk: &Walk, size: usize) -> Vec<Event> {
        let until = walk.until(None).map(OffsetDateTime::unix_timestamp);
        feed.iter()
            .filter(|(second, _)| until.is_none_or(|until| *second <= until))
            .skip((walk.page() - 1) * size)
            .take(size)
            .map(|&each| event(each))
            .collect()
    }

    /// Reads a feed to its end, which grows at its top before every page.
    fn read(mut feed: Vec<(i64, u8)>, after: Option<Place>, size: usize) -> Vec<u8> {
        let mut walk = Walk::from(after);
        let mut seen = vec![];
        for newcomer in 200..230 {
            let page = ask(&feed, &walk, size);
            if page.is_empty() {
                return seen;
            }
            seen.extend(walk.take(page).iter().map(|event| event.id.as_bytes()[0]));
            let newest = feed.first().map_or(0, |(second, _)| *second);
            feed.insert(0, (newest, newcomer));
        }
        seen
    }

    #[test]
    fn what_comes_in_meanwhile_shifts_nothing() {
        let feed = vec![(9, 1), (8, 2), (7, 3), (7, 4), (6, 5), (5, 6), (5, 7), (4, 8)];
        for size in [3, 4, 5, 8] {
            assert_eq!(read(feed.clone(), None, size), [1, 2, 3, 4, 5, 6, 7, 8], "{size}");
        }
    }

    #[test]
    fn a_place_leads_on_behind_its_event() {
        let feed = vec![(9, 1), (8, 2), (7, 3), (7, 4), (7, 5), (6, 6)];
        for (behind, rest) in [
            ((9, 1), &[2, 3, 4, 5, 6][..]),
            ((7, 3), &[4, 5, 6]),
            ((7, 4), &[5, 6]),
            ((6, 6), &[]),
        ] {
            let place = Place::of(&event(behind));
            for size in [3, 5, 9] {
                assert_eq!(read(feed.clone(), Some(place), size), rest, "{behind:?} {size}");
            }
        }
    }

    #[test]
    fn more_than_a_page_in_one_second_is_read_page_by_page() {
        let feed: Vec<_> = (1..=9).map(|number| (7, number)).chain([(6, 10)]).collect();
        let mut walk = Walk::from(Some(Place::of(&event((7, 5)))));
        let mut seen = vec![];
        for _ in 0..9 {
            let page = ask(&feed, &walk, 2);
            seen.extend(walk.take(page).iter().map(|event| event.id.as_bytes()[0]));
        }
        assert_eq!(seen, [6, 7, 8, 9, 10]);
    }

    #[test]
    fn a_place_is_read_as_it_was_written() {
        let place = Place::of(&event((1_795_420_800, 7)));
        assert_eq!(place.to_string().parse::<Place>().unwrap(), place);
        for wrong in [
            "",
            "-",
            "7",
            "x-070707070707070707070707",
            "7-0707",
            "7-070707070707070707070707-",
            "9223372036854775807-070707070707070707070707",
        ] {
            assert!(wrong.parse::<Place>().is_err(), "{wrong}");
        }
    }
}
