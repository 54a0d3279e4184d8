//! Why a benchmark could not be run to its end.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

/// The one error type of the benchmarks.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{server} did not start: {reason}")]
    NotStarted { server: &'static str, reason: String },
    #[error("{address} could not be talked to: {source}")]
    Connection { address: SocketAddr, source: io::Error },
    #[error("{address} closed a connection in the middle")]
    Closed { address: SocketAddr },
    #[error("{address} answered what is not HTTP/1.1 with a length")]
    NotHttp { address: SocketAddr },
    #[error("{address} answered {found} where {wanted} was due: {body}")]
    WrongStatus {
        address: SocketAddr,
        wanted: u16,
        found: u16,
        body: String,
    },
    #[error("{address} sent no challenge that can be answered")]
    NoChallenge { address: SocketAddr },
    #[error("the load generator could not be set up: {0}")]
    Generator(io::Error),
    #[error("the organizations and keys could not be made: {0}")]
    Keys(String),
    #[error(transparent)]
    Browser(#[from] e2e::Error),
    #[error("nothing was measured: every prepared request was sent while warming up")]
    NothingMeasured,
}

impl Error {
    /// Names the file an I/O error belongs to.
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }
}

impl From<admin_api::Error> for Error {
    fn from(error: admin_api::Error) -> Self {
        Self::Keys(error.to_string())
    }
}
