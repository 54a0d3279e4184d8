//! Where the Admin API keeps everything. Its methods speak the words of the model; SQL stands only in the files below.
//!
//! Reads go through a pool. Changes go through one connection, one at a time, each in a transaction that takes the
//! write lock at once, so that what it read still holds when it writes, whatever other process works on the file. Use
//! counters, which no rule reads, are written beside all that.

mod access_lists;
mod accounts;
mod api_keys;
mod events;
mod inspection;
mod organizations;
#[cfg(test)]
mod plan;
mod projects;
mod rows;
mod uses;
mod version;

use std::path::Path;
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Sqlite, SqlitePool, Transaction};

use crate::error::Error;

pub(crate) use api_keys::NewApiKey;
pub(crate) use inspection::{Inspection, StoredEntry};
pub(crate) use uses::Uses;
pub(crate) use version::Version;
use version::Versions;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// How long a change waits for another process that holds the write lock.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
const BUSY_PAUSE: Duration = Duration::from_millis(20);
/// The code by which SQLite says that another has the file.
const SQLITE_BUSY: &str = "5";
const READERS: u32 = 4;

/// The database of the Admin API.
#[derive(Debug)]
pub(crate) struct Store {
    readers: SqlitePool,
    writer: SqlitePool,
    versions: Versions,
}

/// A transaction that changes something: all of it happens, or, when it is dropped without
/// [`commit`](Self::commit), nothing.
pub(crate) struct Change {
    transaction: Transaction<'static, Sqlite>,
}

/// Which rows of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    pub(crate) skip: u32,
    pub(crate) take: u32,
}

impl Store {
    /// Opens the database file, which must exist (it may be empty), and brings it to this version's schema.
    pub(crate) async fn open(path: &Path) -> Result<Self, Error> {
        // FULL: what was acknowledged must survive the loss of power, which WAL alone does not give.
        let options = SqliteConnectOptions::new()
            .filename(path)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(BUSY_TIMEOUT);
        let writer = open_writer(&options).await?;
        migrate(&writer, path).await?;
        // Use counters were acknowledged to nobody, and requests are slower while they are written.
        let of_counters = options.clone().synchronous(SqliteSynchronous::Normal);
        let versions = Versions::on(of_counters.connect().await?);
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options.read_only(true))
            .await?;
        Ok(Self {
            readers,
            writer,
            versions,
        })
    }

    /// The version of everything but the use counters; `None` when it cannot be told without waiting.
    pub(crate) async fn version(&self) -> Result<Option<Version>, Error> {
        self.versions.ask().await
    }

    /// Begins a change.
    pub(crate) async fn change(&self) -> Result<Change, Error> {
        Ok(Change {
            transaction: self.writer.begin_with("BEGIN IMMEDIATE").await?,
        })
    }
}

impl Change {
    /// Makes the change lasting.
    pub(crate) async fn commit(self) -> Result<(), Error> {
        Ok(self.transaction.commit().await?)
    }
}

/// Whoever opens a new file turns it to WAL, and SQLite tells all others who try meanwhile that it is locked at once,
/// without the timeout it keeps elsewhere.
async fn open_writer(options: &SqliteConnectOptions) -> Result<SqlitePool, Error> {
    let deadline = tokio::time::Instant::now() + BUSY_TIMEOUT;
    loop {
        let pool = SqlitePoolOptions::new().max_connections(1);
        match pool.connect_with(options.clone()).await {
            Err(sqlx::Error::Database(cause))
                if cause.code().as_deref() == Some(SQLITE_BUSY) && tokio::time::Instant::now() < deadline =>
            {
                tokio::time::sleep(BUSY_PAUSE).await;
            }
            opened => return Ok(opened?),
        }
    }
}

/// Brings the schema up to date in one transaction, so that several processes may start at once and none sees half of
/// it.
async fn migrate(writer: &SqlitePool, path: &Path) -> Result<(), Error> {
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
    let migrated = MIGRATIONS.run(&mut *transaction).await;
    migrated.map_err(|cause| match cause {
        MigrateError::VersionMissing(step) => Error::NewerDatabase {
            path: path.to_path_buf(),
            step,
        },
        cause => Error::Migration {
            path: path.to_path_buf(),
            cause,
        },
    })?;
    Ok(transaction.commit().await?)
}
