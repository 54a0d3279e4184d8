//! `cargo xtask bench`: Keyhold beside what people would use instead. Builds and installs what is measured; the
//! measuring is the work of the `keyhold-bench` program.

use std::{ffi::OsString, process::Command};

use clap::ValueEnum;

use crate::{error::Error, shell, tools, workspace::Workspace};

/// What can be measured.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Benchmark {
    /// The Admin API beside Apache's mod_auth_digest: an authenticated GET with 10, 500 and 5,000 keys
    AdminApi,
}

/// Measures, with the person's own arguments. The table goes to stdout.
pub(crate) fn bench(
    workspace: &Workspace,
    benchmark: Benchmark,
    arguments: &[OsString],
) -> Result<(), Error> {
    let apache = tools::apache()?;
    shell::say("==> the release binaries");
    shell::run(&mut shell::cargo(
        workspace.root(),
        &[
            "build",
            "--release",
            "--package",
            "keyhold",
            "--package",
            "keyhold-bench",
        ],
    ))?;
    let mut command = Command::new(workspace.program("release", "keyhold-bench"));
    command.arg("--keyhold").arg(workspace.keyhold("release"));
    command.arg("--apache").arg(apache);
    command.arg(match benchmark {
        Benchmark::AdminApi => "admin-api",
    });
    shell::say("==> measuring");
    shell::run_reporting(command.args(arguments))
}
