//! What is asked, whichever client asks it.

use std::fmt;

use serde::Deserialize;

/// An API key as its owner holds it.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Credential {
    /// The user name of digest.
    pub public_key: String,
    /// The password of digest.
    pub private_key: String,
}

/// A failed test shows whose key it was, and not the secret.
impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Credential of {}", self.public_key)
    }
}

/// One request. A body is JSON.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The method.
    pub method: &'a str,
    /// The whole URL, percent-encoded.
    pub url: &'a str,
    /// The `Accept` header.
    pub accept: &'a str,
    /// The body, if any.
    pub body: Option<&'a str>,
    /// Who asks.
    pub credential: &'a Credential,
}
