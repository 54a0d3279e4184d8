//! Where everything is kept: one directory for its owner only, and one server on it at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::backup;
use crate::error::Error;

/// The file that a server holds a lock on.
pub(crate) const LOCK: &str = "keyhold.lock";
/// The backend's own database.
pub(crate) const DATABASE: &str = "keyhold.db";
/// The key that seals the credentials in it.
pub(crate) const SEALING_KEY: &str = "keyhold.key";

/// The directory with all that must survive a restart. It and what is in it can be read by its owner only.
#[derive(Clone, Debug)]
pub struct DataDir(PathBuf);

/// The right to be the only server on a directory. It ends when this is dropped, or when the process ends however it
/// may.
#[derive(Debug)]
pub struct ServerLock {
    _file: File,
}

impl DataDir {
    /// The given directory, or the one the platform has for this, made if it is not there.
    ///
    /// # Errors
    /// When there is no such place, or it cannot be made.
    pub fn open(given: Option<PathBuf>) -> Result<Self, Error> {
        let path = match given {
            Some(path) => path,
            None => platform_default().ok_or(Error::NoDataDirectory)?,
        };
        seal::private_directory(&path)?;
        let directory = Self(path);
        backup::finish_restore(&directory)?;
        Ok(directory)
    }

    /// The directory itself, which the embedded Admin API shares.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Becomes the only server on the directory.
    ///
    /// # Errors
    /// [`Error::DirectoryInUse`] when another one is running.
    pub fn lock(&self) -> Result<ServerLock, Error> {
        let path = self.0.join(LOCK);
        seal::private_file(&path)?;
        let action = || format!("lock {}", path.display());
        let file = OpenOptions::new()
            .write(true)
            .open(&path)
            .map_err(Error::io(action()))?;
        match file.try_lock() {
            Ok(()) => Ok(ServerLock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::DirectoryInUse(self.0.clone())),
            Err(TryLockError::Error(error)) => Err(Error::io(action())(error)),
        }
    }

    /// The backend's own database.
    pub(crate) fn database(&self) -> PathBuf {
        self.0.join(DATABASE)
    }

    /// The key that seals the credentials in it.
    pub(crate) fn sealing_key(&self) -> PathBuf {
        self.0.join(SEALING_KEY)
    }
}

fn platform_default() -> Option<PathBuf> {
    ProjectDirs::from("", "", "keyhold").map(|directories| directories.data_local_dir().to_path_buf())
}
