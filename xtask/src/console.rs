//! The release console: Trunk builds it, then it is published to dist/ with its compressed forms.

use std::process::Command;

use crate::{compress, error::Error, shell, sizes::FileSize, tools, workspace::Workspace};

/// Builds the console for release into dist/ and answers the sizes of its files.
pub(crate) fn build(workspace: &Workspace) -> Result<Vec<FileSize>, Error> {
    let tools = tools::for_console(workspace)?;
    // Trunk is kept off the network, and hands that on to cargo: the crates have to be here before.
    shell::run(&mut shell::cargo(workspace.root(), &["fetch", "--quiet"]))?;
    let staging = workspace.staging();
    let mut trunk = Command::new(&tools.trunk);
    trunk
        .current_dir(workspace.root())
        .args([
            "build",
            "--release",
            "--offline",
            "--skip-version-check",
            "--dist",
        ])
        .arg(&staging)
        .env("PATH", tools.search_path()?)
        // Trunk reads NO_COLOR as a boolean of its own and refuses the usual `NO_COLOR=1`.
        .env_remove("NO_COLOR");
    shell::run(&mut trunk)?;
    compress::publish(&staging, &workspace.dist())
}
