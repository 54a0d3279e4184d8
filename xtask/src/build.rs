//! `cargo xtask build`: the release console in dist/, and the `keyhold` binary with that console inside.

use std::path::PathBuf;

use crate::{console, error::Error, shell, sizes, workspace::Workspace};

/// Builds the whole product for release and answers the path of the binary.
pub(crate) fn build(workspace: &Workspace) -> Result<PathBuf, Error> {
    shell::say("==> the console");
    let files = console::build(workspace)?;
    shell::say("==> the keyhold binary");
    shell::run(&mut shell::cargo(
        workspace.root(),
        &[
            "build",
            "--release",
            "--package",
            "keyhold",
            "--features",
            "embed-console",
        ],
    ))?;
    let binary = workspace.keyhold("release");
    shell::say(format_args!("\n{}\n  {}", sizes::table(&files), binary.display()));
    Ok(binary)
}
