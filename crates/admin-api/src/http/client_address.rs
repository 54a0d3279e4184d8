//! Where a request comes from, as access lists see it. Whom to believe is [`access`]'s to say.

use std::net::SocketAddr;

use access::{Client, ForwardingHeaders, TrustedProxies};
use axum::extract::ConnectInfo;
use http::HeaderValue;
use http::request::Parts;

use crate::error::Error;
use crate::refusal::Refusal;

/// The client, in canonical form.
pub(super) fn of(proxies: &TrustedProxies, parts: &Parts) -> Result<Client, Refusal> {
    let ConnectInfo(peer) = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .ok_or(Error::NoPeerAddress)?;
    let headers = ForwardingHeaders::of(|name| {
        let values = parts.headers.get_all(name);
        values.iter().map(HeaderValue::as_bytes).collect()
    });
    Ok(proxies.client(peer.ip(), &headers)?)
}
