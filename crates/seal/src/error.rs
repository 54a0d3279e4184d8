//! What can go wrong while keeping secrets. No variant carries a secret, so all of them may be shown and logged.

use std::io;
use std::path::{Path, PathBuf};

/// Why a value could not be sealed or opened, or why a place for secrets was refused.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The sealed value does not open. Which of the causes it was is deliberately not told apart.
    #[error(
        "the sealed value cannot be opened: it was changed, belongs elsewhere, or was sealed under another key"
    )]
    Refused,
    /// The value is longer than the cipher can seal (256 GiB).
    #[error("the value is too long to be sealed")]
    TooLong,
    /// The operating system gave no randomness.
    #[error("the operating system gave no randomness")]
    Randomness,
    /// The key file is not exactly one key long. It is never repaired: a new key could open nothing sealed before.
    #[error("the key file {} must be exactly {expected} bytes long; restore it from a backup", .path.display())]
    KeyFileLength {
        /// The file that was read.
        path: PathBuf,
        /// The only length a key file may have, in bytes.
        expected: usize,
    },
    /// The key file can be read by every user of the machine, or changed by another than its owner.
    #[error("the key file {} is open to other users; allow only its owner: chmod 600", .0.display())]
    KeyFileExposed(PathBuf),
    /// A directory was wanted and something else stands there.
    #[error("{} is not a directory", .0.display())]
    NotADirectory(PathBuf),
    /// The file system refused.
    #[error("cannot {action} {}: {source}", .path.display())]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// What it was tried on.
        path: PathBuf,
        /// The operating system's answer.
        source: io::Error,
    },
}

impl SealError {
    /// Puts the action and the path to an I/O error, for `map_err`.
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io {
            action,
            path: path.to_path_buf(),
            source,
        }
    }
}
