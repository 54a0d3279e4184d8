//! What the backend keeps: operators, their sessions, connections, and the set-up token. One SQLite file in which what
//! was acknowledged survives the end of the process, however sudden.

mod account_links;
mod connections;
mod operators;
mod sessions;
mod set_up;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use seal::Sealer;
use sqlx::SqlitePool;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::data_dir::DataDir;
use crate::error::Error;

pub(crate) use account_links::AccountLink;
pub(crate) use connections::ConnectionId;
pub use connections::StoredConnection;
pub(crate) use operators::OperatorId;
pub use operators::{Duty, NewOperator, OperatorName};
pub(crate) use sessions::StoredSession;

static MIGRATIONS: Migrator = sqlx::migrate!();

/// How long another process that holds the file is waited for.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const BUSY_PAUSE: Duration = Duration::from_millis(20);
/// The code by which SQLite says that another has the file.
const SQLITE_BUSY: &str = "5";

/// The database, and the key for the credentials in it.
#[derive(Clone, Debug)]
pub struct Store {
    pool: SqlitePool,
    sealer: Arc<Sealer>,
}

impl Store {
    /// Opens the database, making it or bringing it to this version's schema. Several processes may have it open.
    ///
    /// # Errors
    /// When the files cannot be used, or a newer version wrote them.
    pub async fn open(directory: &DataDir) -> Result<Self, Error> {
        let path = directory.database();
        seal::private_file(&path)?;
        let sealer = Arc::new(Sealer::open_or_create(&directory.sealing_key())?);
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT);
        let pool = connect(&options).await?;
        // In one transaction that has the write lock from its beginning, so that of several processes one migrates.
        let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
        MIGRATIONS
            .run(&mut *transaction)
            .await
            .map_err(|cause| refused_migration(&path, cause))?;
        transaction.commit().await?;
        Ok(Self { pool, sealer })
    }

    /// Ends all work on the database.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// Whoever opens a new file turns it to WAL, and SQLite tells all others who try meanwhile that it is locked at once,
/// without the timeout it keeps elsewhere.
async fn connect(options: &SqliteConnectOptions) -> Result<SqlitePool, sqlx::Error> {
    let deadline = tokio::time::Instant::now() + BUSY_TIMEOUT;
    loop {
        let pool = SqlitePoolOptions::new().max_connections(4);
        match pool.connect_with(options.clone()).await {
            Err(sqlx::Error::Database(cause))
                if cause.code().as_deref() == Some(SQLITE_BUSY) && tokio::time::Instant::now() < deadline =>
            {
                tokio::time::sleep(BUSY_PAUSE).await;
            }
            connected => return connected,
        }
    }
}

fn refused_migration(path: &Path, cause: MigrateError) -> Error {
    let path = path.to_path_buf();
    match cause {
        MigrateError::VersionMissing(step) => Error::NewerDatabase { path, step },
        cause => Error::Migration { path, cause },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn several_processes_may_make_the_database_at_once() {
        for _ in 0..10 {
            let home = tempfile::tempdir().unwrap();
            let directory = DataDir::open(Some(home.path().join("data"))).unwrap();
            let open = || Store::open(&directory);
            let (one, two, three, four) = tokio::join!(open(), open(), open(), open());
            for opened in [one, two, three, four] {
                opened.unwrap().close().await;
            }
        }
    }
}
