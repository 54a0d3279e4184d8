//! Reads the list of keys when somebody looks, and their access lists, which the Admin API gives one by one, in the
//! background: as long as one is due, at the connection's pace. What was read before is shown until then.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use access::{KeyId, OrganizationId};
use clock::Clock;
use futures::{StreamExt, stream};
use tokio::sync::watch;
use tokio::task::AbortHandle;
use tokio::time::{Instant, sleep, timeout};
use upstream::{Allowance, Entry, Error as UpstreamError, Key, Upstream};

use super::known::{Known, List, Moment};
use super::pace::{AT_LEAST, AT_ONCE, Pace};
use crate::error::Error;

/// How long somebody who looks waits for access lists that are about to be there.
const WAIT: Duration = Duration::from_secs(2);

/// How long somebody waits who needs all of them: less than a request may take.
const PATIENCE: Duration = Duration::from_secs(45);

/// The keys and their access lists, and the task that reads them, which ends with this.
pub(super) struct Lists {
    inner: Arc<Inner>,
    task: Mutex<Option<AbortHandle>>,
}

struct Inner {
    upstream: Arc<Upstream>,
    organization: OrganizationId,
    clock: Clock,
    pace: Pace,
    known: Mutex<Known>,
    /// Whether the task is at work. It changes under the lock of `known` only.
    reading: watch::Sender<bool>,
}

/// What was read of a key: its access list, where it is not gone, and what is left of the budget.
type Outcome = (KeyId, Result<(List, Option<Allowance>), UpstreamError>);

impl Lists {
    pub(super) fn new(
        upstream: Arc<Upstream>,
        organization: OrganizationId,
        clock: Clock,
        pace: Pace,
    ) -> Self {
        let inner = Inner {
            upstream,
            organization,
            clock,
            pace,
            known: Mutex::default(),
            reading: watch::Sender::new(false),
        };
        Self {
            inner: Arc::new(inner),
            task: Mutex::default(),
        }
    }

    /// The keys, without their access lists.
    pub(super) async fn keys(&self) -> Result<Arc<[Key]>, Error> {
        let now = self.inner.clock.seconds();
        let since = {
            let known = self.inner.known();
            if let Some(keys) = known.keys(now) {
                return Ok(keys);
            }
            known.moment()
        };
        let keys = self.inner.upstream.keys(self.inner.organization).await?.into();
        self.inner.known().keep_keys(since, now, &keys);
        Ok(keys)
    }

    /// The keys with their access lists, as far as those have been read. It waits a little where that gives all of them.
    pub(super) async fn all(&self) -> Result<Vec<(Key, Option<Arc<[Entry]>>)>, Error> {
        let keys = self.keys().await?;
        let mut reading = self.inner.reading.subscribe();
        self.begin_to_read();
        if self.inner.pace.is_quick(self.inner.known().unread(&keys)) {
            // Whether they came or not: what there is is shown.
            let _ = timeout(WAIT, reading.wait_for(|reading| !reading)).await;
        }
        Ok(self.inner.known().with_lists(&keys))
    }

    /// These keys with their access lists, all of them and not older than in the table. Those that are gone are left out.
    pub(super) async fn recent(&self, keys: Vec<Key>) -> Result<Vec<(Key, Arc<[Entry]>)>, Error> {
        self.with_lists(keys, self.inner.pace.good_for()).await
    }

    /// These keys with their access lists as they are now. Those that are gone are left out.
    pub(super) async fn current(&self, keys: Vec<Key>) -> Result<Vec<(Key, Arc<[Entry]>)>, Error> {
        self.with_lists(keys, self.inner.pace.current_for()).await
    }

    /// These keys with their access lists, all of them and younger than so many seconds: 0 reads them now.
    async fn with_lists(&self, keys: Vec<Key>, good_for: i64) -> Result<Vec<(Key, Arc<[Entry]>)>, Error> {
        let (since, mut lists) = {
            let known = self.inner.known();
            (
                known.moment(),
                known.younger(&keys, self.inner.clock.seconds(), good_for),
            )
        };
        let unread: Vec<_> = keys
            .iter()
            .map(|key| key.id)
            .filter(|id| !lists.contains_key(id))
            .collect();
        let deadline = Instant::now() + PATIENCE;
        let read = stream::iter(unread).map(|id| self.inner.read_in_turn(id, deadline));
        let mut read = read.buffer_unordered(AT_ONCE);
        while let Some((id, outcome)) = read.next().await {
            let (list, _) = outcome?;
            let now = self.inner.clock.seconds();
            self.inner.known().keep_list(since, now, id, list.clone());
            lists.insert(id, list);
        }
        let with_list = |key: Key| {
            let list = lists.remove(&key.id)??;
            Some((key, list))
        };
        Ok(keys.into_iter().filter_map(with_list).collect())
    }

    /// What is read from now on may be given to [`keep`](Self::keep).
    pub(super) fn moment(&self) -> Moment {
        self.inner.known().moment()
    }

    /// Keeps an access list that was read for another reason.
    pub(super) fn keep(&self, since: Moment, id: KeyId, list: &[Entry]) {
        let now = self.inner.clock.seconds();
        self.inner.known().keep_list(since, now, id, Some(list.into()));
    }

    /// A key was made, changed or deleted, or may have been.
    pub(super) fn forget_keys(&self) {
        self.inner.known().forget_keys();
    }

    /// The access list of a key was changed, or may have been.
    pub(super) fn forget_list(&self, id: KeyId) {
        self.inner.known().forget_list(id);
    }

    fn begin_to_read(&self) {
        let mut known = self.inner.known();
        known.look(self.inner.clock.seconds());
        let nothing_due = known.due(self.inner.pace.good_for(), 1).is_empty();
        if nothing_due || self.inner.reading.send_replace(true) {
            return;
        }
        drop(known);
        let task = tokio::spawn(Arc::clone(&self.inner).read());
        *self.task.lock().unwrap_or_else(PoisonError::into_inner) = Some(task.abort_handle());
    }
}

impl Drop for Lists {
    fn drop(&mut self) {
        let task = self.task.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(task) = task {
            task.abort();
        }
    }
}

impl Inner {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads until nothing is due any more, or the Admin API fails: whoever looks next begins anew.
    async fn read(self: Arc<Self>) {
        let mut step = self.pace.begin();
        while let Some(due) = self.next(step.lists) {
            sleep(step.wait).await;
            let since = self.known().moment();
            let outcomes = stream::iter(due)
                .map(|id| self.read_one(id))
                .buffer_unordered(AT_ONCE)
                .collect()
                .await;
            let next = match self.keep(since, outcomes) {
                (left, None) => Some(self.pace.go_on(left)),
                (_, Some(error)) => {
                    tracing::warn!(%error, "not every access list could be read");
                    Pace::after(&error)
                }
            };
            let Some(next) = next else {
                let _known = self.known();
                self.reading.send_replace(false);
                return;
            };
            step = next;
        }
    }

    /// What is to be read next. When there is nothing, the task is over: under one lock, so that nobody who looks takes
    /// it for being at work still.
    fn next(&self, most: usize) -> Option<Vec<KeyId>> {
        let known = self.known();
        let due = known.due(self.pace.good_for(), most);
        if due.is_empty() {
            self.reading.send_replace(false);
            return None;
        }
        Some(due)
    }

    /// Reads a list for somebody who waits for it, and waits with them where the Admin API asks for it.
    async fn read_in_turn(&self, id: KeyId, deadline: Instant) -> Outcome {
        loop {
            match self.read_one(id).await {
                (
                    _,
                    Err(UpstreamError::RateLimited {
                        retry_after: Some(wait),
                    }),
                ) if Instant::now() + wait < deadline => sleep(wait.max(AT_LEAST)).await,
                outcome => return outcome,
            }
        }
    }

    async fn read_one(&self, id: KeyId) -> Outcome {
        let read = self.upstream.access_list_allowed(self.organization, id).await;
        let outcome = match read {
            Ok((list, left)) => Ok((Some(list.into()), left)),
            Err(error) if is_gone(&error) => Ok((None, None)),
            Err(error) => Err(error),
        };
        (id, outcome)
    }

    /// Keeps what was read. Gives what is left of the budget, and what failed.
    fn keep(&self, since: Moment, outcomes: Vec<Outcome>) -> (Option<Allowance>, Option<UpstreamError>) {
        let now = self.clock.seconds();
        let mut known = self.known();
        let (mut left, mut failed) = (None::<Allowance>, None);
        for (id, outcome) in outcomes {
            match outcome {
                Ok((list, allowance)) => {
                    known.keep_list(since, now, id, list);
                    left = [left, allowance]
                        .into_iter()
                        .flatten()
                        .min_by_key(|left| left.remaining);
                }
                Err(error) => failed = Some(error),
            }
        }
        (left, failed)
    }
}

/// Whether a key was deleted since the list of keys was read.
fn is_gone(error: &UpstreamError) -> bool {
    error
        .api()
        .is_some_and(|error| error.status == 404 || error.code == "API_KEY_NOT_FOUND")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::UNIX_EPOCH;
    use tokio::net::TcpListener;
    use upstream::{Flavor, UpstreamConfig};
    use zeroize::Zeroizing;

    #[tokio::test]
    async fn reading_ends_with_the_connection() {
        // A server that takes connections and never says anything.
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let upstream = Upstream::new(UpstreamConfig {
            base_url: format!("http://{}", listener.local_addr().unwrap())
                .parse()
                .unwrap(),
            flavor: Flavor::AtlasV2,
            public_key: "abcdefgh".into(),
            private_key: Zeroizing::new("secret".into()),
            timeout: Duration::from_secs(600),
        });
        let clock = Clock::new(|| UNIX_EPOCH);
        let organization = OrganizationId::from_bytes([1; 12]);
        let lists = Lists::new(Arc::new(upstream.unwrap()), organization, clock, Pace::Full);
        let key = Key {
            id: KeyId::from_bytes([2; 12]),
            description: "ci".into(),
            public_key: "abcdefgh".parse().unwrap(),
            masked_private_key: String::new(),
            roles: vec![],
        };
        let since = lists.moment();
        lists.inner.known().keep_keys(since, 0, &Arc::from([key]));
        lists.begin_to_read();
        let _silent = listener.accept().await.unwrap();
        let inner = Arc::downgrade(&lists.inner);
        let mut reading = lists.inner.reading.subscribe();
        assert!(*reading.borrow());
        drop(lists);
        // The task gives up what it holds, and with it the sender.
        assert!(
            timeout(Duration::from_secs(20), reading.changed())
                .await
                .unwrap()
                .is_err()
        );
        assert!(inner.upgrade().is_none());
    }
}
