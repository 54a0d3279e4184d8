//! One key with what filtering and sorting need worked out once.

use super::{
    facets::{Openness, Presence, UseAge},
    flags::Flags,
    query::{Column, TableQuery},
};
use crate::{components::roles, ui::lowercase};
use access::AddressBlock;
use contract::{KeyRow, LastUse};
use std::cmp::Ordering;

/// A key and what is worked out of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Indexed {
    /// The key.
    pub row: KeyRow,
    /// What deserves a look.
    pub flags: Flags,
    /// How open its list is.
    pub openness: Openness,
    /// How long ago it was used.
    pub age: UseAge,
    /// Changes whenever the key is seen to have changed.
    pub revision: u32,
    /// As it is searched and sorted.
    pub(super) description: String,
    roles: String,
    blocks: Vec<AddressBlock>,
}

impl Indexed {
    pub(super) fn new(row: &KeyRow, flags: Flags, now: i64) -> Self {
        let description = lowercase(&row.description);
        Self {
            flags,
            openness: Openness::of(row),
            age: UseAge::of(row, now),
            revision: 0,
            description,
            roles: roles::labels(&row.roles),
            blocks: row
                .entries
                .iter()
                .filter_map(|entry| AddressBlock::listed(entry).ok())
                .collect(),
            row: row.clone(),
        }
    }

    /// Adds what is searched, each part on a line of its own: no word runs across two.
    pub(super) fn write_text(&self, text: &mut String) {
        text.push_str(&self.description);
        for part in &self.row.entries {
            text.push('\n');
            text.push_str(&lowercase(part));
        }
        text.push('\n');
    }

    /// Whether its public key or its id begins so. A few letters of them are nothing that anybody looks for, and would find
    /// keys by chance.
    pub(super) fn is_named(&self, word: &str) -> bool {
        word.len() >= 6
            && [&self.row.public_key, &self.row.id]
                .iter()
                .any(|name| name.starts_with(word))
    }

    /// Whether every class that is asked for is the key's.
    pub(super) fn is_of(&self, query: &TableQuery) -> bool {
        query.exposure.is_none_or(|openness| self.openness == openness)
            && query.used.is_none_or(|age| self.age == age)
            && query.flag.is_none_or(|flag| self.flags.has(flag))
            && query
                .projects
                .is_none_or(|presence| Presence::of(&self.row) == presence)
            && query
                .role
                .as_ref()
                .is_none_or(|role| self.row.roles.contains(role))
    }

    /// Whether the key's list has an address of the block.
    pub(super) fn lists(&self, wanted: AddressBlock) -> bool {
        let meets = |block: &AddressBlock| block.contains(wanted.first()) || wanted.contains(block.first());
        self.blocks.iter().any(meets)
    }
}

/// How two keys stand in a column.
pub(super) fn compare(column: Column, a: &Indexed, b: &Indexed) -> Ordering {
    match column {
        Column::Description => a.description.cmp(&b.description),
        Column::PublicKey => a.row.public_key.cmp(&b.row.public_key),
        Column::Roles => a.roles.cmp(&b.roles),
        Column::Projects => a.row.projects.cmp(&b.row.projects),
        Column::AccessList => a.row.entries.len().cmp(&b.row.entries.len()),
        Column::Exposure => a.openness.cmp(&b.openness),
        Column::LastUsed => last_use_rank(&a.row.last_use).cmp(&last_use_rank(&b.row.last_use)),
        // The gravest first, since that is what one sorts by them for.
        Column::Flags => b.flags.cmp(&a.flags),
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
