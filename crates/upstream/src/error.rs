//! The ways a call to an Admin API fails, told apart by what the caller can do about them.

use std::time::Duration;

/// Why a call did not succeed. No variant carries a credential.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The base URL cannot be used, or the HTTP client cannot be made.
    #[error("the Admin API cannot be addressed: {0}")]
    Configuration(String),
    /// No connection, or it broke before an answer.
    #[error("the Admin API cannot be reached: {0}")]
    Unreachable(String),
    /// No answer within the time a call may take.
    #[error("the Admin API did not answer in time")]
    TimedOut,
    /// The public key or the private key is wrong, or the key was deleted.
    #[error("the Admin API refused the credential")]
    CredentialRefused,
    /// Too many requests, and waiting was not possible or did not help.
    #[error("the Admin API allows no more requests for now")]
    RateLimited {
        /// How long it asked to wait.
        retry_after: Option<Duration>,
    },
    /// It answered with an error of its own.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// It answered something this client cannot understand.
    #[error("the Admin API's answer cannot be understood: {0}")]
    Unreadable(String),
}

/// An error as the Admin API words it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the Admin API answered {status} {code}: {detail}")]
pub struct ApiError {
    /// The HTTP status.
    pub status: u16,
    /// Its `errorCode`, such as `API_KEY_NOT_FOUND`.
    pub code: String,
    /// Its sentence.
    pub detail: String,
    /// The values in the sentence, as text.
    pub parameters: Vec<String>,
}

impl Error {
    /// The Admin API's own error, if this is one.
    #[must_use]
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// Sorts a failure of the transport. URLs stay out of the text: a base URL is the operator's own business.
    pub(crate) fn transport(error: reqwest::Error) -> Self {
        if error.is_timeout() {
            return Self::TimedOut;
        }
        let error = error.without_url();
        let mut text = error.to_string();
        let mut cause = std::error::Error::source(&error);
        while let Some(inner) = cause {
            text = inner.to_string();
            cause = inner.source();
        }
        Self::Unreachable(text)
    }
}
