//! Which counts of which nonces were used. A proof counts once: what cannot be told apart from a replay is not new.
//!
//! Memory is bounded twice. Of one nonce, the counts down to [`WINDOW`] below the highest are kept apart, so that
//! requests may overtake each other. Of all nonces, the oldest are forgotten first, and from then on nothing as old is
//! taken for unused.

use std::collections::{BTreeSet, HashMap};
use std::time::{Duration, SystemTime};

use super::nonce::NonceId;

/// How far a count may lie below the highest one seen.
const WINDOW: u32 = 1024;
/// How many of them are one block: as many as a word has bits.
const BLOCK: u32 = u64::BITS;
const BLOCKS: usize = (WINDOW / BLOCK) as usize;

/// What is known of a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It was not used before, and now is.
    First,
    /// It was used before.
    Again,
    /// It is too long ago to say.
    Forgotten,
}

/// The uses of all nonces of this process.
pub(super) struct Uses {
    windows: HashMap<NonceId, Window>,
    /// The same nonces, the oldest first.
    by_age: BTreeSet<NonceId>,
    /// The youngest nonce whose uses were dropped.
    forgotten: Option<NonceId>,
    lifetime: Duration,
    capacity: usize,
}

impl Uses {
    pub(super) fn new(lifetime: Duration, capacity: usize) -> Self {
        Self {
            windows: HashMap::new(),
            by_age: BTreeSet::new(),
            forgotten: None,
            lifetime,
            capacity,
        }
    }

    /// Records a use, to be called only for a proof that holds.
    pub(super) fn record(&mut self, nonce: NonceId, count: u32, now: SystemTime) -> Use {
        if let Some(window) = self.windows.get_mut(&nonce) {
            return window.record(count);
        }
        if self.forgotten.is_some_and(|youngest| nonce <= youngest) {
            return Use::Forgotten;
        }
        self.windows.insert(nonce, Window::starting(count));
        self.by_age.insert(nonce);
        self.forget(now);
        Use::First
    }

    fn forget(&mut self, now: SystemTime) {
        while let Some(&nonce) = self.by_age.first() {
            if self.windows.len() <= self.capacity && nonce.distance(now) <= self.lifetime {
                break;
            }
            self.by_age.remove(&nonce);
            self.windows.remove(&nonce);
            self.forgotten = self.forgotten.max(Some(nonce));
        }
    }
}

/// The counts of one nonce: bits for the block of counts the highest is in, at hand, and for the blocks below it.
struct Window {
    highest: u32,
    current: u64,
    /// A ring. Who goes through a block looks at it once, and who never gets through one has none.
    below: Option<Box<[u64; BLOCKS]>>,
}

impl Window {
    fn starting(count: u32) -> Self {
        Self {
            highest: count,
            current: bit(count),
            below: None,
        }
    }

    fn record(&mut self, count: u32) -> Use {
        if count > self.highest {
            self.advance(count);
        } else if self.highest - count >= WINDOW {
            return Use::Forgotten;
        }
        let block = self.block_mut(count);
        if *block & bit(count) != 0 {
            return Use::Again;
        }
        *block |= bit(count);
        Use::First
    }

    /// Moves the window up. The block it was in goes to those below, and blocks nobody used a count of are clear.
    fn advance(&mut self, count: u32) {
        let (old, new) = (self.highest / BLOCK, count / BLOCK);
        self.highest = count;
        if new == old {
            return;
        }
        let left = std::mem::take(&mut self.current);
        let below = self.below.get_or_insert_default();
        below[place(old)] = left;
        for skipped in (old + 1..new).take(BLOCKS) {
            below[place(skipped)] = 0;
        }
    }

    fn block_mut(&mut self, count: u32) -> &mut u64 {
        match count / BLOCK {
            block if block == self.highest / BLOCK => &mut self.current,
            block => &mut self.below.get_or_insert_default()[place(block)],
        }
    }
}

/// Where a block is in the ring.
fn place(block: u32) -> usize {
    block as usize % BLOCKS
}

fn bit(count: u32) -> u64 {
    1 << (count % BLOCK)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::time::UNIX_EPOCH;

    use proptest::prelude::*;

    use super::*;

    const LIFETIME: Duration = Duration::from_secs(300);

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_790_000_000 + seconds)
    }

    fn nonce(seconds: u64) -> NonceId {
        NonceId::new(at(seconds), [0; 6])
    }

    #[test]
    fn a_count_is_new_once() {
        let mut uses = Uses::new(LIFETIME, 10);
        for count in [7, 5, 6, 0, u32::MAX] {
            assert_eq!(uses.record(nonce(0), count, at(0)), Use::First, "{count}");
        }
        assert_eq!(uses.record(nonce(0), u32::MAX, at(0)), Use::Again);
    }

    #[test]
    fn counts_below_the_window_are_forgotten() {
        let mut uses = Uses::new(LIFETIME, 10);
        uses.record(nonce(0), 5000, at(0));
        assert_eq!(uses.record(nonce(0), 5000 - WINDOW, at(0)), Use::Forgotten);
        assert_eq!(uses.record(nonce(0), 5000 - WINDOW + 1, at(0)), Use::First);
    }

    #[test]
    fn of_too_many_nonces_the_oldest_is_forgotten_and_never_new_again() {
        let mut uses = Uses::new(LIFETIME, 2);
        for second in [2, 1, 3] {
            assert_eq!(uses.record(nonce(second), 1, at(3)), Use::First);
        }
        assert_eq!(uses.windows.len(), 2);
        assert_eq!(uses.record(nonce(1), 1, at(3)), Use::Forgotten);
        assert_eq!(uses.record(nonce(1), 2, at(3)), Use::Forgotten);
        assert_eq!(
            uses.record(nonce(0), 1, at(3)),
            Use::Forgotten,
            "older than what was forgotten"
        );
        assert_eq!(uses.record(nonce(2), 1, at(3)), Use::Again);
    }

    #[test]
    fn expired_nonces_leave_memory_and_stay_forgotten_when_the_clock_is_set_back() {
        let mut uses = Uses::new(LIFETIME, 100);
        for second in 0..10 {
            uses.record(nonce(second), 1, at(second));
        }
        uses.record(nonce(1000), 1, at(1000));
        assert_eq!(uses.windows.len(), 1);
        assert_eq!(uses.record(nonce(9), 1, at(9)), Use::Forgotten);
    }

    #[test]
    fn without_capacity_every_nonce_is_still_used_only_once() {
        let mut uses = Uses::new(LIFETIME, 0);
        assert_eq!(uses.record(nonce(0), 1, at(0)), Use::First);
        assert_eq!(uses.record(nonce(0), 1, at(0)), Use::Forgotten);
    }

    /// Counts that go up by some, and some of them come late.
    fn counts() -> impl Strategy<Value = Vec<u32>> {
        let steps = prop_oneof![9 => 0..3u32, 1 => 0..2500u32];
        let late = prop_oneof![5 => Just(0), 4 => 0..100u32, 1 => 0..1100u32];
        prop::collection::vec((steps, late), 1..600).prop_map(|steps| {
            let upward = steps.into_iter().scan(0, |top, (step, late)| {
                *top += step;
                Some(top.saturating_sub(late))
            });
            upward.collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn no_count_is_ever_new_twice(counts in counts()) {
            let mut uses = Uses::new(LIFETIME, 10);
            let mut seen = HashSet::new();
            let mut highest = 0;
            for count in counts {
                let found = uses.record(nonce(0), count, at(0));
                let first = seen.insert(count);
                if found == Use::First {
                    prop_assert!(first);
                    highest = highest.max(count);
                } else if first {
                    prop_assert!(highest - count >= WINDOW, "only an old count may be refused unseen");
                }
            }
        }
    }
}
