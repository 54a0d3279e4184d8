//! Which counts of which nonces were used. A proof counts once: what cannot be told apart from a replay is not new.
//!
//! Memory is bounded twice. Of one nonce, the counts down to [`WINDOW`] below the highest are kept apart, so that
//! requests may overtake each other. Of all nonces, the oldest are forgotten first, and from then on nothing as old is
//! taken for unused.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use super::nonce::NonceId;

/// How far a count may lie below the highest one seen.
const WINDOW: u32 = 1024;
const WORDS: usize = WINDOW as usize / 64;

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
    /// Each apart from the tree, which then is small enough to stay at hand however many there are.
    windows: BTreeMap<NonceId, Box<Window>>,
    /// The youngest nonce whose uses were dropped.
    forgotten: Option<NonceId>,
    lifetime: Duration,
    capacity: usize,
}

impl Uses {
    pub(super) fn new(lifetime: Duration, capacity: usize) -> Self {
        Self {
            windows: BTreeMap::new(),
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
        self.windows.insert(nonce, Box::new(Window::starting(count)));
        self.forget(now);
        Use::First
    }

    fn forget(&mut self, now: SystemTime) {
        while let Some(oldest) = self.windows.first_entry() {
            let nonce = *oldest.key();
            if self.windows.len() <= self.capacity && nonce.distance(now) <= self.lifetime {
                break;
            }
            self.windows.pop_first();
            self.forgotten = self.forgotten.max(Some(nonce));
        }
    }
}

/// The counts of one nonce: a ring of bits for the highest count and the ones below it.
struct Window {
    highest: u32,
    bits: [u64; WORDS],
}

impl Window {
    fn starting(count: u32) -> Self {
        let mut window = Self {
            highest: count,
            bits: [0; WORDS],
        };
        window.set(count);
        window
    }

    fn record(&mut self, count: u32) -> Use {
        if count > self.highest {
            self.advance(count);
        } else if self.highest - count >= WINDOW {
            return Use::Forgotten;
        } else if self.is_set(count) {
            return Use::Again;
        }
        self.set(count);
        Use::First
    }

    /// Moves the window up, clearing the bits of the counts that come into it.
    fn advance(&mut self, count: u32) {
        if count - self.highest >= WINDOW {
            self.bits = [0; WORDS];
        } else {
            for entering in self.highest + 1..=count {
                let (word, bit) = place(entering);
                self.bits[word] &= !bit;
            }
        }
        self.highest = count;
    }

    fn is_set(&self, count: u32) -> bool {
        let (word, bit) = place(count);
        self.bits[word] & bit != 0
    }

    fn set(&mut self, count: u32) {
        let (word, bit) = place(count);
        self.bits[word] |= bit;
    }
}

fn place(count: u32) -> (usize, u64) {
    let position = count % WINDOW;
    ((position / 64) as usize, 1 << (position % 64))
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

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_count_is_ever_new_twice(counts in prop::collection::vec(0..3000u32, 1..600)) {
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
