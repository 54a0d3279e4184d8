//! Why a task ended early. Every message says what to do about it, or is preceded by the output of what failed.

use std::{io, path::PathBuf, process::ExitStatus};

/// The one error type of xtask.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A program ran and said no; its own output is above this message.
    #[error("`{command}` failed ({status}); its output is above")]
    Failed { command: String, status: ExitStatus },
    #[error("`{command}` could not be started: {source}")]
    NotStarted { command: String, source: io::Error },
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{}: {said}", path.display())]
    Unreadable { path: PathBuf, said: String },
    #[error("Trunk should leave one `…{kind}` of the console in {}, and left {found}", directory.display())]
    Built {
        directory: PathBuf,
        kind: &'static str,
        found: &'static str,
    },
    #[error("Cargo.lock should name exactly one version of `{package}`, and names {found}")]
    LockedVersion { package: &'static str, found: usize },
    #[error("`cargo metadata` did not describe this workspace")]
    Metadata,
    #[error("there is no directory for caches on this system; set KEYHOLD_CACHE to one")]
    NoCache,
    /// Something the machine lacks and that could not be put there.
    #[error("{what} is missing; it is needed {why}.\n  tried: {tried}\n  please run: {remedy}")]
    Missing {
        what: String,
        why: &'static str,
        tried: String,
        remedy: String,
    },
    #[error("the console weighs {brotli} bytes compressed, {over} over its budget of {budget}", over = brotli - budget)]
    OverBudget { brotli: u64, budget: u64 },
    #[error("step `{step}`: {source}")]
    Step { step: &'static str, source: Box<Error> },
}

impl Error {
    /// Names the file an I/O error belongs to: `fs::read(path).map_err(Error::file(path))`.
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }

    /// Names the file that what was `said` of its content belongs to.
    pub(crate) fn unreadable(path: impl Into<PathBuf>) -> impl FnOnce(String) -> Self {
        let path = path.into();
        move |said| Self::Unreadable { path, said }
    }
}
