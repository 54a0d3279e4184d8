//! Why a story could not go on.

use std::{fmt, io};

use fantoccini::error::{CmdError, NewSessionError};

/// The one error type of the harness. A test that returns it prints its message, not its structure.
#[derive(thiserror::Error)]
pub enum Error {
    /// The server or another program is not there, or did something else than it should.
    #[error(transparent)]
    Harness(#[from] support::Error),
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
    /// Somebody cannot use the page.
    #[error("{screen} cannot be used by everybody:\n{words}")]
    Inaccessible {
        /// Which page, in which state.
        screen: String,
        /// What was found.
        words: String,
    },
    /// The page wrote errors to the browser's console.
    #[error("the browser's console is not clean:\n{}", .0.join("\n"))]
    Console(Vec<String>),
    /// A secret is still in the page, its storage, its URL or its history.
    #[error("a secret is still in the page or in what it keeps: {0}")]
    SecretKept(String),
}

impl Error {
    pub(crate) fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let named = support::Error::io(what);
        move |source| named(source).into()
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
