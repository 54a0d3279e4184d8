//! The standard library of the released console, compiled for size.
//!
//! The one that comes with the toolchain is compiled for speed and carries the words of every panic. Compiled along with
//! the console, without either, and with no function written out where it is called before the optimiser sees it, it
//! makes a quarter less to load. Views are values that are moved into one another, and to move each with one instruction,
//! not one for every word of it, takes another twentieth. The switches this takes are not stable in the pinned toolchain, so that only the
//! console's release uses them, and nothing depends on them but its size: where the source of the standard library cannot
//! be had, the console is built without, and says so.

use std::process::Command;

use crate::{error::Error, shell, tools, workspace::Workspace};

/// What cargo and rustc are told. The flag of .cargo/config.toml is repeated because these take its place.
const SETTINGS: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    (
        "RUSTFLAGS",
        "--cfg erase_components -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none \
         -Zfmt-debug=none -Zinline-mir=no -Cllvm-args=-max-store-memcpy=1 -Cllvm-args=-max-store-memmove=1 \
         -Cllvm-args=-max-store-memset=1",
    ),
];

/// Makes a build of the console compile its own standard library, and fetches what that takes.
pub(crate) fn apply(workspace: &Workspace, build: &mut Command) -> Result<(), Error> {
    if !tools::std_source()? {
        shell::say("the console is built with the ready-made standard library, and will be a quarter larger");
        return Ok(());
    }
    let mut fetch = shell::cargo(workspace.root(), &["fetch", "--quiet"]);
    shell::run(fetch.envs(SETTINGS).args(["--target", tools::WASM_TARGET]))?;
    build.envs(SETTINGS);
    Ok(())
}
