//! How this browser's address is seen, hop by hop.

use serde::{Deserialize, Serialize};

/// From where the backend was asked, and why it takes that for the client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SeenAddress {
    /// The address that counts, canonical text: the one an access list would judge.
    pub address: String,
    /// The other end of the connection: the browser, or the last proxy before the server.
    pub peer: String,
    /// Whether the peer is a proxy the server was told to believe.
    pub peer_trusted: bool,
    /// What the request says of the way before the peer, the nearest first. Not believed beyond a hop that is not trusted.
    pub hops: Vec<Hop>,
    /// Whether the request came encrypted, as far as the server knows.
    pub encrypted: bool,
}

/// One address of a forwarding header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Hop {
    /// As it was sent.
    pub text: String,
    /// Whether it was believed: the hops nearer to the server are all trusted proxies.
    pub believed: bool,
}
