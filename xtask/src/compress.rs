//! Publishing built files: each compressible one gets a `.br` and a `.gz` beside it, and what did not change is left
//! alone, so that cargo does not link the binary again for the same console.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

use crate::{error::Error, sizes::FileSize};

/// What is worth compressing. Everything else (images, fonts) is compressed already.
const COMPRESSIBLE: [&str; 9] = [
    "html",
    "wasm",
    "js",
    "css",
    "svg",
    "json",
    "txt",
    "xml",
    "webmanifest",
];

/// Makes `dist` hold the files of `built`, each with its compressed forms, and nothing else. Sizes come back sorted by
/// path.
pub(crate) fn publish(built: &Path, dist: &Path) -> Result<Vec<FileSize>, Error> {
    let mut sizes = Vec::new();
    let mut kept = Vec::new();
    for path in files_under(built)? {
        let name = path.strip_prefix(built).unwrap_or(&path).to_owned();
        let published = dist.join(&name);
        let bytes = fs::read(&path).map_err(Error::file(&path))?;
        let mut size = FileSize {
            name: name.display().to_string(),
            raw: length(&bytes),
            gzip: None,
            brotli: None,
        };
        let unchanged = fs::read(&published).is_ok_and(|before| before == bytes);
        if is_compressible(&name) {
            size.brotli = Some(sibling(&published, "br", unchanged, &mut kept, || {
                brotli(&bytes)
            })?);
            size.gzip = Some(sibling(&published, "gz", unchanged, &mut kept, || gzip(&bytes))?);
        }
        // Last, so that a file which is in place has finished siblings.
        if !unchanged {
            write(&published, &bytes)?;
        }
        kept.push(published);
        sizes.push(size);
    }
    for path in files_under(dist)? {
        if !kept.contains(&path) {
            fs::remove_file(&path).map_err(Error::file(&path))?;
        }
    }
    Ok(sizes)
}

/// Writes the compressed form of `published`, unless the one that is there still holds; answers its size in bytes.
fn sibling(
    published: &Path,
    suffix: &str,
    unchanged: bool,
    kept: &mut Vec<PathBuf>,
    compress: impl FnOnce() -> std::io::Result<Vec<u8>>,
) -> Result<u64, Error> {
    let mut path = published.as_os_str().to_owned();
    path.push(".");
    path.push(suffix);
    let path = PathBuf::from(path);
    kept.push(path.clone());
    if unchanged && let Ok(metadata) = fs::metadata(&path) {
        return Ok(metadata.len());
    }
    let bytes = compress().map_err(Error::file(&path))?;
    write(&path, &bytes)?;
    Ok(length(&bytes))
}

/// Brotli at its highest quality: the console is compressed once and served often.
fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &params)?;
    Ok(compressed)
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn is_compressible(name: &Path) -> bool {
    name.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| COMPRESSIBLE.contains(&extension))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory).map_err(Error::file(directory))?;
    }
    fs::write(path, bytes).map_err(Error::file(path))
}

/// Every file below `directory`, sorted; none when it does not exist.
fn files_under(directory: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    let mut directories = vec![directory.to_owned()];
    while let Some(directory) = directories.pop() {
        if !directory.exists() {
            continue;
        }
        for entry in fs::read_dir(&directory).map_err(Error::file(&directory))? {
            let path = entry.map_err(Error::file(&directory))?.path();
            if path.is_dir() {
                directories.push(path)
            } else {
                files.push(path)
            }
        }
    }
    files.sort();
    Ok(files)
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn publish_from(files: &[(&str, &[u8])]) -> (tempfile::TempDir, PathBuf, PathBuf) {
        let directory = tempfile::tempdir().unwrap();
        let (built, dist) = (directory.path().join("built"), directory.path().join("dist"));
        for (name, bytes) in files {
            write(&built.join(name), bytes).unwrap();
        }
        (directory, built, dist)
    }

    #[test]
    fn what_is_compressed_already_gets_no_siblings() {
        let (_keep, built, dist) = publish_from(&[("icon.png", b"\x89PNG")]);
        let sizes = publish(&built, &dist).unwrap();
        assert_eq!(
            sizes,
            [FileSize {
                name: "icon.png".into(),
                raw: 4,
                gzip: None,
                brotli: None
            }]
        );
        assert_eq!(files_under(&dist).unwrap(), [dist.join("icon.png")]);
    }

    #[test]
    fn what_is_no_longer_built_is_removed_with_its_siblings() {
        let (_keep, built, dist) = publish_from(&[("a.js", b"let a"), ("snippets/b.js", b"let b")]);
        publish(&built, &dist).unwrap();
        fs::remove_file(built.join("snippets/b.js")).unwrap();
        publish(&built, &dist).unwrap();
        let left: Vec<_> = ["a.js", "a.js.br", "a.js.gz"].map(|name| dist.join(name)).into();
        assert_eq!(files_under(&dist).unwrap(), left);
    }

    #[test]
    fn a_file_that_did_not_change_is_left_alone() {
        let (_keep, built, dist) = publish_from(&[("a.css", b"body{}")]);
        publish(&built, &dist).unwrap();
        let written = || fs::metadata(dist.join("a.css.br")).unwrap().modified().unwrap();
        let before = written();
        let first = publish(&built, &dist).unwrap();
        assert_eq!(written(), before);
        fs::write(built.join("a.css"), b"body{color:red}").unwrap();
        let second = publish(&built, &dist).unwrap();
        assert_ne!(first, second);
        assert_eq!(fs::read(dist.join("a.css")).unwrap(), b"body{color:red}");
    }

    #[test]
    fn both_siblings_hold_the_file() {
        let text = b"keyhold ".repeat(500);
        let (_keep, built, dist) = publish_from(&[("index.html", &text)]);
        let sizes = publish(&built, &dist).unwrap();
        assert_eq!(sizes[0].raw, 4000);
        assert!(sizes[0].brotli.unwrap() < 100 && sizes[0].gzip.unwrap() < 200);
        let mut plain = Vec::new();
        let compressed = fs::read(dist.join("index.html.br")).unwrap();
        brotli::BrotliDecompress(&mut compressed.as_slice(), &mut plain).unwrap();
        assert_eq!(plain, text);
        let mut plain = Vec::new();
        let compressed = fs::read(dist.join("index.html.gz")).unwrap();
        flate2::read::GzDecoder::new(compressed.as_slice())
            .read_to_end(&mut plain)
            .unwrap();
        assert_eq!(plain, text);
    }
}
