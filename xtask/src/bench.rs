//! `cargo xtask bench`: Keyhold beside what people would use instead. Builds and installs what is measured; the
//! measuring is the work of the `keyhold-bench` program.

use std::{ffi::OsString, process::Command};

use clap::ValueEnum;

use crate::{build, error::Error, shell, tools, workspace::Workspace};

/// What can be measured.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Benchmark {
    /// The Admin API beside Apache's mod_auth_digest: an authenticated GET with 10, 500 and 5,000 keys
    AdminApi,
    /// The console: what it weighs, how soon it is there, how fast its filter is beside React, and Lighthouse
    Console,
}

/// Measures, with the person's own arguments. The table goes to stdout.
pub(crate) fn bench(
    workspace: &Workspace,
    benchmark: Benchmark,
    arguments: &[OsString],
) -> Result<(), Error> {
    let mut command = Command::new(workspace.program("release", "keyhold-bench"));
    command.arg("--keyhold").arg(workspace.keyhold("release"));
    match benchmark {
        Benchmark::AdminApi => {
            command.arg("--apache").arg(tools::apache()?).arg("admin-api");
            shell::say("==> the release binaries");
            release(workspace, &["--package", "keyhold", "--package", "keyhold-bench"])?;
        }
        Benchmark::Console => {
            let chromium = tools::chromium()?;
            command
                .env("KEYHOLD_BIN", workspace.keyhold("release"))
                .env("CHROMEDRIVER", chromium.driver)
                .env("CHROME_PATH", chromium.program)
                .arg("console");
            for (argument, package) in [
                ("--lighthouse", tools::LIGHTHOUSE),
                ("--react", tools::REACT),
                ("--react-dom", tools::REACT_DOM),
            ] {
                command.arg(argument).arg(package.file()?);
            }
            // It says what the console weighs.
            build::build(workspace)?;
            release(workspace, &["--package", "keyhold-bench"])?;
        }
    }
    shell::say("==> measuring");
    shell::run_reporting(command.args(arguments))
}

fn release(workspace: &Workspace, packages: &[&str]) -> Result<(), Error> {
    let arguments = [&["build", "--release"], packages].concat();
    shell::run(&mut shell::cargo(workspace.root(), &arguments))
}
