//! Where a request comes from, as access lists see it. The one place that decides whom to believe.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use http::request::Parts;

use crate::error::Error;

/// The TCP peer, in canonical form.
pub(super) fn of(parts: &Parts) -> Result<IpAddr, Error> {
    parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|ConnectInfo(peer)| access::canonical_address(peer.ip()))
        .ok_or(Error::NoPeerAddress)
}
