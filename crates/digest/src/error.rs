//! What can be wrong with a header or a stored value. No variant carries what was in it.

/// Why a header or a stored value could not be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DigestError {
    /// The header offers or asks for something else than digest authentication.
    #[error("the header is not one of digest authentication")]
    NotDigest,
    /// The header is longer than any honest one.
    #[error("the header is longer than {limit} bytes")]
    TooLong {
        /// The longest header that is read, in bytes.
        limit: usize,
    },
    /// The header does not follow the grammar of RFC 9110, section 11.
    #[error("the header is malformed: expected {expected}")]
    Malformed {
        /// What should have stood where reading stopped.
        expected: &'static str,
    },
    /// A directive stands in the header twice, so that two readers could understand it differently.
    #[error("the header gives {0} more than once")]
    Repeated(&'static str),
    /// A directive without which there is nothing to check.
    #[error("the header does not give {0}")]
    Missing(&'static str),
    /// None of the challenges can be answered with MD5 or SHA-256 and `qop=auth` or no `qop`.
    #[error("the server offers no digest challenge that can be answered")]
    NoUsableChallenge,
    /// A stored H(A1) has not the length of any algorithm's hash.
    #[error("H(A1) must be 16 or 32 bytes long, not {0}")]
    Ha1Length(usize),
}
