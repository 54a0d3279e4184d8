//! Which events are asked for: what stands in the URL, and what is sent.

use crate::query;
use access::{AddressBlock, ProjectId};
use contract::EventQuery;

/// What is filtered by. What is empty is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// Wire name of a type.
    pub kind: String,
    /// The keys that did it or to which it happened: an id, a public key, or a part of their description.
    pub key: String,
    /// An address or a block the request came from.
    pub address: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub until: String,
}

impl EventFilter {
    /// Reads the query part of the URL.
    pub fn from_search(search: &str) -> Self {
        let get = |name| {
            query::get(search, name)
                .map(|value| value.trim().to_owned())
                .unwrap_or_default()
        };
        Self {
            kind: get("kind"),
            key: get("key"),
            address: get("address"),
            from: get("from"),
            until: get("until"),
        }
    }

    /// The query part of the URL, with its `?`.
    pub fn to_search(&self) -> String {
        query::build(&[
            ("kind", &self.kind),
            ("key", &self.key),
            ("address", &self.address),
            ("from", &self.from),
            ("until", &self.until),
        ])
    }

    /// What is asked of the backend: of the feed of `project`, or of the organization's without one.
    pub fn to_query(&self, project: Option<ProjectId>, after: Option<String>) -> EventQuery {
        let given = |value: &String| (!value.is_empty()).then(|| value.clone());
        EventQuery {
            project: project.map(|project| project.to_string()),
            kind: given(&self.kind),
            key: given(&self.key),
            address: given(&self.address),
            from: given(&self.from),
            until: given(&self.until),
            after,
        }
    }

    /// Nothing is filtered by.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is wrong with the address.
    pub fn address_error(&self) -> Option<String> {
        let wrong = !self.address.is_empty() && self.address.parse::<AddressBlock>().is_err();
        wrong.then(|| "Enter an IP address or a CIDR block, such as 192.0.2.7 or 192.0.2.0/24.".to_owned())
    }

    /// Nothing is wrong with it.
    pub fn is_right(&self) -> bool {
        self.errors().iter().all(Option::is_none)
    }

    fn errors(&self) -> [Option<String>; 2] {
        [self.address_error(), self.until_error()]
    }

    /// What is wrong with the last day.
    pub fn until_error(&self) -> Option<String> {
        // Days order as text.
        let wrong = !self.from.is_empty() && !self.until.is_empty() && self.until < self.from;
        wrong.then(|| "Choose a day that is not before the first.".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> EventFilter {
        EventFilter {
            kind: "API_KEY_CREATED".into(),
            key: "ci deploy & friends".into(),
            address: "192.0.2.0/24".into(),
            from: "2026-08-01".into(),
            until: "2026-08-10".into(),
        }
    }

    #[test]
    fn what_is_no_address_or_ends_before_it_begins_is_refused() {
        let filter = EventFilter {
            address: "192.0.2".into(),
            until: "2026-07-31".into(),
            ..full()
        };
        assert!(filter.errors().iter().all(Option::is_some), "{filter:?}");
        for right in [full(), EventFilter::default()] {
            assert!(right.is_right(), "{right:?}");
        }
    }

    #[test]
    fn any_filter_survives_the_way_through_the_url() {
        assert_eq!(EventFilter::from_search(&full().to_search()), full());
        assert_eq!(EventFilter::default().to_search(), "");
        assert!(EventFilter::from_search("?colour=red&key=%20").is_empty());
    }

    #[test]
    fn what_is_empty_is_not_asked_for() {
        assert_eq!(EventFilter::default().to_query(None, None), EventQuery::default());
        let asked = full().to_query(None, Some("next".into()));
        assert_eq!(asked.address.as_deref(), Some("192.0.2.0/24"));
        assert_eq!(asked.after.as_deref(), Some("next"));
    }
}
