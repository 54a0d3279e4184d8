//! The keys with what filtering and sorting need worked out once, so that each keystroke is only comparisons. Keys go by
//! their place in the index: no keystroke copies a row.

use super::{
    flags::{Surroundings, flags, is_owner},
    indexed::{Indexed, compare},
    query::{Column, TableQuery},
};
use crate::ui::{SortOrder, lowercase};
use access::{AddressBlock, OrganizationRole};
use contract::KeyRow;

/// Every key, shown or not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeyIndex {
    keys: Vec<Indexed>,
    /// What is searched of every key, one after another: one pass over all of it is several times as fast as one a key.
    texts: String,
    /// Where the text of each key ends.
    ends: Vec<usize>,
    revision: u32,
}

impl KeyIndex {
    /// Prepares `rows` where flags do not matter.
    pub fn new(rows: Vec<KeyRow>) -> Self {
        Self::default().renewed(&rows, &Surroundings::default())
    }

    /// The index of newer rows. A key that is as it was keeps its revision.
    #[must_use]
    pub fn renewed(&self, rows: &[KeyRow], around: &Surroundings) -> Self {
        let owners = rows.iter().filter(|row| is_owner(row)).count();
        let revision = self.revision + 1;
        let mut before: Vec<&Indexed> = self.keys.iter().collect();
        before.sort_unstable_by(|a, b| a.row.id.cmp(&b.row.id));
        let keys = rows
            .iter()
            .map(|row| {
                let known = before.binary_search_by(|old| old.row.id.cmp(&row.id));
                let known = known.ok().and_then(|at| before.get(at));
                let mut key = Indexed::new(row, flags(row, owners, around), around.now);
                key.revision = known
                    .filter(|old| old.row == key.row && old.flags == key.flags)
                    .map_or(revision, |old| old.revision);
                key
            })
            .collect();
        let mut index = Self {
            keys,
            revision,
            ..Self::default()
        };
        for key in &index.keys {
            key.write_text(&mut index.texts);
            index.ends.push(index.texts.len());
        }
        index
    }

    /// How many keys there are, shown or not.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// There is no key at all.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The key at this place.
    pub fn get(&self, place: u32) -> Option<&Indexed> {
        self.keys.get(place as usize)
    }

    /// The place of the key with this id.
    pub fn place_of(&self, id: &str) -> Option<u32> {
        (0..)
            .zip(&self.keys)
            .find(|(_, key)| key.row.id == id)
            .map(|(place, _)| place)
    }

    /// Whether the key with this id is there and is not Organization Owner.
    pub fn is_less_than_owner(&self, id: &str) -> bool {
        self.place_of(id)
            .and_then(|place| self.get(place))
            .is_some_and(|key| !is_owner(&key.row))
    }

    /// The organization roles that people know and those that keys have, by their wire names.
    pub fn roles(&self) -> Vec<String> {
        let mut found: Vec<String> = OrganizationRole::ALL
            .iter()
            .map(|role| role.wire().to_owned())
            .collect();
        for role in self.keys.iter().flat_map(|key| &key.row.roles) {
            if !found.contains(role) {
                found.push(role.clone());
            }
        }
        found
    }

    /// The places of all keys in the order that is asked for.
    pub fn sorted(&self, sort: Column, order: SortOrder) -> Vec<u32> {
        let mut keys: Vec<(u32, &Indexed)> = (0..).zip(&self.keys).collect();
        keys.sort_by(|(_, a), (_, b)| {
            let ordering = compare(sort, a, b);
            let ordering = if order == SortOrder::Descending {
                ordering.reverse()
            } else {
                ordering
            };
            // Equal ones always stand in the same order, whichever way the column is turned.
            ordering
                .then_with(|| a.description.cmp(&b.description))
                .then_with(|| a.row.id.cmp(&b.row.id))
        });
        keys.into_iter().map(|(place, _)| place).collect()
    }

    /// Those of `places` whose keys match, in the same order. Every word of the text must be found in the description or
    /// the addresses, or begin the public key or the id; a word that is an address or a block also finds the keys whose list has
    /// an address of it.
    pub fn matching(&self, query: &TableQuery, places: &[u32]) -> Vec<u32> {
        let words: Vec<Word> = query
            .text
            .split_whitespace()
            .map(|word| self.look_for(word))
            .collect();
        let matches = |place: u32| {
            let is_found = |word: &Word| word.finds(place, self);
            self.get(place).is_some_and(|key| key.is_of(query)) && words.iter().all(is_found)
        };
        places.iter().copied().filter(|&place| matches(place)).collect()
    }

    /// The rows that match, in order.
    pub fn select(&self, query: &TableQuery) -> Vec<KeyRow> {
        let places = self.matching(query, &self.sorted(query.sort, query.order));
        let keys = places.into_iter().filter_map(|place| self.get(place));
        keys.map(|key| key.row.clone()).collect()
    }

    /// How many keys match.
    pub fn count(&self, query: &TableQuery) -> usize {
        self.matching(query, &self.places()).len()
    }

    /// Looks for a word in every key.
    fn look_for(&self, word: &str) -> Word {
        let text = lowercase(word);
        let mut found: Vec<bool> = self.keys.iter().map(|key| key.is_named(&text)).collect();
        let mut place = 0;
        for (at, _) in self.texts.match_indices(&text) {
            while self.ends.get(place).is_some_and(|&end| end <= at) {
                place += 1;
            }
            if let Some(found) = found.get_mut(place) {
                *found = true;
            }
        }
        Word {
            found,
            block: word.parse().ok(),
        }
    }

    /// Every place, in no particular order.
    fn places(&self) -> Vec<u32> {
        (0..).take(self.keys.len()).collect()
    }
}

/// A word that was looked for.
struct Word {
    /// Whether each key's text has it.
    found: Vec<bool>,
    /// The address or block it is, if it is one.
    block: Option<AddressBlock>,
}

impl Word {
    fn finds(&self, place: u32, index: &KeyIndex) -> bool {
        let is_listed = |block| index.get(place).is_some_and(|key| key.lists(block));
        self.found.get(place as usize).is_some_and(|&found| found) || self.block.is_some_and(is_listed)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::keys::{Openness, UseAge};
    use contract::{ExposureClass, LastUse};

    /// 2026-08-20, to the second.
    pub(in crate::keys) const NOW: i64 = 1_787_184_000;

    pub(in crate::keys) fn row(id: u8, description: &str, entries: &[&str]) -> KeyRow {
        KeyRow {
            id: format!("65f0c0ffee65f0c0ffee65{id:02x}"),
            description: description.into(),
            public_key: format!("pubkey{id:02}"),
            roles: vec!["ORG_READ_ONLY".into()],
            projects: 0,
            list_read: true,
            entries: entries.iter().map(|&entry| entry.into()).collect(),
            exposure: if entries.is_empty() {
                ExposureClass::NoList
            } else {
                ExposureClass::Narrow
            },
            last_use: LastUse::Unknown,
        }
    }

    fn used(time: &str) -> LastUse {
        LastUse::At {
            time: time.into(),
            address: None,
        }
    }

    fn with(mut row: KeyRow, change: impl Fn(&mut KeyRow)) -> KeyRow {
        change(&mut row);
        row
    }

    fn sample() -> Vec<KeyRow> {
        vec![
            with(row(1, "billing export", &["10.0.0.0/8"]), |row| {
                row.last_use = used("2026-03-01T00:00:00Z");
                row.exposure = ExposureClass::Wide;
            }),
            with(row(2, "Backup", &[]), |row| row.projects = 2),
            with(row(3, "ci deploy", &["192.0.2.7/32", "2001:db8::/32"]), |row| {
                row.last_use = LastUse::Never;
                row.roles.push("ORG_OWNER".into());
            }),
            with(row(4, "audit 100%", &["198.51.100.0/24"]), |row| {
                row.last_use = used("2026-08-19T23:59:59Z");
                row.projects = 1;
            }),
        ]
    }

    fn index() -> KeyIndex {
        KeyIndex::default().renewed(
            &sample(),
            &Surroundings {
                now: NOW,
                ..Surroundings::default()
            },
        )
    }

    fn shown(search: &str) -> Vec<String> {
        let (index, query) = (index(), TableQuery::from_search(search));
        index
            .matching(&query, &index.sorted(query.sort, query.order))
            .into_iter()
            .map(|place| index.get(place).unwrap().row.description.clone())
            .collect()
    }

    #[test]
    fn a_filter_that_finds_nothing_shows_nothing() {
        assert!(shown("?q=nothing-like-it").is_empty());
        assert!(
            shown("?q=billing%20backup").is_empty(),
            "every word must be found in one key"
        );
        assert!(shown("?role=ORG_OWNER&exposure=no-list").is_empty());
    }

    #[test]
    fn a_few_letters_of_a_public_key_or_of_an_id_find_nothing_by_chance() {
        for chance in ["ee65", "0c0ff", "key03", "ubkey03", "pubke"] {
            assert!(shown(&format!("?q={chance}")).is_empty(), "{chance}");
        }
        assert_eq!(
            shown("?q=65f0c0").len(),
            sample().len(),
            "what they begin with does"
        );
    }

    #[test]
    fn a_filter_looks_in_description_public_key_id_and_addresses() {
        assert_eq!(shown("?q=BACK"), ["Backup"]);
        assert_eq!(shown("?q=100%25"), ["audit 100%"]);
        assert_eq!(shown("?q=pubkey03"), ["ci deploy"]);
        assert_eq!(shown("?q=65f0c0ffee65f0c0ffee6501"), ["billing export"]);
        assert_eq!(shown("?q=2001:DB8"), ["ci deploy"]);
    }

    #[test]
    fn an_address_finds_the_keys_that_can_be_used_from_it() {
        assert_eq!(shown("?q=10.200.3.4"), ["billing export"]);
        assert_eq!(shown("?q=2001:db8::5"), ["ci deploy"]);
        assert!(shown("?q=203.0.113.9").is_empty());
        assert_eq!(shown("?q=10.20.4.0/24"), ["billing export"]);
        assert_eq!(shown("?q=192.0.0.0/8"), ["ci deploy"]);
        assert!(shown("?q=203.0.113.0/24").is_empty());
    }

    #[test]
    fn a_list_of_the_whole_internet_is_found_from_everywhere() {
        let index = KeyIndex::new(vec![row(1, "open", &["0.0.0.0/0", "::/0"])]);
        for text in ["203.0.113.9", "198.51.100.0/24", "2001:db8::7"] {
            let query = TableQuery {
                text: text.into(),
                ..TableQuery::default()
            };
            assert_eq!(index.count(&query), 1, "{text}");
        }
    }

    #[test]
    fn each_class_can_be_asked_for_alone_and_together() {
        assert_eq!(shown("?role=ORG_OWNER"), ["ci deploy"]);
        assert_eq!(shown("?exposure=wide"), ["billing export"]);
        assert_eq!(shown("?exposure=no-list"), ["Backup"]);
        assert_eq!(shown("?used=never"), ["ci deploy"]);
        assert_eq!(shown("?used=longer"), ["billing export"]);
        assert_eq!(shown("?flag=unused"), ["billing export", "ci deploy"]);
        assert_eq!(shown("?on=some"), ["audit 100%", "Backup"]);
        assert_eq!(shown("?on=some&used=week&q=audit"), ["audit 100%"]);
    }

    #[test]
    fn each_column_sorts_both_ways() {
        assert_eq!(shown(""), ["audit 100%", "Backup", "billing export", "ci deploy"]);
        for (column, ascending) in [
            (
                "description",
                ["audit 100%", "Backup", "billing export", "ci deploy"],
            ),
            (
                "public-key",
                ["billing export", "Backup", "ci deploy", "audit 100%"],
            ),
            (
                "last-used",
                ["Backup", "ci deploy", "billing export", "audit 100%"],
            ),
        ] {
            assert_eq!(shown(&format!("?sort={column}")), ascending);
            let descending: Vec<&str> = ascending.into_iter().rev().collect();
            assert_eq!(shown(&format!("?sort={column}&order=desc")), descending);
        }
        assert_eq!(shown("?sort=projects&order=desc")[..2], ["Backup", "audit 100%"]);
        assert_eq!(shown("?sort=access-list")[0], "Backup");
        assert_eq!(shown("?sort=access-list&order=desc")[0], "ci deploy");
        assert_eq!(shown("?sort=exposure")[..2], ["Backup", "billing export"]);
        assert_eq!(shown("?sort=flags")[..2], ["ci deploy", "billing export"]);
        assert_eq!(shown("?sort=roles&order=desc")[0], "ci deploy");
    }

    #[test]
    fn equal_keys_stand_in_the_same_order_both_ways() {
        assert_eq!(shown("?sort=exposure")[2..], ["audit 100%", "ci deploy"]);
        assert_eq!(
            shown("?sort=exposure&order=desc")[..2],
            ["audit 100%", "ci deploy"]
        );
    }

    #[test]
    fn of_each_kind_of_class_the_counts_add_up_to_all_keys() {
        let index = index();
        let openness = Openness::ALL.iter().map(|&class| TableQuery {
            exposure: Some(class),
            ..TableQuery::default()
        });
        let ages = UseAge::ALL.iter().map(|&class| TableQuery {
            used: Some(class),
            ..TableQuery::default()
        });
        assert_eq!(
            openness.map(|query| index.count(&query)).sum::<usize>(),
            index.len()
        );
        assert_eq!(ages.map(|query| index.count(&query)).sum::<usize>(), index.len());
    }

    #[test]
    fn a_role_of_a_newer_server_can_be_asked_for_too() {
        let mut rows = sample();
        rows[0].roles = vec!["ORG_OF_TOMORROW".into()];
        let index = KeyIndex::new(rows);
        assert!(index.roles().contains(&"ORG_OF_TOMORROW".to_owned()));
        let query = TableQuery::from_search("?role=ORG_OF_TOMORROW");
        assert_eq!(index.count(&query), 1);
    }

    #[test]
    fn only_a_key_that_has_changed_is_of_a_new_revision() {
        let before = index();
        let mut rows = sample();
        rows.swap(0, 3);
        rows[1].entries.push("10.0.0.0/8".into());
        rows.push(row(9, "new", &[]));
        let after = before.renewed(
            &rows,
            &Surroundings {
                now: NOW,
                ..Surroundings::default()
            },
        );
        let revisions: Vec<u32> = after.keys.iter().map(|key| key.revision).collect();
        assert_eq!(revisions, [1, 2, 1, 1, 2]);
    }
}
