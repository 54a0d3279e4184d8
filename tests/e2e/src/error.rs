//! Why a story could not go on.

use std::{fmt, io, time::Duration};

use fantoccini::error::{CmdError, NewSessionError};

/// The one error type of the harness. A test that returns it prints its message, not its structure.
#[derive(thiserror::Error)]
pub enum Error {
    /// The stories need a built product, which only the task builds. They fail rather than pass without having run.
    #[error(
        "KEYHOLD_BIN does not name the keyhold binary; run the stories with `cargo xtask test --only e2e`"
    )]
    NoBinary,
    /// A program could not be started, or a file not be written.
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
    /// The browser refused a command.
    #[error("{what}: {source}")]
    WebDriver {
        /// What was being done.
        what: String,
        /// What the browser said.
        source: Box<CmdError>,
    },
    /// The browser would not start.
    #[error("the browser would not start: {0}")]
    Session(#[from] Box<NewSessionError>),
    /// The page wrote errors to the browser's console.
    #[error("the browser's console is not clean:\n{}", .0.join("\n"))]
    Console(Vec<String>),
}

impl Error {
    pub(crate) fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |source| Self::Io { what, source }
    }

    pub(crate) fn webdriver(what: impl Into<String>) -> impl FnOnce(CmdError) -> Self {
        let what = what.into();
        move |source| Self::WebDriver {
            what,
            source: Box::new(source),
        }
    }
}

/// A failed test prints its error this way, and a person has to read it.
impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}
