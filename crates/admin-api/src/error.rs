//! What can go wrong that is not the caller's doing, and what the administration of the store refuses.

use std::path::PathBuf;

use crate::refusal::Refusal;

/// Why the embedded Admin API could not be opened, or did not do what its administration asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The data directory or the key that seals the credentials cannot be used.
    #[error(transparent)]
    Seal(#[from] seal::SealError),
    /// A newer Keyhold made the database.
    #[error(
        "{path} was written by a newer version of Keyhold (its schema has step {step}, which this version does not \
         know); start that version, or restore a backup made by this one"
    )]
    NewerDatabase {
        /// The database.
        path: PathBuf,
        /// The first step of its schema that this version does not know.
        step: i64,
    },
    /// The database could not be brought to this version's schema.
    #[error("cannot bring {path} to this version's schema: {cause}")]
    Migration {
        /// The database.
        path: PathBuf,
        /// What the database said.
        #[source]
        cause: sqlx::migrate::MigrateError,
    },
    /// The database failed.
    #[error("the Admin API's database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// The database holds something that this crate never writes.
    #[error("the Admin API's database holds {what}, which cannot be right")]
    Corrupt {
        /// What was found, without any secret.
        what: String,
    },
    /// The operating system gave no random numbers.
    #[error("the operating system gives no random numbers")]
    Randomness,
    /// The routes were not served with the peer's address at hand, without which no access list can be checked.
    #[error("the Admin API is served without the address of its clients")]
    NoPeerAddress,
    /// There is such an organization already.
    #[error("there is an organization named “{0}” already")]
    OrganizationNameTaken(access::OrganizationName),
    /// A directory cannot be read.
    #[error("cannot read {path}: {cause}", path = .path.display())]
    Unreadable {
        /// The directory.
        path: PathBuf,
        /// The operating system's answer.
        #[source]
        cause: std::io::Error,
    },
    /// A backend cannot be used.
    #[error("the backend {url} cannot be used: {reason}")]
    Backend {
        /// Its URL as given, without a password.
        url: String,
        /// Why.
        reason: String,
    },
    /// A file of accounts cannot be imported.
    #[error("line {line}: {field}: {reason}")]
    Import {
        /// The line, from 1.
        line: usize,
        /// Where it is in the JSON, such as `accounts[0].keys[1].key`.
        field: String,
        /// What is wrong with it, without any secret.
        reason: String,
    },
    /// A rule of the Admin API forbids it.
    #[error("{detail} ({code})")]
    Refused {
        /// The error code of the API.
        code: &'static str,
        /// What it says.
        detail: String,
    },
}

impl Error {
    /// Something in a row that could not be read.
    pub(crate) fn corrupt(what: impl Into<String>) -> Self {
        Self::Corrupt { what: what.into() }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        if let Refusal::Unexpected(error) = refusal {
            return error;
        }
        let wording = refusal.wording();
        Self::Refused {
            code: wording.code,
            detail: wording.detail,
        }
    }
}
