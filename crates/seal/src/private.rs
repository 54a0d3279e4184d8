//! Directories and files that only their owner may use. Elsewhere than on Unix they inherit the rights of the
//! directory they are made in.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::path::Path;

use crate::error::SealError;

/// Makes sure a directory is there. It and the parents that are missing are made for their owner only (0700). One
/// that exists already keeps its rights: they are the choice of who made it.
///
/// # Errors
/// When something else than a directory stands at the path, or it cannot be made.
pub fn private_directory(path: &Path) -> Result<(), SealError> {
    if path.is_dir() {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            SealError::NotADirectory(path.to_path_buf())
        }
        _ => SealError::io("create the directory", path)(error),
    })
}

/// Makes sure a file is there and is for its owner only (0600), whether it existed or not. Its content stays.
///
/// # Errors
/// When it cannot be made or opened, or its rights cannot be changed.
pub fn private_file(path: &Path) -> Result<(), SealError> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path).map_err(SealError::io("create", path))?;
    tighten(&file).map_err(SealError::io("restrict", path))
}

/// Works on the open file, so that the path cannot come to mean another file in between.
#[cfg(unix)]
fn tighten(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    if file.metadata()?.permissions().mode() & 0o777 == 0o600 {
        return Ok(());
    }
    file.set_permissions(fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn tighten(_: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_file_is_no_directory() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("data");
        fs::write(&file, "").unwrap();
        for path in [file.clone(), file.join("below")] {
            let error = private_directory(&path).unwrap_err();
            assert!(matches!(error, SealError::NotADirectory(_)), "{error}");
        }
    }

    #[test]
    fn new_directories_are_for_their_owner_only() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("keyhold").join("data");
        private_directory(&path).unwrap();
        private_directory(&path).unwrap();
        assert_eq!(mode(&path), 0o700);
        assert_eq!(mode(&directory.path().join("keyhold")), 0o700);
    }

    #[test]
    fn a_directory_that_exists_keeps_its_rights() {
        let directory = tempfile::tempdir().unwrap();
        fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o750)).unwrap();
        private_directory(directory.path()).unwrap();
        assert_eq!(mode(directory.path()), 0o750);
    }

    #[test]
    fn a_file_becomes_private_and_keeps_its_content() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("keyhold.db");
        private_file(&path).unwrap();
        assert_eq!(mode(&path), 0o600);
        fs::write(&path, "rows").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        private_file(&path).unwrap();
        assert_eq!(mode(&path), 0o600);
        assert_eq!(fs::read_to_string(&path).unwrap(), "rows");
    }
}
