//! Everything that can go wrong here, by meaning. How it is told to a person is in `words`.

use std::io;
use std::path::PathBuf;

use access::{AddressBlock, Permission};
use axum::response::{IntoResponse, Response};
use time::Duration;

use crate::words;

/// Why something was refused or failed. No variant carries a secret.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nobody is signed in, or the session has ended.
    #[error("nobody is signed in")]
    SignedOut,
    /// The name or the password is wrong.
    #[error("wrong name or password")]
    WrongCredentials,
    /// A change was asked for by a page of another origin, or one that names none.
    #[error("the request came from another origin")]
    ForeignOrigin,
    /// The request names a host this server does not go by.
    #[error("the request names a foreign host")]
    ForeignHost,
    /// The operator's role does not allow it.
    #[error("{needed:?} is needed")]
    Forbidden {
        /// What is missing.
        needed: Permission,
        /// The names of those who may do everything.
        owners: Vec<String>,
    },
    /// There is no such endpoint.
    #[error("there is no such endpoint")]
    NoSuchEndpoint,
    /// The endpoint is not for this method.
    #[error("the endpoint does not know this method")]
    WrongMethod,
    /// There is no such key.
    #[error("there is no such key")]
    NoSuchKey,
    /// There is no such project.
    #[error("there is no such project")]
    NoSuchProject,
    /// The key is not on the project.
    #[error("the key is not on the project")]
    NotOnProject,
    /// There is no such personal API key.
    #[error("there is no such personal API key")]
    NoSuchPersonalKey,
    /// Something sent cannot be taken.
    #[error("{message}")]
    Invalid {
        /// The field, by its wire name; `None` where it is the request as a whole.
        field: Option<&'static str>,
        /// Which item, where the field is a list.
        index: Option<usize>,
        /// What is wrong and what to do.
        message: String,
    },
    /// It would shut out the key this backend uses.
    #[error("{0}")]
    WouldLockOut(String),
    /// What the change would do is not what was accepted; what it would do now.
    #[error("the change would do something else than was accepted")]
    ReportChanged(Box<contract::Report>),
    /// A change of an access list failed on its way.
    #[error("a change of an access list was made in part: {}", .0.cause)]
    HalfDone(Box<Half>),
    /// It is so already.
    #[error("{0}")]
    Conflict(String),
    /// The set-up link was used, replaced, or never given.
    #[error("the set-up link does not count any more")]
    LinkExpired,
    /// Too many tries.
    #[error("too many tries")]
    TooMany {
        /// How long to wait.
        retry_after: Duration,
    },
    /// The request took too long.
    #[error("the request took too long")]
    TooSlow,
    /// The Admin API refused or failed.
    #[error(transparent)]
    Upstream(#[from] upstream::Error),
    /// The Admin API refused or failed where it was asked as an operator's own account.
    #[error(transparent)]
    Account(upstream::Error),
    /// There is no connection to an Admin API yet.
    #[error("there is no connection to an Admin API yet")]
    NoConnection,
    /// A connection cannot be used, in words for the person who adds it.
    #[error("{0}")]
    Connection(String),
    /// The embedded Admin API failed.
    #[error("the embedded Admin API: {0}")]
    Embedded(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// The database could not be brought to this version's schema.
    #[error("cannot bring {path} to this version's schema: {cause}")]
    Migration {
        /// The database.
        path: PathBuf,
        /// What the database said.
        #[source]
        cause: sqlx::migrate::MigrateError,
    },
    /// A newer Keyhold wrote the database.
    #[error(
        "{path} was written by a newer version of Keyhold (its schema has step {step}, which this version does not \
         know); start that version, or restore a backup made by this one"
    )]
    NewerDatabase {
        /// The database.
        path: PathBuf,
        /// The first step that is not known.
        step: i64,
    },
    /// The database holds something this version never writes.
    #[error("the database holds {0}, which cannot be right")]
    Corrupt(String),
    /// A secret cannot be kept or opened.
    #[error(transparent)]
    Seal(#[from] seal::SealError),
    /// Another server works on the data directory.
    #[error(
        "another keyhold server is running on {0}; stop it first, or give this one a directory of its own with \
         --data-dir"
    )]
    DirectoryInUse(PathBuf),
    /// No place to keep data is known.
    #[error("this platform names no place for data; give one with --data-dir")]
    NoDataDirectory,
    /// The operating system refused.
    #[error("cannot {action}: {source}")]
    Io {
        /// What was tried, as a verb and an object.
        action: String,
        /// The operating system's answer.
        source: io::Error,
    },
    /// A backup cannot be made or put back.
    #[error(transparent)]
    Backup(#[from] crate::backup::BackupError),
    /// A password could not be hashed.
    #[error("a password could not be hashed")]
    Hashing,
    /// A handler panicked.
    #[error("a handler panicked")]
    Panicked,
}

/// How far a change of an access list came. What was to be added is on the list.
#[derive(Debug)]
pub struct Half {
    /// What is new on the list.
    pub added: Vec<AddressBlock>,
    /// What is gone from it.
    pub removed: Vec<AddressBlock>,
    /// What was to be removed, and is there still.
    pub left: Vec<AddressBlock>,
    /// Why.
    pub cause: upstream::Error,
}

impl Error {
    /// A field that cannot be taken.
    pub(crate) fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid {
            field: Some(field),
            index: None,
            message: message.into(),
        }
    }

    /// An item of a list that cannot be taken.
    pub(crate) fn invalid_item(field: &'static str, index: usize, message: impl Into<String>) -> Self {
        Self::Invalid {
            field: Some(field),
            index: Some(index),
            message: message.into(),
        }
    }

    /// A request that cannot be taken as a whole.
    pub(crate) fn unreadable(message: impl Into<String>) -> Self {
        Self::Invalid {
            field: None,
            index: None,
            message: message.into(),
        }
    }

    /// Puts the action to an I/O error, for `map_err`.
    pub(crate) fn io(action: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io {
            action: action.into(),
            source,
        }
    }
}

/// The answer is complete but for the request's id, which `web::requests` adds.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        words::answer(self)
    }
}
