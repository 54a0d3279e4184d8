//! Backups: both databases and the keys that open what is sealed in them, in one tar file for its owner only.
//!
//! A backup is taken from a running server: SQLite copies each database as it is at one moment, and writers do not wait for
//! it. A restore happens whole or not at all: the data is made ready aside and put under a name that makes it count in one
//! step; what an interruption leaves undone after that step is done by the next command that opens the directory.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use seal::Sealer;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use tar::{Archive, EntryType, Header};
use tempfile::{NamedTempFile, TempDir};
use time::OffsetDateTime;

use crate::data_dir::{self, DataDir};
use crate::error::Error;

/// The databases, in the order they are copied: a key that the first one uses is in the second one by then.
const DATABASES: [&str; 2] = [data_dir::DATABASE, admin_api::DATABASE];
const KEYS: [&str; 2] = [data_dir::SEALING_KEY, admin_api::SEALING_KEY];
/// What SQLite keeps beside a database; with another database it would be nonsense.
const BESIDE_A_DATABASE: [&str; 3] = ["-wal", "-shm", "-journal"];
/// Data that counts, but is not in its place yet.
const PENDING: &str = "restoring";

/// Why a backup could not be made or put back.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// The file to write is there.
    #[error("{} is there already; name another file", .0.display())]
    FileExists(PathBuf),
    /// There is no data to back up.
    #[error("there is no {}; start keyhold serve once, and there is something to back up", .0.display())]
    NothingThere(PathBuf),
    /// The directory has data in it.
    #[error("{} is not empty; give --force to replace the data in it", .0.display())]
    NotEmpty(PathBuf),
    /// The file is not a backup, or not whole.
    #[error("{} is no backup of keyhold: {reason}", .file.display())]
    NoBackup {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

/// Writes all data of the directory to a file that is not there yet, also while a server works on it.
///
/// # Errors
/// When the file is there, the data is not, or one of them cannot be used.
pub async fn back_up(directory: &DataDir, to: &Path, now: OffsetDateTime) -> Result<(), Error> {
    if to.exists() {
        return Err(BackupError::FileExists(to.to_path_buf()).into());
    }
    for name in DATABASES.iter().chain(&KEYS) {
        let path = directory.path().join(name);
        if !path.is_file() {
            return Err(BackupError::NothingThere(path).into());
        }
    }
    let place = parent(to);
    let copies = private_temporary(place)?;
    for name in DATABASES {
        copy_database(&directory.path().join(name), &copies.path().join(name)).await?;
    }
    // A temporary file is for its owner only, and is removed if anything below fails.
    let mut file =
        NamedTempFile::new_in(place).map_err(Error::io(format!("write in {}", place.display())))?;
    let written = || Error::io(format!("write {}", to.display()));
    let mut archive = tar::Builder::new(file.as_file_mut());
    for (name, from) in DATABASES
        .iter()
        .map(|name| (name, copies.path()))
        .chain(KEYS.iter().map(|name| (name, directory.path())))
    {
        append(&mut archive, name, &from.join(name), now).map_err(written())?;
    }
    archive.into_inner().map_err(written())?;
    file.as_file().sync_all().map_err(written())?;
    match file.persist_noclobber(to) {
        Ok(_) => sync_directory(place),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(BackupError::FileExists(to.to_path_buf()).into())
        }
        Err(error) => Err(written()(error.error)),
    }
}

/// Puts the data of a backup in place, in a directory that no server works on.
///
/// # Errors
/// When a server works on the directory, there is data in it and `force` is not given, or the file is no backup that is
/// whole. Nothing has changed then.
pub async fn restore(directory: &DataDir, from: &Path, force: bool) -> Result<(), Error> {
    let _lock = directory.lock()?;
    if !force && !is_empty(directory.path())? {
        return Err(BackupError::NotEmpty(directory.path().to_path_buf()).into());
    }
    let ready = private_temporary(directory.path())?;
    unpack(from, ready.path())?;
    for name in DATABASES {
        check_database(&ready.path().join(name), from).await?;
    }
    for name in KEYS {
        Sealer::open_or_create(&ready.path().join(name))?;
    }
    sync_directory(ready.path())?;
    // From here on it counts.
    let pending = directory.path().join(PENDING);
    fs::rename(ready.path(), &pending).map_err(Error::io(format!("make {}", pending.display())))?;
    sync_directory(directory.path())?;
    put_in_place(directory.path())
}

/// Ends a restore that was interrupted after its data counted.
pub(crate) fn finish_restore(directory: &DataDir) -> Result<(), Error> {
    if !directory.path().join(PENDING).is_dir() {
        return Ok(());
    }
    let _lock = directory.lock()?;
    put_in_place(directory.path())
}

/// Can be done again from wherever it was interrupted.
fn put_in_place(directory: &Path) -> Result<(), Error> {
    let pending = directory.join(PENDING);
    let failed = || Error::io(format!("put the restored data in {}", directory.display()));
    for name in DATABASES.iter().chain(&KEYS) {
        let (ready, place) = (pending.join(name), directory.join(name));
        if !ready.exists() {
            continue;
        }
        for suffix in BESIDE_A_DATABASE {
            remove_if_there(&directory.join(format!("{name}{suffix}"))).map_err(failed())?;
        }
        fs::rename(&ready, &place).map_err(failed())?;
    }
    sync_directory(directory)?;
    fs::remove_dir_all(&pending).map_err(failed())?;
    sync_directory(directory)
}

/// Copies a database as it is at one moment.
async fn copy_database(from: &Path, to: &Path) -> Result<(), Error> {
    // Made first, because SQLite would make it for everybody to read.
    seal::private_file(to)?;
    let target = to
        .to_str()
        .ok_or_else(|| Error::Corrupt(format!("the path {}", to.display())))?;
    let mut connection = SqliteConnection::connect_with(&existing(from)).await?;
    sqlx::query("VACUUM INTO ?")
        .bind(target)
        .execute(&mut connection)
        .await?;
    Ok(connection.close().await?)
}

/// Refuses a database that is damaged.
async fn check_database(path: &Path, backup: &Path) -> Result<(), Error> {
    let damaged = |reason: String| {
        Error::from(no_backup(
            backup,
            format!("a database in it is damaged: {reason}"),
        ))
    };
    let options = existing(path).pragma("query_only", "ON");
    let mut connection = SqliteConnection::connect_with(&options)
        .await
        .map_err(|error| damaged(error.to_string()))?;
    // The first statement finds what SQLite would take for a new database.
    let _: i64 = sqlx::query_scalar("SELECT count(*) FROM _sqlx_migrations")
        .fetch_one(&mut connection)
        .await
        .map_err(|error| damaged(error.to_string()))?;
    let verdict: String = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_one(&mut connection)
        .await
        .map_err(|error| damaged(error.to_string()))?;
    connection.close().await?;
    if verdict == "ok" {
        Ok(())
    } else {
        Err(damaged(verdict))
    }
}

fn existing(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .busy_timeout(std::time::Duration::from_secs(10))
}

fn append<W: io::Write>(
    archive: &mut tar::Builder<W>,
    name: &str,
    path: &Path,
    now: OffsetDateTime,
) -> io::Result<()> {
    let file = File::open(path)?;
    let mut header = Header::new_gnu();
    header.set_entry_type(EntryType::Regular);
    header.set_mode(0o600);
    header.set_size(file.metadata()?.len());
    header.set_mtime(u64::try_from(now.unix_timestamp()).unwrap_or_default());
    archive.append_data(&mut header, name, file)
}

/// Unpacks a backup, which holds each file once and nothing else.
fn unpack(backup: &Path, into: &Path) -> Result<(), Error> {
    let file = File::open(backup).map_err(Error::io(format!("read {}", backup.display())))?;
    let unreadable = |error: io::Error| Error::from(no_backup(backup, error.to_string()));
    let mut archive = Archive::new(file);
    for entry in archive.entries().map_err(unreadable)? {
        let mut entry = entry.map_err(unreadable)?;
        let path = entry.path().map_err(unreadable)?.into_owned();
        let known = DATABASES
            .iter()
            .chain(&KEYS)
            .find(|name| Path::new(name) == path && entry.header().entry_type() == EntryType::Regular);
        let Some(name) = known else {
            return Err(no_backup(backup, format!("it holds {}", path.display())).into());
        };
        let to = into.join(name);
        if to.exists() {
            return Err(no_backup(backup, format!("it holds {name} twice")).into());
        }
        let size = entry.size();
        let written = write_whole(&mut entry, &to).map_err(Error::io(format!("write {}", to.display())))?;
        if written != size {
            return Err(no_backup(backup, format!("{name} is not whole")).into());
        }
    }
    match DATABASES
        .iter()
        .chain(&KEYS)
        .find(|name| !into.join(name).exists())
    {
        Some(missing) => Err(no_backup(backup, format!("{missing} is missing")).into()),
        None => Ok(()),
    }
}

fn write_whole(content: &mut impl Read, to: &Path) -> io::Result<u64> {
    seal::private_file(to).map_err(io::Error::other)?;
    let mut file = File::options().write(true).open(to)?;
    let written = io::copy(content, &mut file)?;
    file.sync_all()?;
    Ok(written)
}

fn no_backup(file: &Path, reason: String) -> BackupError {
    BackupError::NoBackup {
        file: file.to_path_buf(),
        reason,
    }
}

/// Whether there is nothing in a directory but the lock.
fn is_empty(directory: &Path) -> Result<bool, Error> {
    let failed = || Error::io(format!("read {}", directory.display()));
    for entry in fs::read_dir(directory).map_err(failed())? {
        if entry.map_err(failed())?.file_name() != data_dir::LOCK {
            return Ok(false);
        }
    }
    Ok(true)
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// A directory for its owner only, which is removed with all that is in it.
fn private_temporary(place: &Path) -> Result<TempDir, Error> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".keyhold-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder
        .tempdir_in(place)
        .map_err(Error::io(format!("make a directory in {}", place.display())))
}

fn parent(path: &Path) -> &Path {
    path.parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// What was renamed in a directory would else be lost with the power.
#[cfg(unix)]
fn sync_directory(path: &Path) -> Result<(), Error> {
    File::open(path)
        .and_then(|directory| directory.sync_all())
        .map_err(Error::io(format!("flush {}", path.display())))
}

#[cfg(not(unix))]
fn sync_directory(_: &Path) -> Result<(), Error> {
    Ok(())
}
