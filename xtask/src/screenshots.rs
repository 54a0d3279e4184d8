//! `cargo xtask screenshots`: a picture of every screen, for people to look at.

use crate::{build, error::Error, shell, tools, workspace::Workspace};

/// Builds the product and takes the pictures into docs/screens.
pub(crate) fn take(workspace: &Workspace) -> Result<(), Error> {
    let chromium = tools::chromium()?;
    let binary = build::build(workspace)?;
    let arguments = [
        "run",
        "--quiet",
        "--package",
        "keyhold-e2e",
        "--example",
        "screenshots",
        "--",
    ];
    let mut camera = shell::cargo(workspace.root(), &arguments);
    camera
        .arg(workspace.root().join("docs/screens"))
        .env("KEYHOLD_BIN", binary)
        .env("CHROMEDRIVER", chromium.driver);
    shell::run_reporting(&mut camera)
}
