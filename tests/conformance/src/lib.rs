//! The Admin API as real clients meet it: curl, wget, Python requests and httpx, each with the same requests, and
//! requests made by hand where it matters how a client writes them.
//!
//! Digest authentication is written here a second time, and by hand, so that a fault which the product's two ends share
//! does not go unseen.

mod answer;
mod client;
mod digest;
mod request;
mod session;
mod site;
mod wire;

pub use support::Error;

pub use crate::{
    answer::Answer,
    client::{Client, Curl, Python, Wget},
    digest::{Challenge, Proof, REALM},
    request::{Credential, Request},
    session::Session,
    site::{Base, Site, V1, V2},
    wire::{Connection, request},
};
