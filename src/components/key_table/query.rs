//! Which keys the table shows and in what order: plain functions over the rows, and their form in the URL.

use crate::{components::roles, query, ui::SortOrder};
use access::AddressBlock;
use contract::{KeyRow, LastUse};
use std::cmp::Ordering;

/// The columns that can be sorted by, in the order they stand in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// The key's description: what the table is sorted by unless asked otherwise.
    #[default]
    Description,
    /// The public key.
    PublicKey,
    /// The organization permissions.
    Roles,
    /// How many entries the access list has.
    AccessList,
    /// The last use.
    LastUsed,
}

impl Column {
    /// Every column, from left to right.
    pub const ALL: [Self; 5] = [
        Self::Description,
        Self::PublicKey,
        Self::Roles,
        Self::AccessList,
        Self::LastUsed,
    ];

    /// Its heading.
    pub fn label(self) -> &'static str {
        match self {
            Self::Description => "Description",
            Self::PublicKey => "Public Key",
            Self::Roles => "Organization Permissions",
            Self::AccessList => "Access List",
            Self::LastUsed => "Last Used",
        }
    }

    /// Its name in the URL.
    fn name(self) -> &'static str {
        match self {
            Self::Description => "description",
            Self::PublicKey => "public-key",
            Self::Roles => "roles",
            Self::AccessList => "access-list",
            Self::LastUsed => "last-used",
        }
    }
}

/// What the table is asked to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableQuery {
    /// The filter, as typed.
    pub filter: String,
    /// The column sorted by.
    pub sort: Column,
    /// The direction.
    pub order: SortOrder,
}

impl Default for TableQuery {
    fn default() -> Self {
        Self {
            filter: String::new(),
            sort: Column::default(),
            order: SortOrder::Ascending,
        }
    }
}

impl TableQuery {
    /// Reads the query part of the URL; what is not known there is as if it were not given.
    pub fn from_search(search: &str) -> Self {
        let sort = query::get(search, "sort");
        let descending = query::get(search, "order").as_deref() == Some("desc");
        Self {
            filter: query::get(search, "q").unwrap_or_default(),
            sort: Column::ALL
                .into_iter()
                .find(|column| sort.as_deref() == Some(column.name()))
                .unwrap_or_default(),
            order: if descending {
                SortOrder::Descending
            } else {
                SortOrder::Ascending
            },
        }
    }

    /// The query part of the URL, with its `?`; what is as usual is left out.
    pub fn to_search(&self) -> String {
        let usual = self.sort == Column::default() && self.order == SortOrder::Ascending;
        query::build(&[
            ("q", &self.filter),
            ("sort", if usual { "" } else { self.sort.name() }),
            (
                "order",
                if self.order == SortOrder::Descending {
                    "desc"
                } else {
                    ""
                },
            ),
        ])
    }

    /// The order `column` is sorted in; none when the table is sorted by another.
    pub fn order_of(&self, column: Column) -> Option<SortOrder> {
        (self.sort == column).then_some(self.order)
    }
}

/// The keys with what filtering and sorting need worked out once, so that each keystroke is only comparisons.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeyIndex {
    keys: Vec<Indexed>,
}

#[derive(Clone, Debug, PartialEq)]
struct Indexed {
    row: KeyRow,
    text: String,
    description: String,
    roles: String,
    blocks: Vec<AddressBlock>,
}

impl KeyIndex {
    /// Prepares `rows`.
    pub fn new(rows: Vec<KeyRow>) -> Self {
        Self {
            keys: rows.into_iter().map(Indexed::new).collect(),
        }
    }

    /// How many keys there are, shown or not.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// There is no key at all.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The rows that match, in order. Every word of the filter must be found in the description, the public key, the id
    /// or the addresses; a word that is an address also finds the keys whose list contains it.
    pub fn select(&self, query: &TableQuery) -> Vec<KeyRow> {
        let words: Vec<Word> = query.filter.split_whitespace().map(Word::new).collect();
        let mut found: Vec<&Indexed> = self
            .keys
            .iter()
            .filter(|key| words.iter().all(|word| word.finds(key)))
            .collect();
        found.sort_by(|a, b| {
            let ordering = compare(query.sort, a, b);
            let ordering = if query.order == SortOrder::Descending {
                ordering.reverse()
            } else {
                ordering
            };
            // Equal ones always stand in the same order, whichever way the column is turned.
            ordering
                .then_with(|| a.description.cmp(&b.description))
                .then_with(|| a.row.id.cmp(&b.row.id))
        });
        found.into_iter().map(|key| key.row.clone()).collect()
    }
}

impl Indexed {
    fn new(row: KeyRow) -> Self {
        let description = row.description.to_lowercase();
        let text = format!(
            "{description}\n{}\n{}\n{}",
            row.public_key,
            row.id,
            row.entries.join("\n")
        )
        .to_lowercase();
        let roles = row
            .roles
            .iter()
            .map(|role| roles::label(role))
            .collect::<Vec<_>>()
            .join(", ");
        let blocks = row
            .entries
            .iter()
            .filter_map(|entry| entry.parse().ok())
            .collect();
        Self {
            row,
            text,
            description,
            roles,
            blocks,
        }
    }
}

struct Word {
    text: String,
    block: Option<AddressBlock>,
}

impl Word {
    fn new(text: &str) -> Self {
        Self {
            text: text.to_lowercase(),
            block: text.parse().ok(),
        }
    }

    fn finds(&self, key: &Indexed) -> bool {
        key.text.contains(&self.text)
            || self
                .block
                .and_then(|block| block.single())
                .is_some_and(|address| key.blocks.iter().any(|listed| listed.contains(address)))
    }
}

fn compare(column: Column, a: &Indexed, b: &Indexed) -> Ordering {
    match column {
        Column::Description => a.description.cmp(&b.description),
        Column::PublicKey => a.row.public_key.cmp(&b.row.public_key),
        Column::Roles => a.roles.cmp(&b.roles),
        Column::AccessList => a.row.entries.len().cmp(&b.row.entries.len()),
        Column::LastUsed => last_use_rank(&a.row.last_use).cmp(&last_use_rank(&b.row.last_use)),
    }
}

/// Unknown before never before the oldest use: the keys to look at first stand first. RFC 3339 in UTC orders as text.
fn last_use_rank(last_use: &LastUse) -> (u8, &str) {
    match last_use {
        LastUse::Unknown => (0, ""),
        LastUse::Never => (1, ""),
        LastUse::At { time, .. } => (2, time),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::ExposureClass;

    fn key(id: u8, description: &str, entries: &[&str], last_use: LastUse) -> KeyRow {
        KeyRow {
            id: format!("{id:024x}"),
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
            last_use,
        }
    }

    fn used(time: &str) -> LastUse {
        LastUse::At {
            time: time.into(),
            address: None,
        }
    }

    fn sample() -> KeyIndex {
        KeyIndex::new(vec![
            key(1, "billing export", &["10.0.0.0/8"], used("2026-03-01T00:00:00Z")),
            key(2, "Backup", &[], LastUse::Unknown),
            key(3, "ci deploy", &["192.0.2.7/32", "2001:db8::/32"], LastUse::Never),
            key(
                4,
                "audit 100%",
                &["198.51.100.0/24"],
                used("2025-12-31T23:59:59Z"),
            ),
        ])
    }

    fn shown(search: &str) -> Vec<String> {
        sample()
            .select(&TableQuery::from_search(search))
            .into_iter()
            .map(|row| row.description)
            .collect()
    }

    #[test]
    fn a_filter_that_finds_nothing_shows_nothing() {
        assert!(shown("?q=nothing-like-it").is_empty());
        assert!(
            shown("?q=billing%20backup").is_empty(),
            "every word must be found in one key"
        );
    }

    #[test]
    fn what_the_url_says_wrongly_is_as_if_it_were_not_said() {
        assert_eq!(
            TableQuery::from_search("?sort=colour&order=sideways"),
            TableQuery::default()
        );
        assert_eq!(TableQuery::from_search(""), TableQuery::default());
    }

    #[test]
    fn any_query_survives_the_way_through_the_url() {
        for sort in Column::ALL {
            for order in [SortOrder::Ascending, SortOrder::Descending] {
                let query = TableQuery {
                    filter: "100% a+b/8".into(),
                    sort,
                    order,
                };
                assert_eq!(TableQuery::from_search(&query.to_search()), query);
            }
        }
        assert_eq!(TableQuery::default().to_search(), "");
        let query = TableQuery {
            order: SortOrder::Descending,
            ..TableQuery::default()
        };
        assert_eq!(query.to_search(), "?sort=description&order=desc");
    }

    #[test]
    fn a_filter_looks_in_description_public_key_id_and_addresses() {
        assert_eq!(shown("?q=BACK"), ["Backup"]);
        assert_eq!(shown("?q=100%25"), ["audit 100%"]);
        assert_eq!(shown("?q=pubkey03"), ["ci deploy"]);
        assert_eq!(shown("?q=000000000000000000000001"), ["billing export"]);
        assert_eq!(shown("?q=2001:DB8"), ["ci deploy"]);
    }

    #[test]
    fn an_address_finds_the_keys_that_can_be_used_from_it() {
        assert_eq!(shown("?q=10.200.3.4"), ["billing export"]);
        assert_eq!(shown("?q=2001:db8::5"), ["ci deploy"]);
        assert!(shown("?q=203.0.113.9").is_empty());
    }

    #[test]
    fn each_column_sorts_both_ways() {
        assert_eq!(shown(""), ["audit 100%", "Backup", "billing export", "ci deploy"]);
        assert_eq!(
            shown("?sort=description&order=desc"),
            ["ci deploy", "billing export", "Backup", "audit 100%"]
        );
        assert_eq!(
            shown("?sort=public-key&order=desc"),
            ["audit 100%", "ci deploy", "Backup", "billing export"]
        );
        assert_eq!(
            shown("?sort=access-list"),
            ["Backup", "audit 100%", "billing export", "ci deploy"]
        );
        assert_eq!(
            shown("?sort=last-used"),
            ["Backup", "ci deploy", "audit 100%", "billing export"]
        );
        assert_eq!(
            shown("?sort=last-used&order=desc"),
            ["billing export", "audit 100%", "ci deploy", "Backup"]
        );
    }

    #[test]
    fn equal_keys_stand_in_the_same_order_both_ways() {
        assert_eq!(shown("?sort=roles"), shown("?sort=roles&order=desc"));
    }

    #[test]
    fn only_the_column_sorted_by_has_an_order() {
        let query = TableQuery {
            sort: Column::LastUsed,
            ..TableQuery::default()
        };
        assert_eq!(query.order_of(Column::Description), None);
        assert_eq!(query.order_of(Column::LastUsed), Some(SortOrder::Ascending));
    }
}
