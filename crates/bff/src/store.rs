//! What the backend keeps: operators, their sessions, connections, and the set-up token. One SQLite file in which what
//! was acknowledged survives the end of the process, however sudden.

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

pub(crate) use connections::ConnectionId;
pub use connections::StoredConnection;
pub(crate) use operators::OperatorId;
pub use operators::{Duty, NewOperator, OperatorName};
pub(crate) use sessions::StoredSession;

static MIGRATIONS: Migrator = sqlx::migrate!();

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
            .busy_timeout(Duration::from_secs(5));
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .connect_with(options)
            .await?;
        MIGRATIONS
            .run(&pool)
            .await
            .map_err(|cause| refused_migration(&path, cause))?;
        Ok(Self { pool, sealer })
    }

    /// Ends all work on the database.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

fn refused_migration(path: &Path, cause: MigrateError) -> Error {
    let path = path.to_path_buf();
    match cause {
        MigrateError::VersionMissing(step) => Error::NewerDatabase { path, step },
        cause => Error::Migration { path, cause },
    }
}
