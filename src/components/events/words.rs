//! What each type of event is called and how it is told, in one table.

use access::AddressBlock;
use contract::{Actor, Event};

/// A type of event: its wire name, its name for people, and what somebody did. `{key}` stands for the key it happened
/// to, `{entry}` for the access list entry.
type Kind = (&'static str, &'static str, &'static str);

/// The types that are told in words of their own. Any other is told by its wire name.
pub const KNOWN: &[Kind] = &[
    ("API_KEY_CREATED", "API key created", "created {key}"),
    ("API_KEY_DELETED", "API key deleted", "deleted {key}"),
    (
        "API_KEY_DESCRIPTION_CHANGED",
        "API key description changed",
        "changed the description of {key}",
    ),
    (
        "API_KEY_ROLES_CHANGED",
        "API key permissions changed",
        "changed the permissions of {key}",
    ),
    (
        "API_KEY_ACCESS_LIST_ENTRY_ADDED",
        "Access list entry added",
        "added {entry} to the access list of {key}",
    ),
    (
        "API_KEY_ACCESS_LIST_ENTRY_DELETED",
        "Access list entry removed",
        "removed {entry} from the access list of {key}",
    ),
    (
        "API_KEY_ADDED_TO_GROUP",
        "API key added to a project",
        "added {key} to the project",
    ),
    (
        "API_KEY_REMOVED_FROM_GROUP",
        "API key removed from a project",
        "removed {key} from the project",
    ),
    (
        "ORG_PUBLIC_API_ACCESS_LIST_REQUIRED",
        "Access list required",
        "began to require an access list of every API key",
    ),
    (
        "ORG_PUBLIC_API_ACCESS_LIST_NOT_REQUIRED",
        "Access list no longer required",
        "ceased to require an access list of every API key",
    ),
    ("ORG_CREATED", "Organization created", "created the organization"),
    ("GROUP_CREATED", "Project created", "created a project"),
    ("GROUP_NAME_CHANGED", "Project renamed", "renamed a project"),
    ("GROUP_DELETED", "Project deleted", "deleted a project"),
];

fn known(kind: &str) -> Option<&'static Kind> {
    KNOWN.iter().find(|(wire, ..)| *wire == kind)
}

/// What a type is called.
pub fn label(kind: &str) -> String {
    known(kind).map_or_else(|| spelled_out(kind), |(_, label, _)| (*label).to_owned())
}

/// `ORG_CREATED` as words: “Org created”.
fn spelled_out(kind: &str) -> String {
    let words = kind.to_ascii_lowercase().replace('_', " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => [first.to_ascii_uppercase()].into_iter().chain(letters).collect(),
        None => "Event without a type".to_owned(),
    }
}

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Words.
    Text(String),
    /// The key it happened to.
    Key,
    /// The access list entry.
    Entry,
}

/// What somebody did, after their name.
pub(super) fn sentence(kind: &str) -> Vec<Part> {
    let Some((.., template)) = known(kind) else {
        return vec![Part::Text(format!("caused “{}”", spelled_out(kind)))];
    };
    let mut parts = Vec::new();
    for (at, piece) in template.split(['{', '}']).enumerate() {
        match (at % 2, piece) {
            (1, "key") => parts.push(Part::Key),
            (1, _) => parts.push(Part::Entry),
            (_, "") => {}
            (_, text) => parts.push(Part::Text(text.to_owned())),
        }
    }
    parts
}

/// What an event makes one ask: can this address use this key?
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    /// The public key.
    pub(super) key: String,
    /// A single address.
    pub(super) address: String,
}

impl Question {
    /// The question in words, for a link.
    pub(super) fn words(&self) -> String {
        format!("Why can {} use {}, or not?", self.address, self.key)
    }
}

/// Of a changed access list: can the entry's address use the key? Of anything else a key did: can it be used from where
/// it was? A key that is gone is asked nothing, nor is a range of addresses.
pub(super) fn question(event: &Event) -> Option<Question> {
    let actor = match &event.actor {
        Actor::Key(key) => Some(key),
        Actor::Account(_) | Actor::Unnamed => None,
    };
    let (key, address) = match (&event.entry, &event.target) {
        (Some(entry), Some(target)) => (target, entry),
        _ => (actor?, event.address.as_ref()?),
    };
    key.id.as_ref()?;
    let address = address.parse::<AddressBlock>().ok()?.single()?;
    Some(Question {
        key: key.public_key.clone(),
        address: address.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::EventKey;

    fn key(public_key: &str, exists: bool) -> EventKey {
        EventKey {
            public_key: public_key.into(),
            id: exists.then(|| "65f0c0ffee65f0c0ffee65f0".into()),
            description: None,
        }
    }

    fn event(entry: Option<&str>, actor: Actor, target: Option<EventKey>) -> Event {
        Event {
            id: "65f0c0ffee65f0c0ffee65f1".into(),
            time: "2026-08-10T00:00:00Z".into(),
            kind: "API_KEY_CREATED".into(),
            actor,
            address: Some("198.51.100.9".into()),
            target,
            entry: entry.map(Into::into),
        }
    }

    fn told(kind: &str) -> String {
        let words = |part| match part {
            Part::Text(text) => text,
            Part::Key => "KEY".to_owned(),
            Part::Entry => "ENTRY".to_owned(),
        };
        sentence(kind).into_iter().map(words).collect()
    }

    #[test]
    fn a_type_that_is_not_known_is_told_by_its_name() {
        assert_eq!(label("SOME_NEW_TYPE"), "Some new type");
        assert_eq!(told("SOME_NEW_TYPE"), "caused “Some new type”");
        assert_eq!(label(""), "Event without a type");
    }

    #[test]
    fn a_known_type_is_told_as_a_sentence() {
        assert_eq!(told("API_KEY_DELETED"), "deleted KEY");
        assert_eq!(
            told("API_KEY_ACCESS_LIST_ENTRY_ADDED"),
            "added ENTRY to the access list of KEY"
        );
        assert_eq!(
            told("ORG_PUBLIC_API_ACCESS_LIST_REQUIRED"),
            "began to require an access list of every API key"
        );
    }

    #[test]
    fn no_type_is_told_twice_and_every_sentence_is_whole() {
        for (at, (wire, label, template)) in KNOWN.iter().enumerate() {
            assert_eq!(
                KNOWN.iter().position(|(other, ..)| other == wire),
                Some(at),
                "{wire}"
            );
            assert!(!label.is_empty() && !template.is_empty());
            assert_eq!(
                template.matches('{').count(),
                template.matches('}').count(),
                "{wire}"
            );
        }
    }

    #[test]
    fn a_key_that_is_gone_and_a_range_are_asked_nothing() {
        let gone = event(Some("192.0.2.7/32"), Actor::Unnamed, Some(key("abcdefgh", false)));
        assert_eq!(question(&gone), None);
        let range = event(Some("192.0.2.0/24"), Actor::Unnamed, Some(key("abcdefgh", true)));
        assert_eq!(question(&range), None);
        assert_eq!(question(&event(None, Actor::Account("ada".into()), None)), None);
    }

    #[test]
    fn an_entry_is_asked_of_its_key_and_anything_else_of_the_key_that_did_it() {
        let actor = Actor::Key(key("actorkey", true));
        let entry = event(Some("192.0.2.7/32"), actor.clone(), Some(key("abcdefgh", true)));
        let asked = question(&entry).unwrap();
        assert_eq!(
            (asked.key.as_str(), asked.address.as_str()),
            ("abcdefgh", "192.0.2.7")
        );
        let other = question(&event(None, actor, Some(key("abcdefgh", true)))).unwrap();
        assert_eq!(
            (other.key.as_str(), other.address.as_str()),
            ("actorkey", "198.51.100.9")
        );
    }
}
