//! What happened in the organization and its projects.

use super::{Reply, request::request};
use crate::query;
use contract::{EventPage, EventQuery, paths};
use gloo_net::http::Method;

/// A page of the feed, the newest event first.
pub fn list(asked: &EventQuery) -> Reply<EventPage> {
    request(Method::GET, &path(asked))
}

fn path(asked: &EventQuery) -> String {
    let value = |value: &Option<String>| value.clone().unwrap_or_default();
    let search = query::build(&[
        ("project", &value(&asked.project)),
        ("kind", &value(&asked.kind)),
        ("key", &value(&asked.key)),
        ("address", &value(&asked.address)),
        ("from", &value(&asked.from)),
        ("until", &value(&asked.until)),
        ("after", &value(&asked.after)),
    ]);
    let mut path = String::from(paths::EVENTS);
    path.push_str(&search);
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_asked_for_is_not_sent() {
        assert_eq!(path(&EventQuery::default()), "/bff/events");
        let asked = EventQuery {
            address: Some("192.0.2.0/24".into()),
            after: Some("a+b".into()),
            ..EventQuery::default()
        };
        assert_eq!(path(&asked), "/bff/events?address=192.0.2.0%2F24&after=a%2Bb");
    }
}
