//! The file that holds the key. It is written aside and put in place in one step that never replaces anything, so a
//! reader finds a whole key or no file, and processes that race end up with the same key.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use tempfile::NamedTempFile;
use zeroize::Zeroizing;

use crate::error::SealError;
use crate::sealer::{KEY_LENGTH, random};

type Key = Zeroizing<[u8; KEY_LENGTH]>;

/// Reads the key, making the file first when there is none.
pub(crate) fn read_or_create(path: &Path) -> Result<Key, SealError> {
    match read(path) {
        Err(SealError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            create(path)?;
            // Read back rather than returned: another process may have been first, and its key is the key.
            read(path)
        }
        outcome => outcome,
    }
}

fn read(path: &Path) -> Result<Key, SealError> {
    let mut file = File::open(path).map_err(SealError::io("open", path))?;
    refuse_exposed(&file, path)?;
    // One byte more than a key, to notice a longer file without reading all of it.
    let mut content = Zeroizing::new([0; KEY_LENGTH + 1]);
    let mut length = 0;
    while length < content.len() {
        match file.read(&mut content[length..]) {
            Ok(0) => break,
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(SealError::io("read", path)(error)),
        }
    }
    if length != KEY_LENGTH {
        return Err(SealError::KeyFileLength {
            path: path.to_path_buf(),
            expected: KEY_LENGTH,
        });
    }
    let mut key = Key::default();
    key.copy_from_slice(&content[..KEY_LENGTH]);
    Ok(key)
}

fn create(path: &Path) -> Result<(), SealError> {
    let directory = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut key = Key::default();
    random(&mut *key)?;
    // A temporary file is made with mode 0600 on Unix, and is removed if anything below fails.
    let mut file =
        NamedTempFile::new_in(directory).map_err(SealError::io("create a key file in", directory))?;
    file.write_all(&*key).map_err(SealError::io("write", path))?;
    file.as_file().sync_all().map_err(SealError::io("write", path))?;
    match file.persist_noclobber(path) {
        Ok(_) => sync_directory(directory),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(SealError::io("create", path)(error.error)),
    }
}

/// A key that is lost with the power would take everything sealed under it along, so its directory entry is flushed.
#[cfg(unix)]
fn sync_directory(directory: &Path) -> Result<(), SealError> {
    File::open(directory)
        .and_then(|entry| entry.sync_all())
        .map_err(SealError::io("flush", directory))
}

#[cfg(not(unix))]
fn sync_directory(_: &Path) -> Result<(), SealError> {
    Ok(())
}

/// Reading by the file's group is allowed: that is how container platforms mount a secret that is owned by root.
#[cfg(unix)]
fn refuse_exposed(file: &File, path: &Path) -> Result<(), SealError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = file
        .metadata()
        .map_err(SealError::io("inspect", path))?
        .permissions()
        .mode();
    if mode & 0o027 == 0 {
        Ok(())
    } else {
        Err(SealError::KeyFileExposed(path.to_path_buf()))
    }
}

#[cfg(not(unix))]
fn refuse_exposed(_: &File, _: &Path) -> Result<(), SealError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Barrier;

    use super::*;
    use crate::Sealer;

    fn owner_only(path: &Path, content: &[u8]) {
        crate::private_file(path).unwrap();
        fs::write(path, content).unwrap();
    }

    #[test]
    fn a_file_of_another_length_is_refused_by_name() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("seal.key");
        for length in [0, 31, 33, 4096] {
            owner_only(&path, &vec![1; length]);
            let error = Sealer::open_or_create(&path).unwrap_err();
            assert!(matches!(error, SealError::KeyFileLength { .. }), "{length} bytes");
            assert!(error.to_string().contains("seal.key"), "{error}");
            assert_eq!(
                fs::read(&path).unwrap().len(),
                length,
                "a refused file must stay as it was"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_open_to_others_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("seal.key");
        owner_only(&path, &[1; KEY_LENGTH]);
        for (mode, accepted) in [
            (0o644, false),
            (0o620, false),
            (0o601, false),
            (0o640, true),
            (0o400, true),
        ] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(Sealer::open_or_create(&path).is_ok(), accepted, "{mode:o}");
        }
    }

    #[test]
    fn a_missing_directory_is_an_error_and_not_made() {
        let directory = tempfile::tempdir().unwrap();
        let missing = directory.path().join("missing");
        assert!(matches!(
            Sealer::open_or_create(&missing.join("seal.key")),
            Err(SealError::Io { .. })
        ));
        assert!(!missing.exists());
    }

    #[test]
    fn a_key_that_was_made_is_found_again() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("seal.key");
        let sealed = Sealer::open_or_create(&path)
            .unwrap()
            .seal(b"secret", "here")
            .unwrap();
        let again = Sealer::open_or_create(&path).unwrap();
        assert_eq!(again.unseal(&sealed, "here").unwrap().as_slice(), b"secret");
        assert_eq!(
            fs::read_dir(directory.path()).unwrap().count(),
            1,
            "nothing is left beside the key file"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_new_key_file_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("seal.key");
        Sealer::open_or_create(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn all_that_start_at_once_hold_the_same_key() {
        for _ in 0..20 {
            let directory = tempfile::tempdir().unwrap();
            let path = directory.path().join("seal.key");
            let start = Barrier::new(8);
            let subkeys: Vec<_> = std::thread::scope(|scope| {
                let openers: Vec<_> = (0..8)
                    .map(|_| {
                        scope.spawn(|| {
                            start.wait();
                            Sealer::open_or_create(&path).unwrap().derive("race")
                        })
                    })
                    .collect();
                openers.into_iter().map(|opener| opener.join().unwrap()).collect()
            });
            assert!(subkeys.iter().all(|subkey| *subkey == subkeys[0]));
        }
    }
}
