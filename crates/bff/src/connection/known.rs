//! What is known of the organization's keys and their access lists, and what is due to be read. No I/O and no clock.
//!
//! A reading that began before something was written through here is not kept. Nothing is kept of keys that are gone.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use access::KeyId;
use upstream::{Entry, Key};

/// Seconds for which the list of keys is kept.
const KEYS_KEPT: i64 = 15;

#[derive(Default)]
pub(super) struct Known {
    writes: u64,
    keys: Arc<[Key]>,
    keys_read: Option<i64>,
    lists: HashMap<KeyId, Held>,
    /// Keys whose lists were just changed: they come first.
    changed: HashSet<KeyId>,
    /// When somebody last looked. Without anybody who looks nothing becomes due.
    looked: i64,
}

/// An access list; `None` where its key turned out to be gone.
pub(super) type List = Option<Arc<[Entry]>>;

struct Held {
    read: i64,
    list: List,
}

/// A moment between two writes: what was read from then on is newer than every write before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment(u64);

impl Known {
    pub(super) fn moment(&self) -> Moment {
        Moment(self.writes)
    }

    /// A key was made, changed or deleted.
    pub(super) fn forget_keys(&mut self) {
        self.writes += 1;
        self.keys_read = None;
    }

    /// The access list of a key was changed.
    pub(super) fn forget_list(&mut self, id: KeyId) {
        self.writes += 1;
        self.lists.remove(&id);
        self.changed.insert(id);
    }

    /// The list of keys, where it is new enough.
    pub(super) fn keys(&self, now: i64) -> Option<Arc<[Key]>> {
        let read = self.keys_read?;
        (now - read < KEYS_KEPT).then(|| Arc::clone(&self.keys))
    }

    pub(super) fn keep_keys(&mut self, since: Moment, now: i64, keys: &Arc<[Key]>) {
        if since != self.moment() {
            return;
        }
        let there: HashSet<KeyId> = keys.iter().map(|key| key.id).collect();
        self.lists.retain(|id, _| there.contains(id));
        self.changed.retain(|id| there.contains(id));
        self.keys = Arc::clone(keys);
        self.keys_read = Some(now);
    }

    pub(super) fn keep_list(&mut self, since: Moment, now: i64, id: KeyId, list: List) {
        if since == self.moment() {
            self.changed.remove(&id);
            self.lists.insert(id, Held { read: now, list });
        }
    }

    /// Somebody looks, and wants to see no list older than so many seconds in the end.
    pub(super) fn look(&mut self, now: i64) {
        self.looked = now;
    }

    /// The keys whose lists are to be read next: those just changed, those never read, and the longest unread.
    pub(super) fn due(&self, good_for: i64, most: usize) -> Vec<KeyId> {
        let mut due: Vec<_> = self
            .keys
            .iter()
            .filter_map(|key| {
                let read = self.lists.get(&key.id).map(|held| held.read);
                let is_due = read.is_none_or(|read| self.looked - read >= good_for);
                is_due.then(|| (!self.changed.contains(&key.id), read, key.id))
            })
            .collect();
        due.sort_by_key(|&(unchanged, read, _)| (unchanged, read));
        due.into_iter().take(most).map(|(_, _, id)| id).collect()
    }

    /// The lists of these keys that are younger than so many seconds.
    pub(super) fn younger(&self, keys: &[Key], now: i64, good_for: i64) -> HashMap<KeyId, List> {
        let ids = keys.iter().map(|key| key.id);
        ids.filter_map(|id| {
            let held = self.lists.get(&id)?;
            (now - held.read < good_for).then(|| (id, held.list.clone()))
        })
        .collect()
    }

    /// How many of these keys have no list yet.
    pub(super) fn unread(&self, keys: &[Key]) -> usize {
        keys.iter()
            .filter(|key| !self.lists.contains_key(&key.id))
            .count()
    }

    /// The list of each of these keys, as far as it has been read; those that are gone are left out.
    pub(super) fn with_lists(&self, keys: &[Key]) -> Vec<(Key, Option<Arc<[Entry]>>)> {
        keys.iter()
            .filter_map(|key| match self.lists.get(&key.id) {
                None => Some((key.clone(), None)),
                Some(held) => Some((key.clone(), Some(held.list.clone()?))),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD_FOR: i64 = 60;

    fn id(number: u8) -> KeyId {
        KeyId::from_bytes([number; 12])
    }

    fn keys(numbers: &[u8]) -> Arc<[Key]> {
        let key = |&number: &u8| Key {
            id: id(number),
            description: "ci".into(),
            public_key: "abcdefgh".parse().unwrap(),
            masked_private_key: String::new(),
            roles: vec![],
        };
        numbers.iter().map(key).collect()
    }

    fn known(numbers: &[u8]) -> Known {
        let mut known = Known::default();
        known.keep_keys(known.moment(), 0, &keys(numbers));
        known
    }

    fn read(known: &mut Known, now: i64, number: u8) {
        known.keep_list(known.moment(), now, id(number), Some(Arc::from([])));
    }

    #[test]
    fn a_reading_that_began_before_a_write_is_not_kept() {
        let mut known = known(&[1]);
        let began = known.moment();
        known.forget_keys();
        known.keep_keys(began, 0, &keys(&[1, 2]));
        known.keep_list(began, 0, id(1), Some(Arc::from([])));
        assert!(known.keys(0).is_none());
        assert_eq!(known.unread(&keys(&[1])), 1);
    }

    #[test]
    fn the_list_of_keys_is_kept_for_fifteen_seconds() {
        let mut known = Known::default();
        known.keep_keys(known.moment(), 100, &keys(&[1]));
        assert!(known.keys(114).is_some());
        assert!(known.keys(115).is_none());
    }

    #[test]
    fn what_was_just_changed_comes_first_and_the_oldest_last() {
        let mut known = known(&[1, 2, 3, 4, 5]);
        read(&mut known, 20, 1);
        read(&mut known, 10, 2);
        read(&mut known, 10, 4);
        known.forget_list(id(4));
        known.look(80);
        assert_eq!(known.due(GOOD_FOR, 9), [4, 3, 5, 2, 1].map(id));
        assert_eq!(known.due(GOOD_FOR, 2), [4, 3].map(id));
    }

    #[test]
    fn nothing_becomes_due_while_nobody_looks() {
        let mut known = known(&[1]);
        known.look(0);
        read(&mut known, 0, 1);
        assert!(known.due(GOOD_FOR, 9).is_empty());
        known.look(GOOD_FOR - 1);
        assert!(known.due(GOOD_FOR, 9).is_empty());
        known.look(GOOD_FOR);
        assert_eq!(known.due(GOOD_FOR, 9), [id(1)]);
        assert_eq!(known.unread(&keys(&[1])), 0, "until then the old one is shown");
    }

    #[test]
    fn nothing_is_kept_of_keys_that_are_gone() {
        let mut known = known(&[1, 2, 3]);
        for number in [1, 2, 3] {
            read(&mut known, 0, number);
        }
        known.keep_list(known.moment(), 0, id(2), None);
        let shown: Vec<_> = known
            .with_lists(&keys(&[1, 2, 3]))
            .into_iter()
            .map(|(key, _)| key.id)
            .collect();
        assert_eq!(shown, [1, 3].map(id));
        known.forget_list(id(3));
        known.keep_keys(known.moment(), 0, &keys(&[1]));
        assert_eq!((known.lists.len(), known.changed.len()), (1, 0));
    }
}
