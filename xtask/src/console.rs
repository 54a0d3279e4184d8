//! The console, built by Trunk: for release into dist/ with its compressed forms, or again after every edit.

use std::{path::Path, process::Command};

use crate::{
    compress, error::Error, shell, sizes::FileSize, small_std, smaller, tools, workspace::Workspace,
};

/// Builds the console for release into dist/ and answers the sizes of its files.
pub(crate) fn build(workspace: &Workspace) -> Result<Vec<FileSize>, Error> {
    let staging = workspace.staging();
    let mut trunk = trunk(workspace, "build", &staging)?;
    small_std::apply(workspace, &mut trunk)?;
    shell::run(trunk.arg("--release"))?;
    smaller::make(&staging)?;
    compress::publish(&staging, &workspace.dist())
}

/// `cargo xtask watch`: serves the console as Trunk.toml says, builds it again after every edit and reloads the page.
pub(crate) fn watch(workspace: &Workspace) -> Result<(), Error> {
    // Beside the release, so that a binary never takes a development build in.
    let built = workspace.staging().with_extension("watched");
    shell::say("The console needs its server too, in another terminal:");
    shell::say("  cargo run -p keyhold -- serve --allow-origin http://127.0.0.1:8081");
    shell::run(&mut trunk(workspace, "serve", &built)?)
}

/// A Trunk command that has its tools and its crates, and therefore no need of the network.
fn trunk(workspace: &Workspace, command: &str, built: &Path) -> Result<Command, Error> {
    let tools = tools::for_console(workspace)?;
    // Trunk tells cargo to stay off the network too: the crates have to be here before.
    shell::run(&mut shell::cargo(workspace.root(), &["fetch", "--quiet"]))?;
    let mut trunk = Command::new(&tools.trunk);
    trunk
        .current_dir(workspace.root())
        .args([command, "--offline", "--skip-version-check", "--dist"])
        .arg(built)
        .env("PATH", tools.search_path()?)
        // Trunk reads NO_COLOR as a boolean of its own and refuses the usual `NO_COLOR=1`.
        .env_remove("NO_COLOR");
    Ok(trunk)
}
