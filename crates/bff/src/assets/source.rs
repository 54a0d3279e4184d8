//! Where the console's files lie: inside the binary, in a directory, or nowhere.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

#[cfg(feature = "embed-console")]
#[derive(rust_embed::RustEmbed)]
#[folder = "../../dist"]
struct Inside;

#[derive(Clone, Debug)]
pub(super) enum Source {
    #[cfg(feature = "embed-console")]
    Inside,
    Directory(PathBuf),
    #[cfg(not(feature = "embed-console"))]
    Nowhere,
}

impl Source {
    pub(super) fn inside() -> Self {
        #[cfg(feature = "embed-console")]
        return Self::Inside;
        #[cfg(not(feature = "embed-console"))]
        return Self::Nowhere;
    }

    /// A file's content. A name that could lead out of the place is no file.
    pub(super) async fn read(&self, name: &str) -> Option<Cow<'static, [u8]>> {
        if !is_plain(name) {
            return None;
        }
        match self {
            #[cfg(feature = "embed-console")]
            Self::Inside => Inside::get(name).map(|file| file.data),
            Self::Directory(directory) => read(directory, name).await.map(Cow::Owned),
            #[cfg(not(feature = "embed-console"))]
            Self::Nowhere => None,
        }
    }
}

/// Names of plain characters only, none beginning with a dot. What Trunk writes is like that.
fn is_plain(name: &str) -> bool {
    name.split('/').all(|segment| {
        !segment.is_empty()
            && !segment.starts_with('.')
            && segment
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    })
}

/// Reads a regular file; what a symbolic link in the directory points to is none.
async fn read(directory: &Path, name: &str) -> Option<Vec<u8>> {
    let root = tokio::fs::canonicalize(directory).await.ok()?;
    let path = root.join(name);
    let itself = tokio::fs::canonicalize(&path).await.ok()? == path;
    let regular = tokio::fs::symlink_metadata(&path).await.ok()?.is_file();
    if itself && regular {
        tokio::fs::read(&path).await.ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_could_lead_out_is_not_plain() {
        for name in [
            "", "..", "../a", "a/../b", "/a", "a//b", ".env", "a/.b", "a\\b", "a%2fb", "a\0",
        ] {
            assert!(!is_plain(name), "{name:?}");
        }
        assert!(is_plain("a-b_c.d.js") && is_plain("a/b.js"));
    }

    #[tokio::test]
    async fn a_symbolic_link_is_not_followed() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("real.txt"), "x").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc/hostname", directory.path().join("link.txt")).unwrap();
        let source = Source::Directory(directory.path().to_path_buf());
        assert_eq!(source.read("real.txt").await.as_deref(), Some(&b"x"[..]));
        assert!(source.read("link.txt").await.is_none());
        assert!(source.read("missing.txt").await.is_none());
    }
}
