//! The parts of the Rust toolchain that are not in every installation: the WebAssembly target, rustfmt and clippy.

use std::{path::Path, process::Command};

use crate::{error::Error, shell};

/// The target the console is compiled for.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Sees to the standard library of the console's target.
pub(crate) fn wasm_target() -> Result<(), Error> {
    let library =
        shell::capture(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]));
    if library.is_some_and(|path| Path::new(&path).is_dir()) {
        return Ok(());
    }
    rustup("target", WASM_TARGET, "to compile the console")
}

/// Sees to a cargo subcommand that rustup installs as a component: `rustfmt` or `clippy`.
pub(crate) fn component(name: &'static str) -> Result<(), Error> {
    let subcommand = if name == "rustfmt" { "fmt" } else { name };
    if shell::capture(Command::new("cargo").args([subcommand, "--version"])).is_some() {
        return Ok(());
    }
    rustup("component", name, "to check the source")
}

/// Whether the source of the standard library is there, or could be added.
pub(crate) fn std_source() -> Result<bool, Error> {
    let sysroot = shell::capture(Command::new("rustc").args(["--print", "sysroot"])).unwrap_or_default();
    let source = Path::new(&sysroot).join("lib/rustlib/src/rust/library/std");
    Ok(source.is_dir() || rustup("component", "rust-src", "to compile a small console").is_ok())
}

fn rustup(kind: &str, name: &str, why: &'static str) -> Result<(), Error> {
    shell::say(format_args!("the toolchain has no {name} yet; rustup adds it"));
    shell::run(Command::new("rustup").args([kind, "add", name])).map_err(|error| Error::Missing {
        what: format!("the {kind} {name} of the Rust toolchain"),
        why,
        tried: error.to_string(),
        remedy: format!("rustup {kind} add {name}"),
    })
}
