//! How often each entry let a request in. Counted in memory, so that no request waits for the disk, and written by a
//! task of its own.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use access::{AddressBlock, Identity};

use crate::error::Error;
use crate::standings::Standing;
use crate::store::{Store, Uses};

/// How many are written at once. Requests that come meanwhile read all they need from the database, so it is not for long;
/// and the memory it takes is small enough to be at hand still for the next.
const AT_ONCE: usize = 512;

/// What is not written yet of the entry that somebody was let in by last. It lies in one piece of memory with whoever is
/// let in, because at the thousandth key every other piece is one more to wait for; and it is not lost with them.
#[derive(Debug)]
pub(crate) struct Tally {
    counted: Mutex<Option<Uses>>,
    counters: Arc<UseCounters>,
}

impl Tally {
    pub(crate) fn new(counters: Arc<UseCounters>) -> Self {
        Self {
            counted: Mutex::default(),
            counters,
        }
    }
}

impl Drop for Tally {
    fn drop(&mut self) {
        if let Some(uses) = locked(&self.counted).take() {
            self.counters.add(uses);
        }
    }
}

/// The uses that are not written yet.
#[derive(Debug, Default)]
pub(crate) struct UseCounters {
    /// Those in whose tally something is counted, as long as they are known: this keeps no credential.
    counted: Mutex<Vec<Weak<Standing>>>,
    /// What was counted before another entry let the same caller in, of callers who are not known any more, and what could
    /// not be written.
    pending: Mutex<HashMap<(Identity, AddressBlock), Uses>>,
}

impl UseCounters {
    /// Counts what an entry let in, in the tally of who was.
    pub(crate) fn count(&self, standing: &Arc<Standing>, uses: Uses) {
        let mut counted = locked(&standing.tally.counted);
        match &mut *counted {
            Some(counted) if counted.block == uses.block => counted.add(uses),
            Some(counted) => self.add(std::mem::replace(counted, uses)),
            None => {
                *counted = Some(uses);
                locked(&self.counted).push(Arc::downgrade(standing));
            }
        }
    }

    /// Writes what was counted. What could not be written is kept for the next time.
    pub(crate) async fn flush(&self, store: &Store) -> Result<(), Error> {
        let counted = std::mem::take(&mut *locked(&self.counted));
        let of_standings = counted
            .iter()
            .filter_map(Weak::upgrade)
            .filter_map(|standing| locked(&standing.tally.counted).take());
        let pending = std::mem::take(&mut *locked(&self.pending));
        let mut unwritten = pending.into_values().chain(of_standings);
        loop {
            let uses: Vec<Uses> = unwritten.by_ref().take(AT_ONCE).collect();
            if uses.is_empty() {
                return Ok(());
            }
            if let Err(error) = store.add_uses(&uses).await {
                uses.into_iter().chain(unwritten).for_each(|uses| self.add(uses));
                return Err(error);
            }
        }
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

#[cfg(test)]
mod tests {
    use access::KeyId;
    use sqlx::sqlite::SqliteConnectOptions;
    use sqlx::{ConnectOptions, Executor};

    use super::*;
    use crate::model::LastUse;
    use crate::timestamp::Timestamp;

    const BLOCK: &str = "192.0.2.7";
    /// More than are written at once, twice.
    const KEYS: u32 = 1_200;

    fn key(number: u32) -> Identity {
        let mut id = [0; 12];
        id[8..].copy_from_slice(&number.to_be_bytes());
        Identity::Key(KeyId::from_bytes(id))
    }

    #[tokio::test]
    async fn what_could_not_be_written_is_kept_whole_and_written_once() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("counters.db");
        std::fs::write(&file, []).unwrap();
        let store = Store::open(&file).await.unwrap();
        let mut other = SqliteConnectOptions::new()
            .filename(&file)
            .connect()
            .await
            .unwrap();
        for statement in [
            "INSERT INTO organizations VALUES (printf('%024x', 1), 'Acme', 0, '{}', 0)",
            "INSERT INTO api_keys
             WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1200)
             SELECT printf('%024x', n), printf('%024x', 1), 'ci', printf('%08d', n), x'00', '0123456789ab', 0
             FROM numbers",
            "INSERT INTO access_list_entries SELECT id, '192.0.2.7/32', 4, x'c0000207', 32, 0 FROM api_keys",
        ] {
            other.execute(statement).await.unwrap();
        }
        let counters = UseCounters::default();
        let block = BLOCK.parse().unwrap();
        let last = LastUse {
            at: Timestamp::from_seconds(7),
            address: BLOCK.parse().unwrap(),
        };
        (1..=KEYS).for_each(|number| counters.add(Uses::once(key(number), block, last)));
        other
            .execute("ALTER TABLE access_list_uses RENAME TO out_of_reach")
            .await
            .unwrap();
        assert!(counters.flush(&store).await.is_err());
        other
            .execute("ALTER TABLE out_of_reach RENAME TO access_list_uses")
            .await
            .unwrap();
        counters.flush(&store).await.unwrap();
        counters.flush(&store).await.unwrap();
        for number in 1..=KEYS {
            let entry = store.entry(key(number), block).await.unwrap().unwrap();
            assert_eq!(entry.count, 1, "{number}");
        }
    }
}
