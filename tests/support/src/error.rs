//! Why a test could not go on.

use std::{env, fmt, io, path::PathBuf, time::Duration};

/// The one error type of the harness. A test that returns it prints its message, not its structure.
#[derive(thiserror::Error)]
pub enum Error {
    /// The tests need what only the task builds or installs. They fail rather than pass without having run.
    #[error(
        "{variable} names no file; run these tests with `cargo xtask test`, which sees to everything they need"
    )]
    NotGiven {
        /// The environment variable that should name it.
        variable: &'static str,
    },
    /// A program could not be started, or a file or connection not be used.
    #[error("{what}: {source}")]
    Io {
        /// What was being done.
        what: String,
        /// What the system said.
        source: io::Error,
    },
    /// A program ended, or said something else than it should.
    #[error("{what}; it said:\n{said}")]
    Program {
        /// Which program, and what was expected of it.
        what: String,
        /// Its output.
        said: String,
    },
    /// Something that should have come did not.
    #[error("waited {} s for {what}; instead: {seen}", waited.as_secs())]
    TimedOut {
        /// What was waited for.
        what: String,
        /// What was there at the end.
        seen: String,
        /// How long.
        waited: Duration,
    },
}

impl Error {
    /// Names what an I/O error interrupted: `fs::read(path).map_err(Error::io("reading the log"))`.
    pub fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |source| Self::Io { what, source }
    }
}

/// A failed test prints its error this way, and a person has to read it.
impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// The file that an environment variable names.
///
/// # Errors
/// [`Error::NotGiven`] when there is no such variable, or no such file.
pub fn file_in(variable: &'static str) -> Result<PathBuf, Error> {
    env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.is_file())
        .ok_or(Error::NotGiven { variable })
}
