//! The script that loads the console, without what only people need of it. wasm-bindgen writes it, and Trunk's own minifier
//! does not understand all of it.
//!
//! A file's name says what is in it, because browsers keep it for ever, and the page says so once more: both follow.

use std::{fs, path::Path};

use base64::{Engine, engine::general_purpose::STANDARD};
use oxc::{
    allocator::Allocator,
    codegen::{Codegen, CodegenOptions},
    minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions},
    parser::Parser,
    span::SourceType,
};
use sha2::{Digest, Sha256, Sha384};

use crate::error::Error;

/// How the loader's name begins; its hash follows.
const LOADER: &str = "keyhold-console-";

/// How many bytes of a hash a name carries, as with Trunk.
const HASH: usize = 8;

/// Makes the loader in `built` small, and the page there load it.
pub(crate) fn loader(built: &Path) -> Result<(), Error> {
    let page = built.join("index.html");
    let mut html = fs::read_to_string(&page).map_err(Error::file(&page))?;
    for entry in fs::read_dir(built).map_err(Error::file(built))? {
        let path = entry.map_err(Error::file(built))?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if !(name.starts_with(LOADER) && name.ends_with(".js")) {
            continue;
        }
        let script = fs::read_to_string(&path).map_err(Error::file(&path))?;
        let small = minified(&script).map_err(|said| Error::Script {
            path: path.clone(),
            said,
        })?;
        let small_name = named(&small);
        html = html
            .replace(&name, &small_name)
            .replace(&integrity(&script), &integrity(&small));
        let small_path = built.join(small_name);
        fs::remove_file(&path).map_err(Error::file(&path))?;
        fs::write(&small_path, small).map_err(Error::file(&small_path))?;
    }
    fs::write(&page, html).map_err(Error::file(&page))
}

/// The same module in fewer words, or why it is none.
fn minified(script: &str) -> Result<String, String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, script, SourceType::mjs()).parse();
    if let Some(wrong) = parsed.diagnostics.first() {
        return Err(wrong.to_string());
    }
    let mut program = parsed.program;
    let minifier = Minifier::new(MinifierOptions {
        mangle: Some(MangleOptions {
            top_level: Some(true),
            ..MangleOptions::default()
        }),
        compress: Some(CompressOptions::smallest()),
        ..MinifierOptions::default()
    });
    let minified = minifier.minify(&allocator, &mut program);
    Ok(Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(minified.scoping)
        .build(&program)
        .code)
}

fn named(script: &str) -> String {
    let hash = Sha256::digest(script);
    let digits: String = hash.iter().take(HASH).map(|byte| format!("{byte:02x}")).collect();
    format!("{LOADER}{digits}.js")
}

/// What a page says of a file that it loads (Subresource Integrity, section 3.1).
fn integrity(script: &str) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(script)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str =
        "/** How it begins. */\nfunction begin(first) { return first + 1; }\nexport { begin as default };\n";

    #[test]
    fn what_is_no_script_is_refused_and_left_as_it_was() {
        let directory = tempfile::tempdir().unwrap();
        let (page, script) = ("index.html", "keyhold-console-0123456789abcdef.js");
        fs::write(directory.path().join(page), script).unwrap();
        fs::write(directory.path().join(script), "function (").unwrap();
        assert!(matches!(loader(directory.path()), Err(Error::Script { .. })));
        for (name, text) in [(page, script), (script, "function (")] {
            assert_eq!(fs::read_to_string(directory.path().join(name)).unwrap(), text);
        }
    }

    #[test]
    fn the_page_loads_the_small_one_by_its_name_and_its_hash() {
        let directory = tempfile::tempdir().unwrap();
        let (old, other) = ("keyhold-console-0123456789abcdef.js", "start.js");
        let html = format!(
            "import '/{old}'; <link href=/{old} integrity={}>",
            integrity(SCRIPT)
        );
        for (name, text) in [("index.html", html.as_str()), (old, SCRIPT), (other, SCRIPT)] {
            fs::write(directory.path().join(name), text).unwrap();
        }
        loader(directory.path()).unwrap();
        let small = minified(SCRIPT).unwrap();
        let (name, hash) = (named(&small), integrity(&small));
        let read = |name: &str| fs::read_to_string(directory.path().join(name));
        assert_eq!(
            read("index.html").unwrap(),
            format!("import '/{name}'; <link href=/{name} integrity={hash}>")
        );
        assert_eq!(
            (read(&name).unwrap(), read(other).unwrap().as_str()),
            (small, SCRIPT)
        );
        assert!(read(old).is_err());
    }

    #[test]
    fn what_others_call_it_by_stays() {
        let small = minified(SCRIPT).unwrap();
        assert!(
            small.contains("as default") && !small.contains("How it begins"),
            "{small}"
        );
        assert!(small.len() < SCRIPT.len() / 2, "{small}");
    }
}
