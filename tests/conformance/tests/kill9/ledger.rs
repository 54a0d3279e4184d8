//! What one writer was told is so: the keys it made, as they must be found, and the write it was not told the end of.

use std::collections::{BTreeMap, BTreeSet};

use conformance::{Answer, Error, Session, Site, V2};
use serde_json::{Value, json};

use crate::key::{HERE, Key, Shown};

/// How many keys a writer has at most, so that it does everything with them.
const MOST_KEYS: usize = 6;
/// How many entries one write adds at most: they must come all or none.
const MOST_ENTRIES: usize = 3;
const ROLES: [&str; 5] = [
    "ORG_OWNER",
    "ORG_GROUP_CREATOR",
    "ORG_BILLING_ADMIN",
    "ORG_READ_ONLY",
    "ORG_MEMBER",
];

/// A write. All but the first are to the key at a place of the ledger.
#[derive(Clone, Debug)]
pub(crate) enum Write {
    Create(String, BTreeSet<String>),
    /// Description and roles, in one request: they must change both or neither.
    Edit(usize, String, BTreeSet<String>),
    Add(usize, BTreeSet<String>),
    Remove(usize, String),
    Delete(usize),
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

    /// Some write that the server must do. No two give the same description.
    pub(crate) fn next(&mut self) -> Write {
        self.serial += 1;
        let description = format!("{}{}", self.prefix(), self.serial);
        if self.keys.is_empty() || (self.keys.len() < MOST_KEYS && rand::random_bool(0.3)) {
            return Write::Create(description, some_roles());
        }
        let place = rand::random_range(0..self.keys.len());
        let list = &self.keys[place].shown.list;
        match rand::random_range(0..10) {
            0 => Write::Delete(place),
            1..=3 => Write::Edit(place, description, some_roles()),
            4..=6 if !list.is_empty() => {
                let entry = list.iter().nth(rand::random_range(0..list.len()));
                Write::Remove(place, entry.unwrap().clone())
            }
            _ => Write::Add(place, some_entries()),
        }
    }

    /// How to ask for a write: the method, the path below that of all keys, and the body.
    pub(crate) fn request(&self, write: &Write) -> (&'static str, String, Option<String>) {
        let key = |place: &usize| format!("/{}", self.keys[*place].id);
        let wanted = |description, roles| Some(json!({ "desc": description, "roles": roles }).to_string());
        match write {
            Write::Create(description, roles) => ("POST", String::new(), wanted(description, roles)),
            Write::Edit(place, description, roles) => ("PATCH", key(place), wanted(description, roles)),
            Write::Add(place, entries) => {
                let entries: Vec<Value> = entries
                    .iter()
                    .map(|entry| json!({ "cidrBlock": entry }))
                    .collect();
                (
                    "POST",
                    key(place) + "/accessList",
                    Some(json!(entries).to_string()),
                )
            }
            Write::Remove(place, entry) => {
                let entry = entry.replace('/', "%2F");
                ("DELETE", key(place) + "/accessList/" + &entry, None)
            }
            Write::Delete(place) => ("DELETE", key(place), None),
        }
    }

    /// Enters a write that was acknowledged.
    pub(crate) fn enter(&mut self, write: &Write, answer: &Answer) {
        let Write::Create(description, roles) = write else {
            return self.change(write);
        };
        let created = answer.json().unwrap();
        let shown = Shown {
            public_key: text(&created["publicKey"]),
            description: description.clone(),
            roles: roles.clone(),
            list: BTreeSet::new(),
        };
        let id = text(&created["id"]);
        let credential = serde_json::from_value(created).unwrap();
        self.keys.push(Key::created(id, shown, Some(credential)));
    }

    /// Enters a write that was done to a key.
    fn change(&mut self, write: &Write) {
        let key = |place: &usize| self.keys[*place].clone();
        let (place, changed) = match write {
            Write::Create(..) => return,
            Write::Delete(place) => {
                self.keys.remove(*place);
                return;
            }
            Write::Edit(place, description, roles) => (place, key(place).edited(description, roles)),
            Write::Add(place, entries) => (place, key(place).with(entries)),
            Write::Remove(place, entry) => (place, key(place).without(entry)),
        };
        self.keys[*place] = changed;
    }

    /// Compares the account with what the server has, and settles the write that was on its way: answers whether there
    /// was one, and whether it was done. That it was done in part, or that anything else is not as it was told, is a
    /// failure.
    pub(crate) async fn settle(&mut self, site: &Site, owner: &mut Session) -> Result<Option<bool>, Error> {
        let shown = self.shown_by(site, owner).await?;
        let done = match self.pending.take() {
            Some(write) if shown != self.told() => {
                self.enter_unacknowledged(&write, &shown);
                assert_eq!(
                    shown,
                    self.told(),
                    "{write:?} was done in part, or something else was lost"
                );
                Some(true)
            }
            Some(_) => Some(false),
            None => {
                assert_eq!(shown, self.told(), "writer {} was told otherwise", self.writer);
                None
            }
        };
        for key in &self.keys {
            key.is_good(site).await?;
        }
        Ok(done)
    }

    /// Enters a write whose answer was lost. What a lost creation made is found by its description.
    fn enter_unacknowledged(&mut self, write: &Write, shown: &BTreeMap<String, Shown>) {
        let Write::Create(description, roles) = write else {
            return self.change(write);
        };
        let created = shown.iter().find(|(_, key)| key.description == *description);
        let (id, created) = created.expect("something else than the write on its way was done or lost");
        let wanted = Shown {
            public_key: created.public_key.clone(),
            description: description.clone(),
            roles: roles.clone(),
            list: BTreeSet::new(),
        };
        self.keys.push(Key::created(id.clone(), wanted, None));
    }

    /// What the server must show of this writer's keys, by their ids.
    fn told(&self) -> BTreeMap<String, Shown> {
        self.keys
            .iter()
            .map(|key| (key.id.clone(), key.shown.clone()))
            .collect()
    }

    /// What the server shows of this writer's keys.
    async fn shown_by(&self, site: &Site, owner: &mut Session) -> Result<BTreeMap<String, Shown>, Error> {
        let mut list = async |below: &str| -> Result<Vec<Value>, Error> {
            let path = site.keys(V2, &format!("{below}?itemsPerPage=500"));
            let answer = owner.call("GET", &path, None).await?;
            assert_eq!(answer.status, 200, "{path}: {answer:?}");
            Ok(answer.json()?["results"].as_array().unwrap().clone())
        };
        let mut shown = BTreeMap::new();
        for key in list("").await? {
            let (id, description) = (text(&key["id"]), text(&key["desc"]));
            if description.starts_with(&self.prefix()) {
                let entries = list(&format!("/{id}/accessList")).await?;
                let key = Shown {
                    public_key: text(&key["publicKey"]),
                    description,
                    roles: texts(key["roles"].as_array().unwrap(), "roleName"),
                    list: texts(&entries, "cidrBlock"),
                };
                shown.insert(id, key);
            }
        }
        Ok(shown)
    }

    fn prefix(&self) -> String {
        format!("writer {} – ", self.writer)
    }
}

fn some_roles() -> BTreeSet<String> {
    let mut roles: BTreeSet<&str> = ROLES.into_iter().filter(|_| rand::random_bool(0.4)).collect();
    if roles.is_empty() {
        roles.insert(ROLES[0]);
    }
    roles.into_iter().map(str::to_owned).collect()
}

fn some_entries() -> BTreeSet<String> {
    let some = |_| match rand::random_range(0..3) {
        0 => HERE.to_owned(),
        1 => format!("192.0.2.{}/32", rand::random_range(0..16)),
        _ => format!("10.{}.0.0/16", rand::random_range(0..16)),
    };
    (0..MOST_ENTRIES).map(some).collect()
}

fn texts(values: &[Value], name: &str) -> BTreeSet<String> {
    values.iter().map(|value| text(&value[name])).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
