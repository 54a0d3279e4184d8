//! What one writer was told is so: the keys it made, as they must be found, and the write it was not told the end of.

use std::collections::{BTreeMap, BTreeSet};

use conformance::{Answer, Credential, Error, Session, Site, V2};
use serde_json::{Value, json};

/// How many keys a writer has at most, so that it does everything with them.
const MOST_KEYS: usize = 6;
/// How many entries one write adds: they must come all or none.
const ENTRIES: usize = 3;
const ROLES: [&str; 5] = [
    "ORG_OWNER",
    "ORG_GROUP_CREATOR",
    "ORG_BILLING_ADMIN",
    "ORG_READ_ONLY",
    "ORG_MEMBER",
];
/// The address from which keys are used here.
const HERE: &str = "127.0.0.1/32";

/// A key as it must be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) id: String,
    pub(crate) public_key: String,
    /// Unknown for a key whose creation was not acknowledged.
    private_key: Option<String>,
    description: String,
    roles: BTreeSet<String>,
    list: BTreeSet<String>,
    /// How many events of each type tell of it.
    pub(crate) events: BTreeMap<&'static str, i64>,
}

/// A write. The first four change the key at a place of the ledger.
#[derive(Clone, Debug)]
pub(crate) enum Write {
    /// Description and roles, in one request: they must change both or neither.
    Edit(usize, String, BTreeSet<String>),
    Add(usize, BTreeSet<String>),
    Remove(usize, String),
    Delete(usize),
    Create(String, BTreeSet<String>),
}

/// The account of one writer.
#[derive(Debug)]
pub(crate) struct Ledger {
    writer: usize,
    serial: u32,
    keys: Vec<Key>,
    /// The write that was sent and not answered.
    pub(crate) pending: Option<Write>,
}

impl Key {
    fn counted(mut self, event: &'static str, times: usize) -> Self {
        *self.events.entry(event).or_default() += i64::try_from(times).unwrap();
        self
    }

    /// The key once its list is not what it was.
    fn with_list(mut self, list: BTreeSet<String>) -> Self {
        let added = list.difference(&self.list).count();
        let removed = self.list.difference(&list).count();
        self.list = list;
        let key = if added > 0 {
            self.counted("API_KEY_ACCESS_LIST_ENTRY_ADDED", added)
        } else {
            self
        };
        if removed > 0 {
            key.counted("API_KEY_ACCESS_LIST_ENTRY_DELETED", removed)
        } else {
            key
        }
    }

    fn edited(mut self, description: &str, roles: &BTreeSet<String>) -> Self {
        let roles_differ = self.roles != *roles;
        self.description = description.to_owned();
        self.roles.clone_from(roles);
        let key = self.counted("API_KEY_DESCRIPTION_CHANGED", 1);
        if roles_differ {
            key.counted("API_KEY_ROLES_CHANGED", 1)
        } else {
            key
        }
    }

    /// Whether it can be used from here.
    fn serves_here(&self) -> bool {
        self.list.is_empty() || self.list.contains(HERE)
    }
}

impl Ledger {
    pub(crate) fn of(writer: usize) -> Self {
        Self {
            writer,
            serial: 0,
            keys: vec![],
            pending: None,
        }
    }

    pub(crate) fn writer(&self) -> usize {
        self.writer
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &Key> {
        self.keys.iter()
    }

    /// Some write that the server must do.
    pub(crate) fn next(&mut self) -> Write {
        self.serial += 1;
        let description = format!("{}{}", self.prefix(), self.serial);
        if self.keys.is_empty() || (self.keys.len() < MOST_KEYS && rand::random_bool(0.3)) {
            return Write::Create(description, some_roles());
        }
        let place = rand::random_range(0..self.keys.len());
        let list = &self.keys[place].list;
        match rand::random_range(0..10) {
            0 => Write::Delete(place),
            1..=3 => Write::Edit(place, description, some_roles()),
            4..=6 if !list.is_empty() => {
                let entry = list.iter().nth(rand::random_range(0..list.len())).unwrap();
                Write::Remove(place, entry.clone())
            }
            _ => Write::Add(place, some_entries()),
        }
    }

    /// How to ask for a write, below the path of all keys: method, path and body.
    pub(crate) fn request(&self, write: &Write) -> (&'static str, String, Option<String>) {
        let id = |place: &usize| &self.keys[*place].id;
        let body = |description, roles| Some(json!({ "desc": description, "roles": roles }).to_string());
        match write {
            Write::Create(description, roles) => ("POST", String::new(), body(description, roles)),
            Write::Edit(place, description, roles) => {
                ("PATCH", format!("/{}", id(place)), body(description, roles))
            }
            Write::Add(place, entries) => {
                let entries: Vec<Value> = entries
                    .iter()
                    .map(|entry| json!({ "cidrBlock": entry }))
                    .collect();
                let path = format!("/{}/accessList", id(place));
                ("POST", path, Some(json!(entries).to_string()))
            }
            Write::Remove(place, entry) => {
                let path = format!("/{}/accessList/{}", id(place), entry.replace('/', "%2F"));
                ("DELETE", path, None)
            }
            Write::Delete(place) => ("DELETE", format!("/{}", id(place)), None),
        }
    }

    /// Enters a write that was acknowledged.
    pub(crate) fn enter(&mut self, write: Write, answer: &Answer) {
        match write {
            Write::Create(description, roles) => {
                let key = answer.json().unwrap();
                let created: Credential = serde_json::from_value(key.clone()).unwrap();
                let id = text(&key["id"]);
                self.create(
                    id,
                    created.public_key,
                    Some(created.private_key),
                    description,
                    roles,
                );
            }
            Write::Delete(place) => {
                self.keys.remove(place);
            }
            change => {
                let (place, changed) = self.changed(&change).unwrap();
                self.keys[place] = changed;
            }
        }
    }

    fn create(
        &mut self,
        id: String,
        public_key: String,
        private_key: Option<String>,
        description: String,
        roles: BTreeSet<String>,
    ) {
        self.keys.push(Key {
            id,
            public_key,
            private_key,
            description,
            roles,
            list: BTreeSet::new(),
            events: BTreeMap::from([("API_KEY_CREATED", 1)]),
        });
    }

    /// The key that a write changes, as it is afterwards; nothing where it makes or ends one.
    fn changed(&self, write: &Write) -> Option<(usize, Key)> {
        let key = |place: &usize| self.keys[*place].clone();
        match write {
            Write::Edit(place, description, roles) => Some((*place, key(place).edited(description, roles))),
            Write::Add(place, entries) => {
                let list = &key(place).list | entries;
                Some((*place, key(place).with_list(list)))
            }
            Write::Remove(place, entry) => {
                let mut list = key(place).list;
                list.remove(entry);
                Some((*place, key(place).with_list(list)))
            }
            Write::Delete(_) | Write::Create(..) => None,
        }
    }

    /// Compares the account with what the server has, key by key, and settles the write that was on its way: answers
    /// whether there was one, and whether it was done. Done in part is a failure.
    pub(crate) async fn settle(&mut self, site: &Site, owner: &mut Session) -> Result<Option<bool>, Error> {
        let found = self.found(site, owner).await?;
        let pending = self.pending.take();
        let as_told = found == self.described(self.keys.iter());
        let outcome = match pending {
            None => {
                assert!(
                    as_told,
                    "writer {} was told {self:#?}\nand finds {found:#?}",
                    self.writer
                );
                None
            }
            Some(_) if as_told => Some(false),
            Some(write) => {
                self.enter_unacknowledged(&write, &found);
                let told = self.described(self.keys.iter());
                assert_eq!(
                    found, told,
                    "{write:?} was done in part, or something else was lost"
                );
                Some(true)
            }
        };
        self.use_every_key(site).await?;
        Ok(outcome)
    }

    fn enter_unacknowledged(&mut self, write: &Write, found: &BTreeMap<String, Found>) {
        match write {
            Write::Create(description, roles) => {
                let (id, created) = found
                    .iter()
                    .find(|(_, key)| key.description == *description)
                    .expect(
                        "something that was acknowledged is not there, and what was not is not there either",
                    );
                let public_key = created.public_key.clone();
                self.create(id.clone(), public_key, None, description.clone(), roles.clone());
            }
            Write::Delete(place) => {
                self.keys.remove(*place);
            }
            change => {
                let (place, changed) = self.changed(change).unwrap();
                self.keys[place] = changed;
            }
        }
    }

    /// What the server has of this writer: every key with its description, or that this account knows.
    async fn found(&self, site: &Site, owner: &mut Session) -> Result<BTreeMap<String, Found>, Error> {
        let keys = site.keys(V2, "");
        let list = owner
            .call("GET", &format!("{keys}?itemsPerPage=500"), None)
            .await?;
        let mut found = BTreeMap::new();
        for key in list.json()?["results"].as_array().unwrap() {
            let (id, description) = (text(&key["id"]), text(&key["desc"]));
            if !description.starts_with(&self.prefix()) {
                continue;
            }
            let path = format!("{keys}/{id}/accessList?itemsPerPage=500");
            let list = owner.call("GET", &path, None).await?.json()?;
            let key = Found {
                public_key: text(&key["publicKey"]),
                description,
                roles: texts(&key["roles"], "roleName"),
                list: texts(&list["results"], "cidrBlock"),
            };
            found.insert(id, key);
        }
        Ok(found)
    }

    fn described<'a>(&self, keys: impl Iterator<Item = &'a Key>) -> BTreeMap<String, Found> {
        keys.map(|key| {
            let found = Found {
                public_key: key.public_key.clone(),
                description: key.description.clone(),
                roles: key.roles.clone(),
                list: key.list.clone(),
            };
            (key.id.clone(), found)
        })
        .collect()
    }

    /// A key whose creation was acknowledged authenticates, and its list binds it.
    async fn use_every_key(&self, site: &Site) -> Result<(), Error> {
        for key in &self.keys {
            let Some(private_key) = &key.private_key else {
                continue;
            };
            let credential = Credential {
                public_key: key.public_key.clone(),
                private_key: private_key.clone(),
            };
            let mut session = Session::open(site.server.url(), &credential).await?;
            let answer = session.call("GET", V2.path, None).await?;
            let expected = if key.serves_here() { 200 } else { 403 };
            assert_eq!(answer.status, expected, "{key:?} is answered {answer:?}");
        }
        Ok(())
    }

    fn prefix(&self) -> String {
        format!("writer {} – ", self.writer)
    }
}

/// A key as the server shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    public_key: String,
    description: String,
    roles: BTreeSet<String>,
    list: BTreeSet<String>,
}

fn some_roles() -> BTreeSet<String> {
    let roles = ROLES.into_iter().filter(|_| rand::random_bool(0.4));
    let roles: BTreeSet<String> = roles.map(str::to_owned).collect();
    if roles.is_empty() {
        BTreeSet::from([ROLES[0].to_owned()])
    } else {
        roles
    }
}

fn some_entries() -> BTreeSet<String> {
    let some = |_| match rand::random_range(0..3) {
        0 => HERE.to_owned(),
        1 => format!("192.0.2.{}/32", rand::random_range(0..16)),
        _ => format!("10.{}.0.0/16", rand::random_range(0..16)),
    };
    (0..ENTRIES).map(some).collect()
}

fn texts(values: &Value, name: &str) -> BTreeSet<String> {
    values
        .as_array()
        .unwrap()
        .iter()
        .map(|value| text(&value[name]))
        .collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
