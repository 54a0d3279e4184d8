//! A key: as a writer must find it again, and as the server shows it.

use std::collections::{BTreeMap, BTreeSet};

use conformance::{Credential, Error, Session, Site, V2};

/// The entry that covers the address from which keys are used here.
pub(crate) const HERE: &str = "127.0.0.1/32";

/// What the server shows of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) public_key: String,
    pub(crate) description: String,
    pub(crate) roles: BTreeSet<String>,
    pub(crate) list: BTreeSet<String>,
}

/// A key with all that a writer was told of it.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) id: String,
    pub(crate) shown: Shown,
    /// Unknown where the creation was not acknowledged.
    pub(crate) credential: Option<Credential>,
    /// How many events of each type tell of it.
    pub(crate) events: BTreeMap<&'static str, i64>,
}

impl Key {
    /// A key that was just created.
    pub(crate) fn created(id: String, shown: Shown, credential: Option<Credential>) -> Self {
        Self {
            id,
            shown,
            credential,
            events: BTreeMap::from([("API_KEY_CREATED", 1)]),
        }
    }

    /// The key with another description and these roles.
    pub(crate) fn edited(mut self, description: &str, roles: &BTreeSet<String>) -> Self {
        self.count("API_KEY_DESCRIPTION_CHANGED", 1);
        self.count("API_KEY_ROLES_CHANGED", usize::from(self.shown.roles != *roles));
        self.shown.description = description.to_owned();
        self.shown.roles.clone_from(roles);
        self
    }

    /// The key with those of these entries, too, that it has not yet.
    pub(crate) fn with(mut self, entries: &BTreeSet<String>) -> Self {
        let new = entries.difference(&self.shown.list).count();
        self.count("API_KEY_ACCESS_LIST_ENTRY_ADDED", new);
        self.shown.list.extend(entries.iter().cloned());
        self
    }

    /// The key without this entry, which it has.
    pub(crate) fn without(mut self, entry: &str) -> Self {
        self.count("API_KEY_ACCESS_LIST_ENTRY_DELETED", 1);
        self.shown.list.remove(entry);
        self
    }

    fn count(&mut self, event: &'static str, times: usize) {
        if times > 0 {
            *self.events.entry(event).or_default() += i64::try_from(times).unwrap();
        }
    }

    /// A key whose private key is known authenticates, and its list binds it.
    pub(crate) async fn is_good(&self, site: &Site) -> Result<(), Error> {
        let Some(credential) = &self.credential else {
            return Ok(());
        };
        let list = &self.shown.list;
        let expected = if list.is_empty() || list.contains(HERE) {
            200
        } else {
            403
        };
        let mut session = Session::open(site.server.url(), credential).await?;
        let answer = session.call("GET", V2.path, None).await?;
        assert_eq!(answer.status, expected, "{self:?} is answered {answer:?}");
        Ok(())
    }
}
