//! The console's WebAssembly without what its loader does not use, and with short names for what the two call each other
//! by. wasm-bindgen gives every function that the page lends the module a name with a hash in it, which no compression
//! makes smaller, and offers functions that no page of ours calls.

use std::collections::{HashMap, HashSet};

use walrus::{ExportId, Module, ModuleConfig, ModuleCustomSections, passes};

/// How names begin that wasm-bindgen made. What is called otherwise, as the memory, keeps its name.
const MADE: &str = "__w";

/// What short names are made of.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";

/// The module, and its loader to match, or why what was given is no module.
pub(crate) fn module(wasm: &[u8], loader: &str) -> Result<(Vec<u8>, String), String> {
    let mut config = ModuleConfig::new();
    config
        .generate_name_section(false)
        .generate_producers_section(false);
    let mut module = config.parse(wasm).map_err(|error| error.to_string())?;
    let used: HashSet<&str> = words(loader).collect();
    let unused: Vec<ExportId> = module
        .exports
        .iter()
        .filter(|export| !used.contains(export.name.as_str()))
        .map(|export| export.id())
        .collect();
    for export in unused {
        module.exports.delete(export);
    }
    // Tools write these for one another.
    module.customs = ModuleCustomSections::default();
    passes::gc::run(&mut module);
    let names = shorten(&mut module);
    Ok((module.emit_wasm(), renamed(loader, &names)))
}

/// Gives imports and exports their short names, and answers which is which.
fn shorten(module: &mut Module) -> HashMap<String, String> {
    let mut names = HashMap::new();
    let imports = module.imports.iter_mut().map(|import| &mut import.name);
    let exports = module.exports.iter_mut().map(|export| &mut export.name);
    for name in imports.chain(exports).filter(|name| name.starts_with(MADE)) {
        let count = names.len();
        let short = names.entry(name.clone()).or_insert_with(|| short_name(count));
        name.clone_from(short);
    }
    names
}

/// `a` to `z`, `ba` and so on. Only what is inside an object is called so, where no word is reserved.
fn short_name(number: usize) -> String {
    let (first, last) = (number / LETTERS.len(), number % LETTERS.len());
    let mut name = if first == 0 {
        String::new()
    } else {
        short_name(first)
    };
    name.extend(LETTERS.chars().nth(last));
    name
}

/// A script with its words replaced by those they are to be.
fn renamed(script: &str, names: &HashMap<String, String>) -> String {
    let mut renamed = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(start) = rest.find(is_of_word) {
        let (before, from) = rest.split_at(start);
        let (word, after) = from.split_at(from.find(|letter| !is_of_word(letter)).unwrap_or(from.len()));
        renamed.push_str(before);
        renamed.push_str(names.get(word).map_or(word, String::as_str));
        rest = after;
    }
    renamed.push_str(rest);
    renamed
}

/// The words of a script: names, keywords and what stands in its strings.
pub(crate) fn words(script: &str) -> impl Iterator<Item = &str> {
    script
        .split(|letter| !is_of_word(letter))
        .filter(|word| !word.is_empty())
}

/// Whether a letter is one of an ASCII name in JavaScript (ECMA-262, section 12.7).
fn is_of_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '$'
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::FunctionBuilder;

    /// A module that imports one function and exports three: one that calls it, one that calls that one, and one that
    /// stands alone.
    fn example() -> Vec<u8> {
        let mut module = Module::default();
        let nothing = module.types.add(&[], &[]);
        let (lent, _) = module.add_import_func("./console_bg.js", "__wbg_log_0123456789abcdef", nothing);
        let mut add = |name: &str, calls| {
            let mut function = FunctionBuilder::new(&mut module.types, &[], &[]);
            if let Some(calls) = calls {
                function.func_body().call(calls);
            }
            let id = function.finish(Vec::new(), &mut module.funcs);
            module.exports.add(name, id);
            id
        };
        let called = add("called", Some(lent));
        add("__wbindgen_start", Some(called));
        add("sink_write", None);
        module.emit_wasm()
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(module(b"\0asm", "").is_err());
    }

    #[test]
    fn what_the_loader_does_not_name_goes_with_all_that_only_it_reached() {
        let (small, _) = module(&example(), "wasm.__wbindgen_start()").unwrap();
        let small = Module::from_buffer(&small).unwrap();
        assert_eq!(small.exports.iter().count(), 1);
        // The one that is offered, the one it calls and the one that the page lends.
        assert_eq!(small.funcs.iter().count(), 3);
        let (none, _) = module(&example(), "").unwrap();
        assert_eq!(Module::from_buffer(&none).unwrap().funcs.iter().count(), 0);
    }

    #[test]
    fn both_call_each_other_by_the_same_short_names() {
        let loader =
            "let i={__wbg_log_0123456789abcdef:f,m:wasm.memory};wasm.__wbindgen_start();'__wbindgen_startle'";
        let (small, loader) = module(&example(), loader).unwrap();
        assert_eq!(loader, "let i={a:f,m:wasm.memory};wasm.b();'__wbindgen_startle'");
        let small = Module::from_buffer(&small).unwrap();
        let import = small.imports.iter().map(|import| import.name.as_str());
        let export = small.exports.iter().map(|export| export.name.as_str());
        assert_eq!(import.chain(export).collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn short_names_never_repeat() {
        let names: HashSet<String> = (0..2000).map(short_name).collect();
        assert_eq!(names.len(), 2000);
        assert_eq!(
            (short_name(25), short_name(26)),
            ("z".to_owned(), "ba".to_owned())
        );
    }
}
