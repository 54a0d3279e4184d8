//! The measured servers: each in a directory of its own, on a loopback port of its own, ended when it is dropped.

pub(crate) mod apache;
pub(crate) mod keyhold;
mod usage;

use std::fs::File;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::cores;
use crate::error::Error;
use crate::load::Client;

/// A server under load, with those who may ask it.
pub(crate) struct Server {
    pub(crate) name: &'static str,
    pub(crate) address: SocketAddr,
    pub(crate) clients: Vec<Client>,
    process: Process,
    /// Dropped after the process that works in it.
    _directory: TempDir,
}

impl Server {
    /// The processor time it has used so far.
    pub(crate) fn processor_time(&self) -> Option<Duration> {
        usage::processor_time(self.process.child.id())
    }
}

/// A running program, ended with this.
struct Process {
    child: Child,
    /// What ends it, when it has children that would outlive it.
    stop: Option<Command>,
}

impl Process {
    /// Starts a program on this core, what it has to say going to `log`.
    fn start(
        mut command: Command,
        log: &Path,
        core: Option<usize>,
        stop: Option<Command>,
    ) -> Result<Self, Error> {
        let program = command.get_program().to_owned();
        let log = File::create(log).map_err(Error::file(log))?;
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
        let child = cores::on(core, || command.spawn()).map_err(Error::file(program))?;
        Ok(Self { child, stop })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let stopped = self.stop.as_mut().is_some_and(|stop| {
            let stop = stop
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            stop.status().is_ok_and(|status| status.success())
        });
        // What has ended already cannot be ended again, and that is as well.
        if !stopped {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// What a server said before it gave up.
fn last_words(log: &Path) -> String {
    std::fs::read_to_string(log).unwrap_or_default().trim().to_owned()
}

fn directory() -> Result<TempDir, Error> {
    tempfile::Builder::new()
        .prefix("keyhold-bench-")
        .tempdir()
        .map_err(Error::file(std::env::temp_dir()))
}
