//! How often each entry let a request in. Counted in memory, so that no request waits for the disk, and written by a
//! task of its own.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use access::{AddressBlock, Identity};

use crate::clock::Timestamp;
use crate::error::Error;
use crate::model::LastUse;
use crate::store::{Store, Uses};

/// The uses that are not written yet.
#[derive(Debug, Default)]
pub(crate) struct UseCounters {
    pending: Mutex<HashMap<(Identity, AddressBlock), (u64, LastUse)>>,
}

impl UseCounters {
    /// Counts one request that this entry let in.
    pub(crate) fn count(&self, holder: Identity, block: AddressBlock, address: IpAddr, at: Timestamp) {
        self.add(Uses {
            holder,
            block,
            count: 1,
            last: LastUse { at, address },
        });
    }

    /// Writes what was counted. What could not be written is kept for the next time.
    pub(crate) async fn flush(&self, store: &Store) -> Result<(), Error> {
        let pending = std::mem::take(&mut *self.pending()).into_iter();
        let uses: Vec<Uses> = pending
            .map(|((holder, block), (count, last))| Uses {
                holder,
                block,
                count,
                last,
            })
            .collect();
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
        match self.pending().entry((more.holder, more.block)) {
            Entry::Vacant(place) => {
                place.insert((more.count, more.last));
            }
            Entry::Occupied(mut place) => {
                let (count, last) = place.get_mut();
                *count += more.count;
                if more.last.at >= last.at {
                    *last = more.last;
                }
            }
        }
    }

    fn pending(&self) -> MutexGuard<'_, HashMap<(Identity, AddressBlock), (u64, LastUse)>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
