//! `cargo xtask serve`: the built product, running, with the person's own arguments.

use std::{ffi::OsString, process::Command};

use crate::{build, error::Error, shell, workspace::Workspace};

/// Builds, then becomes `keyhold serve`.
pub(crate) fn serve(workspace: &Workspace, arguments: &[OsString]) -> Result<(), Error> {
    let binary = build::build(workspace)?;
    shell::say("==> keyhold serve (Ctrl-C ends it)");
    let mut command = Command::new(&binary);
    command.arg("serve").args(arguments);
    replace_this_process(command)
}

/// The server takes this process's place, so that every signal reaches it and its exit code is the task's.
#[cfg(unix)]
fn replace_this_process(mut command: Command) -> Result<(), Error> {
    use std::os::unix::process::CommandExt;
    let source = command.exec();
    Err(Error::NotStarted {
        command: "keyhold serve".into(),
        source,
    })
}

#[cfg(not(unix))]
fn replace_this_process(mut command: Command) -> Result<(), Error> {
    let line = "keyhold serve".to_owned();
    let status = command.status().map_err(|source| Error::NotStarted {
        command: line.clone(),
        source,
    })?;
    if status.success() {
        Ok(())
    } else {
        Err(Error::Failed {
            command: line,
            status,
        })
    }
}
