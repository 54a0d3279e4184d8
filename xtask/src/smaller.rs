//! What Trunk built, made smaller: the loader minified, the module trimmed, and the page that loads both.
//!
//! A file's name says what is in it, because browsers keep it for ever, and the page says so once more: both follow.

use std::{
    fs,
    path::{Path, PathBuf},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256, Sha384};

use crate::{error::Error, minify, trim};

/// How the names of loader and module begin; a hash follows.
const CONSOLE: &str = "keyhold-console-";

/// How they end.
const LOADER: &str = ".js";
const MODULE: &str = "_bg.wasm";

/// How many bytes of a hash a name carries, as with Trunk.
const HASH: usize = 8;

/// Makes loader and module in `built` small, and the page there load them. Where one cannot be read, all stay as they were.
pub(crate) fn make(built: &Path) -> Result<(), Error> {
    let (loader, module) = (the_one(built, LOADER)?, the_one(built, MODULE)?);
    let page = built.join("index.html");
    let html = fs::read_to_string(&page).map_err(Error::file(&page))?;
    let script = fs::read_to_string(&loader).map_err(Error::file(&loader))?;
    let wasm = fs::read(&module).map_err(Error::file(&module))?;

    let small_script = minify::script(&script).map_err(Error::unreadable(&loader))?;
    let (small_wasm, small_script) =
        trim::module(&wasm, &small_script).map_err(Error::unreadable(&module))?;

    let html = swap(&html, &loader, script.as_bytes(), small_script.as_bytes(), LOADER)?;
    let html = swap(&html, &module, &wasm, &small_wasm, MODULE)?;
    fs::write(&page, html).map_err(Error::file(&page))
}

/// The one file of the console in `built` whose name ends in `end`.
fn the_one(built: &Path, end: &'static str) -> Result<PathBuf, Error> {
    let is_it = |name: &str| name.starts_with(CONSOLE) && name.ends_with(end);
    let entries = fs::read_dir(built).map_err(Error::file(built))?;
    let names = entries.flatten().map(|entry| entry.file_name());
    let mut found = names.filter(|name| name.to_str().is_some_and(is_it));
    match (found.next(), found.next()) {
        (Some(name), None) => Ok(built.join(name)),
        (first, _) => Err(Error::Built {
            directory: built.to_owned(),
            kind: end,
            found: if first.is_some() { "several" } else { "none" },
        }),
    }
}

/// Puts `small` in the place of the file `old` and answers a page that loads it.
fn swap(html: &str, old: &Path, before: &[u8], small: &[u8], end: &str) -> Result<String, Error> {
    let hash = Sha256::digest(small);
    let digits: String = hash.iter().take(HASH).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("{CONSOLE}{digits}{end}");
    fs::remove_file(old).map_err(Error::file(old))?;
    let new = old.with_file_name(&name);
    fs::write(&new, small).map_err(Error::file(&new))?;
    let old_name = old.file_name().unwrap_or_default().to_string_lossy();
    Ok(html
        .replace(&*old_name, &name)
        .replace(&integrity(before), &integrity(small)))
}

/// What a page says of a file that it loads (Subresource Integrity, section 3.1).
fn integrity(file: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(file)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD_LOADER: &str = "keyhold-console-0123456789abcdef.js";
    const OLD_MODULE: &str = "keyhold-console-fedcba9876543210_bg.wasm";
    const SCRIPT: &str =
        "/** How it begins. */\nfunction begin(first) { return first + 1; }\nexport { begin as default };\n";
    /// The shortest module there is, and the same with a section of notes (WebAssembly, section 5.5).
    const EMPTY: &[u8] = b"\0asm\x01\0\0\0";
    const NOTED: &[u8] = b"\0asm\x01\0\0\0\0\x02\x01n";

    fn built(script: &str) -> (tempfile::TempDir, String) {
        let directory = tempfile::tempdir().unwrap();
        let html = format!(
            "import '/{OLD_LOADER}'; <link href=/{OLD_LOADER} integrity={}> <link href=/{OLD_MODULE} integrity={}>",
            integrity(script.as_bytes()),
            integrity(NOTED)
        );
        for (name, text) in [
            ("index.html", html.as_bytes()),
            (OLD_LOADER, script.as_bytes()),
            (OLD_MODULE, NOTED),
            ("start.js", script.as_bytes()),
        ] {
            fs::write(directory.path().join(name), text).unwrap();
        }
        (directory, html)
    }

    #[test]
    fn what_is_no_script_is_refused_and_all_left_as_it_was() {
        let (directory, html) = built("function (");
        assert!(
            matches!(make(directory.path()), Err(Error::Unreadable { path, .. }) if path.ends_with(OLD_LOADER))
        );
        let read = |name: &str| fs::read(directory.path().join(name)).unwrap();
        assert_eq!(read("index.html"), html.as_bytes());
        assert_eq!(
            (read(OLD_LOADER), read(OLD_MODULE)),
            (b"function (".to_vec(), NOTED.to_vec())
        );
    }

    #[test]
    fn what_is_no_module_is_refused_and_all_left_as_it_was() {
        let (directory, html) = built(SCRIPT);
        let module = directory.path().join(OLD_MODULE);
        fs::write(&module, SCRIPT).unwrap();
        assert!(matches!(make(directory.path()), Err(Error::Unreadable { path, .. }) if path == module));
        let read = |name: &str| fs::read_to_string(directory.path().join(name)).unwrap();
        assert_eq!((read("index.html"), read(OLD_LOADER)), (html, SCRIPT.to_owned()));
    }

    #[test]
    fn of_each_there_is_one() {
        let (directory, _) = built(SCRIPT);
        fs::write(directory.path().join("keyhold-console-1_bg.wasm"), EMPTY).unwrap();
        let error = make(directory.path()).unwrap_err().to_string();
        assert!(
            error.contains("one `…_bg.wasm`") && error.ends_with("left several"),
            "{error}"
        );
        fs::remove_file(directory.path().join(OLD_LOADER)).unwrap();
        let error = make(directory.path()).unwrap_err().to_string();
        assert!(
            error.contains("one `….js`") && error.ends_with("left none"),
            "{error}"
        );
    }

    #[test]
    fn the_page_loads_the_small_ones_by_their_names_and_hashes() {
        let (directory, _) = built(SCRIPT);
        make(directory.path()).unwrap();
        let read = |name: &str| fs::read(directory.path().join(name));
        let (loader, module) = (
            the_one(directory.path(), LOADER).unwrap(),
            the_one(directory.path(), MODULE).unwrap(),
        );
        let (script, wasm) = (fs::read(&loader).unwrap(), fs::read(&module).unwrap());
        assert_eq!(
            (script.as_slice(), wasm.as_slice()),
            (minify::script(SCRIPT).unwrap().as_bytes(), EMPTY)
        );
        let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
        let (loader, module) = (name(&loader), name(&module));
        assert!(loader != OLD_LOADER && module != OLD_MODULE);
        assert_eq!(
            String::from_utf8(read("index.html").unwrap()).unwrap(),
            format!(
                "import '/{loader}'; <link href=/{loader} integrity={}> <link href=/{module} integrity={}>",
                integrity(&script),
                integrity(&wasm)
            )
        );
        assert_eq!(read("start.js").unwrap(), SCRIPT.as_bytes());
        assert!(read(OLD_LOADER).is_err() && read(OLD_MODULE).is_err());
    }
}
