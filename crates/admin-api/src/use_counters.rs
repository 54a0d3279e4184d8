//! How often each entry let a request in. Counted in memory, so that no request waits for the disk, and written by a
//! task of its own.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use access::{AddressBlock, Identity};

use crate::error::Error;
use crate::store::{Store, Uses};

/// What is not written yet of the entry that somebody was let in by last. It belongs to whoever is let in, because at the
/// thousandth key a table of all is one more place in memory to wait for.
pub(crate) type Tally = Mutex<Option<Uses>>;

/// The uses that are not written yet.
#[derive(Debug, Default)]
pub(crate) struct UseCounters {
    /// Those in which something is counted.
    tallies: Mutex<Vec<Arc<Tally>>>,
    /// What was counted in them before another entry let the same caller in, or could not be written.
    pending: Mutex<HashMap<(Identity, AddressBlock), Uses>>,
}

impl UseCounters {
    /// Counts what an entry let in, in the tally of who was.
    pub(crate) fn count(&self, tally: &Arc<Tally>, uses: Uses) {
        let mut counted = locked(tally);
        match &mut *counted {
            Some(counted) if counted.block == uses.block => counted.add(uses),
            Some(counted) => self.add(std::mem::replace(counted, uses)),
            None => {
                *counted = Some(uses);
                locked(&self.tallies).push(Arc::clone(tally));
            }
        }
    }

    /// Writes what was counted. What could not be written is kept for the next time.
    pub(crate) async fn flush(&self, store: &Store) -> Result<(), Error> {
        let tallies = std::mem::take(&mut *locked(&self.tallies));
        let counted = tallies.iter().filter_map(|tally| locked(tally).take());
        counted.for_each(|uses| self.add(uses));
        let pending = std::mem::take(&mut *locked(&self.pending));
        let uses: Vec<Uses> = pending.into_values().collect();
        if uses.is_empty() {
            return Ok(());
        }
        let written = store.add_uses(&uses).await;
        if written.is_err() {
            uses.into_iter().for_each(|uses| self.add(uses));
        }
        written
    }

    fn add(&self, more: Uses) {
        match locked(&self.pending).entry((more.holder, more.block)) {
            Entry::Vacant(place) => {
                place.insert(more);
            }
            Entry::Occupied(mut place) => place.get_mut().add(more),
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
