//! What is asked, whichever client asks it.

use serde::Deserialize;

/// An API key as its owner holds it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Credential {
    /// The user name of digest.
    pub public_key: String,
    /// The password of digest.
    pub private_key: String,
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
