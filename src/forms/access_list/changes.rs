//! A draft of an access list: what is marked and typed, what that changes, and what the list will be.

use crate::components::{
    entries_input::{Typed, Verdict, first_wrong},
    list_advice::listed,
};
use access::{AddressBlock, EntryUse, ListedEntry, MAX_ACCESS_LIST_ENTRIES};
use contract::{AccessListEntry, Change, ChangeAccessList};
use std::collections::BTreeSet;

/// What is to be done to a list. An entry that is marked for removal and typed as well stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    pub(super) add: Vec<AddressBlock>,
    pub(super) remove: Vec<AddressBlock>,
}

impl Changes {
    /// What marking and typing comes to. Of what is marked only what is still on the list is removed.
    pub(super) fn of(list: &[AddressBlock], marked: &[AddressBlock], typed: &[Typed]) -> Self {
        let blocks: BTreeSet<AddressBlock> = typed
            .iter()
            .filter_map(|piece| match piece.verdict {
                Verdict::New(block) | Verdict::Already(block) | Verdict::Repeated(block) => Some(block),
                Verdict::Wrong(_) => None,
            })
            .collect();
        let leaves = |block: &&AddressBlock| marked.contains(block) && !blocks.contains(block);
        Self {
            remove: list.iter().filter(leaves).copied().collect(),
            add: blocks
                .iter()
                .filter(|block| !list.contains(block))
                .copied()
                .collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.add.is_empty() && self.remove.is_empty()
    }

    /// The list afterwards.
    pub(super) fn result(&self, entries: &[AccessListEntry]) -> Vec<ListedEntry> {
        let kept = entries
            .iter()
            .filter_map(listed)
            .filter(|entry| !self.remove.contains(&entry.block));
        let new = self.add.iter().map(|&block| ListedEntry {
            block,
            uses: EntryUse::Draft,
        });
        kept.chain(new).collect()
    }

    /// Why it cannot be sent: something typed is no entry, or the list would be too long.
    pub(super) fn wrong(&self, typed: &[Typed], listed: usize) -> Option<String> {
        first_wrong(typed).or_else(|| {
            // Additions come first, so for a moment all of them are on the list.
            let longest = listed + self.add.len();
            (!self.add.is_empty() && longest > MAX_ACCESS_LIST_ENTRIES).then(|| {
                format!(
                    "An access list holds at most {MAX_ACCESS_LIST_ENTRIES} entries, and new ones are added before \
                     others are removed: this would be {longest}."
                )
            })
        })
    }

    /// What to ask the preflight.
    pub(super) fn to_review(&self, key: String) -> Change {
        Change::AccessList {
            key,
            add: texts(&self.add),
            remove: texts(&self.remove),
        }
    }

    /// What to send once the report is accepted.
    pub(super) fn to_send(&self, accepted: String) -> ChangeAccessList {
        ChangeAccessList {
            add: texts(&self.add),
            remove: texts(&self.remove),
            accepted: Some(accepted),
        }
    }
}

/// What to mark and to type so that the list becomes `smaller`. What was typed and is no entry stays as it was.
pub(super) fn draft_of(
    smaller: &[AddressBlock],
    list: &[AddressBlock],
    typed: &[Typed],
) -> (Vec<AddressBlock>, String) {
    let marked = list
        .iter()
        .filter(|block| !smaller.contains(block))
        .copied()
        .collect();
    let new = smaller
        .iter()
        .filter(|block| !list.contains(block))
        .map(AddressBlock::short);
    let wrong = typed
        .iter()
        .filter(|piece| matches!(piece.verdict, Verdict::Wrong(_)))
        .map(|piece| piece.text.clone());
    (marked, new.chain(wrong).collect::<Vec<_>>().join("\n"))
}

/// What has become of the list while it was being edited; none where it is as it was.
pub(super) fn meanwhile(before: &[AddressBlock], now: &[AddressBlock]) -> Option<String> {
    let missing = |these: &[AddressBlock], those: &[AddressBlock]| {
        let gone = these.iter().filter(|block| !those.contains(block));
        gone.map(AddressBlock::short).collect::<Vec<_>>().join(", ")
    };
    let (gone, new) = (missing(before, now), missing(now, before));
    let mut said = String::new();
    if !gone.is_empty() {
        said.push_str("Gone: ");
        said.push_str(&gone);
        said.push_str(". ");
    }
    if !new.is_empty() {
        said.push_str("New: ");
        said.push_str(&new);
        said.push_str(". ");
    }
    (!said.is_empty()).then_some(said)
}

fn texts(blocks: &[AddressBlock]) -> Vec<String> {
    blocks.iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::entries_input::judge;

    fn blocks(texts: &[&str]) -> Vec<AddressBlock> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    fn changes(list: &[&str], marked: &[&str], text: &str) -> Changes {
        let list = blocks(list);
        Changes::of(&list, &blocks(marked), &judge(text, &list))
    }

    #[test]
    fn what_is_no_entry_is_named_and_changes_nothing() {
        let list = blocks(&["192.0.2.7"]);
        let typed = judge("example.com", &list);
        let changes = Changes::of(&list, &[], &typed);
        assert!(changes.is_empty());
        assert!(
            changes
                .wrong(&typed, 1)
                .is_some_and(|wrong| wrong.contains("example.com"))
        );
    }

    #[test]
    fn a_list_is_never_too_long_even_for_a_moment() {
        let changes = changes(&[], &[], "192.0.2.7");
        assert_eq!(changes.wrong(&[], MAX_ACCESS_LIST_ENTRIES - 1), None);
        assert!(
            changes
                .wrong(&[], MAX_ACCESS_LIST_ENTRIES)
                .is_some_and(|wrong| wrong.contains("201"))
        );
    }

    #[test]
    fn an_entry_that_is_edited_and_left_as_it_was_stays() {
        assert!(changes(&["192.0.2.7"], &["192.0.2.7"], "192.0.2.7").is_empty());
        let edited = changes(&["192.0.2.7"], &["192.0.2.7"], "192.0.2.8");
        assert_eq!(edited.remove, blocks(&["192.0.2.7"]));
        assert_eq!(edited.add, blocks(&["192.0.2.8"]));
    }

    #[test]
    fn what_is_gone_already_is_not_removed_once_more() {
        assert!(changes(&["192.0.2.7"], &["198.51.100.1"], "").is_empty());
    }

    #[test]
    fn the_smaller_list_becomes_marks_and_new_entries_and_keeps_what_was_typed_wrongly() {
        let list = blocks(&["203.0.113.0/25", "203.0.113.128/25", "192.0.2.7"]);
        let typed = judge("192.0.2.7 oops", &list);
        let smaller = blocks(&["192.0.2.7", "203.0.113.0/24"]);
        let (marked, text) = draft_of(&smaller, &list, &typed);
        assert_eq!(marked, blocks(&["203.0.113.0/25", "203.0.113.128/25"]));
        assert_eq!(text, "203.0.113.0/24\noops");
    }

    #[test]
    fn what_happened_meanwhile_is_named() {
        let before = blocks(&["192.0.2.7", "10.0.0.0/8"]);
        assert_eq!(meanwhile(&before, &before), None);
        assert_eq!(
            meanwhile(&before, &blocks(&["10.0.0.0/8", "198.51.100.1"])).as_deref(),
            Some("Gone: 192.0.2.7. New: 198.51.100.1. ")
        );
    }
}
