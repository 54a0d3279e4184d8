//! Whether anything has changed, for whoever wants to use again what was read before.
//!
//! The question goes to SQLite itself (`PRAGMA data_version`), which no process that writes to the file can forget to
//! answer. It is asked on a connection of its own, because SQLite tells a connection of all commits but its own; and only
//! use counters are written through that connection, which is what keeps them from counting as a change.

use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::SqliteConnection;
use tokio::sync::{Mutex, MutexGuard};

use crate::error::Error;

/// A state of everything but the use counters. A later one is greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(u64);

impl Version {
    pub(crate) fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// Asks for the version. All who come while one question is on its way share the next, so that under load a question
/// serves many.
#[derive(Debug)]
pub(super) struct Versions {
    connection: Mutex<SqliteConnection>,
    /// How many questions were begun.
    begun: AtomicU64,
    last: Mutex<Answer>,
}

#[derive(Debug, Default)]
struct Answer {
    /// Which question it is the answer to, from 1.
    question: u64,
    /// SQLite's own number: another one after a commit of others, and that is all it says.
    data_version: i64,
    version: Version,
}

impl Versions {
    pub(super) fn on(connection: SqliteConnection) -> Self {
        Self {
            connection: Mutex::new(connection),
            begun: AtomicU64::new(0),
            last: Mutex::default(),
        }
    }

    /// The version at a moment after this was called: whatever was acknowledged before has a part in it. `None` while use
    /// counters are written, for which nobody shall wait.
    pub(super) async fn ask(&self) -> Result<Option<Version>, Error> {
        let begun = self.begun.load(Ordering::SeqCst);
        let mut last = self.last.lock().await;
        if last.question > begun {
            return Ok(Some(last.version));
        }
        // Requests that came at the same time come along.
        tokio::task::yield_now().await;
        let Ok(mut connection) = self.connection.try_lock() else {
            return Ok(None);
        };
        let question = self.begun.fetch_add(1, Ordering::SeqCst) + 1;
        // Whoever asks may leave here. The question then has no answer, and the next one who waits asks another.
        let data_version = sqlx::query_scalar("PRAGMA data_version")
            .fetch_one(&mut *connection)
            .await?;
        let same = last.question > 0 && data_version == last.data_version;
        let version = if same { last.version } else { last.version.next() };
        *last = Answer {
            question,
            data_version,
            version,
        };
        Ok(Some(version))
    }

    /// The connection, to write use counters.
    pub(super) async fn connection(&self) -> MutexGuard<'_, SqliteConnection> {
        self.connection.lock().await
    }
}

#[cfg(test)]
mod tests {
    use std::future::{Future, poll_fn};
    use std::net::{IpAddr, Ipv4Addr};
    use std::pin::pin;
    use std::sync::Arc;
    use std::sync::atomic::Ordering;
    use std::task::Poll;

    use access::{AddressBlock, Identity, KeyId};
    use tokio::task::JoinSet;

    use crate::model::LastUse;
    use crate::store::{Store, Uses, Version, plan};
    use crate::timestamp::Timestamp;

    const CHANGE: &str = "INSERT INTO organizations (id, name, access_list_required, preferences, created)
                          SELECT printf('%024x', count(*)), 'Organization ' || count(*), 0, '{}', 0 FROM organizations";

    async fn version(store: &Store) -> Version {
        store.version().await.unwrap().unwrap()
    }

    #[tokio::test]
    async fn every_commit_has_a_version_of_its_own_whoever_made_it() {
        let (directory, store) = plan::store().await;
        let another = Store::open(&directory.path().join("plan.db")).await.unwrap();
        let mut before = version(&store).await;
        for writer in [&store, &another, &another, &store] {
            let mut change = writer.change().await.unwrap();
            sqlx::query(CHANGE)
                .execute(&mut *change.transaction)
                .await
                .unwrap();
            assert_eq!(version(&store).await, before, "nothing is committed yet");
            change.commit().await.unwrap();
            let after = version(&store).await;
            assert!(after > before);
            assert_eq!(version(&store).await, after, "nothing more has changed");
            before = after;
        }
    }

    #[tokio::test]
    async fn use_counters_are_no_change_and_a_change_beside_them_is() {
        let (_directory, store) = plan::store().await;
        let address = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let uses = Uses {
            holder: Identity::Key(KeyId::from_bytes([1; 12])),
            block: AddressBlock::from_address(address),
            count: 1,
            last: LastUse {
                at: Timestamp::from_seconds(1),
                address,
            },
        };
        let entry = "INSERT INTO access_list_entries (api_key_id, block, family, network, prefix, created)
                     VALUES ('010101010101010101010101', '127.0.0.1/32', 4, x'7f000001', 32, 0)";
        sqlx::query("PRAGMA foreign_keys = off")
            .execute(&store.writer)
            .await
            .unwrap();
        sqlx::query(entry).execute(&store.writer).await.unwrap();
        let before = version(&store).await;
        for written in 1..=3_i64 {
            store.add_uses(&[uses]).await.unwrap();
            let count: i64 = sqlx::query_scalar("SELECT count FROM access_list_uses")
                .fetch_one(&store.readers)
                .await
                .unwrap();
            assert_eq!(count, written);
            assert_eq!(version(&store).await, before);
        }
        sqlx::query(CHANGE).execute(&store.writer).await.unwrap();
        store.add_uses(&[uses]).await.unwrap();
        assert!(version(&store).await > before);
    }

    #[tokio::test]
    async fn nobody_waits_for_use_counters() {
        let (_directory, store) = plan::store().await;
        let writing = store.versions.connection().await;
        assert_eq!(store.version().await.unwrap(), None);
        drop(writing);
        version(&store).await;
    }

    #[tokio::test]
    async fn a_question_that_was_given_up_answers_nobody() {
        let (_directory, store) = plan::store().await;
        let before = version(&store).await;
        {
            let mut given_up = pin!(store.version());
            let on_its_way = poll_fn(|context| Poll::Ready(given_up.as_mut().poll(context).is_pending()));
            assert!(on_its_way.await);
        }
        sqlx::query(CHANGE).execute(&store.writer).await.unwrap();
        assert!(version(&store).await > before);
    }

    #[tokio::test]
    async fn those_who_wait_for_one_question_share_the_next() {
        let (_directory, store) = plan::store().await;
        let store = Arc::new(store);
        let mut asking = JoinSet::new();
        for _ in 0..20 {
            let store = Arc::clone(&store);
            asking.spawn(async move { version(&store).await });
        }
        asking.join_all().await;
        let questions = store.versions.begun.load(Ordering::SeqCst);
        assert_eq!(questions, 1, "one for all");
    }
}
